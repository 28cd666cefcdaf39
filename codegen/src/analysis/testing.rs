//! Definitions for the tests of this phase.

use crate::api::{
    AdditionalProperties, Definition, Docs, Kind, Made, NameParts, Property, Shown, Type, Variant, Wishes,
};
use crate::diag::Pointer;
use crate::shape::Dispatch;

pub(super) fn definition(kind: Kind) -> Definition {
    let name = NameParts::Component(String::new());
    Definition { pointer: Pointer::root(), name, docs: Docs::default(), kind, wishes: Wishes::default() }
}

/// An object with an optional property of each type.
pub(super) fn object(properties: impl IntoIterator<Item = Type>) -> Definition {
    let property = |of| Property {
        leniency: crate::config::Required::Strict,
        boxed: None,
        scalars: crate::config::Scalars::Strict,
        name: String::new(),
        rename: None,
        of,
        required: false,
        declared: true,
        nullable: false,
        constant: None,
        read_only: false,
        write_only: false,
        shown: Shown::Yes,
        docs: Docs::default(),
        attributes: Vec::new(),
    };
    let properties = properties.into_iter().map(property).collect();
    definition(Kind::Object { properties, rest: None, others: AdditionalProperties::Unspecified })
}

/// A union with a variant of each type.
pub(super) fn union(variants: impl IntoIterator<Item = Type>) -> Definition {
    let variant =
        |of| Variant { rename: None, of, hint: None, constant: None, made: Made::Yes, attributes: Vec::new() };
    let variants = variants.into_iter().map(variant).collect();
    definition(Kind::Union { variants, dispatch: Dispatch::default() })
}
