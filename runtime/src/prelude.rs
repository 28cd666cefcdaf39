//! The prelude of a module of generated types. Such a module has `#![no_implicit_prelude]`, so that names of the API
//! take precedence over these.

pub use core::prelude::v1::{Clone, derive};
pub use std::boxed::Box;
pub use std::collections::BTreeMap;
pub use std::convert::{AsRef, From, Into};
pub use std::default::Default;
pub use std::iter::IntoIterator;
pub use std::option::Option::{self, None, Some};
pub use std::string::String;
pub use std::vec::Vec;

/// The root, for paths to macros: a macro without a path is looked up among all earlier macro calls of the module, which took a twelfth of
/// `cargo check` for Stripe's API, whose types are one module.
pub use crate::__private as runtime;
pub use crate::__private::{
    Additional, Embedded, Extra, Fixed, Json, Number, Parsed, Patch, Prefixed, Secret, Typed, TypedNumber, Unmatched,
    Unrecognized, Upload, blank,
};
#[cfg(feature = "serde")]
pub use crate::TypedJson;
