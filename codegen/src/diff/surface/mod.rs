//! The public surface of a generated crate: everything that callers can name, with its signature, what it is on the wire, and where it
//! stands in the description.
//!
//! It is the only input of the comparison, and has no type of another phase in it. So it can be written to a file, which stays readable
//! when the plan changes: a later version of Bindery compares what it makes of a description with what an earlier one made of it.

mod calls;
mod client;
mod file;
mod items;
mod model;
mod of_calls;
mod of_client;
mod of_items;
mod parts;
mod serialization;
mod types;

pub use file::{FORMAT, Unreadable};
pub use model::Surface;

pub(super) use parts::Docs;

pub(super) use calls::{Body, Call, Delivery, Encoding, ErrorBody, Form, Given, Output, Parameter};
pub(super) use client::{Choice, Package, Server, Standing};
pub(super) use items::{
    Alias, AliasOrigin, Constructor, Conversion, Enum, EnumVariant, Field, Held, Item, Kind, Openness, Presence, SetBy,
    Shared, SharedType, Struct, Taken, Union, Variant,
};
pub(super) use types::Type;
