//! Reads the properties of a table from the text that the macro generates, at compile time.
//!
//! One string is the cheapest form for `cargo check`: an expression for each property would have to be expanded, type-checked and
//! borrow-checked. This evaluation only happens during code generation.

use super::{Fields, Presence, Row};

/// The text of a table that is being read.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The bytes of the names behind the rows, and the number of constants, so far.
    named: usize,
    constants: u16,
}

/// The row so far.
struct Said {
    row: Row,
    has_field: bool,
    /// Whether its name is one of those behind the rows.
    is_named: bool,
}

/// An empty row. An identifier needs no escapes.
const BLANK: Row = Row {
    start: 0,
    length: 0,
    constant: 0,
    presence: Presence::Required,
    is_expected: false,
    is_lenient: false,
    is_secret: false,
    is_plain: true,
};

/// The rows of a table. Its text has rows like `field required;`, `"name" field optional "constant";` or `"name" "constant";`, followed by
/// the unquoted contents of all quoted names, without separators.
pub(crate) const fn rows<const N: usize>(text: &str) -> [Row; N] {
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, named: 0, constants: 0 };
    let (mut rows, mut is_named) = ([BLANK; N], [false; N]);
    let mut index = 0;
    while index < N {
        let said = reader.row();
        (rows[index], is_named[index]) = (said.row, said.is_named);
        index += 1;
    }
    assert!(
        reader.at + reader.named == text.len(),
        "the rows of an object do not have the form that its macro generates"
    );
    let mut index = 0;
    while index < N {
        if is_named[index] {
            rows[index].start += offset(reader.at);
        }
        index += 1;
    }
    rows
}

impl Fields {
    /// The rows of a table with this text and number of positions.
    ///
    /// # Panics
    /// At compile time, if the text does not have the form that [`object!`](crate::object!) generates.
    #[must_use]
    pub const fn rows<const N: usize>(text: &str, _positions: [usize; N]) -> [Row; N] {
        rows(text)
    }
}

impl Reader<'_> {
    const fn row(&mut self) -> Said {
        let mut said = Said { row: BLANK, has_field: false, is_named: false };
        loop {
            match self.bytes[self.at] {
                b';' => {
                    self.at += 1;
                    return said;
                }
                b'"' if said.has_field || said.is_named => {
                    self.literal();
                    self.constants += 1;
                    said.row.constant = self.constants;
                }
                b'"' => {
                    let (length, is_plain) = self.literal();
                    said.is_named = true;
                    said.row.is_plain = is_plain;
                    (said.row.start, said.row.length) = (offset(self.named), offset(length));
                    self.named += length;
                }
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => self.word(&mut said),
            }
        }
    }

    /// A word: the name of a field, which is that of the property unless another one precedes it, or the presence.
    const fn word(&mut self, said: &mut Said) {
        if said.has_field {
            said.row.is_expected = self.passes("expected");
            said.row.presence = if said.row.is_expected { Presence::Optional } else { self.presence() };
            said.row.is_secret = self.passes("_secret");
            said.row.is_lenient = self.passes("_lenient");
            return;
        }
        let start = self.at;
        while !self.bytes[self.at].is_ascii_whitespace() {
            self.at += 1;
        }
        said.has_field = true;
        if !said.is_named {
            (said.row.start, said.row.length) = (offset(start), offset(self.at - start));
        }
    }

    const fn presence(&mut self) -> Presence {
        if self.passes("required") {
            return Presence::Required;
        }
        if self.passes("optional") {
            return Presence::Optional;
        }
        assert!(self.passes("nullable"), "a property of an object is `required`, `expected`, `optional` or `nullable`");
        Presence::Nullable
    }

    /// Skips a word, if it is the next one.
    const fn passes(&mut self, word: &str) -> bool {
        let (word, mut length) = (word.as_bytes(), 0);
        while length < word.len() {
            if self.bytes[self.at + length] != word[length] {
                return false;
            }
            length += 1;
        }
        let is_whole = !self.bytes[self.at + length].is_ascii_alphanumeric();
        if is_whole {
            self.at += length;
        }
        is_whole
    }

    /// Skips a literal. Returns the length of its content, and whether that certainly needs no escapes in JSON.
    const fn literal(&mut self) -> (usize, bool) {
        let (mut length, mut is_plain) = (0, true);
        loop {
            self.at += 1;
            match self.bytes[self.at] {
                b'"' => {
                    self.at += 1;
                    return (length, is_plain);
                }
                b'\\' => {
                    is_plain = false;
                    length += self.escape();
                }
                byte => {
                    is_plain = is_plain && byte >= b' ';
                    length += 1;
                }
            }
        }
    }

    /// Skips an escape up to its last byte. Returns the number of bytes that it represents (the Rust Reference, "Tokens").
    const fn escape(&mut self) -> usize {
        self.at += 1;
        match self.bytes[self.at] {
            b'u' => {
                let mut value = 0_u32;
                while self.bytes[self.at] != b'}' {
                    self.at += 1;
                    if let Some(digit) = (self.bytes[self.at] as char).to_digit(16) {
                        value = value * 16 + digit;
                    }
                }
                match char::from_u32(value) {
                    Some(character) => character.len_utf8(),
                    None => 0,
                }
            }
            b'x' => {
                self.at += 2;
                1
            }
            _ => 1,
        }
    }
}

