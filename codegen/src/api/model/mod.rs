//! The data of the phase: an API with its types, operations, servers and security schemes. The passes depend on this model, not on each
//! other.

mod api;
mod calls;
mod events;
mod media;
mod paging;
mod scalars;
mod types;
mod uses;
mod wishes;

pub use crate::config::Dates;
pub use crate::resolve::{Encoding, EncodingPlace, Place, SecurityAlternative, Server, ServerVariable};
pub use crate::shape::{Temporal, Width};
pub use api::{Api, ResponseHeader};
pub use calls::{
    Body, BodyContent, Credential, Operation, OtherMedia, Parameter, Response, SecurityScheme, Success, TokenEndpoint,
    Webhook,
};
pub use events::{Alone, EventContent, Events, Framing};
pub use media::Media;
pub use paging::{Items, Next, Paging};
pub use types::{
    AdditionalProperties, Bound, Definition, Docs, EnumValue, Kind, Made, NameParts, Part, Property, Type, TypeId,
    Variant,
};
pub use uses::Use;
pub use wishes::{External, ExternalForm, Shown, Wishes};
