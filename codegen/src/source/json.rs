//! Parses JSON, and records duplicate keys and numbers that do not fit.

use super::{Format, ParseError, Parsed, locate};
use crate::diag::{Part, PathStack, Pointer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};
use std::fmt;

/// Parses JSON text (RFC 8259). Of duplicate keys, the last one is used, and recorded.
pub(super) fn parse(text: &str, document: &str) -> Result<Parsed, ParseError> {
    parse_within(text, document, super::MOST_VALUES)
}

/// The same, with a limit for the number of values.
fn parse_within(text: &str, document: &str, most: usize) -> Result<Parsed, ParseError> {
    match parse_as_it_is(text, document, most) {
        // Only look for a number that does not fit into a float after such an error.
        Err(ParseError::Syntax { message, .. }) if message.ends_with("number out of range") => {
            let within = within_range(text);
            let mut parsed = parse_as_it_is(&within, document, most)?;
            let large: Vec<Pointer> =
                std::mem::take(&mut parsed.out_of_range).into_iter().map(|(place, _)| place).collect();
            parsed.digits = digits(&within, text, &large);
            parsed.out_of_range = out_of_range(&within, text, large);
            for (place, number) in &parsed.out_of_range {
                if let Some(value) = parsed.value.pointer_mut(&place.text()) {
                    *value = Value::String(number.clone());
                }
            }
            Ok(parsed)
        }
        other => other.map(|parsed| Parsed { out_of_range: Vec::new(), ..parsed }),
    }
}

/// Parses JSON whose numbers all fit into floats. Besides the digits of integers, `out_of_range` collects every place
/// with a large number.
fn parse_as_it_is(text: &str, document: &str, most: usize) -> Result<Parsed, ParseError> {
    let mut notes = Notes { duplicates: Vec::new(), large: Vec::new(), values: 0, most };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let root = PathStack::root(document);
    let built = Build { notes: &mut notes, trail: &root }.deserialize(&mut deserializer);
    match built.and_then(|value| deserializer.end().map(|()| value)) {
        Ok(value) => {
            let digits = digits(text, text, &notes.large);
            let out_of_range = notes.large.into_iter().map(|place| (place, String::new())).collect();
            Ok(Parsed { value, duplicates: notes.duplicates, digits, out_of_range, documents: 1 })
        }
        Err(_) if notes.values > most => Err(ParseError::TooManyValues),
        Err(error) => {
            let offset = offset_at(text, error.line(), error.column());
            let message = error.to_string();
            if message.starts_with("recursion limit exceeded") {
                return Err(ParseError::TooDeep { offset });
            }
            Err(ParseError::Syntax { offset, message: format!("invalid JSON: {}", without_position(&message)) })
        }
    }
}