/// A position in a text.
#[expect(clippy::cast_possible_truncation, reason = "no source has names of 4 GB")]
const fn offset(at: usize) -> u32 {
    at as u32
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::wire::table::Presence::{self, Nullable, Optional, Required};

    /// The rows of a text, each with its name.
    fn read<const N: usize>(text: &str) -> [(&str, Presence, u16, bool); N] {
        rows::<N>(text).map(|row| (&text[row.name()], row.presence, row.constant, row.is_plain))
    }

    #[test]
    fn rows_are_those_of_the_macro() {
        let text = concat!(
            stringify!(id required; "isOne" is_one optional; "type" "htt\"p"; "kind" kind optional "x"; naïve nullable; state optional "y";),
            "isOne",
            "type",
            "kind",
        );
        let expected = [
            ("id", Required, 0, true),
            ("isOne", Optional, 0, true),
            ("type", Required, 1, true),
            ("kind", Optional, 2, true),
            ("naïve", Nullable, 0, true),
            ("state", Optional, 3, true),
        ];
        assert_eq!(read(text), expected);
        // The compiler may put any white space between tokens.
        assert_eq!(read(" id\n  required ;\"a\"b optional;a"), [("id", Required, 0, true), ("a", Optional, 0, true)]);
        assert_eq!(read(""), []);
    }

    #[test]
    fn secrets_are_marked_by_their_presence() {
        let text = stringify!(a required; b required_secret; c optional_secret "x"; d nullable_secret; e optional;);
        assert_eq!(rows::<5>(text).map(|row| row.is_secret), [false, true, true, true, false]);
        let presences = [Required, Required, Optional, Nullable, Optional];
        assert_eq!(rows::<5>(text).map(|row| row.presence), presences);
        assert_eq!(rows::<5>(text).map(|row| row.constant), [0, 0, 1, 0, 0]);
    }

    #[test]
    fn an_expected_property_is_optional_and_its_absence_is_reported() {
        let text = stringify!(a required; b expected; c expected_secret "x"; d optional;);
        assert_eq!(rows::<4>(text).map(|row| row.is_expected), [false, true, true, false]);
        assert_eq!(rows::<4>(text).map(|row| row.is_secret), [false, false, true, false]);
        assert_eq!(rows::<4>(text).map(|row| row.presence), [Required, Optional, Optional, Optional]);
    }

    #[test]
    fn lenient_scalars_follow_the_presence_and_the_secret() {
        let text = stringify!(a required; b required_lenient; c expected_secret_lenient; d nullable_lenient; e optional_secret;);
        assert_eq!(rows::<5>(text).map(|row| row.is_lenient), [false, true, true, true, false]);
        assert_eq!(rows::<5>(text).map(|row| row.is_secret), [false, false, true, false, true]);
        assert_eq!(rows::<5>(text).map(|row| row.presence), [Required, Required, Optional, Nullable, Optional]);
    }

    #[test]
    fn names_with_escapes_are_those_of_the_compiler() {
        let text = concat!(
            stringify!("" a required; "\"\\\n\t\r\0\'" b required; "\u{e9}\u{1F600}\x41" c required; "é;" d required; "\u{0}" e required;),
            "",
            "\"\\\n\t\r\0\'",
            "\u{e9}\u{1F600}\x41",
            "é;",
            "\u{0}",
        );
        let expected = [
            ("", Required, 0, true),
            ("\"\\\n\t\r\0\'", Required, 0, false),
            ("é😀A", Required, 0, false),
            ("é;", Required, 0, true),
            ("\0", Required, 0, false),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    #[should_panic(expected = "is `required`, `expected`, `optional` or `nullable`")]
    fn an_unknown_presence_does_not_compile() {
        let _ = rows::<1>("id requiredly;");
    }

    #[test]
    #[should_panic(expected = "do not have the form")]
    fn an_invalid_text_does_not_compile() {
        let _ = rows::<1>("id required; more");
    }
}
