//! Texts that are not UTF-8.
//!
//! UTF-16 and the single-byte encodings of western Europe are what APIs send besides UTF-8. They fit a table of 27 letters; all encodings
//! of the web (`encoding_rs`) would be more code than the rest of the client, for each crate that is generated.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::client::api::media::parameter;

/// What windows-1252 has from 0x80 to 0x9f, where ISO 8859-1 has control characters that nobody sends: browsers read both alike
/// (WHATWG Encoding Standard, 4.2).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Where ISO 8859-15 differs from ISO 8859-1.
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

/// A body as UTF-8, by its byte order mark or by the `charset` of its media type. A mark is no part of the text (RFC 8259, 8.1).
/// What is in an encoding that is not known stays as it is.
pub(crate) fn utf8<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, [u8]> {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match body {
        [0xef, 0xbb, 0xbf, rest @ ..] => return Cow::Borrowed(rest),
        [0xfe, 0xff, rest @ ..] => return decoded(Charset::Utf16(Endian::Big), rest),
        [0xff, 0xfe, rest @ ..] => return decoded(Charset::Utf16(Endian::Little), rest),
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
    decoded(charset, body)
}

fn decoded(charset: Charset, bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.is_ascii() && !matches!(charset, Charset::Utf16(_)) {
        return Cow::Borrowed(bytes);
    }
    let text: String = match charset {
        Charset::Windows1252 => bytes.iter().map(|byte| letter(*byte)).collect(),
        Charset::Latin9 => bytes
            .iter()
            .map(|byte| match LATIN_9.iter().find(|(other, _)| other == byte) {
                Some((_, letter)) => *letter,
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
            let letters = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
            letters.chain(cut).collect()
        }
    };
    Cow::Owned(text.into_bytes())
}

fn letter(byte: u8) -> char {
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
    fn texts_are_read_by_their_charset() {
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
