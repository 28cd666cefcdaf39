//! The bounds of one schema.

use super::format;
use super::patterns::Patterns;
use serde_json::{Map, Number, Value};
use std::collections::HashSet;

/// A keyword, what it expects, and what is there instead.
pub(super) type Broken = (&'static str, String, String);

/// The keywords of a schema that a value is out of the bounds of.
pub(super) fn out_of_bounds(patterns: &Patterns, schema: &Map<String, Value>, value: &Value) -> Vec<Broken> {
    match value {
        Value::String(text) => self::text(patterns, schema, text),
        Value::Number(given) => number(schema, given),
        Value::Array(elements) => {
            let mut broken = counted(schema, ("minItems", "maxItems"), elements.len(), "an array", "item");
            if schema.get("uniqueItems") == Some(&Value::Bool(true))
                && let Some(twice) = repeated(elements)
            {
                broken.push(("uniqueItems", "an array of distinct items".to_owned(), format!("item {twice} again")));
            }
            broken
        }
        Value::Object(members) => {
            let keywords = ("minProperties", "maxProperties");
            let mut broken = counted(schema, keywords, members.len(), "an object", "property");
            if let Some(names) = schema.get("propertyNames").and_then(Value::as_object) {
                for name in members.keys() {
                    let wrong = self::text(patterns, names, name).into_iter();
                    broken.extend(wrong.map(|(_, expected, _)| {
                        ("propertyNames", format!("names of properties that are {expected}"), format!("{name:?}"))
                    }));
                }
            }
            broken
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

fn text(patterns: &Patterns, schema: &Map<String, Value>, text: &str) -> Vec<Broken> {
    // The length of a file is in bytes, and its text is none.
    if schema.get("format").is_some_and(|format| format == "binary") {
        return Vec::new();
    }
    let mut broken = counted(schema, ("minLength", "maxLength"), text.chars().count(), "a string", "character");
    let found = || "a string".to_owned();
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && patterns.is_match(pattern, text) == Some(false)
    {
        broken.push(("pattern", format!("a string that matches {pattern}"), found()));
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    if let Some(expected) = format::expected(format).filter(|_| !format::is_of(format, text)) {
        broken.push(("format", expected.to_owned(), found()));
    }
    broken
}

/// The bounds of a count.
fn counted(
    schema: &Map<String, Value>,
    (least, most): (&'static str, &'static str),
    count: usize,
    what: &str,
    unit: &str,
) -> Vec<Broken> {
    let bound = |keyword: &str| crate::sample::count(schema, keyword);
    let amount = |count: usize| match (count, unit) {
        (1, unit) => format!("1 {unit}"),
        (count, "property") => format!("{count} properties"),
        (count, unit) => format!("{count} {unit}s"),
    };
    let found = || format!("{what} of {}", amount(count));
    let low = bound(least).filter(|bound| count < *bound).map(|bound| (least, "least", bound));
    let high = bound(most).filter(|bound| count > *bound).map(|bound| (most, "most", bound));
    let broken = |(keyword, word, bound)| (keyword, format!("{what} of at {word} {}", amount(bound)), found());
    low.into_iter().chain(high).map(broken).collect()
}

fn number(schema: &Map<String, Value>, given: &Number) -> Vec<Broken> {
    let Some(number) = given.as_f64() else { return Vec::new() };
    let found = || match number.fract() == 0.0 {
        true => "an integer".to_owned(),
        false => "a number".to_owned(),
    };
    let mut broken = Vec::new();
    let mut check = |keyword: &'static str, word: &str, is_within: fn(f64, f64) -> bool| {
        let bound = schema.get(keyword).filter(|bound| bound.is_number());
        if let Some(bound) = bound.filter(|bound| !bound.as_f64().is_none_or(|bound| is_within(number, bound))) {
            broken.push((keyword, format!("a number {word} {bound}"), found()));
        }
    };
    check("minimum", "of at least", |number, bound| number >= bound);
    check("maximum", "of at most", |number, bound| number <= bound);
    check("exclusiveMinimum", "above", |number, bound| number > bound);
    check("exclusiveMaximum", "below", |number, bound| number < bound);
    check("multipleOf", "that is a multiple of", is_multiple);
    broken
}

/// Whether a number is a multiple of another one, as far as binary fractions can tell: 0.3 is one of 0.1.
fn is_multiple(number: f64, step: f64) -> bool {
    if step <= 0.0 {
        return true;
    }
    let times = number / step;
    // Beyond, every number is whole.
    !times.is_finite() || (times - times.round()).abs() <= 1.0e-9 * times.abs().max(1.0)
}

/// The position of the first element that is the same as an earlier one.
fn repeated(elements: &[Value]) -> Option<usize> {
    let mut seen = HashSet::new();
    elements.iter().position(|element| {
        let mut text = String::new();
        canonical(element, &mut text);
        !seen.insert(text)
    })
}

/// Writes a value so that equal ones have equal texts: numbers by their value, properties by their names.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.abs() < 9.0e15 => text.push_str(&format!("{float};")),
            _ => text.push_str(&format!("{number};")),
        },
        Value::Array(elements) => {
            text.push('[');
            elements.iter().for_each(|element| canonical(element, text));
            text.push(']');
        }
        Value::Object(members) => {
            let mut sorted: Vec<(&String, &Value)> = members.iter().collect();
            sorted.sort_by_key(|(name, _)| name.as_str());
            text.push('{');
            for (name, member) in sorted {
                text.push_str(&format!("{name:?}:"));
                canonical(member, text);
            }
            text.push('}');
        }
        other => text.push_str(&other.to_string()),
    }
}
