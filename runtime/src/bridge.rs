//! `Serialize` and `Deserialize` for everything on the wire.

mod read;
mod write;

pub use read::deserialize;
pub use write::serialize;

use crate::{Extra, Json, Patch, Secret, Wire};

/// The newtype name by which `serde_json` gives out and takes the exact text of a value. It is that of
/// `serde_json::value::RawValue`, which serializes itself under it.
const EXACT: &str = "$serde_json::private::RawValue";

crate::__serde!(Json);
crate::__serde!(Extra);
crate::__serde!(Secret);

impl<T: Wire> serde::Serialize for Patch<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

impl<'de, T: Wire> serde::Deserialize<'de> for Patch<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}
