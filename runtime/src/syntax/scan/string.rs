//! Scans strings and their escapes.

use std::borrow::Cow;

use super::plain::{plain_len, specials};
use super::same::{is_same_as_long, short};
use super::{Opening, Scanned, Scanner};
use crate::syntax::error::DecodeError;

impl<'t> Scanner<'t> {
    /// Skips plain characters.
    #[inline]
    fn plain(&mut self) -> &'t str {
        let start = self.at;
        self.at += plain_len(self.rest());
        self.since(start)
    }

    /// Consumes a string without escapes and returns its content; otherwise consumes nothing.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'t str> {
        let (b'"', inside) = self.rest().split_first()? else { return None };
        let start = self.at + 1;
        let end = start + plain_len(inside);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// Consumes this key and its colon, written without escapes and without white space.
    #[inline]
    pub(crate) fn passes_plain_key(&mut self, key: &[u8]) -> bool {
        let end = self.at + key.len() + 3;
        match self.text.as_bytes().get(self.at..end) {
            Some([b'"', written @ .., b'"', b':']) if is_same_as_long(written, key) => {
                self.at = end;
                true
            }
            _ => false,
        }
    }

    /// The same with white space before the key and one space after the colon, as in indented texts.
    #[inline]
    pub(crate) fn passes_spaced_key(&mut self, key: &[u8]) -> bool {
        self.peek();
        let found = self.passes_plain_key(key);
        self.at += usize::from(found && self.byte() == Some(b' '));
        found
    }

    /// The same with the token before the member. The bytes around the key are compared together: one predictable branch is cheaper than
    /// four.
    #[inline]
    pub(crate) fn passes_plain_member(&mut self, opening: Opening, key: &[u8]) -> bool {
        let end = self.at + key.len() + 4;
        let Some([first, second, written @ .., third, fourth]) = self.text.as_bytes().get(self.at..end) else {
            return false;
        };
        let frame = u32::from_le_bytes([*first, *second, *third, *fourth]);
        let expected = u32::from_le_bytes([opening as u8, b'"', b'"', b':']);
        let found = frame == expected && is_same_as_long(written, key);
        if found {
            self.at = end;
        }
        found
    }

    /// Consumes a string if it is this one, written without escapes.
    #[inline]
    pub(crate) fn passes(&mut self, content: &str) -> bool {
        let Some((b'"', inside)) = self.rest().split_first() else { return false };
        let length = content.len();
        let found = inside.get(length) == Some(&b'"')
            && inside.get(..length).is_some_and(|inside| is_same_plain(inside, content.as_bytes()));
        if found {
            self.at += length + 2;
        }
        found
    }

    /// Consumes the string whose opening quote was peeked, and returns its content.
    #[inline]
    pub(crate) fn string(&mut self) -> Scanned<Cow<'t, str>> {
        if let Some(plain) = self.plain_string() {
            return Ok(Cow::Borrowed(plain));
        }
        let mut content = String::new();
        self.escaped_string(&mut content)?;
        Ok(Cow::Owned(content))
    }

    /// Consumes the string whose opening quote was peeked, and appends its content.
    pub(crate) fn escaped_string(&mut self, content: &mut String) -> Scanned<()> {
        self.at += 1;
        loop {
            content.push_str(self.plain());
            // Escapes often follow each other.
            while self.byte() == Some(b'\\') {
                self.at += 1;
                content.push(self.escaped()?);
            }
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                None | Some(..b' ') => return Err(self.unexpected("the end of the string")),
                Some(_) => {}
            }
        }
    }

    /// The character after a backslash.
    #[inline]
    fn escaped(&mut self) -> Scanned<char> {
        match self.byte().and_then(short_escape) {
            Some(character) => {
                self.at += 1;
                Ok(character)
            }
            None => self.escaped_unicode(),
        }
    }

    /// A code point after a backslash, as one escape or as a pair of surrogates (RFC 8259, section 7).
    fn escaped_unicode(&mut self) -> Scanned<char> {
        self.pass_u()?;
        let start = self.at;
        let first = u32::from(self.hexadecimal()?);
        let code = if (0xD800..0xDC00).contains(&first) {
            if !self.rest().starts_with(b"\\u") {
                return Err(half_a_pair(start));
            }
            self.at += 2;
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

    #[inline]
    fn pass_u(&mut self) -> Scanned<()> {
        if self.byte() != Some(b'u') {
            return Err(self.unexpected("an escape"));
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn hexadecimal(&mut self) -> Scanned<u16> {
        if let Some(digits) = self.rest().first_chunk::<4>() {
            let [a, b, c, d] = digits.map(|digit| HEXADECIMAL[usize::from(digit)]);
            if a | b | c | d != NO_DIGIT {
                self.at += 4;
                let [high, low] = [(a << 4) | b, (c << 4) | d];
                return Ok(u16::from_be_bytes([high, low]));
            }
        }
        Err(self.not_hexadecimal())
    }

    #[cold]
    fn not_hexadecimal(&mut self) -> DecodeError {
        while self.byte().is_some_and(|byte| byte.is_ascii_hexdigit()) {
            self.at += 1;
        }
        self.unexpected("four hexadecimal digits")
    }

    /// Skips the string whose opening quote was peeked. By JSON's grammar, a lone surrogate is not an error.
    #[inline]
    pub(crate) fn skip_string(&mut self) -> Scanned<()> {
        self.at += 1;
        loop {
            self.at += plain_len(self.rest());
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    if self.byte().and_then(short_escape).is_some() {
                        self.at += 1;
                    } else {
                        self.pass_u()?;
                        self.hexadecimal()?;
                    }
                }
                _ => return Err(self.unexpected("the end of the string")),
            }
        }
    }
}

/// The meaning of a one-character escape.
#[inline]
const fn short_escape(byte: u8) -> Option<char> {
    Some(match byte {
        b'"' | b'\\' | b'/' => byte as char,
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// Whether the text in quotes equals `content` and has no escapes. Both have the same length.
#[inline]
fn is_same_plain(written: &[u8], content: &[u8]) -> bool {
    match (short(written), short(content)) {
        (Some((start, end)), Some(same)) => (start, end) == same && specials(start) | specials(end) == 0,
        _ => written == content && plain_len(content) == content.len(),
    }
}

/// The value of all other bytes in [`HEXADECIMAL`].
const NO_DIGIT: u8 = 0xFF;

/// The values of hexadecimal digits.
static HEXADECIMAL: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < 16 {
        values[b"0123456789abcdef"[digit] as usize] = digit as u8;
        values[b"0123456789ABCDEF"[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

/// A lone surrogate is valid by JSON's grammar, so it is not a syntax error, but it has no content.
#[cold]
fn half_a_pair(offset: usize) -> DecodeError {
    DecodeError::mismatch("a string of Unicode characters", "half a surrogate pair", offset)
}

#[cfg(test)]
mod tests {
    use super::{Opening, Scanner};
    use crate::syntax::scan::is_plain;

    #[test]
    fn only_the_expected_string_is_consumed() {
        let passed = |text: &str, content: &str| {
            let mut scanner = Scanner::new(text);
            scanner.passes(content).then(|| scanner.offset())
        };
        for length in 0..30 {
            let content: String = ('a'..='z').cycle().take(length).collect();
            let text = format!("\"{content}\"");
            assert_eq!(passed(&text, &content), Some(length + 2));
            assert_eq!(passed(&text, &format!("{content}a")), None);
            assert_eq!(passed(&text[..=length], &content), None);
            assert_eq!(passed(&text[1..], &content), None);
            for at in 0..length {
                // Neither another character nor one with a special meaning.
                for other in ["#", "\\", "\"", "\u{1f}"] {
                    let changed = format!("{}{other}{}", &content[..at], &content[at + 1..]);
                    assert_eq!(passed(&text, &changed), None, "{text} {changed}");
                    let written = format!("\"{changed}\"");
                    assert_eq!(passed(&written, &content), None, "{written} {content}");
                    assert_eq!(passed(&written, &changed).is_some(), other == "#", "{written}");
                }
            }
        }
    }

    type Pass = fn(&mut Scanner<'_>, &[u8]) -> bool;

    /// The position of a scanner after it consumed a key.
    fn passed(text: &str, key: &str, pass: Pass) -> Option<usize> {
        let mut scanner = Scanner::new(text);
        let found = pass(&mut scanner, key.as_bytes());
        assert!(found || scanner.offset() == text.len() - text.trim_start().len(), "{text}");
        found.then(|| scanner.offset())
    }

    #[test]
    fn only_the_plain_key_with_its_colon_is_consumed() {
        let ways: [(&str, Pass); 4] = [
            ("", |scanner, key| scanner.passes_plain_key(key)),
            (" \n ", |scanner, key| scanner.passes_spaced_key(key)),
            ("{", |scanner, key| scanner.passes_plain_member(Opening::Brace, key)),
            (",", |scanner, key| scanner.passes_plain_member(Opening::Comma, key)),
        ];
        for length in 0..40 {
            let key: String = ('a'..='z').cycle().take(length).collect();
            assert!(is_plain(&key));
            for (before, pass) in ways {
                let passed = |text: &str| passed(&format!("{before}{text}"), &key, pass);
                let end = before.len() + length + 3;
                assert_eq!(passed(&format!("\"{key}\":1")), Some(end));
                assert_eq!(passed(&format!("\"{key}\":")), Some(end));
                assert_eq!(passed(&format!("\"{key}\" :1")), None);
                assert_eq!(passed(&format!("\"{key}\"")), None);
                assert_eq!(passed(&format!("\"{key}a\":1")), None);
                for at in 0..length {
                    let changed = format!("{}#{}", &key[..at], &key[at + 1..]);
                    assert_eq!(passed(&format!("\"{changed}\":1")), None);
                }
            }
        }
        assert!(
            ["é", "/", "\u{7f}"].into_iter().all(is_plain) && !["\"", "a\\", "\n", "\u{1f}"].into_iter().any(is_plain)
        );
    }

    #[test]
    fn tokens_before_members_are_told_apart() {
        let comma: Pass = |scanner, key| scanner.passes_plain_member(Opening::Comma, key);
        let brace: Pass = |scanner, key| scanner.passes_plain_member(Opening::Brace, key);
        assert_eq!(passed("{\"id\":1", "id", comma), None);
        assert_eq!(passed(",\"id\":1", "id", brace), None);
        assert_eq!(passed(", \"id\":1", "id", comma), None);
        assert_eq!(passed(" \"id\": 1", "id", |scanner, key| scanner.passes_spaced_key(key)), Some(7));
    }

    #[test]
    fn escapes_are_read() {
        let text = r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#;
        let content = Scanner::new(text).string().unwrap();
        assert_eq!(content, "a\"\\/\u{8}\u{c}\n\r\té😀");
    }

    #[test]
    fn a_lone_surrogate_is_json_without_content() {
        for text in [r#""\ud83d""#, r#""\ud83dx""#, r#""\ude00""#, r#""\ud83d\ud83d""#] {
            assert!(Scanner::new(text).string().is_err(), "{text}");
            assert!(Scanner::new(text).skip_string().is_ok(), "{text}");
        }
    }
}
