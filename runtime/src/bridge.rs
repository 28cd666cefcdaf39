//! `Serialize` and `Deserialize` for everything on the wire.

mod read;
mod write;

pub use read::deserialize;
pub use write::serialize;

use crate::{Extra, Json, Patch, Secret, Wire};

/// The newtype name by which `serde_json` gives out and takes the exact text of a value. It is that of
/// `serde_json::value::RawValue`, which serializes itself under it.
const EXACT: &str = "$serde_json::private::RawValue";

/// What `Serialize` gives. Through an alias the compiler does not look for `Ok` and `Error` in the bounds of each function.
pub type Serialized<S> = Result<<S as serde::Serializer>::Ok, <S as serde::Serializer>::Error>;

/// What `Deserialize` gives: see [`Serialized`].
pub type Deserialized<'de, T, D> = Result<T, <D as serde::Deserializer<'de>>::Error>;

macro_rules! bridged {
    ($($type:ty),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserialize(deserializer)
            }
        }
    )*};
}

bridged! { Json, Extra, Secret }

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
