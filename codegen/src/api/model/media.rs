//! Kinds of media types.

use super::events::Framing;

/// How a body of a media type is serialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// As JSON.
    Json,
    /// As a URL-encoded form.
    Form,
    /// As multipart.
    Multipart,
    /// As text.
    Text,
    /// As bytes; also for sequences.
    Bytes,
}

impl Media {
    /// The format of a media type or of a range of them.
    pub fn of(media_type: &str) -> Self {
        let essence = crate::text::essence(media_type);
        match essence.as_str() {
            // Must agree with `bindery_runtime`: `tests/generator/media.rs` compares the two.
            "*/*" | "application/*" => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "application/xml" => Self::Text,
            // A stream may be endless, and a sequence is not one text.
            other if Framing::of(other).is_some() => Self::Bytes,
            other if crate::text::is_json(other) => Self::Json,
            other if other.ends_with("+xml") || other.starts_with("text/") => Self::Text,
            other if other.starts_with("multipart/") => Self::Multipart,
            _ => Self::Bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_apart_by_their_essence() {
        assert_eq!(Media::of("application/json; charset=utf-8"), Media::Json);
        assert_eq!(Media::of("application/scim+json"), Media::Json);
        assert_eq!(Media::of("text/plain"), Media::Text);
        assert_eq!(Media::of("text/event-stream"), Media::Bytes);
        assert_eq!(Media::of("application/stream+json"), Media::Bytes);
        assert_eq!(Media::of("application/geo+json-seq"), Media::Bytes);
        assert_eq!(Media::of("multipart/form-data"), Media::Multipart);
        assert_eq!(Media::of("application/octet-stream"), Media::Bytes);
    }
}