/// Replaces numbers that do not fit into a float by others of the same length, so that every offset stays.
fn within_range(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|each: char| each == '"' || each == '-' || each.is_ascii_digit()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with('"') { string_length(rest) } else { number_at(rest).len().max(1) };
        let (token, after) = rest.split_at(length);
        match token.parse::<f64>() {
            Ok(float) if float.is_infinite() => {
                // The shortest number that is out of range has five characters, like this one.
                let large = if token.starts_with('-') { "-9e307" } else { "9e307" };
                out.push_str(large);
                out.extend(std::iter::repeat_n(' ', length.saturating_sub(large.len())));
            }
            _ => out.push_str(token),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The length of the string that a text begins with, including its quotes.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, each) in text.char_indices().skip(1) {
        match each {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The number that a text begins with.
fn number_at(text: &str) -> &str {
    let end = text.find(|letter: char| !matches!(letter, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
    &text[..end.unwrap_or(text.len())]
}

/// The numbers at some places, from the original text, which differs from the parsed one only in digits.
fn numbers<'t>(text: &str, written: &'t str, places: &[Pointer]) -> Vec<Option<&'t str>> {
    if places.is_empty() {
        return Vec::new();
    }
    let values: Vec<(&Pointer, Part)> = places.iter().map(|place| (place, Part::Value)).collect();
    let spans = locate::spans_of(text, Format::Json, &values);
    spans.into_iter().map(|span| written.get(span?.start..).map(number_at)).collect()
}

/// Of large numbers, the integers with their digits. Reading them again from the text costs nothing for the vast majority of descriptions,
/// which have none.
fn digits(text: &str, written: &str, large: &[Pointer]) -> Vec<(Pointer, String)> {
    let numbers = numbers(text, written, large).into_iter().zip(large);
    let integers = numbers.filter_map(|(number, place)| Some((place, number?)));
    let integers = integers.filter(|(_, number)| !number.contains(['.', 'e', 'E']));
    integers.map(|(place, number)| (place.clone(), number.to_owned())).collect()
}

/// Of large numbers, those that are not integers and do not fit into a float.
fn out_of_range(text: &str, written: &str, large: Vec<Pointer>) -> Vec<(Pointer, String)> {
    let is_out = |number: &str| number.contains(['.', 'e', 'E']) && number.parse::<f64>().is_ok_and(f64::is_infinite);
    let numbers = numbers(text, written, &large);
    let found = large.into_iter().zip(numbers).filter_map(|(place, number)| Some((place, number?)));
    found.filter(|(_, number)| is_out(number)).map(|(place, number)| (place, number.to_owned())).collect()
}

/// serde_json appends the position, which the diagnostic already has.
fn without_position(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}

/// The byte offset of a line and a byte column, both from 1.
fn offset_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// What the parser records.
struct Notes {
    duplicates: Vec<Pointer>,
    /// Places of numbers so large that they may be integers beyond 64 bits.
    large: Vec<Pointer>,
    values: usize,
    /// The limit for the number of values.
    most: usize,
}

/// Builds one value.
struct Build<'r> {
    notes: &'r mut Notes,
    trail: &'r PathStack<'r>,
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.notes.values += 1;
        if self.notes.values > self.notes.most {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if value.abs() >= super::TWO_TO_63 {
            self.notes.large.push(self.trail.pointer());
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let trail = self.trail.index(list.len());
            match elements.next_element_seed(Build { notes: self.notes, trail: &trail })? {
                Some(value) => list.push(value),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let trail = self.trail.key(&key);
            let value = members.next_value_seed(Build { notes: self.notes, trail: &trail })?;
            match object.entry(key) {
                Entry::Vacant(entry) => drop(entry.insert(value)),
                Entry::Occupied(mut entry) => {
                    self.notes.duplicates.push(self.trail.key(entry.key()).pointer());
                    entry.insert(value);
                }
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_those_that_serde_json_reads() {
        let text = r#"{"a": [1, -2, 1.50, 1e3, true, null, "x\u00e9\n"], "b": {"c": 18446744073709551615}}"#;
        let parsed = parse(text, "").expect("JSON");
        assert_eq!(parsed.value, serde_json::from_str::<Value>(text).expect("JSON"));
        assert!(parsed.duplicates.is_empty());
    }

    #[test]
    fn values_are_counted_wherever_they_lie() {
        let text = r#"{"a": [1, {"b": null}], "c": "x"}"#;
        assert!(parse_within(text, "", 6).is_ok());
        for most in 0..6 {
            assert!(matches!(parse_within(text, "", most), Err(ParseError::TooManyValues)), "{most}");
        }
        assert!(matches!(parse_within("[1, 2", "", 3), Err(ParseError::Syntax { .. })));
    }

    #[test]
    fn integers_beyond_64_bits_have_their_digits_noted() {
        let text = r#"{"a": [18446744073709551615, 18446744073709551616, -9223372036854775809], "b/c": 1e30, "d": 92233720368547758080.5,
            "e": -9223372036854775808, "f": 123456789012345678901234567890}"#;
        let parsed = parse(text, "x.json").expect("JSON");
        let found: Vec<(String, &str)> =
            parsed.digits.iter().map(|(place, digits)| (place.to_string(), digits.as_str())).collect();
        let expected = [
            ("x.json#/a/1", "18446744073709551616"),
            ("x.json#/a/2", "-9223372036854775809"),
            ("x.json#/f", "123456789012345678901234567890"),
        ];
        assert_eq!(found, expected.map(|(place, digits)| (place.to_owned(), digits)));
    }

    #[test]
    fn numbers_that_do_not_fit_into_a_float_keep_their_digits_or_their_text() {
        let digits = "9".repeat(400);
        let text = format!(
            r#"{{"1e999": "1e999 \" 1e999", "a": {digits}, "b": [1e999, -1.5E+400, 1e-999], "c": -{digits}, "d": 1e30}}"#
        );
        let parsed = parse(&text, "x.json").expect("JSON");
        assert_eq!(parsed.value["1e999"], json!("1e999 \" 1e999"));
        assert!(parsed.value["a"].is_number());
        assert_eq!(parsed.value["b"], json!(["1e999", "-1.5E+400", 0.0]));
        let found: Vec<(String, String)> =
            parsed.digits.iter().map(|(place, text)| (place.to_string(), text.clone())).collect();
        assert_eq!(found, [("x.json#/a".to_owned(), digits.clone()), ("x.json#/c".to_owned(), format!("-{digits}"))]);
        let places: Vec<String> = parsed.out_of_range.iter().map(|(place, _)| place.to_string()).collect();
        assert_eq!(places, ["x.json#/b/0", "x.json#/b/1"]);
    }

    #[test]
    fn of_duplicate_keys_the_last_one_is_used_and_recorded() {
        let parsed = parse(r#"{"a": {"x": 1, "y": 2, "x": 3}}"#, "").expect("JSON");
        assert_eq!(parsed.value, json!({"a": {"x": 3, "y": 2}}));
        assert_eq!(parsed.duplicates, [Pointer::from_escaped("/a/x")]);
    }

    #[test]
    fn a_long_number_is_the_nearest_float_in_json_and_in_yaml() {
        let mut seed = 1_u64;
        for _ in 0..5_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (whole, exponent) = (seed >> 40, i64::try_from(seed % 300).expect("small") - 150);
            for number in [format!("{whole}.{seed}"), format!("-0.{seed}{whole}"), format!("{whole}.{seed}e{exponent}")]
            {
                let nearest: f64 = number.parse().expect("a number");
                let text = format!("[{number}]");
                let json = parse(&text, "").expect("JSON").value;
                let yaml = super::super::yaml::parse(&text, "").expect("YAML").value;
                assert_eq!(json[0].as_f64().map(f64::to_bits), Some(nearest.to_bits()), "{number}");
                assert_eq!(json, yaml, "{number}");
            }
        }
    }

    #[test]
    fn deep_nesting_is_not_reported_as_a_syntax_error() {
        let deep = "[".repeat(10_000) + &"]".repeat(10_000);
        assert!(matches!(parse(&deep, ""), Err(ParseError::TooDeep { .. })));
        let shallow = "[".repeat(super::super::DEEPEST) + &"]".repeat(super::super::DEEPEST);
        assert!(parse(&shallow, "").is_ok());
    }
}
