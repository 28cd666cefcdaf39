//! Redacts values for reports: masks secrets and shortens long texts.

use super::model::{MASK, Masked};
use crate::api::{Secrecy, secrecy};
use crate::text::Line;
use serde_json::{Value, json};

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

/// Returns a value without secrets, and shortened.
pub(super) fn redacted(value: &Value, masked: Masked) -> Value {
    shown(value, masked, 0)
}

/// Whether a report shows a value as it is.
pub(super) fn is_plain(value: &Value, masked: Masked) -> bool {
    redacted(value, masked) == *value
}

fn shown(value: &Value, masked: Masked, depth: usize) -> Value {
    match value {
        Value::Null | Value::Bool(_) => value.clone(),
        Value::Number(_) if masked == Masked::Yes => MASK.into(),
        Value::Number(_) => value.clone(),
        Value::String(text) if masked == Masked::Yes && !text.is_empty() => MASK.into(),
        Value::String(text) => self::text(text).into(),
        Value::Array(_) | Value::Object(_) if depth >= MAX_DEPTH => "…".into(),
        Value::Array(elements) => {
            let rest = elements.len().saturating_sub(MAX_MEMBERS);
            let more = (rest > 0).then(|| json!(format!("… {rest} more")));
            elements.iter().take(MAX_MEMBERS).map(|each| shown(each, masked, depth + 1)).chain(more).collect()
        }
        Value::Object(members) => {
            let mut out = serde_json::Map::new();
            for (key, value) in members.iter().take(MAX_MEMBERS) {
                let masked = if hides(key, value) { Masked::Yes } else { masked };
                out.insert(self::text(key), shown(value, masked, depth + 1));
            }
            if members.len() > MAX_MEMBERS {
                out.insert("…".to_owned(), json!(format!("{} more", members.len() - MAX_MEMBERS)));
            }
            Value::Object(out)
        }
    }
}

/// Masks a text that looks like a credential, whatever its name. Removes the query of an address.
fn text(text: &str) -> String {
    let line = Line::new(text).into_string();
    let is_token = line.starts_with("eyJ") && line.contains('.') || line.contains("-----BEGIN");
    let scheme = line.split(' ').next().unwrap_or_default();
    if is_token
        || (line.len() > 12 && ["bearer", "basic", "digest"].iter().any(|word| scheme.eq_ignore_ascii_case(word)))
    {
        return MASK.to_owned();
    }
    let line = match line.split_once('?') {
        Some((address, _)) if address.contains("://") => format!("{address}?…"),
        _ => line,
    };
    let line = match line.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?))) {
        Some((scheme, (user, rest))) if !user.contains('/') => format!("{scheme}://{MASK}@{rest}"),
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
