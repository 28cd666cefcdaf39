//! Parsed strings that keep their text.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::value::patch::Patch;

/// A type that is parsed from a string: a date of a library, or your own type.
pub trait Meaning: Clone + Sized + 'static {
    /// Parses a text; `None` if it is invalid.
    fn read(text: &str) -> Option<Self>;
    /// The text of a value.
    fn write(&self) -> String;
}

/// A string that is parsed if possible and kept unchanged in any case: an invalid date is not an error, and unusual
/// notation is preserved.
///
/// Equality compares the strings.
#[derive(Clone)]
pub struct Parsed<T> {
    pub(crate) text: String,
    pub(crate) value: Option<T>,
}

impl<T: Meaning> Parsed<T> {
    /// Parses a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { value: T::read(&text), text }
    }

    /// The parsed value; `None` if the string does not have the declared format.
    #[must_use]
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

impl<T> Parsed<T> {
    /// The text as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Meaning> From<T> for Parsed<T> {
    fn from(value: T) -> Self {
        Self { text: value.write(), value: Some(value) }
    }
}

impl<T: Meaning> From<&str> for Parsed<T> {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl<T: Meaning> From<String> for Parsed<T> {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl<T: Meaning> From<&str> for Patch<Parsed<T>> {
    fn from(text: &str) -> Self {
        Self::Value(Parsed::new(text))
    }
}

impl<T: Meaning> From<String> for Patch<Parsed<T>> {
    fn from(text: String) -> Self {
        Self::Value(Parsed::new(text))
    }
}

impl<T: Meaning> From<T> for Patch<Parsed<T>> {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl<T> AsRef<str> for Parsed<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> PartialEq for Parsed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Parsed<T> {}

impl<T> Hash for Parsed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Debug for Parsed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, formatter)
    }
}

impl<T> fmt::Display for Parsed<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use super::Meaning;

    impl Meaning for jiff::Timestamp {
        fn read(text: &str) -> Option<Self> {
            text.parse().ok()
        }

        fn write(&self) -> String {
            self.to_string()
        }
    }

    impl Meaning for jiff::civil::Date {
        fn read(text: &str) -> Option<Self> {
            text.parse().ok()
        }

        fn write(&self) -> String {
            self.to_string()
        }
    }
}

#[cfg(feature = "chrono")]
mod chrono {
    use super::Meaning;

    impl Meaning for chrono::DateTime<chrono::FixedOffset> {
        fn read(text: &str) -> Option<Self> {
            Self::parse_from_rfc3339(text).ok()
        }

        fn write(&self) -> String {
            self.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
        }
    }

    impl Meaning for chrono::NaiveDate {
        fn read(text: &str) -> Option<Self> {
            text.parse().ok()
        }

        fn write(&self) -> String {
            self.to_string()
        }
    }
}

#[cfg(feature = "time")]
mod time {
    use super::Meaning;
    use time::format_description::well_known::{Iso8601, Rfc3339};

    impl Meaning for time::OffsetDateTime {
        fn read(text: &str) -> Option<Self> {
            Self::parse(text, &Rfc3339).ok()
        }

        /// A year beyond 9999 has no text by RFC 3339; it is written as the library shows it.
        fn write(&self) -> String {
            self.format(&Rfc3339).unwrap_or_else(|_| self.to_string())
        }
    }

    impl Meaning for time::Date {
        fn read(text: &str) -> Option<Self> {
            Self::parse(text, &Iso8601::DATE).ok()
        }

        fn write(&self) -> String {
            self.to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meaning, Parsed};
    use crate::text::{decode::decode, encode::encode};

    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    fn survives<T: Meaning>(text: &str) -> Parsed<T> {
        let json = format!("{text:?}");
        let parsed: Parsed<T> = decode(&json).unwrap();
        assert_eq!(encode(&parsed), json);
        parsed
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn dates_of_jiff() {
        let value = *survives::<jiff::Timestamp>("2021-03-01T20:57:29.532+01:00").get().unwrap();
        assert_eq!(Parsed::from(value).as_str(), "2021-03-01T19:57:29.532Z");
        assert!(survives::<jiff::Timestamp>("yesterday").get().is_none());
        assert_eq!(Parsed::from(*survives::<jiff::civil::Date>("2021-03-01").get().unwrap()).as_str(), "2021-03-01");
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn dates_of_chrono() {
        let value = *survives::<chrono::DateTime<chrono::FixedOffset>>("2021-03-01T19:57:29.532Z").get().unwrap();
        assert_eq!(Parsed::from(value).as_str(), "2021-03-01T19:57:29.532Z");
        assert!(survives::<chrono::DateTime<chrono::FixedOffset>>("").get().is_none());
        assert_eq!(Parsed::from(*survives::<chrono::NaiveDate>("2021-03-01").get().unwrap()).as_str(), "2021-03-01");
    }

    #[cfg(feature = "time")]
    #[test]
    fn dates_of_time() {
        let value = *survives::<time::OffsetDateTime>("2021-03-01T19:57:29.532Z").get().unwrap();
        assert_eq!(Parsed::from(value).as_str(), "2021-03-01T19:57:29.532Z");
        assert!(survives::<time::OffsetDateTime>("2021-03-01").get().is_none());
        assert_eq!(Parsed::from(*survives::<time::Date>("2021-03-01").get().unwrap()).as_str(), "2021-03-01");
    }

    #[derive(Clone)]
    struct Even(i64);

    impl Meaning for Even {
        fn read(text: &str) -> Option<Self> {
            text.parse().ok().filter(|number| number % 2 == 0).map(Self)
        }

        fn write(&self) -> String {
            self.0.to_string()
        }
    }

    #[test]
    fn invalid_text_is_kept() {
        let parsed: Vec<Parsed<Even>> = decode(r#"["2","3","x"]"#).unwrap();
        assert_eq!(parsed.iter().map(|each| each.get().map(|even| even.0)).collect::<Vec<_>>(), [Some(2), None, None]);
        assert_eq!(encode(&parsed), r#"["2","3","x"]"#);
        assert_eq!(Parsed::from(Even(4)).as_str(), "4");
        assert!(decode::<Parsed<Even>>("2").is_err());
    }
}
