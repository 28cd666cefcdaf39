//! Converts any `Deserializer` to JSON text, which the decoder reads.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::EXACT;
use crate::syntax::scan::MAX_DEPTH;
use crate::syntax::scan::push_escaped;
use crate::text::decode::decode;
use crate::text::encode::encode_into;
use crate::wire::Wire;

/// Decodes a value from any self-describing format: from `serde_json` by the exact text, from others by transcoding to JSON.
///
/// # Errors
/// Returns the errors of the deserializer, and a [`DecodeError`](crate::DecodeError) as its custom error.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = deserializer.deserialize_newtype_struct(EXACT, Text)?;
    decode(&text).map_err(D::Error::custom)
}

/// Requests the exact text, but accepts anything.
struct Text;

/// Forwards typed values to [`Transcode`].
macro_rules! transcoded {
    ($($visit:ident: $type:ty,)*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<Self::Value, E> {
            let mut out = String::new();
            Transcode { out: &mut out, depth: 0 }.$visit(value)?;
            Ok(Cow::Owned(out))
        }
    )*};
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = String::from("{");
        let transcode = Transcode { out: &mut out, depth: 1 };
        let Some(first) = map.next_key_seed(Key)? else {
            out.push('}');
            return Ok(Cow::Owned(out));
        };
        if first == EXACT {
            return map.next_value_seed(Exact);
        }
        transcode.members(first, map)?;
        Ok(Cow::Owned(out))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let mut out = String::new();
        Transcode { out: &mut out, depth: 0 }.deserialize(deserializer)?;
        Ok(Cow::Owned(out))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        let mut out = String::new();
        Transcode { out: &mut out, depth: 0 }.visit_seq(seq)?;
        Ok(Cow::Owned(out))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed("null"))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed("null"))
    }

    transcoded! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str, }
}

/// Reads the exact text that `serde_json` passes.
struct Exact;

impl<'de> DeserializeSeed<'de> for Exact {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Exact {
    type Value = Cow<'de, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text of a JSON value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// Reads a key of a map. JSON keys are strings, so the numbers and booleans of other formats become strings.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is a string, a number or a boolean")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<String, E> {
        Ok(key)
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<String, E> {
        Ok(key.to_string())
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<String, E> {
        Ok(key.to_string())
    }
}

/// Appends a value as JSON.
struct Transcode<'a> {
    out: &'a mut String,
    depth: usize,
}

impl Transcode<'_> {
    fn deeper<E: Error>(&mut self) -> Result<Transcode<'_>, E> {
        if self.depth >= MAX_DEPTH {
            return Err(E::custom("more than 128 levels of arrays and objects"));
        }
        Ok(Transcode { out: self.out, depth: self.depth + 1 })
    }

    /// Appends the members of an object, after its `{` and its first key.
    fn members<'de, A: MapAccess<'de>>(mut self, first: String, mut map: A) -> Result<(), A::Error> {
        let mut key = Some(first);
        while let Some(current) = key {
            push_escaped(&current, self.out);
            self.out.push(':');
            map.next_value_seed(self.deeper()?)?;
            key = map.next_key_seed(Key)?;
            self.out.push(if key.is_some() { ',' } else { '}' });
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! written {
    ($($visit:ident: $type:ty,)*) => {$(
        fn $visit<E: Error>(self, value: $type) -> Result<(), E> {
            encode_into(&value, self.out);
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    written! { visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        push_escaped(value, self.out);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.out.push_str("null");
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        self.out.push('[');
        let start = self.out.len();
        while seq.next_element_seed(self.deeper()?)?.is_some() {
            self.out.push(',');
        }
        if self.out.len() > start {
            // Removes the separator after the last element.
            self.out.pop();
        }
        self.out.push(']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.out.push('{');
        match map.next_key_seed(Key)? {
            Some(first) => self.members(first, map),
            None => {
                self.out.push('}');
                Ok(())
            }
        }
    }
}
