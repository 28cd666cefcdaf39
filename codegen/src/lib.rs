//! Binds an OpenAPI description into a Rust crate.
//!
//! The road goes one way: [`source`] → [`dialect`] → [`resolve`] → [`shape`] → [`api`] → [`facts`] → [`names`] →
//! [`items`] → [`emit`] → [`write`](mod@write). Each phase takes what the one before it made and returns it in a form
//! that makes the questions of that phase unaskable, together with what it has to say ([`diag`]). [`run`] walks the
//! whole road.
//!
//! ```no_run
//! let options = bindery::Options {
//!     description: Some("spec/openapi.json".into()),
//!     output: Some("generated".into()),
//!     ..bindery::Options::default()
//! };
//! let outcome = bindery::generate(&options);
//! assert!(!outcome.diagnostics.has_errors(), "{}", bindery::diag::render_human(&outcome.diagnostics, &outcome));
//! ```
//!
//! A build script that keeps the bindings out of the repository calls [`generate_module`].

pub mod api;
pub mod config;
pub mod diag;
pub mod dialect;
pub mod emit;
pub mod facts;
mod files;
pub mod items;
pub mod listing;
mod module;
pub mod names;
mod partition;
mod paths;
pub mod resolve;
mod run;
pub mod shape;
pub mod source;
pub mod text;
pub mod write;

pub use module::{ModuleError, generate_module};
pub use run::{Options, Product, Run, bind, generate, out_of_step, run};
