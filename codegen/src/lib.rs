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
//! # What to call
//!
//! | function | description | result |
//! |---|---|---|
//! | [`generate`] | a file | a crate on disk; nothing is written when there is an error |
//! | [`generate_module`] | a file | a module below `OUT_DIR`, for a build script |
//! | [`run`] | a file | a [`Product`] in memory |
//! | [`out_of_step`] | | how a directory differs from a [`Product`]: `bindery generate --check` |
//! | [`bind`] | bytes | a [`Product`] in memory |
//!
//! [`Options`] say what a command line can say, and [`config::Config`] what `bindery.toml` can. A
//! [`Run`] never stops at the first problem: all of them are among its [`Diagnostics`](diag::Diagnostics), and when there is an
//! error, nothing is written. [`diag::render_human`] shows them as the command line does; their codes keep their meaning.
//! [`listing::listing`] says which types and functions stand for which schemas and operations.
//!
//! The same input gives the same bytes, on every machine. Nothing is fetched from the network.
//!
//! # Phases
//!
//! A run goes through eleven phases in one order: `source` → `overlay` → `dialect` → `resolve` → `shape` → `api` → `names` →
//! `analysis` → `plan` → `emit` → `write`. Each reads the models of those before it without changing them, and returns
//! its own model together with its diagnostics ([`diag`]). The phases are private: ARCHITECTURE.md in the repository
//! describes them.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod config;
pub mod diag;
#[doc(hidden)]
pub mod diff;
mod files;
pub mod listing;
mod module;
mod output;
mod partition;
mod paths;
mod run;

// The phases and their shared modules. They are public only for the tests, benchmarks and tools of this repository, and may change with
// every version.
#[doc(hidden)]
pub mod analysis;
#[doc(hidden)]
pub mod api;
#[doc(hidden)]
pub mod dialect;
#[doc(hidden)]
pub mod emit;
#[doc(hidden)]
pub mod names;
mod overlay;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod text;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod verify;
#[doc(hidden)]
pub mod write;

pub use module::{ModuleError, generate_module};
pub use output::{Change, OutputFile};
#[doc(hidden)]
pub use run::plan as plan_only;
pub use run::{Options, Product, Run, bind, generate, out_of_step, run, write_effective_spec};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use run::{checked, modelled};
