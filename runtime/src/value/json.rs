//! Any JSON value, as its text.

mod access;
mod compare;
mod convert;

#[cfg(feature = "serde")]
pub(crate) use self::access::members;
pub(crate) use self::access::{elements, members_as_written};
pub use self::convert::NotFinite;

use std::fmt;

use crate::syntax::error::DecodeError;
use crate::syntax::kind::Kind;
use crate::syntax::scan::Scanner;

/// Any JSON value, kept as its text: nothing is lost, not even a number beyond 64 bits, and it is written back
/// unchanged.
///
/// Equality compares values: neither the order of properties nor the notation of a number matters. `Display` prints the
/// text, `Debug` the text without the values of properties whose names say that they are secrets, such as `api_key`.
#[derive(Clone)]
pub struct Json(
    /// The text, without white space around it. Empty means `null`, which then needs no allocation.
    Box<str>,
);

impl Json {
    /// `null`. Does not allocate.
    #[must_use]
    pub fn null() -> Self {
        Self(Box::default())
    }

    /// Parses a JSON text.
    ///
    /// # Errors
    /// When the text is not JSON (RFC 8259), or nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH).
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        let mut scanner = Scanner::new(text);
        let parsed = scanner.raw().and_then(|raw| scanner.finish().map(|()| Self::trusted(raw)));
        parsed.map_err(|error| error.located(text, 0))
    }

    /// Wraps a text that is known to be one JSON value.
    pub(crate) fn trusted(text: &str) -> Self {
        Self(text.into())
    }

    /// The JSON text.
    #[must_use]
    pub const fn text(&self) -> &str {
        if self.0.is_empty() { "null" } else { &self.0 }
    }

    /// The JSON type.
    #[must_use]
    pub fn kind(&self) -> Kind {
        // The text was validated, so the scanner knows its kind.
        Scanner::new(self.text()).kind().unwrap_or(Kind::Null)
    }
}

impl Default for Json {
    fn default() -> Self {
        Self::null()
    }
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}

impl std::str::FromStr for Json {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        Self::parse(text)
    }
}
