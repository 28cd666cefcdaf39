//! Strings that hold JSON.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use crate::syntax::error::DecodeError;
use crate::text::{decode::decode, encode::encode};
use crate::value::patch::Patch;
use crate::value::secret_names::Secrecy;
use crate::wire::debug::embedded;
use crate::wire::{Embed, Incoming, Scalar, Slot, View, Wire};

/// A string that holds the JSON text of a `T` (JSON Schema 2020-12, `contentMediaType` and `contentSchema`).
///
/// The string is kept and written back byte for byte. [`get`](Embedded::get) decodes it on first use, so that a string
/// that does not match its schema only fails there. Equality compares the strings.
///
/// ```
/// use bindery_runtime::Embedded;
///
/// let count: Embedded<i64> = Embedded::from_text(" 7 ");
/// assert_eq!((count.get(), count.as_str()), (Ok(&7), " 7 "));
/// assert_eq!(Embedded::from(vec![1, 2]).as_str(), "[1,2]");
/// ```
pub struct Embedded<T> {
    text: String,
    /// Boxed, because a `T` may contain another `Embedded<T>`.
    value: OnceLock<Box<Result<T, DecodeError>>>,
}

impl<T> Embedded<T> {
    /// Creates a value from any string.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: OnceLock::new() }
    }

    /// Returns the string, as it is on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<T: Wire> Embedded<T> {
    /// Returns the value.
    ///
    /// # Errors
    /// If the string is not JSON or does not match its schema.
    pub fn get(&self) -> Result<&T, &DecodeError> {
        (**self.value.get_or_init(|| Box::new(decode(&self.text)))).as_ref()
    }

    /// Decodes the string into its value.
    ///
    /// # Errors
    /// As for [`get`](Embedded::get).
    pub fn into_value(self) -> Result<T, DecodeError> {
        self.value.into_inner().map_or_else(|| decode(&self.text), |value| *value)
    }
}

impl<T: Wire> From<T> for Embedded<T> {
    fn from(value: T) -> Self {
        Self { text: encode(&value), value: OnceLock::from(Box::new(Ok(value))) }
    }
}

impl<T: Wire> From<T> for Patch<Embedded<T>> {
    fn from(value: T) -> Self {
        Self::Value(value.into())
    }
}

/// Does not clone the cached value: the copy decodes again on first use.
impl<T> Clone for Embedded<T> {
    fn clone(&self) -> Self {
        Self::from_text(self.text.clone())
    }
}

impl<T> AsRef<str> for Embedded<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> PartialEq for Embedded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Embedded<T> {}

impl<T> Hash for Embedded<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T: Wire> fmt::Debug for Embedded<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        embedded(self, Secrecy::None, formatter)
    }
}

impl<T: Wire> Embed for Embedded<T> {
    fn text(&self) -> &str {
        &self.text
    }

    fn value(&self) -> Result<View<'_>, &DecodeError> {
        self.get().map(Wire::view)
    }
}

impl<T: Wire> Wire for Embedded<T> {
    fn view(&self) -> View<'_> {
        View::Embedded(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self::from_text(String::new())
    }
}

impl<T> Scalar for Embedded<T> {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn set_number(&mut self, _text: &str) -> bool {
        false
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::from_text(text);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Embedded;
    use crate::object;
    use crate::text::{decode::decode, encode::encode};
    use crate::value::extra::Extra;
    use crate::value::json::Json;
    use crate::value::patch::Patch;
    use crate::value::secret::Secret;

    #[derive(Clone)]
    struct Login {
        name: String,
        password: Option<Secret>,
        inner: Option<Embedded<Login>>,
        extra: Extra,
    }
    object! { Login { name: required, password: optional, inner: optional, } rest extra }

    const TEXT: &str = r#" {"name":"a\u0062","password":"hunter2","more":[1.50]}"#;

    fn quoted(text: &str) -> String {
        encode(&text.to_owned())
    }

    #[test]
    fn the_string_is_written_back_unchanged() {
        for text in [TEXT, "", "{", "null", r#"{"name":1}"#, "\u{0}é\u{1F600}"] {
            let json = quoted(text);
            let embedded: Embedded<Login> = decode(&json).unwrap();
            assert_eq!((embedded.as_str(), encode(&embedded)), (text, json));
            assert_eq!(embedded.get().is_ok(), text == TEXT, "{text:?}");
        }
        assert!(decode::<Embedded<Login>>(TEXT).is_err(), "an object is not a string");
        assert!(decode::<Embedded<i64>>("7").is_err());
    }

    #[test]
    fn the_value_is_decoded_on_first_use() {
        let login: Embedded<Login> = Embedded::from_text(TEXT);
        assert_eq!(login.get().map(|login| login.name.as_str()), Ok("ab"));
        assert!(std::ptr::eq(login.get().unwrap(), login.get().unwrap()), "decoded once");
        assert_eq!(login.clone().into_value().unwrap().password, Some(Secret::from("hunter2")));
        let error = Embedded::<Login>::from_text(r#"{"name":true}"#).into_value().unwrap_err();
        assert_eq!((error.path().as_str(), error.expected()), ("$.name", "a string"));
        assert_eq!(Embedded::<Option<i64>>::from_text("null").get(), Ok(&None));
    }

    #[test]
    fn a_value_becomes_its_text() {
        let inner = Login { name: "b".to_owned(), password: None, inner: None, extra: Extra::new() };
        let outer = Login { name: "a".to_owned(), inner: Some(inner.into()), ..decode(r#"{"name":""}"#).unwrap() };
        let embedded = Embedded::from(outer);
        assert_eq!(encode(&embedded), r#""{\"name\":\"a\",\"inner\":\"{\\\"name\\\":\\\"b\\\"}\"}""#);
        let inner = embedded.get().unwrap().inner.as_ref().unwrap();
        assert_eq!(inner.get().unwrap().name, "b");
        assert_eq!(Patch::from(Json::null()), Patch::Value(Embedded::from_text("null")));
        // Compares strings, not values.
        assert_ne!(Embedded::<i64>::from_text("1"), Embedded::from_text(" 1"));
    }

    #[test]
    fn debug_shows_the_value_without_secrets() {
        let shown = format!("{:?}", Embedded::<Login>::from_text(TEXT));
        assert!(shown.starts_with("Embedded(Login { name: \"ab\", password: [redacted]"), "{shown}");
        let shown = format!("{:?}", Embedded::<Login>::from_text(r#"{"name":{"a":"hunter2"}}"#));
        assert!(shown.starts_with("Embedded(DecodeError") && !shown.contains("hunter2"), "{shown}");
    }
}
