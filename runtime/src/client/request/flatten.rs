//! Converts a value to text, lists and objects, for paths, queries, headers and forms.

use crate::syntax::kind::Kind;
use crate::text::encode::written;
use crate::value::json::Json;
use crate::wire::literal::Literal;
use crate::wire::members::members;
use crate::wire::{List, Part, View, Wire};

/// A value whose scalars are text.
#[derive(Debug, PartialEq)]
pub(crate) enum Flat {
    /// Absent or `null`: there is nothing to write.
    Absent,
    /// A non-finite number, which cannot be written.
    NonFinite,
    Scalar(String),
    List(Vec<Flat>),
    Object(Vec<(String, Flat)>),
}

pub(crate) fn flatten(view: View<'_>) -> Flat {
    match view {
        View::Absent | View::Missing | View::Null => Flat::Absent,
        View::Bool(value) => Flat::Scalar(value.to_string()),
        View::Integer(value) => Flat::Scalar(value.to_string()),
        View::Unsigned(value) => Flat::Scalar(value.to_string()),
        View::Float(value) if value.is_finite() => Flat::Scalar(value.to_string()),
        View::Fraction(value) if value.is_finite() => Flat::Scalar(written(&view)),
        View::Float(_) | View::Fraction(_) => Flat::NonFinite,
        View::Text(text) => Flat::Scalar(text.to_owned()),
        View::Unrecognized(value) => flatten(value.view()),
        View::Secret(secret) => Flat::Scalar(secret.expose().to_owned()),
        View::Embedded(content) => Flat::Scalar(content.text().to_owned()),
        View::Literal(literal) => flatten_literal(literal),
        View::Union(_) | View::Fractions(_) => view.inside().map_or(Flat::Absent, flatten),
        View::Raw(json) | View::Kept(json) | View::Form(json) => flatten_json(json),
        View::File(file) => Flat::Scalar(file.text().into_owned()),
        View::Unmatched(unmatched) => flatten_json(unmatched.json()),
        View::List(_) | View::Scalars(_) | View::Map(_) | View::Object(..) => flatten_members(view),
    }
}

/// Converts an array, or an object without its absent members.
fn flatten_members(view: View<'_>) -> Flat {
    let mut items = Vec::new();
    if each_item(view, &mut |item| items.push(flatten(item))) {
        return Flat::List(items);
    }
    let mut members = Vec::new();
    each_member(view, &mut |name, value| members.push((name.to_owned(), flatten(value))));
    members.retain(|(_, value)| *value != Flat::Absent);
    Flat::Object(members)
}

/// Removes absent items from all arrays: in a form, `null` is left out everywhere.
pub(crate) fn without_absent(flat: Flat) -> Flat {
    match flat {
        Flat::List(items) => {
            Flat::List(items.into_iter().map(without_absent).filter(|item| *item != Flat::Absent).collect())
        }
        Flat::Object(members) => {
            Flat::Object(members.into_iter().map(|(name, value)| (name, without_absent(value))).collect())
        }
        other => other,
    }
}

/// Calls `visit` for each member of an object that is written. Returns `false` if the value is not an object.
pub(crate) fn each_member(view: View<'_>, visit: &mut dyn FnMut(&str, View<'_>)) -> bool {
    match view {
        View::Map(map) => map.each(&mut |name, value| visit(name, value)),
        View::Object(table, object) => members(table, object, &mut |name, value| visit(name, value)),
        View::Union(union) | View::Fractions(union) => return each_member(union.inside().1, visit),
        View::Raw(json) if json.kind() == Kind::Object => {
            json.each_member(|name, text| visit(name, View::Raw(&Json::trusted(text))));
        }
        View::Unmatched(unmatched) => return each_member(View::Raw(unmatched.json()), visit),
        _ => return false,
    }
    true
}

/// Calls `visit` for each item of an array. Returns `false` if the value is not an array.
pub(crate) fn each_item(view: View<'_>, visit: &mut dyn FnMut(View<'_>)) -> bool {
    match view {
        View::List(list) => each(list, visit),
        View::Scalars(list) => each(list, visit),
        View::Raw(json) if json.kind() == Kind::List => {
            let items: Vec<Json> = json.decode().unwrap_or_default();
            items.iter().for_each(|item| visit(item.view()));
        }
        View::Union(union) | View::Fractions(union) => return each_item(union.inside().1, visit),
        View::Unmatched(unmatched) => return each_item(View::Raw(unmatched.json()), visit),
        _ => return false,
    }
    true
}

fn each(list: &dyn List, visit: &mut dyn FnMut(View<'_>)) {
    (0..list.len()).filter_map(|index| list.get(index, Part::Inside)).for_each(visit);
}

fn flatten_literal(literal: Literal) -> Flat {
    match literal {
        Literal::Text(text) => Flat::Scalar(text.to_owned()),
        Literal::Json("null") => Flat::Absent,
        Literal::Json(text) => Flat::Scalar(text.to_owned()),
    }
}

fn flatten_json(json: &Json) -> Flat {
    if let Some(text) = json.as_str() {
        return Flat::Scalar(text.into_owned());
    }
    match json.kind() {
        Kind::Null => Flat::Absent,
        Kind::List | Kind::Object => flatten_members(View::Raw(json)),
        _ => Flat::Scalar(json.text().to_owned()),
    }
}
