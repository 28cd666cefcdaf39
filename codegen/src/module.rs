//! Generates bindings in a build script, as a module of the crate being built.

use crate::config::Placement;
use crate::diag::{Diagnostics, Severity, render_brief};
use crate::files;
use crate::{Locking, Options, Run, generate};
use std::env;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Why [`generate_module`] failed.
pub enum ModuleError {
    /// `OUT_DIR` is not set: this is not a build script.
    NoBuildScript,
    /// The description cannot be bound. Holds the rendered diagnostics.
    Rejected(String),
    /// A file could not be written.
    Unwritable(PathBuf, io::Error),
}

impl fmt::Display for ModuleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBuildScript => {
                formatter.write_str("OUT_DIR is not set; call `generate_module` from a build script")
            }
            Self::Rejected(diagnostics) => write!(formatter, "the description cannot be bound\n{diagnostics}"),
            Self::Unwritable(path, error) => write!(formatter, "cannot write {}: {error}", path.display()),
        }
    }
}

/// The same as `Display`: a `main` that returns the error shows it by `Debug`, and one line with escaped line breaks helps nobody.
impl fmt::Debug for ModuleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for ModuleError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unwritable(_, error) => Some(error),
            Self::NoBuildScript | Self::Rejected(_) => None,
        }
    }
}

/// Binds a description from a build script, into a module of the crate that is being built.
///
/// In `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), bindery::ModuleError> {
///     let description = Some("openapi.json".into());
///     bindery::generate_module("pets", &bindery::Options { description, ..bindery::Options::default() })?;
///     Ok(())
/// }
/// ```
///
/// and in the root of the crate, `src/lib.rs` or `src/main.rs`:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/pets.rs"));
/// ```
///
/// which defines `pub mod pets`, with `pets::Client`, `pets::types` and everything else a generated crate has. The
/// crate needs `bindery-runtime` among its dependencies, with the features that it uses: `rustls`, `serde` and so on.
///
/// `path` is the path of the module from the crate root. To have it in a module `apis`, pass `apis::pets` and include
/// `pets.rs` there. `options.output` and `options.placement` are overridden.
///
/// Cargo reruns the script when one of its inputs changes: the description, documents that it refers to, bindery.toml.
/// Names of `bindery.lock` stay; `bindery lock` renews that file, the script does not write it. Warnings become warnings of the build. Unchanged files are not touched, so nothing is recompiled for them.
///
/// # Errors
/// If no build script is running, the description cannot be bound, or the output cannot be written.
#[allow(clippy::print_stdout, reason = "build scripts instruct Cargo on stdout")]
pub fn generate_module(path: &str, options: &Options) -> Result<Run, ModuleError> {
    let directory = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(ModuleError::NoBuildScript)?;
    let (run, made) = module_in(&directory, path, options);
    // The script's own output changes with every run.
    for input in run.inputs().filter(|input| !input.starts_with(&directory)) {
        let input = input.display().to_string();
        // A line break in a path would start another Cargo instruction.
        if !input.contains(char::is_control) {
            println!("cargo::rerun-if-changed={input}");
        }
    }
    made?;
    let warnings: Diagnostics =
        run.diagnostics.iter().filter(|each| each.severity == Severity::Warning).cloned().collect();
    for line in render_brief(&warnings, &run).lines() {
        println!("cargo::warning={line}");
    }
    Ok(run)
}

