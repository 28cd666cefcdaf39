//! Values of types that implement serde's traits.

use std::fmt;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::value::json::Json;
use crate::wire::{Incoming, Slot, View, Wire};

/// A JSON value that represents a `T`, by `serde::Deserialize` and `serde::Serialize`.
///
/// The JSON is kept and written back unchanged. [`get`](Self::get) deserializes it on first use, so that a value that is not a `T`
/// fails only there. Equality compares the JSON.
///
/// ```
/// use bindery_runtime::{TypedJson, decode, encode};
///
/// let pair: TypedJson<(i32, String)> = decode(r#"[1, "a"]"#)?;
/// assert_eq!(pair.get().ok(), Some(&(1, "a".to_owned())));
/// assert_eq!(encode(&TypedJson::new((1, "a".to_owned()))?), r#"[1,"a"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TypedJson<T> {
    json: Json,
    /// Boxed, because a `T` may contain another `TypedJson<T>`.
    value: OnceLock<Box<Result<T, serde_json::Error>>>,
}

impl<T> TypedJson<T> {
    /// Creates a value from any JSON.
    #[must_use]
    pub const fn from_json(json: Json) -> Self {
        Self { json, value: OnceLock::new() }
    }

    /// Returns the JSON, as it is on the wire.
    #[must_use]
    pub const fn as_json(&self) -> &Json {
        &self.json
    }
}

impl<T: Serialize> TypedJson<T> {
    /// Creates a value.
    ///
    /// # Errors
    /// If the value has no JSON form, such as a map whose keys are not strings.
    pub fn new(value: T) -> Result<Self, serde_json::Error> {
        let json = Json::trusted(&serde_json::to_string(&value)?);
        Ok(Self { json, value: OnceLock::from(Box::new(Ok(value))) })
    }
}

impl<T: DeserializeOwned> TypedJson<T> {
    /// Returns the value.
    ///
    /// # Errors
    /// If the JSON is not a `T`.
    pub fn get(&self) -> Result<&T, &serde_json::Error> {
        (**self.value.get_or_init(|| Box::new(serde_json::from_str(self.json.text())))).as_ref()
    }

    /// Returns the value, owned.
    ///
    /// # Errors
    /// If the JSON is not a `T`.
    pub fn into_value(self) -> Result<T, serde_json::Error> {
        self.value.into_inner().map_or_else(|| serde_json::from_str(self.json.text()), |value| *value)
    }
}

/// Does not clone the cached value: the copy deserializes again on first use.
impl<T> Clone for TypedJson<T> {
    fn clone(&self) -> Self {
        Self::from_json(self.json.clone())
    }
}

impl<T> PartialEq for TypedJson<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl<T> Eq for TypedJson<T> {}

impl<T> std::hash::Hash for TypedJson<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.json.hash(state);
    }
}

impl<T> fmt::Debug for TypedJson<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.json, formatter)
    }
}

impl<T: 'static> Wire for TypedJson<T> {
    fn view(&self) -> View<'_> {
        View::Raw(&self.json)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        self.value = OnceLock::new();
        Slot::Raw(&mut self.json)
    }

    fn blank() -> Self {
        Self::from_json(Json::null())
    }
}

#[cfg(test)]
mod tests {
    use super::TypedJson;
    use crate::text::decode::decode;
    use crate::text::encode::encode;
    use std::collections::BTreeMap;

    #[test]
    fn json_is_kept_and_deserialized_on_first_use() {
        for text in ["[1,2]", "[1, 2.50]", "null", "{\"a\":1}", "\"x\""] {
            let list: TypedJson<Vec<i64>> = decode(text).unwrap();
            assert_eq!(encode(&list), text);
            assert_eq!(list.get().is_ok(), text == "[1,2]", "{text}");
            assert_eq!(list.clone(), list);
            assert_eq!(list.into_value().ok(), serde_json::from_str(text).ok());
        }
        let list = TypedJson::new(vec![1_i64]).unwrap();
        assert_eq!((list.as_json().text(), list.get().ok()), ("[1]", Some(&vec![1])));
        assert!(TypedJson::new(BTreeMap::from([((1, 2), 3)])).is_err());
    }
}
