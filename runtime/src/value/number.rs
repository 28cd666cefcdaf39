//! Numbers of any size.

use std::fmt;

use crate::syntax::scan::Number as Scanned;
use crate::value::json::Json;

/// A JSON number that keeps all digits, for amounts of money and integers beyond 64 bits. It is written back unchanged.
///
/// Equality compares values: `1.50` equals `1.5`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(pub(crate) Json);

impl Number {
    /// The number as JSON writes it (RFC 8259, section 6).
    #[must_use]
    pub const fn as_str(&self) -> &str {
        // Never empty: only numbers get here.
        self.0.text()
    }

    /// The nearest 64-bit float; infinite beyond its range.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.as_str().parse().unwrap_or(f64::NAN)
    }

    /// The value as `i64`, if it is one.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.scanned().whole()
    }

    /// The value as `u64`, if it is one.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.scanned().whole()
    }

    fn scanned(&self) -> Scanned<'_> {
        let text = self.as_str();
        Scanned { text, is_integer: !text.contains(['.', 'e', 'E']) }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

macro_rules! from {
    ($($type:ty)*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                Self(Json::from(value))
            }
        }
    )*};
}

from! { i32 u32 i64 u64 }

impl From<Number> for Json {
    fn from(value: Number) -> Self {
        value.0
    }
}

impl TryFrom<f64> for Number {
    type Error = crate::value::json::NotFinite;

    /// The shortest number that reads back as this float.
    fn try_from(value: f64) -> Result<Self, crate::value::json::NotFinite> {
        Json::try_from(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;
    use crate::text::{decode::decode, encode::encode};

    #[test]
    fn every_digit_is_kept() {
        for text in ["0.10", "-1.50e3", "36893488147419103232", "1e400", "0"] {
            let number: Number = decode(text).unwrap();
            assert_eq!(encode(&number), text);
            assert_eq!(number.to_string(), text);
            assert_eq!(text.parse::<Number>().unwrap(), number);
        }
        for text in ["\"1\"", "true", "[]", "1.", "+1", ""] {
            assert!(text.parse::<Number>().is_err(), "{text}");
        }
    }

    #[test]
    fn goes_to_and_from_the_numbers_of_rust() {
        assert_eq!(Number::from(-7_i64).to_i64(), Some(-7));
        assert_eq!(Number::from(u64::MAX).to_u64(), Some(u64::MAX));
        assert_eq!("2.0".parse::<Number>().unwrap().to_i64(), Some(2));
        assert_eq!("2.5".parse::<Number>().unwrap().to_i64(), None);
        assert_eq!(Number::try_from(0.03).unwrap().as_str(), "0.03");
        assert!(Number::try_from(f64::INFINITY).is_err());
        assert!((Number::from(3_u32).to_f64() - 3.0).abs() < f64::EPSILON);
        assert!("1.50".parse::<Number>().unwrap() == "1.5".parse::<Number>().unwrap());
    }
}
