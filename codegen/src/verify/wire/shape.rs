//! What a type looks like on the wire: one text, several, or named ones.

use crate::api::{AdditionalProperties, Api, Kind, Property, Type, Variant};
use crate::verify::places::Places;

/// The shape of a type.
pub(super) enum Shape<'a> {
    /// One text.
    Scalar,
    /// Several texts.
    List(Elements<'a>),
    /// Named texts.
    Object(Members<'a>),
    /// One of several types.
    OneOf(&'a [Variant]),
    /// Any value.
    Any,
}

/// The types of the elements of an array.
#[derive(Clone, Copy)]
pub(super) struct Elements<'a> {
    first: &'a [Type],
    rest: Option<&'a Type>,
}

impl<'a> Elements<'a> {
    pub(super) fn at(self, index: usize) -> Option<&'a Type> {
        self.first.get(index).or(self.rest)
    }
}

/// The types of the members of an object.
#[derive(Clone, Copy)]
pub(super) struct Members<'a> {
    pub(super) properties: &'a [Property],
    pub(super) rest: Option<&'a Type>,
    pub(super) others: Others,
}

/// Whether an object may have other members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// The description explicitly allows them.
    Allowed,
    /// They would not be declared.
    Undeclared,
}

impl<'a> Members<'a> {
    pub(super) fn of(self, name: &str) -> Option<&'a Type> {
        let property = self.properties.iter().find(|property| property.name == name);
        property.map(|property| &property.of).or(self.rest)
    }
}

/// The shape of a type.
pub(super) fn shape<'a>(api: &'a Api, places: &Places<'_>, of: &'a Type) -> Shape<'a> {
    match of {
        Type::Nullable(inner) => shape(api, places, inner),
        Type::List(inner) => Shape::List(Elements { first: &[], rest: Some(inner) }),
        Type::Tuple(first, _, rest) => Shape::List(Elements { first, rest: rest.as_deref() }),
        Type::Map(inner) => Shape::Object(Members { properties: &[], rest: Some(inner), others: Others::Allowed }),
        Type::Json | Type::External(_) => Shape::Any,
        Type::Named(id) => match &api.definition(*id).kind {
            Kind::Object { properties, rest, others } => {
                let is_open = *others == AdditionalProperties::Expected
                    || rest.is_some()
                    || places.is_open(&api.definition(*id).pointer);
                let others = if is_open { Others::Allowed } else { Others::Undeclared };
                Shape::Object(Members { properties, rest: rest.as_ref(), others })
            }
            Kind::Union { variants, .. } => Shape::OneOf(variants),
            Kind::Enum(_) => Shape::Scalar,
        },
        _ => Shape::Scalar,
    }
}
