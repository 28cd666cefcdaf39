//! The plan: every item of the generated crate, with all that is decided about it.

mod crate_plan;
mod operations;
mod types;

pub use crate::api::{Credential, TokenEndpoint};
pub(super) use crate_plan::FIRST_VERSION;
pub use crate_plan::{Client, Crate, HeaderAccessor, Module, Package, Scheme, Server};
pub use operations::{
    Body, CallForm, Delivery, Encoding, Group, Operation, OtherBody, OtherMedia, Output, Paged, Parameter, Problem,
    Requirement, Styling, Webhook,
};
pub use types::{
    Alias, Asked, Constructor, Enum, EnumVariant, Field, Floats, Held, Item, Presence, Probe, RustType, Struct, Union,
    Variant, VariantConstructor,
};
