//! What the parts of a surface have in common.

use crate::diag::Pointer;
use crate::text::{self, Line};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A digest of documentation, which is compared and never shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::diff) struct Docs(u64);

impl Docs {
    pub(super) fn of(lines: &[Line]) -> Self {
        if lines.is_empty() {
            return Self::default();
        }
        Self(lines.iter().fold(text::HASH, |hash, line| text::hashed(hash, line.bytes().chain([b'\n']))))
    }

    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Serialize for Docs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Docs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16).map(Self).map_err(serde::de::Error::custom)
    }
}

/// A place in the description, written as messages show it.
pub(super) mod place {
    use super::{Deserialize, Deserializer, Pointer, Serializer};

    pub(in crate::diff::surface) fn serialize<S: Serializer>(
        place: &Pointer,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(place)
    }

    pub(in crate::diff::surface) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Pointer, D::Error> {
        String::deserialize(deserializer).map(|text| Pointer::from_displayed(&text))
    }
}

/// Whether a value is left out of the file, because it is the default.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
