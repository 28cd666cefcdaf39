//! What the runtime's macros generate for a type is compiled in the programs that use the type, not in its crate: see "Code where it
//! is used" in docs/BENCHMARKS.md. One function without `#[inline]` that reaches a type is enough to compile all of it for everybody.

use super::root;
use std::fs;
use std::path::PathBuf;

/// Functions that reach no type of the description, so the attribute would only cost time.
const REACH_NO_TYPE: [&str; 3] = ["options", "send_streaming", "send_parts"];

/// Returns the files with macros that generate functions.
fn files() -> Vec<PathBuf> {
    let folders = ["runtime/src/macros", "runtime/src/client/macros"].map(|folder| root().join(folder));
    let entries = folders.into_iter().flat_map(|folder| fs::read_dir(folder).expect("a folder of macros"));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Returns the name of a generated function that starts in this line, and the text from the name on.
fn generated_function(line: &str) -> Option<(&str, &str)> {
    let is_in_macro = line.starts_with("        ");
    let after = line.trim_start().trim_start_matches("pub ").strip_prefix("fn ").filter(|_| is_in_macro)?;
    let name = after.split(['(', '<']).next()?;
    Some((name, after))
}

#[test]
fn generated_functions_are_compiled_where_they_are_used() {
    let mut seen = 0;
    let mut missing = Vec::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines: Vec<&str> = code.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let Some((name, after)) = generated_function(line) else { continue };
            seen += 1;
            // Generic functions, also those of a generic implementation, are compiled where they are used in any case.
            let mut signature = lines[index..].iter().take_while(|line| !line.trim_end().ends_with('{')).chain([line]);
            let is_generic = after[name.len()..].starts_with('<')
                || signature.any(|line| line.contains("impl ::core") || line.contains("value: T)"));
            let is_inline = index > 0 && lines[index - 1].trim() == "#[inline]";
            if !is_generic && !is_inline && !REACH_NO_TYPE.contains(&name) {
                missing.push(format!("  {}:{}: {}", file.display(), index + 1, line.trim()));
            }
        }
    }
    assert!(seen > 40, "only {seen} functions were found");
    assert!(
        missing.is_empty(),
        "these functions need `#[inline]`, or a place in the list of this test:\n{}",
        missing.join("\n")
    );
}
