//! Single-line text for readers.

use serde_json::Value;
use std::fmt;
use std::ops::Deref;

/// A text without control characters, line and paragraph separators, and bidirectional marks: nothing in it ends a line, controls a
/// terminal, or makes a reader see another order than the compiler. The constructor enforces this.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(String);

impl Line {
    /// The text on one line: each run of line breaks and control characters becomes one space.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.contains(is_unfit) {
            return Self(text);
        }
        let mut out = String::with_capacity(text.len());
        for each in text.chars() {
            if is_invisible(each) {
                continue;
            }
            if is_unfit(each) {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
                continue;
            }
            out.push(each);
        }
        Self(out)
    }

    /// The lines of a text.
    pub fn split(text: &str) -> Vec<Self> {
        text.lines().map(Self::new).collect()
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Deref for Line {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl PartialEq<&str> for Line {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

/// A media type without its parameters, in lower case (RFC 9110, 8.3.1).
pub(crate) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether bodies of a media type, given by its essence, are one JSON text.
pub(crate) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "application/x-json" | "text/json" | "text/x-json")
        || essence.ends_with("+json")
}

/// How specific a range of media types is that has a media type: 0 for `*/*`, 1 for `text/*`, 2 for the media type itself; `None` if it does
/// not have it (RFC 9110, 12.5.1).
#[cfg(feature = "cli")]
pub(crate) fn specificity(range: &str, media_type: &str) -> Option<u8> {
    let (range, media_type) = (essence(range), essence(media_type));
    match range.strip_suffix('*') {
        Some("*/") => Some(0),
        Some(kind) => media_type.starts_with(kind).then_some(1),
        None => (range == media_type).then_some(2),
    }
}

/// The hash of no bytes (FNV-1a, 64 bits).
pub(crate) const HASH: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds bytes to a hash that is the same on every machine (FNV-1a, 64 bits).
pub(crate) fn hashed(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The JSON type of a value with its article, for messages.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Writes a property as a step of a path.
#[cfg(feature = "cli")]
pub(crate) fn dotted(name: &str) -> String {
    let is_plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-$@".contains(letter));
    if is_plain { format!(".{name}") } else { format!("[{name:?}]") }
}

/// Whether two values are equal, however their numbers are written.
#[cfg(feature = "cli")]
pub(crate) fn is_same(left: &Value, right: &Value) -> bool {
    left == right || left.is_number() && right.is_number() && left.as_f64() == right.as_f64()
}

/// The maximum number of names to compare with a missing one, which bounds the cost of a message.
const MOST_COMPARED: usize = 5_000;

/// The edit distance of two spellings: letters that are missing, added, replaced or swapped.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(left, right)
}

/// The name with the closest spelling, if any is close; the first of equally close ones.
pub(crate) fn closest<'t>(name: &str, among: impl IntoIterator<Item = &'t str>) -> Option<&'t str> {
    let length = name.chars().count();
    let is_near = |other: &&str| other.len() <= 4 * length + 4 && other.chars().count().abs_diff(length) <= length / 2;
    let lower = name.to_lowercase();
    let near = among.into_iter().filter(is_near).take(MOST_COMPARED);
    let near = near.map(|other| (distance(&lower, &other.to_lowercase()), other));
    near.min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= (length / 3).max(1))
        .map(|(_, other)| other)
}

/// Whether no line may contain the character.
pub fn is_unfit(each: char) -> bool {
    each.is_control() || matches!(each, '\u{2028}' | '\u{2029}') || is_invisible(each)
}

/// Bidirectional marks (Unicode UAX 9), byte order marks and tags: they are invisible, so they are removed without a
/// replacement.
pub(crate) fn is_invisible(each: char) -> bool {
    matches!(
        each,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_finds_the_one_that_was_meant() {
        let names = ["parameters", "responses", "requestBody", "get"];
        let of = |name: &str| closest(name, names);
        assert_eq!(
            [of("paramters"), of("requestbody"), of("gte")],
            [Some("parameters"), Some("requestBody"), Some("get")]
        );
        assert_eq!([of("tags"), of(""), of("x")], [None; 3]);
    }

    #[test]
    fn a_line_has_no_line_break_and_no_hidden_order() {
        for between in
            ["\n", "\r\n", "\r", "\u{b}\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\0", "\u{1b}", "\u{1}", "\u{7f}"]
        {
            assert_eq!(Line::new(format!("a{between}b")), "a b", "{between:?}");
        }
        assert_eq!(Line::new("a\u{202e}b\u{2066}c\u{200f}\u{61c}\u{feff}"), "abc");
        assert_eq!(Line::new("  two  spaces  "), "  two  spaces  ");
        assert_eq!(Line::split("a\r\n\nb"), ["a", "", "b"].map(Line::from));
    }
}
