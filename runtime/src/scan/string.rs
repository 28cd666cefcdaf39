//! Strings: where they end, and their escapes.

use std::borrow::Cow;

use super::{Scanned, Scanner};
use crate::DecodeError;

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const QUOTES: u64 = u64::from_ne_bytes([b'"'; 8]);
const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);

/// How many bytes come before the first quote, backslash or control character; all when there is none.
#[inline]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        // Eight bytes at a time. A byte below the wanted one borrows from its neighbour, so only the lowest hit is
        // certain, and that is the one that counts.
        let word = u64::from_le_bytes(*chunk);
        let quote = word ^ QUOTES;
        let backslash = word ^ BACKSLASHES;
        let hits = (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash)
            | (word.wrapping_sub(SPACES) & !word);
        let hits = hits & HIGHS;
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| is_special(*byte)).unwrap_or(tail.len())
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

impl<'t> Scanner<'t> {
    /// Passes characters that stand for themselves.
    #[inline]
    fn plain(&mut self) -> &'t str {
        let start = self.at;
        self.at += plain_len(self.text.as_bytes().get(start..).unwrap_or_default());
        self.since(start)
    }

    /// Passes the string whose opening quote was seen and gives its content.
    #[inline]
    pub(crate) fn string(&mut self) -> Scanned<Cow<'t, str>> {
        self.at += 1;
        let plain = self.plain();
        if self.byte() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        self.escaped_string(plain).map(Cow::Owned)
    }

    fn escaped_string(&mut self, plain: &str) -> Scanned<String> {
        let mut content = plain.to_owned();
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(content);
                }
                Some(b'\\') => {
                    self.at += 1;
                    content.push(self.escape()?);
                }
                _ => return Err(self.unexpected("the end of the string")),
            }
            content.push_str(self.plain());
        }
    }

    fn escape(&mut self) -> Scanned<char> {
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.escaped_unicode();
            }
            _ => return Err(self.unexpected("an escape")),
        };
        self.at += 1;
        Ok(character)
    }

    /// A code point, as one escape or as a pair of surrogates (RFC 8259, section 7).
    fn escaped_unicode(&mut self) -> Scanned<char> {
        let start = self.at;
        let first = u32::from(self.hexadecimal()?);
        let code = if (0xD800..0xDC00).contains(&first) {
            if self.word("\\u").is_err() {
                return Err(half_a_pair(start));
            }
            let second = u32::from(self.hexadecimal()?);
            if !(0xDC00..0xE000).contains(&second) {
                return Err(half_a_pair(start));
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| half_a_pair(start))
    }

    fn hexadecimal(&mut self) -> Scanned<u16> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
                return Err(self.unexpected("four hexadecimal digits"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// Passes the string whose opening quote was seen. As JSON's grammar has it, half a surrogate pair is no error.
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Scanned<()> {
        self.at += 1;
        loop {
            self.plain();
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    if self.byte() == Some(b'u') {
                        self.at += 1;
                        self.hexadecimal()?;
                    } else {
                        self.escape()?;
                    }
                }
                _ => return Err(self.unexpected("the end of the string")),
            }
        }
    }
}

/// Half a surrogate pair is JSON by its grammar, so it is no error of syntax, but it has no content.
#[cold]
fn half_a_pair(offset: usize) -> DecodeError {
    DecodeError::mismatch("a string of Unicode characters", "half a surrogate pair", offset)
}

/// Writes a JSON string with its quotes.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at(plain_len(rest.as_bytes()));
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            None => break,
            Some(character) => push_escape(character, out),
        }
        rest = characters.as_str();
    }
    out.push('"');
}

fn push_escape(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        control => {
            out.push_str("\\u00");
            for shift in [4, 0] {
                out.extend(char::from_digit((u32::from(control) >> shift) & 0xF, 16));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Scanner, is_special, plain_len, push_escaped};

    #[test]
    fn plain_length_is_that_of_a_plain_search() {
        for special in 0..=u8::MAX {
            for position in 0..20 {
                for neighbour in [b'a', 0x80, 0xFF, b'!', b'#', b']', b'['] {
                    let mut bytes = [neighbour; 20];
                    bytes[position] = special;
                    let expected = bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len());
                    assert_eq!(plain_len(&bytes), expected, "{special} at {position} among {neighbour}");
                }
            }
        }
    }

    #[test]
    fn escapes_are_read() {
        let text = r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#;
        let content = Scanner::new(text).string().unwrap();
        assert_eq!(content, "a\"\\/\u{8}\u{c}\n\r\té😀");
    }

    #[test]
    fn half_a_pair_has_no_content_but_is_json() {
        for text in [r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, r#""\ud83d\ud83d""#] {
            assert!(Scanner::new(text).string().is_err(), "{text}");
            assert!(Scanner::new(text).skip_string().is_ok(), "{text}");
        }
    }

    #[test]
    fn everything_written_is_read_back() {
        let all: String = (0..0x300).filter_map(char::from_u32).chain("\u{2028}😀".chars()).collect();
        let mut text = String::new();
        push_escaped(&all, &mut text);
        assert_eq!(Scanner::new(&text).string().unwrap(), all);
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), all);
    }
}
