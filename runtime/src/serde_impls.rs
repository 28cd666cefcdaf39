//! Implements `Serialize` and `Deserialize` for all wire types.

mod read;
pub(crate) mod typed_json;
mod write;

pub use read::deserialize;
pub use write::serialize;

use crate::text::embedded::Embedded;
use crate::value::extra::Extra;
use crate::value::json::Json;
use crate::value::patch::Patch;
use crate::value::secret::Secret;
use crate::wire::Wire;

/// The newtype name by which `serde_json` exchanges the exact text of a value: that of `serde_json::value::RawValue`.
const EXACT: &str = "$serde_json::private::RawValue";

/// The result of `Serialize`. With an alias, the compiler need not look up `Ok` and `Error` in the bounds of each function.
pub type Serialized<S> = Result<<S as serde::Serializer>::Ok, <S as serde::Serializer>::Error>;

/// The result of `Deserialize`: see [`Serialized`].
pub type Deserialized<'de, T, D> = Result<T, <D as serde::Deserializer<'de>>::Error>;

macro_rules! serde_impls {
    ($([$($parameter:ident)?] $type:ty,)*) => {$(
        impl<$($parameter: Wire)?> serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Serialized<S> {
                serialize(self, serializer)
            }
        }

        impl<'de $(, $parameter: Wire)?> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Deserialized<'de, Self, D> {
                deserialize(deserializer)
            }
        }
    )*};
}

serde_impls! { [] Json, [] Extra, [] Secret, [T] Patch<T>, [T] Embedded<T>, }
