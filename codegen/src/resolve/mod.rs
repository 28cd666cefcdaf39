//! Resolves references. The result is a typed description in which schemas are numbered and no textual reference is
//! left; a reference that cannot be resolved is a diagnostic and a placeholder.

mod anchors;
mod big_integers;
mod description;
mod document;
mod encodings;
mod enum_names;
mod follow;
mod groups;
mod key_names;
mod operations;
mod read;
mod schema;
mod schemas;
mod selection;
mod unsupported_keywords;

pub use description::{
    Content, Description, Encoding, EncodingPlace, Header, Info, Operation, Parameter, Place, RequestBody, Resolved,
    Response, SecurityAlternative, SecurityScheme, Server, ServerVariable, Tag, Webhook,
};

pub(crate) use enum_names::is_name as is_value_name;
pub use follow::Follower;
pub(crate) use groups::{Tags, group, name_from_path};

pub use schema::{Additional, Discriminator, KeyNames, Schema, SchemaId, TypeSet, ValueNames};

use crate::config::Select;
use crate::diag::Diagnostics;
use crate::dialect::Normal;

/// Resolves a description in the 3.1 form. Places are those of the description as written.
pub fn resolve(normal: &Normal) -> (Resolved, Diagnostics) {
    resolve_selected(normal, &Select::default())
}

/// The same for the selected operations. Anything that none of them uses is not read at all.
pub fn resolve_selected(normal: &Normal, select: &Select) -> (Resolved, Diagnostics) {
    let mut reader = read::Reader::new(normal);
    let mut resolved = operations::resolved(&mut reader, select);
    resolved.each_pointer(&mut |pointer| *pointer = normal.origins.original(pointer));
    let diagnostics = reader.into_diagnostics().moved(|pointer| normal.origins.original(pointer));
    (resolved, diagnostics)
}

#[cfg(test)]
mod tests;
