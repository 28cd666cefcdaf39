//! Undeclared values, and declared constants.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::syntax::error::DecodeError;
use crate::value::json::Json;
use crate::value::redact;
use crate::value::secret_names::Secrecy;

/// An undeclared value of an enum.
///
/// Only decoding and the conversions of the enum create one, so a declared value is never an `Unrecognized`.
#[derive(Clone)]
pub struct Unrecognized(
    /// Boxed, because such values are rare and enums frequent. `None` before decoding.
    pub(crate) Option<Box<Unlisted>>,
);

#[derive(Clone)]
pub(crate) enum Unlisted {
    Text(Box<str>),
    /// A scalar that is not a string.
    Scalar(Json),
}

impl Unrecognized {
    pub(crate) fn text(value: &str) -> Self {
        Self(Some(Box::new(Unlisted::Text(value.into()))))
    }

    pub(crate) fn scalar(value: Json) -> Self {
        Self(Some(Box::new(Unlisted::Scalar(value))))
    }

    /// The value of an enum before decoding.
    #[doc(hidden)]
    #[must_use]
    pub const fn blank() -> Self {
        Self(None)
    }

    /// The string, or the JSON text of a value that is not a string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self.0.as_deref() {
            Some(Unlisted::Text(value)) => value,
            Some(Unlisted::Scalar(value)) => value.text(),
            None => "null",
        }
    }

    /// The value as JSON.
    #[must_use]
    pub fn json(&self) -> Json {
        match self.0.as_deref() {
            Some(Unlisted::Text(value)) => Json::from(&**value),
            Some(Unlisted::Scalar(value)) => value.clone(),
            None => Json::null(),
        }
    }

    fn is_text(&self) -> bool {
        matches!(self.0.as_deref(), Some(Unlisted::Text(_)))
    }
}

impl PartialEq for Unrecognized {
    fn eq(&self, other: &Self) -> bool {
        self.is_text() == other.is_text() && self.as_str() == other.as_str()
    }
}

impl Eq for Unrecognized {}

impl Hash for Unrecognized {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.is_text().hash(state);
        self.as_str().hash(state);
    }
}

impl Ord for Unrecognized {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.as_str(), self.is_text()).cmp(&(other.as_str(), other.is_text()))
    }
}

impl PartialOrd for Unrecognized {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Unrecognized {
    /// Only the start of a long text.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_text() {
            true => redact::start(self.as_str(), formatter),
            false => formatter.write_str(self.as_str()),
        }
    }
}

/// A value that matches no variant of a union: its JSON, and the reason why the variant that it names did not match.
///
/// `Debug` shows the value of the tag, and only the names and JSON types of other properties.
#[derive(Clone)]
pub struct Unmatched {
    json: Json,
    reason: Option<DecodeError>,
    /// The path of the union's tag. A reference to the path is half as large as the path.
    tag: Option<&'static &'static [&'static str]>,
}

impl Unmatched {
    pub(crate) const fn new(
        json: Json,
        reason: Option<DecodeError>,
        tag: Option<&'static &'static [&'static str]>,
    ) -> Self {
        Self { json, reason, tag }
    }

    /// The path of the tag; `None` if the union has none.
    pub(crate) fn tag(&self) -> Option<&'static [&'static str]> {
        self.tag.copied()
    }

    /// The value of a union before decoding.
    #[doc(hidden)]
    #[must_use]
    pub fn blank() -> Self {
        Self { json: Json::null(), reason: None, tag: None }
    }

    /// The value, with its exact text.
    #[must_use]
    pub const fn json(&self) -> &Json {
        &self.json
    }

    /// Why the variant that the value names did not match; `None` if it names none. Path and position are relative to
    /// this value.
    #[must_use]
    pub const fn reason(&self) -> Option<&DecodeError> {
        self.reason.as_ref()
    }
}

impl PartialEq for Unmatched {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl Eq for Unmatched {}

impl Hash for Unmatched {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.json.hash(state);
    }
}

impl fmt::Debug for Unmatched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        redact::outline(&self.json, self.tag(), Secrecy::None, formatter)
    }
}

/// An optional constant. If present, it has the only value that the schema allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fixed;

#[cfg(test)]
mod tests {
    use super::Unrecognized;

    #[test]
    fn an_open_enum_is_two_words_wide() {
        #[expect(dead_code, reason = "only its size matters")]
        enum Open {
            One,
            Two,
            Unknown(Unrecognized),
        }
        assert_eq!(size_of::<Open>(), 2 * size_of::<usize>());
    }
}
