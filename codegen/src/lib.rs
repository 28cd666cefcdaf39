//! Generates a Rust crate from an OpenAPI description.
//!
//! ```no_run
//! let options = bindery::Options {
//!     description: Some("spec/openapi.json".into()),
//!     output: Some("generated".into()),
//!     ..bindery::Options::default()
//! };
//! let run = bindery::generate(&options);
//! assert!(!run.diagnostics.has_errors(), "{}", bindery::diag::render_human(&run.diagnostics, &run));
//! ```
//!
//! [`bind`] works on a description in memory and writes nothing:
//!
//! ```
//! let description = br#"{
//!     "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
//!     "paths": {"/parcels/{id}": {"delete": {
//!         "operationId": "deleteParcel", "tags": ["parcels"], "responses": {"204": {"description": "Gone"}},
//!         "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]
//!     }}}
//! }"#;
//! let run = bindery::bind("parcels.json".as_ref(), description.to_vec(), &bindery::config::Config::default());
//! let product = run.product.expect("nothing is wrong with it");
//! let file = product.files.iter().find(|file| file.path == "src/operations/parcels.rs").expect("a file per group");
//! assert!(file.text.contains("pub fn delete_parcel(&self, id: "));
//! assert_eq!(bindery::listing::listing(&product)["operations"][0]["id"], "deleteParcel");
//! ```
//!
//! A build script that keeps the bindings out of the repository calls [`generate_module`].
//!
//! # Phases
//!
//! A run goes through ten phases in one order: `source` → `dialect` → `resolve` → `shape` → `api` → `names` →
//! `analysis` → `plan` → `emit` → `write`. Each reads the models of those before it without changing them, and returns
//! its own model together with its diagnostics ([`diag`]). The phases are private: ARCHITECTURE.md in the repository
//! describes them.

pub mod analysis;
pub mod api;
pub mod config;
pub mod diag;
pub mod dialect;
pub mod emit;
mod files;
pub mod listing;
mod module;
pub mod names;
mod partition;
mod paths;
pub mod plan;
pub mod resolve;
mod run;
pub mod shape;
pub mod source;
pub mod text;
pub mod write;

pub use module::{ModuleError, generate_module};
pub use run::{Options, Product, Run, bind, generate, out_of_step, run};
