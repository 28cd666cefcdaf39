//! Generates the APIs that docs/ calls, and a module from each Rust block of its pages.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let docs = Path::new("../../docs");
    println!("cargo::rerun-if-changed={}", docs.display());
    let depot = bindery::Options { description: Some(docs.join("book/depot.yaml")), ..bindery::Options::default() };
    bindery::generate_module("depot", &depot)?;
    let config = Some(docs.join("walkthrough/bindery.toml"));
    bindery::generate_module("lantern", &bindery::Options { config, ..bindery::Options::default() })?;

    let mut modules = String::new();
    let mut pages = pages(docs)?;
    pages.sort();
    for page in pages {
        let text = fs::read_to_string(&page)?;
        let name = page.strip_prefix(docs)?.display().to_string();
        for (line, block) in blocks(&text) {
            let module: String = name
                .chars()
                .map(|each| if each.is_ascii_alphanumeric() { each.to_ascii_lowercase() } else { '_' })
                .collect();
            writeln!(
                modules,
                "/// docs/{name}, line {line}\nmod {module}_{line} {{\n    #[allow(unused_imports)]\n    use bindery_book::{{depot, lantern}};\n{block}}}"
            )?;
        }
    }
    fs::write(out.join("blocks.rs"), modules)?;
    Ok(())
}

/// The Markdown files below a folder.
fn pages(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|kind| kind == "md") {
            found.push(path);
        }
    }
    Ok(found)
}

/// The Rust blocks of a page, each with its line.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some(language) = lines[at].trim_start().strip_prefix("```") {
            let end = (at + 1..lines.len()).find(|end| lines[*end].trim_start() == "```").unwrap_or(lines.len());
            if language == "rust" {
                found.push((at + 1, lines[at + 1..end].iter().flat_map(|line| [line, "\n"]).collect()));
            }
            at = end;
        }
        at += 1;
    }
    found
}
