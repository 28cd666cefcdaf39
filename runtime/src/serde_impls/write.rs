//! Serializes views with any `Serializer`.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::syntax::error::DecodeError;
use crate::syntax::float::whole;
use crate::syntax::kind::Kind;
use crate::syntax::scan::{Number, Scanner};
use crate::value::json::{elements, members as members_of};
use crate::wire::literal::Literal;
use crate::wire::members::members;
use crate::wire::table::Table;
use crate::wire::{List, Map, Object, Part, View, Wire};

/// Serializes a value as maps, sequences and scalars. Numbers that fit neither 64-bit integers nor `f64` are passed to `serde_json` as
/// exact text.
///
/// # Errors
/// Returns the errors of the serializer.
pub fn serialize<T: Wire + ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    Viewed(value.view()).serialize(serializer)
}

struct Viewed<'a>(View<'a>);

impl Serialize for Viewed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            View::Absent | View::Missing | View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Integer(value) => serializer.serialize_i64(value),
            View::Unsigned(value) => serializer.serialize_u64(value),
            View::Float(value) => float(value, serializer),
            View::Fraction(value) if value.is_finite() => serializer.serialize_f64(value),
            View::Fraction(_) => serializer.serialize_unit(),
            View::Text(text) | View::Literal(Literal::Text(text)) => serializer.serialize_str(text),
            View::Unrecognized(value) => Viewed(value.view()).serialize(serializer),
            View::Secret(secret) => serializer.serialize_str(secret.expose()),
            View::Embedded(content) => serializer.serialize_str(content.text()),
            View::Literal(Literal::Json(text)) => raw(text, serializer),
            View::Raw(json) | View::Kept(json) | View::Form(json) => raw(json.text(), serializer),
            View::File(file) => serializer.serialize_str(&file.text()),
            View::Unmatched(value) => raw(value.json().text(), serializer),
            View::Object(table, value) => object(table, value, serializer),
            View::List(value) => list(value, serializer),
            View::Scalars(value) => list(value, serializer),
            View::Map(value) => map(value, serializer),
            View::Union(_) | View::Fractions(_) => match self.0.inside() {
                Some(inside) => Viewed(inside).serialize(serializer),
                None => serializer.serialize_unit(),
            },
        }
    }
}

/// Serializes a number in the form that [`encode`](crate::text::encode) writes.
fn float<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    match whole(value) {
        Some(0) if value.is_sign_negative() => serializer.serialize_f64(value),
        Some(whole) => serializer.serialize_i64(whole),
        None if value.is_finite() => serializer.serialize_f64(value),
        None => serializer.serialize_unit(),
    }
}

fn object<S: Serializer>(table: &'static Table, value: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let mut shown = Vec::new();
    members(table, value, &mut |name, view| shown.push((name, view)));
    let mut map = serializer.serialize_map(Some(shown.len()))?;
    for (name, view) in shown {
        map.serialize_entry(name, &Viewed(view))?;
    }
    map.end()
}

fn map<S: Serializer>(value: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(Some(value.len()))?;
    let mut result = Ok(());
    value.each(&mut |key, value| {
        if result.is_ok() {
            result = out.serialize_entry(key, &Viewed(value));
        }
    });
    result?;
    out.end()
}

fn list<S: Serializer>(value: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_seq(Some(value.len()))?;
    for element in (0..value.len()).filter_map(|index| value.get(index, Part::Inside)) {
        out.serialize_element(&Viewed(element))?;
    }
    out.end()
}

/// A valid JSON text, so the scanner cannot fail.
struct Raw<'a>(&'a str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        raw(self.0, serializer)
    }
}

fn raw<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let broken = |error: DecodeError| S::Error::custom(error);
    let mut scanner = Scanner::new(text);
    match scanner.kind().map_err(broken)? {
        Kind::Null => serializer.serialize_unit(),
        Kind::Bool => serializer.serialize_bool(text == "true"),
        // A lone surrogate cannot be in a Rust string.
        Kind::Text => match scanner.string() {
            Ok(content) => serializer.serialize_str(&content),
            Err(_) => exact(text, serializer),
        },
        Kind::Integer | Kind::Fraction => number(scanner.number().map_err(broken)?, serializer),
        Kind::List => {
            let elements = elements(text);
            let mut out = serializer.serialize_seq(Some(elements.len()))?;
            for element in elements {
                out.serialize_element(&Raw(element))?;
            }
            out.end()
        }
        Kind::Object => {
            // A name with a lone surrogate cannot be a Rust string.
            let Ok(members) = members_of(text) else {
                return exact(text, serializer);
            };
            let mut out = serializer.serialize_map(Some(members.len()))?;
            for (name, value) in members {
                out.serialize_entry(&*name, &Raw(value))?;
            }
            out.end()
        }
    }
}

fn number<S: Serializer>(number: Number<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    // Serde's integers have no negative zero.
    if number.is_integer && number.text != "-0" {
        if let Some(value) = number.whole::<i64>() {
            return serializer.serialize_i64(value);
        }
        if let Some(value) = number.whole::<u64>() {
            return serializer.serialize_u64(value);
        }
    }
    match number.float() {
        Some(value) if is_exactly(value, number.text) => serializer.serialize_f64(value),
        _ => exact(number.text, serializer),
    }
}

/// Whether the shortest text of the float denotes the same number.
fn is_exactly(value: f64, text: &str) -> bool {
    crate::syntax::scan::same_number(zmij::Buffer::new().format_finite(value), text)
}

/// Passes the exact text to `serde_json`. Other formats get a struct with one string.
fn exact<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::value::RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?.serialize(serializer)
}
