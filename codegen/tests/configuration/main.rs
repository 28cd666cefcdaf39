//! The documentation of `bindery.toml` and its JSON Schema match the configuration, and their examples work. The page of codes matches
//! what `bindery explain` says.
//!
//! `BLESS=1 cargo test -p bindery --test configuration` renews them.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod codes;
mod reference;

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str = include_str!("introduction.md");

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name)
}

/// Compares a file with its expected content, or renews it.
fn is_current(name: &str, expected: &str) {
    let path = docs(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, expected).expect("written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/{name} is out of date: BLESS=1 cargo test -p bindery --test configuration");
}

#[test]
fn the_reference_has_every_key() {
    let schema = bindery::config::schema();
    let text = INTRODUCTION.to_owned() + &reference::reference(&schema);
    let tables = std::iter::once(&schema).chain(schema["$defs"].as_object().into_iter().flat_map(|defs| defs.values()));
    let mut count = 0;
    for key in tables.flat_map(|table| table["properties"].as_object().into_iter().flat_map(|all| all.keys())) {
        assert!(text.contains(&format!("**`{key}`**")), "{key}");
        count += 1;
    }
    assert!(count > 60, "{count}");
    is_current("CONFIGURATION.md", &text);
    is_current("bindery.schema.json", &format!("{schema:#}\n"));
}

#[test]
fn the_page_of_codes_has_every_code() {
    let text = codes::page();
    for code in bindery::diag::Code::ALL {
        assert!(text.contains(&format!("\n### {}\n", code.number())), "{}", code.number());
    }
    is_current("book/codes.md", &text);
}

/// A description for the examples.
fn description() -> Value {
    let parcel = json!({"application/json": {"schema": {"$ref": "#/components/schemas/ParcelDTO"}}});
    let list = json!({"application/json": {"schema": {"type": "object", "properties": {
        "parcels": {"type": "array", "items": {"$ref": "#/components/schemas/ParcelDTO"}},
        "stock": {"type": "array", "items": {"type": "string"}},
    }}}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
        "paths": {
            "/parcels": {"get": {
                "operationId": "listParcels", "tags": ["desk"], "responses": {"200": {"description": "", "content": list}},
                "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
            }},
            "/parcels/{id}": {"get": {
                "operationId": "getParcel", "tags": ["desk"], "responses": {"200": {"description": "", "content": parcel}},
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            }},
            "/internal/flush": {"post": {"operationId": "flush", "responses": {"204": {"description": ""}}}},
        },
        "components": {"schemas": {"ParcelDTO": {"type": "object", "required": ["note"], "properties": {
            "id": {"type": "string", "format": "uuid"},
            "weight": {"type": "number"},
            "note": {"type": "string"},
            "pickup_code": {"type": "string"},
            "legacyId": {"type": "string"},
            "status": {"type": "string", "enum": ["waiting", "sent"]},
            "origin": {"type": "object", "properties": {"city": {"type": "string"}}},
        }}}},
    })
}

#[test]
fn every_example_works() {
    let text = INTRODUCTION;
    let examples: Vec<&str> = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() >= 3, "{}", examples.len());
    for example in examples {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("example.toml");
        fs::write(&path, example).expect("written");
        let tables = match bindery::config::tables(&path) {
            0 => vec![None],
            count => (0..count).map(Some).collect(),
        };
        for table in tables {
            let (config, _, found) = bindery::config::read_table(&path, table);
            assert!(found.is_empty(), "{example}\n{found:?}");
            let run = bindery::bind("parcels.json".as_ref(), description().to_string().into_bytes(), &config);
            let shown = bindery::diag::render_human(&run.diagnostics, &run);
            assert!(run.product.is_some(), "{example}\n{shown}");
        }
    }
}
