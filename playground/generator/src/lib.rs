//! The generator for the playground: a description and a bindery.toml in, findings, a listing and files out.
//!
//! The page keeps a [`Bindings`], shows what it says of the description, and only then has it write the files, which takes as long again.
//! It asks for one file at a time, so that not all of them are copied into the browser's strings.

#![deny(warnings)]
#![forbid(unsafe_code)]

mod call;
mod summary;

use std::path::Path;

use bindery::emit::emit;
use bindery::{OutputFile, Product};
use wasm_bindgen::prelude::wasm_bindgen;

/// The name of the configuration in messages.
const CONFIG: &str = "bindery.toml";

/// What became of a description.
#[wasm_bindgen]
pub struct Bindings {
    product: Option<Product>,
    summary: String,
}

/// Binds a description. Its name tells JSON from YAML, and is its name in messages. The configuration may be empty.
#[wasm_bindgen]
pub fn bind(name: &str, description: Vec<u8>, config: &str) -> Bindings {
    let run = bindery::draft_text(Path::new(name), description, (Path::new(CONFIG), config));
    let summary = summary::summary(&run, config).to_string();
    Bindings { product: run.product, summary }
}

#[wasm_bindgen]
impl Bindings {
    /// All but the files, as JSON.
    pub fn summary(&self) -> String {
        self.summary.clone()
    }

    /// Whether there is a crate.
    pub fn is_bound(&self) -> bool {
        self.product.is_some()
    }

    /// Writes the files of the crate, in the order of their paths. Returns their paths and sizes, as JSON, or an error if the generator has
    /// a fault.
    pub fn write(&mut self) -> Result<String, String> {
        let Some(product) = &mut self.product else { return Ok("[]".to_owned()) };
        if product.files.is_empty() {
            let (mut files, found) = emit(&product.plan);
            if let Some(error) = found.iter().next() {
                return Err(error.message.clone());
            }
            files.sort_by(|left, right| left.path.cmp(&right.path));
            product.files = files;
        }
        Ok(summary::files(&product.files).to_string())
    }

    /// The number of files that are written.
    pub fn count(&self) -> usize {
        self.files().len()
    }

    /// The path of a file.
    pub fn path(&self, index: usize) -> Option<String> {
        self.files().get(index).map(|file| file.path.clone())
    }

    /// The text of a file.
    pub fn text(&self, index: usize) -> Option<String> {
        self.files().get(index).map(|file| file.text.clone())
    }
}

impl Bindings {
    fn files(&self) -> &[OutputFile] {
        self.product.as_ref().map(|product| product.files.as_slice()).unwrap_or_default()
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
        let mut bindings = bind("parcels.yaml", PARCELS.into(), "");
        let summary = summary_of(&bindings);
        assert!(bindings.is_bound() && bindings.count() == 0, "nothing is written before it is asked for");
        let written: Value = serde_json::from_str(&bindings.write().expect("files")).expect("JSON");
        assert_eq!(bindings.write(), Ok(written.to_string()), "once");
        let paths: Vec<String> = (0..bindings.count()).filter_map(|index| bindings.path(index)).collect();
        assert!(paths.is_sorted() && paths.contains(&"src/lib.rs".to_owned()), "{paths:?}");
        let manifest = paths.iter().position(|path| path == "Cargo.toml").and_then(|index| bindings.text(index));
        assert!(manifest.expect("a manifest").contains("bindery-runtime"));
        assert_eq!(summary["package"], "parcels");
        assert_eq!(written.as_array().map(Vec::len), Some(bindings.count()));
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
        let mut unbound = bind("parcels.yaml", PARCELS.into(), "[package]\nname = \"2parcels\"\n");
        let summary = summary_of(&unbound);
        let found = &summary["findings"][0];
        assert_eq!(
            (&found["file"], &found["line"], &found["severity"]),
            (&"bindery.toml".into(), &2.into(), &"error".into())
        );
        assert_eq!((unbound.write(), &summary["package"]), (Ok("[]".to_owned()), &Value::Null));
        let unused = "[[rule]]\nmatch = \"Nowhere\"\nrename = \"X\"\n";
        let summary = summary_of(&bind("parcels.yaml", PARCELS.into(), unused));
        assert_eq!(summary["findings"][0]["file"], "bindery.toml", "{summary}");
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
