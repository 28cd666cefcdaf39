//! Reads properties that all variants of a union share. Uses views, so that generated code needs no `match` for each property.

use std::any::Any;
use std::borrow::Cow;

use crate::text::{decode::decode, encode};
use crate::value::json::Json;
use crate::wire::literal::Literal;
use crate::wire::members::declared;
use crate::wire::{Union, View, Wire};

/// The value of a property.
enum Found<'a> {
    Property(View<'a>),
    /// A property in the JSON of a value that matches no variant.
    Kept(Json),
}

fn find<'a>(union: &'a dyn Union, name: &str) -> Option<Found<'a>> {
    match union.inside().1 {
        View::Unmatched(value) => value.json().get(name).filter(|json| !json.is_null()).map(Found::Kept),
        View::Object(table, object) => {
            let index = table.fields.position(0, name)?;
            match declared(table, object, index, table.fields.row(index)?) {
                View::Absent | View::Null => None,
                view => Some(Found::Property(view)),
            }
        }
        _ => None,
    }
}

/// Returns a shared property that is a string in each variant, or a constant.
#[must_use]
pub fn shared_text<'a>(union: &'a dyn Union, name: &str) -> Option<Cow<'a, str>> {
    match find(union, name)? {
        Found::Property(View::Unrecognized(value)) => Some(Cow::Borrowed(value.as_str())),
        Found::Property(View::Text(text) | View::Literal(Literal::Text(text))) => Some(Cow::Borrowed(text)),
        Found::Kept(json) => json.as_str().map(|text| Cow::Owned(text.into_owned())),
        Found::Property(_) => None,
    }
}

/// Returns a shared property by value: a number, a boolean or a value of an enum.
#[must_use]
pub fn shared_value<T: Wire>(union: &dyn Union, name: &str) -> Option<T> {
    match find(union, name)? {
        Found::Property(view) => decode(&encode::written(&view)).ok(),
        Found::Kept(json) => json.decode().ok(),
    }
}

/// Returns a shared property of any other type by reference. For a value that matches no variant, decodes it.
#[must_use]
pub fn shared_reference<'a, T: Wire + Clone>(union: &'a dyn Union, name: &str) -> Option<Cow<'a, T>> {
    let found: Option<&T> = match find(union, name)? {
        Found::Property(view) => (match view {
            View::Object(_, object) => object as &dyn Any,
            View::List(list) => list,
            View::Scalars(list) => list,
            View::Map(map) => map,
            View::Union(union) | View::Fractions(union) => union,
            View::Raw(json) => json,
            View::Secret(secret) => secret,
            _ => return None,
        })
        .downcast_ref(),
        Found::Kept(json) => return json.decode().ok().map(Cow::Owned),
    };
    found.map(Cow::Borrowed)
}
