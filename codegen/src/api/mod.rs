//! The API independent of any language: types, operations, servers, security. Contains neither Rust nor JSON Schema.
//!
//! [`model`] is the data, `types` converts shapes to types, and `build` runs the passes.

mod build;
mod bytes;
mod components;
mod content;
mod effects;
mod empty;
mod events;
mod headers;
mod media;
mod merge_renamed;
pub mod model;
mod name_parts;
mod objects;
mod openness;
mod operation_ids;
mod operations;
mod paging;
mod parameters;
mod parts;
mod read_write;
mod redaction;
mod secret_names;
mod security;
mod servers;
mod steer;
mod styles;
mod success;
mod types;
mod unions;
mod values;
mod variant_names;
mod webhooks;
#[cfg(test)]
mod wide;

pub use build::build;
pub use model::{
    AdditionalProperties, Alone, Api, Body, BodyContent, Bound, Credential, Dates, Definition, Docs, Encoding,
    EncodingPlace, EnumValue, EventContent, Events, External, ExternalForm, Framing, Items, Kind, Made, Media,
    NameParts, Next, Operation, OtherMedia, Paging, Parameter, Part, Place, Property, Response, ResponseHeader,
    SecurityAlternative, SecurityScheme, Server, ServerVariable, Shown, Success, Temporal, TokenEndpoint, Type, TypeId,
    Use, Variant, Webhook, Width, Wishes,
};
pub(crate) use openness::is_closable;
pub(crate) use redaction::redact;
#[cfg(feature = "cli")]
pub(crate) use secret_names::{Secrecy, secrecy};
pub use steer::Listed;
