//! Media types and their formats. The generator has the same table, and a test compares the two.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// JSON.
    Json,
    /// A URL-encoded form.
    Form,
    /// Multipart.
    Multipart,
    /// Text.
    Text,
    /// Bytes, including sequences.
    Bytes,
}

impl Media {
    /// The format of a media type or of a range of them (`*/*`).
    #[must_use]
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        match essence.as_str() {
            "application/json" | "application/x-json" | "text/json" | "text/x-json" | "*/*" | "application/*" => {
                Self::Json
            }
            "application/x-www-form-urlencoded" => Self::Form,
            "application/xml" => Self::Text,
            other if is_sequence(other) => Self::Bytes,
            other if other.ends_with("+json") && other.contains('/') => Self::Json,
            other if other.ends_with("+xml") || other.starts_with("text/") => Self::Text,
            other if other.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}

/// Whether a media type is a sequence of values rather than a single text.
fn is_sequence(essence: &str) -> bool {
    const SEQUENCES: &[&str] = &[
        "text/event-stream",
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/json-lines",
        "application/ndjson",
        "application/x-ndjson",
        "application/json-stream",
        "application/x-json-stream",
        "application/stream+json",
        "application/json-seq",
    ];
    SEQUENCES.contains(&essence) || essence.ends_with("+json-seq")
}

/// Returns a media type without its parameters, in lower case.
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Returns a parameter of a media type (RFC 9110, 8.3.1).
pub(crate) fn parameter<'a>(media_type: &'a str, name: &str) -> Option<&'a str> {
    media_type.split(';').skip(1).find_map(|parameter| {
        let (found, value) = parameter.split_once('=')?;
        found.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
    })
}

/// Whether bodies of a media type are JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    Media::of(media_type) == Media::Json
}

/// Returns the media type of a response, if it has one that is not a range.
pub(crate) fn of_response(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(value).filter(|value| value.contains('/') && !is_range(value))
}

/// The maximum length of a media type in an error.
const MAX_SHOWN: usize = 64;

/// Returns a media type as shown in errors.
pub(crate) fn shown(essence: &str) -> String {
    essence.chars().filter(char::is_ascii_graphic).take(MAX_SHOWN).collect()
}

/// Whether a media type is a range, so that the response decides.
pub(crate) fn is_range(media_type: &str) -> bool {
    essence(media_type).contains('*')
}

#[cfg(test)]
mod tests {
    use super::{Media, is_json, is_range, parameter};

    #[test]
    fn json_media_types_are_recognised() {
        for json in [
            "application/json",
            "application/JSON; charset=utf-8",
            "application/problem+json",
            "text/json",
            "*/*",
            "application/*",
            "application/*+json",
        ] {
            assert!(is_json(json), "{json}");
        }
        for other in ["application/x-ndjson", "application/stream+json", "text/plain", "text/*", "json", "+json", ""] {
            assert!(!is_json(other), "{other}");
        }
        assert!(is_range("*/*; q=1") && is_range("text/*") && !is_range("text/plain; a=*"));
        assert_eq!(Media::of("text/*"), Media::Text);
    }

    #[test]
    fn parameters_are_found() {
        assert_eq!(parameter("text/plain; Charset=\"Latin1\" ; x=y", "charset"), Some("Latin1"));
        assert_eq!(parameter("text/plain; a=charset; b", "charset"), None);
    }
}