/// Generates the module below a directory, and the file to include beside it.
fn module_in(directory: &Path, path: &str, options: &Options) -> (Run, Result<(), ModuleError>) {
    let name = path.rsplit("::").next().unwrap_or(path);
    let stem = name.strip_prefix("r#").unwrap_or(name);
    let output = directory.join(stem);
    let root = output.join("src/lib.rs");
    let placement = Placement::Module(path.to_owned());
    // A build script changes nothing but its own output.
    let locking = if options.locking == Locking::Unchanged { Locking::Unchanged } else { Locking::Read };
    let options = Options { output: Some(output), placement, locking, ..options.clone() };
    let mut run = generate(&options);
    run.diagnostics.extend(run.stale_lock());
    if run.diagnostics.has_errors() {
        let rendered = render_brief(&run.diagnostics, &run);
        return (run, Err(ModuleError::Rejected(rendered)));
    }
    let place = directory.join(format!("{stem}.rs"));
    let made = put(&place, &format!("#[path = {root:?}]\npub mod {name};\n"));
    (run, made.map_err(|error| ModuleError::Unwritable(place, error)))
}

/// Writes a file if it differs.
fn put(place: &Path, text: &str) -> io::Result<()> {
    match files::read_text(place, text.len()) {
        Ok(found) if found == text => Ok(()),
        // Only regular files: reading others could block.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Err(error),
        _ => fs::write(place, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::GroupFeatures;

    const DESCRIPTION: &str = r#"{
        "openapi": "3.1.0", "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://a.example"}, {"url": "https://b.example"}],
        "security": [{"key": []}],
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "schemas": {"Pet": {"type": "object", "properties": {"name": {"type": "string"}}}}
        },
        "paths": {
            "/pets": {"get": {"tags": ["pets"], "operationId": "list", "responses": {"200": {"description": "", "content":
                {"application/json": {"schema": {"$ref": "part.json"}}}}}}},
            "/own": {"servers": [{"url": "https://c.example"}], "get": {"tags": ["pets"], "responses": {}}}
        }
    }"#;

    /// A directory with a description, and the options to bind it.
    fn directory(test: &str) -> (PathBuf, Options) {
        let directory = env::temp_dir().join(format!("bindery-module-{test}-{}", std::process::id()));
        drop(fs::remove_dir_all(&directory));
        fs::create_dir_all(&directory).expect("a directory");
        fs::write(directory.join("api.json"), DESCRIPTION).expect("a file");
        fs::write(directory.join("part.json"), r#"{"type": "array", "items": {"type": "string"}}"#).expect("a file");
        let description = Some(directory.join("api.json"));
        (directory, Options { description, ..Options::default() })
    }

    #[test]
    fn a_module_refers_to_itself_by_its_path() {
        let (directory, options) = directory("path");
        let (run, made) = module_in(&directory, "apis::pets", &options);
        made.expect("a module");
        let root = directory.join("pets/src/lib.rs");
        let text = fs::read_to_string(directory.join("pets.rs")).expect("a file");
        assert_eq!(text, format!("#[path = {root:?}]\npub mod pets;\n"));
        assert!(!directory.join("pets/Cargo.toml").exists());
        let files = &run.product.as_ref().expect("a product").files;
        let text: String = files.iter().map(|file| file.text.as_str()).collect();
        for path in ["operations::pets::Pets", "operations::pets", "client::SECURITY", "servers::"] {
            assert!(text.contains(&format!("crate::apis::pets::{path}")), "{path}");
        }
        let elsewhere = text.match_indices("crate::").filter(|(at, _)| !text[*at..].starts_with("crate::apis::pets"));
        assert_eq!(elsewhere.count(), 0);
        assert!(!text.contains("feature ="), "features would be those of the crate around it");
        let inputs: Vec<_> = run.inputs().map(Path::to_owned).collect();
        assert_eq!(inputs, [directory.join("api.json"), directory.join("part.json")]);
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn overlays_and_patches_are_inputs() {
        let (directory, options) = directory("edited");
        let (overlay, patch) = (directory.join("fix.yaml"), directory.join("none.json"));
        fs::write(&overlay, "{overlay: 1.1.0, actions: [{target: $.info, update: {x-a: 1}}]}").expect("a file");
        let options = Options { overlays: vec![overlay.clone()], patches: vec![patch.clone()], ..options };
        let (run, made) = module_in(&directory, "pets", &options);
        assert!(made.expect_err("there is no such patch").to_string().contains("cannot read"));
        let inputs: Vec<&Path> = run.inputs().collect();
        assert!(inputs.contains(&overlay.as_path()), "{inputs:?}");
        assert!(inputs.contains(&patch.as_path()), "it may be there next time: {inputs:?}");
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn unchanged_files_are_not_touched() {
        let (directory, options) = directory("untouched");
        let features = Options { group_features: Some(GroupFeatures::PerGroup), ..options };
        let (run, made) = module_in(&directory, "pets", &features);
        made.expect("a module");
        assert!(!run.changes.is_empty());
        let written = fs::metadata(directory.join("pets.rs")).and_then(|about| about.modified()).expect("a time");
        let (run, made) = module_in(&directory, "pets", &features);
        made.expect("a module");
        assert!(run.changes.is_empty(), "{:?}", run.changes);
        let again = fs::metadata(directory.join("pets.rs")).and_then(|about| about.modified()).expect("a time");
        assert_eq!(written, again);
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn errors_include_the_diagnostics() {
        let (directory, options) = directory("wrong");
        for path in ["", "1st", "a::", "a-b", "type", "../up"] {
            let error = module_in(&directory, path, &options).1.expect_err("no path of a module").to_string();
            assert!(error.contains("B0105") && error.contains(&format!("{path:?}")), "{error}");
        }
        fs::write(directory.join("api.json"), "{\n\"openapi\": oops}").expect("a file");
        let error = module_in(&directory, "pets", &options).1.expect_err("no description").to_string();
        assert!(error.starts_with("the description cannot be bound\nerror[B0102]"), "{error}");
        assert!(error.contains("api.json:2:"), "{error}");
        // As `main` in a build script shows it.
        let error = module_in(&directory, "pets", &options).1.expect_err("no description");
        assert_eq!(format!("{error:?}"), error.to_string());
        assert!(format!("{error:?}").lines().any(|line| line.starts_with("error[B0102]: ")), "{error:?}");
        assert!(!directory.join("pets.rs").exists());
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn a_build_script_reads_the_lock_file_and_never_writes_it() {
        let (directory, options) = directory("lock");
        let config = directory.join("bindery.toml");
        fs::write(&config, "description = \"api.json\"\n").expect("a file");
        let options = Options { config: Some(config), ..options };
        let mut locked = crate::run(&Options { locking: Locking::Create, ..options.clone() });
        crate::write_lock(&mut locked);
        let text = fs::read_to_string(directory.join("bindery.lock")).expect("a lock file");
        let stale = |run: &Run| run.diagnostics.iter().any(|each| each.code == crate::diag::Code::StaleLock);
        let (run, made) = module_in(&directory, "pets", &options);
        assert!(made.is_ok() && !stale(&run) && run.inputs().any(|input| input.ends_with("bindery.lock")));
        let renamed = DESCRIPTION.replace("\"operationId\": \"list\"", "\"operationId\": \"all\"");
        let more = renamed
            .replace("\"/own\":", "\"/more\": {\"get\": {\"operationId\": \"more\", \"responses\": {}}}, \"/own\":");
        fs::write(directory.join("api.json"), more).expect("a file");
        let (run, made) = module_in(&directory, "pets", &options);
        assert!(made.is_ok() && stale(&run), "{:?}", run.diagnostics);
        let operations = fs::read_to_string(directory.join("pets/src/operations/pets.rs")).expect("a file");
        assert!(operations.contains("pub fn list("), "the name stays: {operations}");
        assert_eq!(fs::read_to_string(directory.join("bindery.lock")).expect("a file"), text);
        let (_, made) = module_in(&directory, "pets", &Options { locking: Locking::Unchanged, ..options });
        assert!(made.is_err_and(|error| error.to_string().contains("forbids to write it")));
        fs::remove_dir_all(directory).expect("cleaned up");
    }
}
