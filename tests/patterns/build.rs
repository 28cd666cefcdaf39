//! Generates a module of this crate from every description in `descriptions/`, so that all of them compile at once.
//!
//! `descriptions/NAME.json` (or `.yaml`) becomes the module `NAME`, with the configuration `descriptions/NAME.toml` if there is
//! one. A description without `paths`, for patterns that are only about schemas, gets one operation for each component schema,
//! which sends and returns a value of it.

use serde_json::{Map, Value, json};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=descriptions");
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir("descriptions")? {
        found.push(entry?.path());
    }
    found.sort();
    let mut modules = String::new();
    for path in found.iter().filter(|path| path.extension().is_some_and(|kind| kind != "toml")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("cargo::rerun-if-changed={}", path.display());
        let config = path.with_extension("toml");
        let options = bindery::Options {
            description: Some(with_operations(&out, path, &name)?),
            config: Some(config).filter(|config| config.is_file()),
            name: Some(name.clone()),
            ..bindery::Options::default()
        };
        bindery::generate_module(&name, &options)?;
        writeln!(modules, "include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\"));")?;
    }
    // The result of docs/WALKTHROUGH.md.
    let walkthrough = Path::new("../../docs/walkthrough");
    println!("cargo::rerun-if-changed={}", walkthrough.display());
    let config = Some(walkthrough.join("bindery.toml"));
    bindery::generate_module("lantern", &bindery::Options { config, ..bindery::Options::default() })?;
    writeln!(modules, "include!(concat!(env!(\"OUT_DIR\"), \"/lantern.rs\"));")?;
    fs::write(out.join("modules.rs"), modules)?;
    Ok(())
}

/// Returns the description itself or, if it has no paths, a copy with an operation for each schema.
fn with_operations(directory: &Path, path: &Path, name: &str) -> Result<PathBuf, Box<dyn Error>> {
    if path.extension().is_none_or(|kind| kind != "json") {
        return Ok(path.to_owned());
    }
    let mut document: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    if document.get("paths").is_some() || document.get("webhooks").is_some() {
        return Ok(path.to_owned());
    }
    let names: Vec<String> =
        document["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    let mut paths = Map::new();
    for (index, name) in names.iter().enumerate() {
        let pointer = name.replace('~', "~0").replace('/', "~1");
        let content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{pointer}")}}});
        paths.insert(
            format!("/exchange/{index}"),
            json!({"put": {
                "operationId": format!("exchange{index}"),
                "requestBody": {"required": true, "content": content},
                "responses": {"200": {"description": "The same.", "content": content}},
            }}),
        );
    }
    document["paths"] = Value::Object(paths);
    let place = directory.join(format!("{name}.description.json"));
    fs::write(&place, serde_json::to_string_pretty(&document)?)?;
    Ok(place)
}
