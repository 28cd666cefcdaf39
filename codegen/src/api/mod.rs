//! The API as every language sees it: types, operations, servers, security. No Rust yet, no JSON Schema any more.
//!
//! [`model`] is the data, `types` makes types out of shapes, and `build` runs the passes.

mod build;
mod components;
mod content;
mod correct;
mod events;
mod headers;
mod hints;
mod media;
pub mod model;
mod name_parts;
mod operation_ids;
mod operations;
mod paging;
mod parameters;
mod same;
mod security;
mod servers;
mod styles;
mod types;
mod unions;
mod values;
mod views;
mod webhooks;
#[cfg(test)]
mod wide;

pub use build::build;
pub(crate) use correct::correct;
pub use model::{
    Alone, Api, Body, BodyContent, Bound, Credential, Dates, Definition, Docs, Encoding, EnumValue, EventContent,
    Events, Framing, Items, Kind, Made, Media, Moment, NameParts, Next, Operation, OtherMedia, Others, Paging,
    Parameter, Part, Place, Property, Received, Response, ResponseHeader, SecurityAlternative, SecurityScheme, Server,
    ServerVariable, Success, TokenEndpoint, Type, TypeId, Use, Variant, Width,
};
