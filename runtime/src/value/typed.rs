//! Values of types from other crates, which the configuration of a generated crate chooses.

use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::value::json::Json;
use crate::value::number::Number;
use crate::value::patch::Patch;

/// A string that stands for a `T`, by `FromStr` and `Display`.
///
/// The string is kept and written back unchanged, even if it is not a valid `T`, so an unusual notation does not fail the response around
/// it. Equality compares the strings.
///
/// ```
/// use bindery_runtime::Typed;
/// use std::net::IpAddr;
///
/// let address: Typed<IpAddr> = Typed::new("::1");
/// assert!(address.get().is_some_and(IpAddr::is_loopback));
/// assert_eq!(Typed::<IpAddr>::new("localhost").get(), None);
/// assert_eq!(Typed::from(IpAddr::from([127, 0, 0, 1])).as_str(), "127.0.0.1");
/// ```
#[derive(Clone)]
pub struct Typed<T> {
    pub(crate) text: String,
    pub(crate) value: Option<T>,
}

/// A JSON number that stands for a `T`, by `FromStr` and `Display`.
///
/// The number is kept and written back unchanged, with every digit. Equality compares the numbers.
///
/// ```
/// use bindery_runtime::{TypedNumber, decode, encode};
///
/// let large: TypedNumber<u128> = decode("36893488147419103232")?;
/// assert_eq!(large.get(), Some(&36_893_488_147_419_103_232));
/// assert_eq!(encode(&TypedNumber::from(7_u128)), "7");
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct TypedNumber<T> {
    /// A number, or a string if the `T` does not display as a number.
    pub(crate) json: Json,
    pub(crate) value: Option<T>,
}

impl<T: FromStr> Typed<T> {
    /// Creates a value from any string.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { value: text.parse().ok(), text }
    }
}

impl<T> Typed<T> {
    /// The value; `None` if the string is not a `T`.
    #[must_use]
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value, owned; `None` if the string is not a `T`.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The string as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: FromStr> TypedNumber<T> {
    /// Creates a value from a number.
    #[must_use]
    pub fn new(number: Number) -> Self {
        let json = Json::from(number);
        Self { value: json.text().parse().ok(), json }
    }
}

impl<T> TypedNumber<T> {
    /// The value; `None` if the number is not a `T`.
    #[must_use]
    pub const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The value, owned; `None` if the number is not a `T`.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The number as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.json.text()
    }
}

impl<T: Display> From<T> for Typed<T> {
    fn from(value: T) -> Self {
        Self { text: value.to_string(), value: Some(value) }
    }
}

impl<T: Display> From<T> for Patch<Typed<T>> {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

impl<T: Display> From<T> for TypedNumber<T> {
    fn from(value: T) -> Self {
        let text = value.to_string();
        let json = text.parse().map_or_else(|_| Json::from(text.as_str()), |number: Number| Json::from(number));
        Self { json, value: Some(value) }
    }
}

impl<T: Display> From<T> for Patch<TypedNumber<T>> {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

macro_rules! shown {
    ($($name:ident $field:ident)*) => {$(
        impl<T> PartialEq for $name<T> {
            fn eq(&self, other: &Self) -> bool {
                self.$field == other.$field
            }
        }

        impl<T> Eq for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.$field, formatter)
            }
        }

        impl<T> Display for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.as_str())
            }
        }
    )*};
}

shown! { Typed text TypedNumber json }

impl<T> Hash for Typed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> AsRef<str> for Typed<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{Typed, TypedNumber};
    use crate::text::decode::decode;
    use crate::text::encode::encode;
    use crate::value::patch::Patch;
    use std::net::IpAddr;

    #[test]
    fn a_string_is_kept_even_if_it_is_invalid() {
        for text in ["127.0.0.1", "::1", "0:0::1", "localhost", ""] {
            let json = format!("{text:?}");
            let address: Typed<IpAddr> = decode(&json).unwrap();
            assert_eq!((address.as_str(), encode(&address)), (text, json));
            assert_eq!(address.get().copied(), text.parse().ok());
        }
        assert!(decode::<Typed<IpAddr>>("1").is_err());
        assert_ne!(Typed::<IpAddr>::new("::1"), Typed::new("0:0::1"));
        assert_eq!(Typed::new("x").into_value(), None::<IpAddr>);
        assert_eq!(Patch::from(7_i32), Patch::Value(Typed::<i32>::new("7")));
        assert_eq!(format!("{0} {0:?}", Typed::<i32>::new("7")), "7 \"7\"");
    }

    #[test]
    fn a_number_is_kept_with_every_digit() {
        for text in ["0.10", "-1.50e3", "36893488147419103232", "7"] {
            let number: TypedNumber<u128> = decode(text).unwrap();
            assert_eq!((number.as_str(), encode(&number).as_str()), (text, text));
            assert_eq!(number.get().copied(), text.parse().ok());
        }
        assert!(decode::<TypedNumber<u128>>("\"7\"").is_err());
        assert_eq!(TypedNumber::<i64>::new(5.into()).into_value(), Some(5));
        assert_eq!(encode(&TypedNumber::from(f64::INFINITY)), "\"inf\"");
        assert_eq!(Patch::from(7_i32), Patch::Value(TypedNumber::<i32>::new(7.into())));
    }
}
