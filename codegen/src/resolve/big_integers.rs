//! Integers that do not fit into 64 bits. Their parsed values are only approximate, so their digits are used.

use super::read::{Node, Reader};
use super::schema::{Schema, TypeSet};
use crate::diag::{Code, Diagnostic, Pointer};
use serde_json::Value;

/// The ends of `i64` and `u64` as written by programs that store numbers in 64-bit floats.
const ROUNDED: [(&str, &str); 2] =
    [("9223372036854776000", "9223372036854775807"), ("18446744073709552000", "18446744073709551615")];

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

impl Reader<'_> {
    /// A value for docs. If it contains such an integer, the text of the value is used.
    pub(super) fn shown(&self, pointer: &Pointer, value: &Value) -> Value {
        match self.documents.has_digits().then(|| self.written(pointer, value)).flatten() {
            Some(text) => Value::String(text),
            None => value.clone(),
        }
    }

    /// The text of a value that contains such an integer.
    fn written(&self, pointer: &Pointer, value: &Value) -> Option<String> {
        match value {
            Value::Number(_) => self.digits(pointer).map(str::to_owned),
            Value::Array(elements) => {
                let each =
                    elements.iter().enumerate().map(|(index, element)| (pointer.join(index), String::new(), element));
                self.all_written(each.collect()).map(|inner| format!("[{inner}]"))
            }
            Value::Object(members) => {
                let each = members
                    .iter()
                    .map(|(key, value)| (pointer.join(key), format!("{}:", Value::String(key.clone())), value));
                self.all_written(each.collect()).map(|inner| format!("{{{inner}}}"))
            }
            Value::Null | Value::Bool(_) | Value::String(_) => None,
        }
    }

    /// Values, each after a prefix, if one of them contains such an integer.
    fn all_written(&self, values: Vec<(Pointer, String, &Value)>) -> Option<String> {
        let texts: Vec<(String, Option<String>, &Value)> =
            values.into_iter().map(|(pointer, before, value)| (before, self.written(&pointer, value), value)).collect();
        texts.iter().any(|(_, written, _)| written.is_some()).then(|| {
            let each = texts
                .into_iter()
                .map(|(before, written, value)| format!("{before}{}", written.unwrap_or_else(|| value.to_string())));
            each.collect::<Vec<_>>().join(",")
        })
    }

    fn digits(&self, pointer: &Pointer) -> Option<&str> {
        self.documents.digits(&self.origins.original(pointer))
    }

    /// A bound as the largest float that does not exceed it, so that comparisons with the limits of integer types are exact.
    pub(super) fn bound(&self, pointer: &Pointer, value: &Value) -> Option<f64> {
        let near = value.as_f64()?;
        let written = match value {
            Value::Number(number) if !number.is_f64() => number.to_string(),
            _ => match self.documents.has_digits().then(|| self.digits(pointer)).flatten() {
                Some(digits) => digits.to_owned(),
                // A rounded float: the largest value of a type was meant.
                None if near == TWO_TO_63 || near == TWO_TO_64 => return Some(near.next_down()),
                None => return Some(near),
            },
        };
        let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |digits| ("-", digits));
        let meant = ROUNDED.iter().find(|(rounded, _)| *rounded == digits).map_or(digits, |(_, meant)| meant);
        // Integers beyond 128 bits exceed every type anyway.
        let Ok(exact) = format!("{sign}{meant}").parse::<i128>() else { return Some(near) };
        let near = exact as f64;
        Some(if near as i128 > exact { near.next_down() } else { near })
    }

    /// An enum with integers that do not fit into 64 bits becomes a number that keeps every digit, and its docs list
    /// the values.
    pub(super) fn widen(&mut self, node: &Node<'_>, schema: &mut Schema) {
        if !self.documents.has_digits() {
            return;
        }
        let listed = schema.values.iter().flatten().enumerate();
        let mut places: Vec<(Pointer, &Value)> =
            listed.map(|(index, value)| (node.pointer.join("enum").join(index), value)).collect();
        places.extend(schema.constant.iter().map(|value| (node.pointer.join("const"), value)));
        if !places.iter().any(|(place, value)| self.written(place, value).is_some()) {
            return;
        }
        let texts: Vec<String> = places
            .iter()
            .map(|(place, value)| format!("`{}`", self.written(place, value).unwrap_or_else(|| value.to_string())))
            .collect();
        let is_number = places.iter().all(|(_, value)| value.is_number() || value.is_null());
        let sentence = format!("One of {}.", texts.join(", "));
        schema.description = Some(match schema.description.take() {
            Some(text) => format!("{text}\n\n{sentence}"),
            None => sentence,
        });
        (schema.values, schema.constant) = (None, None);
        if is_number {
            schema.types = if schema.types.is_empty() { TypeSet::INTEGER } else { schema.types };
            schema.format = Some("bigint".to_owned());
        }
        let message = "values of the enum do not fit into 64 bits; it is bound as a number that keeps every digit";
        self.report(Diagnostic::new(Code::LargeValues, &node.pointer, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{Resolved, resolve};
    use crate::{dialect, source};

    /// The schema `A` of a description with this schema, and the diagnostics about it.
    fn schema(path: &str, text: &str) -> (Schema, Vec<Code>) {
        let text = match path {
            "a.json" => {
                format!(r#"{{"openapi": "3.0.3", "paths": {{}}, "components": {{"schemas": {{"A": {text}}}}}}}"#)
            }
            _ => format!("openapi: 3.0.3\npaths: {{}}\ncomponents: {{schemas: {{A: {text}}}}}\n"),
        };
        let (mut source, found) = source::parse(path.as_ref(), text.into_bytes());
        assert!(found.is_empty(), "{found:?}");
        let (normal, _) = dialect::normalise(std::mem::take(&mut source.documents));
        let (resolved, found): (Resolved, _) = resolve(&normal);
        let schema = resolved.schema(resolved.description.components[0].1).clone();
        (schema, found.iter().map(|each| each.code).collect())
    }

    #[test]
    fn defaults_and_examples_keep_their_digits() {
        for (text, shown) in [
            (r#"{"default": 18446744073709551616}"#, "18446744073709551616"),
            (
                r#"{"default": {"a": [1, -9223372036854775809, "x"], "b": null}}"#,
                r#"{"a":[1,-9223372036854775809,"x"],"b":null}"#,
            ),
            (r#"{"default": [100000000000000000000]}"#, "[100000000000000000000]"),
        ] {
            for path in ["a.json", "a.yaml"] {
                assert_eq!(schema(path, text).0.default, Some(Value::String(shown.to_owned())), "{path} {text}");
            }
        }
        // `nullable` wraps the reference; the default stays where it was.
        let wrapped = r##"{"nullable": true, "allOf": [{"type": "integer", "example": 18446744073709551616}], "example": 18446744073709551617}"##;
        assert_eq!(schema("a.json", wrapped).0.example, Some("18446744073709551617".into()));
        assert_eq!(schema("a.json", r#"{"default": 18446744073709551615}"#).0.default, Some(u64::MAX.into()));
        assert_eq!(schema("a.json", r#"{"example": 1e30}"#).0.example, Some(1e30.into()));
    }

    #[test]
    fn bounds_are_on_the_right_side_of_the_ends_of_types() {
        let most =
            |number: &str| schema("a.json", &format!(r#"{{"maximum": {number}}}"#)).0.maximum.unwrap_or_default();
        for number in ["9223372036854775807", "9223372036854776000", "9.223372036854775807e18"] {
            assert!(most(number) < TWO_TO_63, "{number}");
        }
        assert!(most("9223372036854775808") >= TWO_TO_63);
        for number in ["18446744073709551615", "18446744073709552000", "1.8446744073709552e+19"] {
            assert!(most(number) < TWO_TO_64 && most(number) >= TWO_TO_63, "{number}");
        }
        for number in ["18446744073709551616", "18446744073709551617", "36893488147419103232", "1e30"] {
            assert!(most(number) >= TWO_TO_64, "{number}");
        }
        let huge = "1".repeat(60);
        assert!(most(&huge) > 1e59);
        let least = |number: &str| schema("a.yaml", &format!("{{minimum: {number}}}")).0.minimum.unwrap_or_default();
        assert!(least("-9223372036854775809") < -TWO_TO_63);
        for number in ["-9223372036854775808", "-9223372036854776000"] {
            assert!(least(number) >= -TWO_TO_63, "{number}");
        }
        assert_eq!((least("0"), most("100"), most("2.5")), (0.0, 100.0, 2.5));
    }

    #[test]
    fn enums_beyond_64_bits_are_numbers_that_keep_every_digit() {
        let (wide, codes) =
            schema("a.json", r#"{"type": "integer", "description": "A size.", "enum": [1, 18446744073709551616, -3]}"#);
        assert_eq!((wide.values, wide.format.as_deref(), codes), (None, Some("bigint"), vec![Code::LargeValues]));
        assert_eq!(wide.description.as_deref(), Some("A size.\n\nOne of `1`, `18446744073709551616`, `-3`."));
        let (constant, codes) = schema("a.yaml", "{const: -9223372036854775809}");
        assert_eq!((constant.constant, constant.types, codes), (None, TypeSet::INTEGER, vec![Code::LargeValues]));
        let (mixed, _) = schema("a.json", r#"{"enum": ["auto", 18446744073709551616]}"#);
        assert_eq!((mixed.values, mixed.format, mixed.types), (None, None, TypeSet::NONE));
        let (narrow, codes) =
            schema("a.json", r#"{"enum": [1, 18446744073709551615], "default": 18446744073709551616}"#);
        assert_eq!((narrow.values.map(|values| values.len()), codes), (Some(2), Vec::new()));
    }
}
