//! From the text of a reference to the value it leads to.

use crate::diag::{Code, Diagnostic, Pointer};
use serde_json::Value;

/// How many references may lead to references before that is called a cycle.
const LONGEST_CHAIN: usize = 100;

/// Why a reference leads nowhere.
type Nowhere = Box<Diagnostic>;

/// The place and the value that a reference at `from` means.
pub(super) fn target<'a>(
    document: &'a Value,
    from: &Pointer,
    reference: &str,
) -> Result<(Pointer, &'a Value), Nowhere> {
    let at = from.join("$ref");
    let Some(fragment) = reference.strip_prefix('#') else {
        let message = format!("the reference {reference:?} leads to another document");
        return Err(Box::new(
            Diagnostic::new(Code::RemoteReference, &at, message).expected("a reference that begins with \"#/\""),
        ));
    };
    let fragment = percent_decoded(fragment);
    let dangling = |expected: String| {
        let message = format!("the reference {reference:?} leads nowhere");
        Box::new(Diagnostic::new(Code::DanglingReference, &at, message).expected(expected))
    };
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Err(dangling("a JSON pointer such as \"#/components/schemas/Name\"".to_owned()));
    }
    let pointer = Pointer::from_escaped(fragment);
    match document.pointer(pointer.as_str()) {
        Some(value) => Ok((pointer, value)),
        None => Err(dangling(siblings(document, &pointer))),
    }
}

/// Follows references until something that is not one.
pub(super) fn last<'a>(document: &'a Value, at: &Pointer, value: &'a Value) -> Result<(Pointer, &'a Value), Nowhere> {
    let (mut pointer, mut value) = (at.clone(), value);
    for _ in 0..LONGEST_CHAIN {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => (pointer, value) = target(document, &pointer, reference)?,
            None => return Ok((pointer, value)),
        }
    }
    let message = "the reference leads back to itself";
    Err(Box::new(Diagnostic::new(Code::CyclicReference, &at.join("$ref"), message)))
}

/// What could have been meant: the members of the deepest place that exists.
fn siblings(document: &Value, pointer: &Pointer) -> String {
    let mut place = document;
    let mut wanted = String::new();
    for segment in pointer.segments() {
        let next = match place {
            Value::Object(members) => members.get(&segment),
            Value::Array(elements) => segment.parse::<usize>().ok().and_then(|index| elements.get(index)),
            _ => None,
        };
        match next {
            Some(value) => place = value,
            None => {
                wanted = segment;
                break;
            }
        }
    }
    let nearest = place.as_object().and_then(|members| {
        members.keys().min_by_key(|key| distance(key, &wanted)).filter(|key| distance(key, &wanted) <= wanted.len() / 2)
    });
    match nearest {
        Some(name) => format!("a place that exists; {name:?} comes close to {wanted:?}"),
        None => format!("a place that exists; there is no {wanted:?}"),
    }
}

/// The edit distance of two names.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_of_every_form_are_followed() {
        let document = json!({"paths": {"/a b": {"get": [1]}}, "b": {"$ref": "#/paths"}, "c": {"$ref": "#/c"}});
        let at = Pointer::root();
        assert!(target(&document, &at, "#/paths/~1a%20b/get/0").is_ok());
        assert!(target(&document, &at, "#").is_ok());
        assert_eq!(last(&document, &at, &document["b"]).expect("resolved").0.as_str(), "/paths");
        let code = |reference: &str| target(&document, &at, reference).expect_err("nowhere").code;
        assert_eq!(code("#/paths/b"), Code::DanglingReference);
        assert_eq!(code("#anchor"), Code::DanglingReference);
        assert_eq!(code("other.json#/a"), Code::RemoteReference);
        assert_eq!(last(&document, &at, &document["c"]).expect_err("cycle").code, Code::CyclicReference);
    }

    #[test]
    fn a_dangling_reference_names_what_comes_close() {
        let document = json!({"components": {"schemas": {"LogStream": {}}}});
        let error = target(&document, &Pointer::root(), "#/components/schemas/LogStraem").expect_err("nowhere");
        assert!(error.expected.expect("expected").contains("LogStream"));
    }
}
