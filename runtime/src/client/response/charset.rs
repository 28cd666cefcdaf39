//! Converts bodies to UTF-8.
//!
//! Besides UTF-8, APIs send UTF-16 and the single-byte charsets of western Europe. These need a table of only 27 characters;
//! all encodings of the web (`encoding_rs`) would add more code to each generated crate than the rest of the client.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::client::api::media::parameter;

/// The characters of windows-1252 from 0x80 to 0x9f. ISO 8859-1 has control characters there, which nobody sends, so browsers decode
/// it as windows-1252 (WHATWG Encoding Standard, 4.2).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The characters of ISO 8859-15 that differ from ISO 8859-1.
const LATIN_9: [(u8, char); 8] =
    [(0xa4, '€'), (0xa6, 'Š'), (0xa8, 'š'), (0xb4, 'Ž'), (0xb8, 'ž'), (0xbc, 'Œ'), (0xbd, 'œ'), (0xbe, 'Ÿ')];

#[derive(Clone, Copy)]
enum Charset {
    Windows1252,
    Latin9,
    Utf16(Endian),
}

#[derive(Clone, Copy)]
enum Endian {
    Big,
    Little,
}

/// Converts a body to UTF-8, according to its byte order mark or the `charset` of its media type. Removes the byte order mark
/// (RFC 8259, 8.1). Leaves the body unchanged if the charset is unknown.
pub(crate) fn utf8<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match body {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Cow::Borrowed(rest),
        [0xfe, 0xff, rest @ ..] => return decode(Charset::Utf16(Endian::Big), rest),
        [0xff, 0xfe, rest @ ..] => return decode(Charset::Utf16(Endian::Little), rest),
        _ => {}
    }
    let charset = parameter(media_type, "charset").map(str::to_ascii_lowercase);
    let charset = match charset.as_deref() {
        Some("iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" | "windows-1252" | "cp1252") => {
            Charset::Windows1252
        }
        Some("iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "latin-9") => Charset::Latin9,
        Some("utf-16" | "utf-16be") => Charset::Utf16(Endian::Big),
        Some("utf-16le") => Charset::Utf16(Endian::Little),
        _ => return Cow::Borrowed(body),
    };
    decode(charset, body)
}

fn decode(charset: Charset, bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.is_ascii() && !matches!(charset, Charset::Utf16(_)) {
        return Cow::Borrowed(bytes);
    }
    let text: String = match charset {
        Charset::Windows1252 => bytes.iter().map(|byte| character(*byte)).collect(),
        Charset::Latin9 => bytes
            .iter()
            .map(|byte| match LATIN_9.iter().find(|(other, _)| other == byte) {
                Some((_, character)) => *character,
                None => char::from(*byte),
            })
            .collect(),
        Charset::Utf16(endian) => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units = pairs.iter().map(|pair| match endian {
                Endian::Big => u16::from_be_bytes(*pair),
                Endian::Little => u16::from_le_bytes(*pair),
            });
            let cut = (!rest.is_empty()).then_some(char::REPLACEMENT_CHARACTER);
            let characters =
                char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
            characters.chain(cut).collect()
        }
    };
    Cow::Owned(text.into_bytes())
}

fn character(byte: u8) -> char {
    match byte {
        0x80..0xa0 => WINDOWS_1252.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::CONTENT_TYPE;

    use super::utf8;

    fn read(media_type: &str, body: &[u8]) -> String {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, media_type.parse().unwrap())]);
        String::from_utf8(utf8(&headers, body).into_owned()).unwrap()
    }

    #[test]
    fn bodies_are_converted_from_their_charset() {
        for (media_type, body, text) in [
            ("text/plain; charset=ISO-8859-1", &b"caf\xe9 \x80"[..], "café €"),
            ("text/plain; charset=\"latin1\"", b"\xfc\xff", "üÿ"),
            ("text/csv; charset=windows-1252; header=present", b"\x93a\x94", "“a”"),
            ("text/plain; charset=iso-8859-15", b"\xa4\xe9", "€é"),
            ("application/json; charset=utf-16", b"\0[\x20\xac\0]", "[€]"),
            ("application/json; charset=utf-16le", b"[\0]\0", "[]"),
            ("application/json", b"\xfe\xff\0[\0]", "[]"),
            ("application/json; charset=utf-8", b"\xff\xfe[\0]\0", "[]"),
            ("application/json", b"\xef\xbb\xbf[]", "[]"),
            ("text/plain; charset=utf-16be", b"\xd8\x3d\xde\0\xd8\0\0", "😀\u{fffd}\u{fffd}"),
            ("text/plain; charset=us-ascii", b"abc", "abc"),
            ("text/plain", "é".as_bytes(), "é"),
        ] {
            assert_eq!(read(media_type, body), text, "{media_type}");
        }
        assert_eq!(&*utf8(&HeaderMap::new(), b"\x82\xa0"), b"\x82\xa0");
    }
}
