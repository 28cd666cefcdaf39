//! Generates a Rust crate from an OpenAPI description.
//!
//! ```no_run
//! let options = bindery::Options {
//!     description: Some("spec/openapi.json".into()),
//!     output: Some("generated".into()),
//!     ..bindery::Options::default()
//! };
//! let run = bindery::generate(&options);
//! let report = bindery::diag::render_human(&run.diagnostics, &run);
//! assert!(!run.diagnostics.has_errors(), "{report}");
//! ```
//!
//! [`bind`] works on a description in memory and writes nothing:
//!
//! ```
//! let description = br#"{
//!     "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
//!     "paths": {"/parcels/{id}": {
//!         "parameters": [
//!             {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}
//!         ],
//!         "delete": {
//!             "operationId": "deleteParcel", "tags": ["parcels"],
//!             "responses": {"204": {"description": "Deleted"}}
//!         }
//!     }}
//! }"#;
//! let config = bindery::config::Config::default();
//! let run = bindery::bind("parcels.json".as_ref(), description.to_vec(), &config);
//! let product = run.product.expect("a valid description");
//!
//! let mut files = product.files.iter();
//! let parcels = files.find(|file| file.path == "src/operations/parcels.rs");
//! assert!(parcels.is_some_and(|file| file.text.contains("pub fn delete_parcel(&self, id: ")));
//! let listing = bindery::listing::listing(&product);
//! assert_eq!(listing["operations"][0]["id"], "deleteParcel");
//! ```
//!
//! A build script that keeps the bindings out of the repository calls [`generate_module`].
//!
//! # What to call
//!
//! | function | description | result |
//! |---|---|---|
//! | [`generate`] | a file | a crate on disk; nothing is written if there is an error |
//! | [`generate_module`] | a file | a module below `OUT_DIR`, for a build script |
//! | [`run`] | a file | a [`Product`] in memory |
//! | [`out_of_step`] | | how a directory differs from a [`Product`]: `bindery generate --check` |
//! | [`bind`] | bytes | a [`Product`] in memory |
//!
//! [`Options`] has the options of the command line, and [`config::Config`] the keys of `bindery.toml`. A [`Run`] does not stop at
//! the first problem: all of them are in its [`Diagnostics`](diag::Diagnostics), and nothing is written if there is an error.
//! [`diag::render_human`] renders them; the meaning of their codes never changes. [`listing::listing`] lists the types and
//! functions for all schemas and operations.
//!
//! The same input gives the same output on every machine. Nothing is fetched from the network.
//!
//! # Features
//!
//! A build script needs none of them: `default-features = false`.
//!
//! * `cli` (on by default): the command `bindery`. It needs `overlays`.
//! * `mock` (on by default): `bindery mock`, a server. It needs `sample`, which makes values of schemas.
//! * `overlays`: overlays in bindery.toml; without it, patches and selections work, and overlays are refused.
//!
//! # Phases
//!
//! A run has eleven phases in a fixed order: `source` → `overlay` → `dialect` → `resolve` → `shape` → `api` → `names` →
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
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod bounds;
#[doc(hidden)]
pub mod dialect;
#[doc(hidden)]
pub mod emit;
#[cfg(feature = "mock")]
#[doc(hidden)]
pub mod mock;
#[doc(hidden)]
pub mod names;
mod overlay;
#[doc(hidden)]
pub mod plan;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod reduce;
#[cfg(feature = "cli")]
mod repair;
#[doc(hidden)]
pub mod resolve;
#[cfg(feature = "sample")]
#[doc(hidden)]
pub mod sample;
#[doc(hidden)]
pub mod shape;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod text;
#[cfg(feature = "cli")]
mod tree;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod verify;
#[doc(hidden)]
pub mod write;
#[cfg(feature = "cli")]
mod yaml;

pub use module::{ModuleError, generate_module};
pub use output::{Change, OutputFile};
#[doc(hidden)]
pub use run::draft_text;
#[doc(hidden)]
pub use run::plan as plan_only;
pub use run::{Locking, Options, Product, Run, bind, generate, out_of_step, run, write_effective_spec, write_lock};
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use run::{Repaired, Trials, checked, lock_path, modelled, write_repairs};
