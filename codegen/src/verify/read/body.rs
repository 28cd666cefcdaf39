//! Reads recorded bodies: text, base64, files.

use super::super::model::{Body, Multipart};
use super::super::wire::split;
use crate::api::Media;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, Engine, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The maximum size of a body that is parsed, in bytes.
const MAX_SIZE: usize = 64 << 20;

/// Creates a body from bytes. JSON is parsed if the media type is JSON, or if it is unknown and the text is an object or array.
pub(crate) fn of_bytes(bytes: Vec<u8>, media_type: Option<&str>) -> Body {
    let multipart = media_type.filter(|media_type| Media::of(media_type) == Media::Multipart);
    match String::from_utf8(bytes) {
        Ok(text) => of_text(text, media_type),
        Err(error) => {
            let parts = multipart.and_then(|media_type| split(error.as_bytes(), media_type));
            let bytes = Some(error.into_bytes());
            match parts {
                Some(parts) => Body::Parts(Multipart { parts, bytes }),
                None => Body::Bytes(bytes),
            }
        }
    }
}

/// Creates a body from text.
pub(super) fn of_text(text: String, media_type: Option<&str>) -> Body {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if text.trim().is_empty() {
        return Body::Absent;
    }
    if text.len() > MAX_SIZE {
        return Body::Bytes(Some(text.into_bytes()));
    }
    let looks = || text.trim_start().starts_with(['{', '[']);
    let is_json = media_type.map_or_else(looks, |media_type| Media::of(media_type) == Media::Json);
    match serde_json::from_str::<Value>(&text) {
        Ok(value) if is_json => Body::Json(value),
        _ => Body::Text(text),
    }
}

/// Creates a body from a JSON value of the recording: the value itself or, if it is a string, its text.
pub(super) fn of_value(value: Value, media_type: Option<&str>) -> Body {
    match value {
        Value::Null => Body::Absent,
        Value::String(text) => match of_text(text, media_type) {
            // A string that is not JSON is itself the value of a JSON body.
            Body::Text(text) if media_type.is_none_or(|media_type| Media::of(media_type) == Media::Json) => {
                if media_type.is_some() {
                    Body::Json(Value::String(text))
                } else {
                    Body::Text(text)
                }
            }
            body => body,
        },
        value => Body::Json(value),
    }
}

/// Decodes base64 (RFC 4648) in either alphabet, with or without padding and line breaks.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let plain = |letter: char| match letter {
        '-' => '+',
        '_' => '/',
        letter => letter,
    };
    let text: String = text.chars().filter(|letter| !letter.is_ascii_whitespace()).map(plain).collect();
    GeneralPurpose::new(&alphabet::STANDARD, config).decode(text).ok()
}

/// The folder with the bodies of mappings.
pub(super) struct Files(Option<PathBuf>);

impl Files {
    /// No folder.
    pub(super) fn none() -> Self {
        Self(None)
    }

    /// Finds `__files` in one of the four folders around the mappings, or in the folder on the command line.
    pub(super) fn beside(path: &Path, root: Option<&Path>) -> Self {
        let above = path.ancestors().skip(1).take(4).chain(root);
        Self(above.map(|folder| folder.join("__files")).find(|folder| folder.is_dir()))
    }

    /// Reads a file in the folder. Rejects names that lead out of it.
    pub(super) fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let folder = self.0.as_ref().ok_or_else(|| format!("there is no folder __files for {name:?}"))?;
        let plain = Path::new(name.trim_start_matches('/'));
        let is_inside = plain.components().all(|part| matches!(part, std::path::Component::Normal(_)));
        if !is_inside {
            return Err(format!("the body file {name:?} is not in __files"));
        }
        super::file::bytes(&folder.join(plain)).map_err(|message| format!("the body file {name:?} {message}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn base64_is_decoded_in_both_alphabets() {
        assert_eq!(base64("eyJhIjoxfQ==").as_deref(), Some(&b"{\"a\":1}"[..]));
        assert_eq!(base64("eyJhIjoxfQ").as_deref(), Some(&b"{\"a\":1}"[..]));
        assert_eq!(base64("-_8=\n").as_deref(), Some(&[0xfb, 0xff][..]));
        assert_eq!(base64("a b!"), None);
    }

    #[test]
    fn a_body_is_parsed_by_its_media_type() {
        assert_eq!(of_text("{\"a\": 1}".to_owned(), None), Body::Json(json!({"a": 1})));
        assert_eq!(of_text("12".to_owned(), None), Body::Text("12".to_owned()));
        assert_eq!(of_text("12".to_owned(), Some("application/json")), Body::Json(json!(12)));
        assert_eq!(of_text("{\"a\": 1}".to_owned(), Some("text/plain")), Body::Text("{\"a\": 1}".to_owned()));
        assert_eq!(of_text("{\"a\"".to_owned(), Some("application/json")), Body::Text("{\"a\"".to_owned()));
        assert_eq!(of_bytes(vec![0xff, 0], Some("application/json")), Body::Bytes(Some(vec![0xff, 0])));
        assert_eq!(of_value(json!("{\"a\": 1}"), None), Body::Json(json!({"a": 1})));
        assert_eq!(of_value(json!(null), None), Body::Absent);
    }
}
