//! Reads texts as values of a type.

use super::shape::{Shape, shape};
use crate::api::{Api, Kind, Type, Use, Variant};
use crate::diag::Pointer;
use crate::dialect::plain_text;
use crate::verify::checker::{At, Checker};
use crate::verify::places::Places;
use serde_json::Value;
use std::cell::Cell;

/// The maximum number of readings of a message that are tried. Nested unions multiply them.
const MAX_TRIALS: usize = 20_000;

/// Reads what a client wrote. A text that is no value of its type remains a string, which then deviates.
pub(in crate::verify) struct Decoder<'a> {
    pub(super) api: &'a Api,
    places: &'a Places<'a>,
    way: Use,
    trials: Cell<usize>,
}

impl<'a> Decoder<'a> {
    pub(in crate::verify) fn new(api: &'a Api, places: &'a Places<'a>, way: Use) -> Self {
        Self { api, places, way, trials: Cell::new(MAX_TRIALS) }
    }

    pub(super) fn shape(&self, of: &'a Type) -> Shape<'a> {
        shape(self.api, self.places, of)
    }

    /// Whether a value has no deviation from a type.
    pub(super) fn fits(&self, of: &'a Type, value: &Value) -> bool {
        self.deviations(of, value) == 0
    }

    fn deviations(&self, of: &'a Type, value: &Value) -> usize {
        let left = self.trials.get();
        self.trials.set(left.saturating_sub(1));
        if left == 0 {
            return usize::MAX;
        }
        let mut checker = Checker::new(self.api, self.places, self.way);
        checker.value(of, value, &At::root(&Pointer::root()));
        checker.found.len()
    }

    /// The reading that deviates least from a type: of those that fit the first one, of others the last one.
    pub(super) fn first_fitting(&self, of: &'a Type, readings: impl IntoIterator<Item = Value>) -> Option<Value> {
        let mut best: Option<(usize, Value)> = None;
        for reading in readings {
            let deviations = self.deviations(of, &reading);
            if deviations == 0 {
                return Some(reading);
            }
            if best.as_ref().is_none_or(|(least, _)| deviations <= *least) {
                best = Some((deviations, reading));
            }
        }
        best.map(|(_, reading)| reading)
    }

    /// Reads a value by one of the variants of a union: by the first that it fits, else by the first that reads it at all.
    pub(super) fn by_variant<R>(
        &self,
        of: &'a Type,
        variants: &'a [Variant],
        value: impl Fn(&R) -> &Value,
        mut read: impl FnMut(&'a Type) -> Option<R>,
    ) -> Option<R> {
        let mut first = None;
        for variant in variants {
            if self.trials.get() == 0 {
                break;
            }
            self.trials.set(self.trials.get() - 1);
            let Some(reading) = read(&variant.of) else { continue };
            if self.fits(of, value(&reading)) {
                return Some(reading);
            }
            first.get_or_insert(reading);
        }
        first
    }

    /// Reads a text as a scalar of a type.
    pub(in crate::verify) fn scalar(&self, of: &'a Type, text: &str) -> Value {
        match of {
            Type::Nullable(inner) => self.scalar(inner, text),
            Type::Integer(_) | Type::Number | Type::Exact => number(text).unwrap_or_else(|| text.into()),
            Type::Bool => boolean(text).unwrap_or_else(|| text.into()),
            Type::Named(id) => match &self.api.definition(*id).kind {
                Kind::Enum(values) => {
                    let listed = values.iter().find(|each| plain_text(&each.value) == text);
                    let has_numbers = values.iter().any(|each| each.value.is_number());
                    let other = || number(text).filter(|_| has_numbers).unwrap_or_else(|| text.into());
                    listed.map_or_else(other, |each| each.value.clone())
                }
                Kind::Union { .. } => {
                    let readings = boolean(text).into_iter().chain(number(text)).chain([text.into()]);
                    self.first_fitting(of, readings).unwrap_or_default()
                }
                Kind::Object { .. } => text.into(),
            },
            _ => text.into(),
        }
    }

    /// Reads a text as a value of a type: arrays and objects are JSON.
    pub(super) fn item(&self, of: &'a Type, text: &str) -> Value {
        match self.shape(of) {
            Shape::Scalar => self.scalar(of, text),
            Shape::Any => compound(text).unwrap_or_else(|| text.into()),
            Shape::List(_) | Shape::Object(_) => json(text).unwrap_or_else(|| text.into()),
            Shape::OneOf(_) => {
                let readings = compound(text).into_iter().chain([self.scalar(of, text)]);
                self.first_fitting(of, readings).unwrap_or_default()
            }
        }
    }
}

fn number(text: &str) -> Option<Value> {
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
    is_number.then(|| json(text)).flatten().filter(Value::is_number).filter(|_| !text.ends_with(char::is_whitespace))
}

fn boolean(text: &str) -> Option<Value> {
    match text {
        "true" | "True" | "TRUE" => Some(true.into()),
        "false" | "False" | "FALSE" => Some(false.into()),
        _ => None,
    }
}

/// A text as JSON.
pub(super) fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// A text as a JSON array or object.
pub(super) fn compound(text: &str) -> Option<Value> {
    text.starts_with(['[', '{']).then(|| json(text)).flatten()
}
