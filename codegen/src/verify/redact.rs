//! Masks secrets in values, for reports and for recordings, and shortens what a report shows.

use super::model::{MASK, Masked};
use crate::api::{Secrecy, secrecy};
use crate::text::Line;
use serde_json::{Map, Value, json};

/// The maximum length of a text that is shown whole, and the length shown of a longer one, in characters.
const MAX_LENGTH: usize = 48;
const SHOWN_LENGTH: usize = 24;
/// The maximum number of elements or members that are shown.
const MAX_MEMBERS: usize = 4;
/// The maximum depth that is shown.
const MAX_DEPTH: usize = 4;

/// Whether a name masks its value.
pub(crate) fn hides(name: &str, value: &Value) -> bool {
    match secrecy(name) {
        Secrecy::None => false,
        Secrecy::Texts => !value.is_number() && !value.is_boolean(),
        Secrecy::All => !value.is_boolean(),
    }
}

/// Masks what is secret in a value: everything under the name of a secret, and texts that look like credentials under any name. A secret
/// number becomes `number`.
pub(crate) fn mask(value: &mut Value, masked: Masked, number: &Value) {
    match value {
        Value::Null | Value::Bool(_) => {}
        Value::Number(_) if masked == Masked::Yes => *value = number.clone(),
        Value::Number(_) => {}
        Value::String(text) if masked == Masked::Yes && !text.is_empty() => MASK.clone_into(text),
        Value::String(text) => {
            if let Some(masked) = without_credentials(text) {
                *text = masked;
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|each| mask(each, masked, number)),
        Value::Object(members) => {
            for (name, member) in members {
                let masked = if hides(name, member) { Masked::Yes } else { masked };
                mask(member, masked, number);
            }
        }
    }
}

/// A text without the credentials in it, if it looks like one or has some.
fn without_credentials(text: &str) -> Option<String> {
    let text = text.trim_start();
    let is_token = text.starts_with("eyJ") && text.contains('.') || text.contains("-----BEGIN");
    let scheme = text.split(' ').next().unwrap_or_default();
    let is_header =
        text.len() > 12 && ["bearer", "basic", "digest"].iter().any(|word| scheme.eq_ignore_ascii_case(word));
    if is_token || is_header && scheme.len() < text.len() {
        return Some(MASK.to_owned());
    }
    let (scheme, rest) = text.split_once("://")?;
    let (user, rest) = rest.split_once('@')?;
    (!user.contains(['/', '?', '#', ' '])).then(|| format!("{scheme}://{MASK}@{rest}"))
}

/// Returns a value without secrets, and shortened.
pub(super) fn redacted(value: &Value, masked: Masked) -> Value {
    let mut shown = cut(value, 0);
    mask(&mut shown, masked, &MASK.into());
    shorten(&mut shown);
    shown
}

/// Whether a report shows a value as it is.
pub(super) fn is_plain(value: &Value, masked: Masked) -> bool {
    redacted(value, masked) == *value
}

/// The first members and elements of a value, with whole texts.
fn cut(value: &Value, depth: usize) -> Value {
    match value {
        Value::Array(_) | Value::Object(_) if depth >= MAX_DEPTH => "…".into(),
        Value::Array(elements) => {
            let rest = elements.len().saturating_sub(MAX_MEMBERS);
            let more = (rest > 0).then(|| json!(format!("… {rest} more")));
            elements.iter().take(MAX_MEMBERS).map(|each| cut(each, depth + 1)).chain(more).collect()
        }
        Value::Object(members) => {
            let mut out: Map<String, Value> =
                members.iter().take(MAX_MEMBERS).map(|(key, value)| (key.clone(), cut(value, depth + 1))).collect();
            if members.len() > MAX_MEMBERS {
                out.insert("…".to_owned(), json!(format!("{} more", members.len() - MAX_MEMBERS)));
            }
            Value::Object(out)
        }
        _ => value.clone(),
    }
}

/// Shortens the texts and the names in a value.
fn shorten(value: &mut Value) {
    match value {
        Value::String(text) => *text = self::text(text),
        Value::Array(elements) => elements.iter_mut().for_each(shorten),
        Value::Object(members) => {
            let short = std::mem::take(members).into_iter().map(|(name, mut member)| {
                shorten(&mut member);
                let name = without_credentials(&name).unwrap_or(name);
                (text(&name), member)
            });
            *members = short.collect();
        }
        _ => {}
    }
}

/// A text on one line, without the query of an address, and not too long.
fn text(text: &str) -> String {
    let line = Line::new(text).into_string();
    let line = match line.split_once('?') {
        Some((address, _)) if address.contains("://") => format!("{address}?…"),
        _ => line,
    };
    let length = line.chars().count();
    if length <= MAX_LENGTH {
        return line;
    }
    format!("{}… ({length} characters)", line.chars().take(SHOWN_LENGTH).collect::<String>())
}

/// Returns the path of a request to an undeclared operation. Shortens segments that may be identifiers or tokens.
pub(super) fn path(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| &rest[rest.find('/').unwrap_or(rest.len())..]);
    let short = |segment: &str| match segment.chars().count() {
        0..=24 => Line::new(segment).into_string(),
        _ => format!("{}…", Line::new(segment).chars().take(8).collect::<String>()),
    };
    path.split('/').take(24).map(short).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_at_any_depth_and_types_stay_if_a_number_is_given() {
        let mut value = json!({
            "keys": {"private_key": {"parts": [1, "s3cr3t", null, true]}}, "note": "see https://u:pw@a.example/b?c=1#d",
            "header": "Bearer abcdefghijklmnop", "basic": "basic", "jwt": "eyJhbGciOi.eyJzdWIi.c2ln", "mail": "a@b.example",
        });
        mask(&mut value, Masked::No, &json!(0));
        assert_eq!(
            value,
            json!({
                "keys": {"private_key": {"parts": [0, MASK, null, true]}}, "note": "see https://***@a.example/b?c=1#d",
                "header": MASK, "basic": "basic", "jwt": MASK, "mail": "a@b.example",
            })
        );
    }

    #[test]
    fn secrets_are_masked_and_long_texts_are_shortened() {
        let value = json!({
            "client_secret": "s3cr3t", "token": {"value": ["s3cr3t"]}, "pin": 1234, "ok": "a",
        });
        let text = redacted(&value, Masked::No).to_string();
        assert!(!text.contains("s3cr3t") && !text.contains("1234") && text.contains("\"ok\":\"a\""), "{text}");
        for secret in ["eyJhbGciOi.eyJzdWIi.c2ln", "Bearer abcdefghijklmnop", "-----BEGIN PRIVATE KEY-----"] {
            assert_eq!(redacted(&json!(secret), Masked::No), MASK);
        }
        assert_eq!(redacted(&json!("https://u:pw@a.example/b?code=1"), Masked::No), "https://***@a.example/b?…");
        assert_eq!(redacted(&json!(7), Masked::Yes), MASK);
        let long = redacted(&json!("é".repeat(500)), Masked::No);
        assert!(long.as_str().is_some_and(|text| text.ends_with("(500 characters)")), "{long}");
        assert_eq!(path("https://u:p@a.example/b"), "/b");
        assert_eq!(path("/a/0123456789012345678901234567/b?x=1"), "/a/01234567…/b");
    }
}
