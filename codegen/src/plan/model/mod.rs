//! The model of the plan: every item of the generated crate, with all decisions.

mod additions;
mod alias;
mod crate_plan;
mod operations;
mod types;

pub use crate::api::{Credential, TokenEndpoint};
pub use additions::{Additions, Described};
pub use alias::{Alias, AliasOrigin};
pub(super) use crate_plan::FIRST_VERSION;
pub use crate_plan::{Client, CratePlan, GroupDocs, HeaderAccessor, Module, Package, Places, Scheme, Server};
pub use operations::{
    Body, CallForm, Delivery, Encoding, ErrorBody, FormerCall, Group, Operation, OtherBody, OtherMedia, Output, Paged,
    Parameter, Requirement, Styling, Webhook,
};
pub use types::{
    Constructor, Enum, EnumVariant, Field, FieldPlace, Floats, Held, Item, Presence, Probe, RustType, SetBy, Shared,
    SharedType, Storing, Struct, Union, Variant, VariantConstructor,
};
