//! Methods of values that need the decoder or the encoder.

use std::str::FromStr;

use crate::syntax::error::DecodeError;
use crate::text::decode::decode;
use crate::text::encode::encode;
use crate::value::json::Json;
use crate::value::number::Number;
use crate::wire::Wire;

impl Json {
    /// Encodes a value as JSON.
    #[must_use]
    pub fn of<T: Wire + ?Sized>(value: &T) -> Self {
        Self::trusted(&encode(value))
    }

    /// Decodes the value as a `T`.
    ///
    /// # Errors
    /// If it does not match the type.
    pub fn decode<T: Wire>(&self) -> Result<T, DecodeError> {
        decode(self.text())
    }
}

impl FromStr for Number {
    type Err = DecodeError;

    /// # Errors
    /// If the text is not a JSON number.
    fn from_str(text: &str) -> Result<Self, DecodeError> {
        decode(text)
    }
}
