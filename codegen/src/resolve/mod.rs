//! Every `$ref` to what it means. The outcome is a typed description in which schemas are numbered and nothing refers by
//! text any more; a reference that leads nowhere is a diagnostic and a hole.

mod description;
mod follow;
mod operations;
mod read;
mod schema;
mod schemas;

pub use description::{
    Content, Description, Info, Operation, Parameter, Place, RequestBody, Response, SecurityAlternative,
    SecurityScheme, Server, ServerVariable,
};
pub use schema::{Additional, Discriminator, Schema, SchemaId, TypeSet};

use crate::diag::Diagnostics;
use serde_json::Value;

/// Resolves a document in the 3.1 form.
pub fn resolve(document: &Value) -> (Description, Diagnostics) {
    let mut reader = read::Reader::new(document);
    let description = operations::description(&mut reader);
    (description, reader.into_diagnostics())
}
