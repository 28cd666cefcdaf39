//! The generator for the playground: a description and a bindery.toml in, files, findings and a listing out.
//!
//! The page keeps a [`Bindings`] and asks it for one file at a time, so that not all of them are copied into the browser's strings.

#![deny(warnings)]
#![forbid(unsafe_code)]

mod call;
mod summary;

use std::path::Path;

use bindery::{OutputFile, Run};
use wasm_bindgen::prelude::wasm_bindgen;

/// The name of the configuration in messages.
const CONFIG: &str = "bindery.toml";

/// What became of a description.
#[wasm_bindgen]
pub struct Bindings {
    files: Vec<OutputFile>,
    summary: String,
}

/// Binds a description. Its name tells JSON from YAML, and is its name in messages. The configuration may be empty.
#[wasm_bindgen]
pub fn bind(name: &str, description: Vec<u8>, config: &str) -> Bindings {
    let run = bindery::bind_text(Path::new(name), description, (Path::new(CONFIG), config));
    let summary = summary::summary(&run, config).to_string();
    Bindings { files: files(run), summary }
}

fn files(run: Run) -> Vec<OutputFile> {
    let mut files = run.product.map(|product| product.files).unwrap_or_default();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

#[wasm_bindgen]
impl Bindings {
    /// All but the texts of the files, as JSON.
    pub fn summary(&self) -> String {
        self.summary.clone()
    }

    /// The number of files.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The path of a file.
    pub fn path(&self, index: usize) -> Option<String> {
        self.files.get(index).map(|file| file.path.clone())
    }

    /// The text of a file.
    pub fn text(&self, index: usize) -> Option<String> {
        self.files.get(index).map(|file| file.text.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const PARCELS: &str = include_str!("../../examples/parcels.yaml");

    fn summary_of(bindings: &Bindings) -> Value {
        serde_json::from_str(&bindings.summary()).expect("JSON")
    }

    #[test]
    fn a_description_becomes_files_a_listing_and_a_call() {
        let bindings = bind("parcels.yaml", PARCELS.into(), "");
        let summary = summary_of(&bindings);
        let paths: Vec<String> = (0..bindings.count()).filter_map(|index| bindings.path(index)).collect();
        assert!(paths.is_sorted() && paths.contains(&"src/lib.rs".to_owned()), "{paths:?}");
        let manifest = paths.iter().position(|path| path == "Cargo.toml").and_then(|index| bindings.text(index));
        assert!(manifest.expect("a manifest").contains("bindery-runtime"));
        assert_eq!(summary["package"], "parcels");
        assert_eq!(summary["files"].as_array().map(Vec::len), Some(bindings.count()));
        let listed = summary["listing"]["operations"].as_array().expect("operations");
        let get = listed.iter().find(|each| each["id"] == "getParcel").expect("the operation");
        assert_eq!(get["call"], "client.parcels().get_parcel(parcel_id).await?");
        let example = summary["example"].as_str().expect("an example");
        assert!(example.contains("Client::builder(") && !example.contains("\n# "), "{example}");
        assert_eq!((bindings.path(bindings.count()), bindings.text(usize::MAX)), (None, None));
    }

    #[test]
    fn findings_have_lines_in_both_texts() {
        let broken = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/components/responses/None'}\n";
        let summary = summary_of(&bind("api.yaml", broken.into(), ""));
        let found = &summary["findings"][0];
        assert_eq!((&found["file"], &found["line"]), (&"api.yaml".into(), &7.into()), "{summary}");
        let summary = summary_of(&bind("parcels.yaml", PARCELS.into(), "[package]\nname = \"2parcels\"\n"));
        let found = &summary["findings"][0];
        assert_eq!(
            (&found["file"], &found["line"], &found["severity"]),
            (&"bindery.toml".into(), &2.into(), &"error".into())
        );
        assert_eq!((&summary["files"], &summary["package"]), (&Value::Array(Vec::new()), &Value::Null));
    }

    #[test]
    fn what_is_no_description_is_an_error_with_a_place() {
        for text in ["", "{", "[]", "\u{0}", "openapi: [", "{\"openapi\": 3}", "a: &a [*a, *a]", "<html>"] {
            let summary = summary_of(&bind("api.yaml", text.into(), ""));
            assert_eq!(summary["findings"][0]["severity"], "error", "{text:?}: {summary}");
        }
        let summary = summary_of(&bind("api.json", vec![0xff, 0xfe, 0x00], ""));
        assert_eq!(summary["findings"][0]["severity"], "error");
    }

    #[test]
    fn keys_that_need_files_are_named() {
        let config = "overlays = [\"fix.yaml\"]\npatches = [\"a.json\"]\n";
        let summary = summary_of(&bind("parcels.yaml", PARCELS.into(), config));
        assert_eq!(summary["not_read"], serde_json::json!(["overlays", "patches"]), "{summary}");
    }
}
