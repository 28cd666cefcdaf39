//! Decodes bytes to text.

use super::ParseError;

/// The encoding of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As JSON requires (RFC 8259, 8.1).
    Utf8,
    /// As some editors and shells write it; recognized by its byte order mark.
    Utf16,
}

/// Decodes bytes.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), ParseError> {
    let units = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, unit)) = units {
        let units = rest.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        return match text {
            Ok(text) if rest.len() % 2 == 0 => Ok((text, Encoding::Utf16)),
            _ => Err(not_text("the file has a UTF-16 byte order mark, but is not valid UTF-16")),
        };
    }
    // Text does not contain NUL, and half of UTF-16 without a byte order mark does.
    if let Some(at) = bytes.iter().take(64).position(|byte| *byte == 0) {
        return Err(not_text(format!("byte {at} is NUL: the file is binary, or UTF-16 without a byte order mark")));
    }
    String::from_utf8(bytes).map(|text| (text, Encoding::Utf8)).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        not_text(format!("invalid UTF-8 at byte {at}"))
    })
}

fn not_text(message: impl Into<String>) -> ParseError {
    ParseError::NotText { message: message.into() }
}

/// Recognizes files that cannot be descriptions before they are parsed.
pub(super) fn known_otherwise(text: &str) -> Option<ParseError> {
    let body = text.trim_start();
    let offset = text.len() - body.len();
    if body.is_empty() {
        let message = "the file is empty".to_owned();
        return Some(ParseError::Other { offset: 0, message, expected: "an OpenAPI description".to_owned() });
    }
    // `<<` is a merge key of YAML.
    if body.starts_with('<') && !body.starts_with("<<") {
        let start = body.get(..1024).unwrap_or(body).to_ascii_lowercase();
        let what = if start.contains("<html") { "an HTML page" } else { "markup such as XML or HTML" };
        let message = format!("the file is {what}, neither JSON nor YAML");
        let expected = "an OpenAPI description; if it was downloaded, look for a link to the raw file".to_owned();
        return Some(ParseError::Other { offset, message, expected });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
            assert_eq!(
                decode(utf16("{\"é\": \"🦀\"}", bytes)).ok(),
                Some(("{\"é\": \"🦀\"}".to_owned(), Encoding::Utf16))
            );
        }
        assert!(decode(vec![0xff, 0xfe, b'{']).is_err(), "half a character");
        assert!(decode(vec![0xff, 0xfe, 0x00, 0xd8]).is_err(), "half a pair");
    }

    #[test]
    fn invalid_text_is_reported_with_its_offset() {
        let message = |bytes: &[u8]| match decode(bytes.to_vec()) {
            Err(ParseError::NotText { message }) => message,
            other => panic!("{other:?}"),
        };
        assert!(message(&[b'{', 0xff]).contains("at byte 1"));
        assert!(message(&[b'{', 0, b'}', 0]).starts_with("byte 1 is NUL"));
        assert_eq!(decode(b"\xef\xbb\xbf{}".to_vec()).ok(), Some(("\u{feff}{}".to_owned(), Encoding::Utf8)));
    }

    #[test]
    fn html_xml_and_empty_files_are_recognized() {
        let what = |text: &str| match known_otherwise(text) {
            Some(ParseError::Other { message, .. }) => message,
            _ => String::new(),
        };
        assert!(what("\n<!DOCTYPE html>\n<HTML>").contains("an HTML page"));
        assert!(what("<?xml version=\"1.0\"?><a/>").contains("XML"));
        assert_eq!(what(" \n\t"), "the file is empty");
        for text in ["<<: *a", "{}", "openapi: 3.1.0"] {
            assert!(known_otherwise(text).is_none(), "{text}");
        }
    }
}
