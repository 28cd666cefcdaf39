//! What macros and generated code name: all that is public, and the plumbing. It is no part of the public API and changes
//! without notice. Generated modules import it as `runtime`.

pub use std::borrow::Cow as __Cow;
pub use std::boxed::Box as __Box;
pub use std::string::String as __String;

#[cfg(feature = "client")]
pub use crate::client::*;
#[cfg(feature = "schemars")]
pub use crate::json_schema::{
    BinaryText, DateText, DateTimeText, Member, Subschema, enum_schema, object_schema, union_schema,
};
pub use crate::macros::{list, map, set, set_boxed};
#[cfg(feature = "serde")]
pub use crate::serde_impls::{Deserialized, Serialized, deserialize, serialize};
pub use crate::syntax::error::{DecodeError, DecodeErrorKind};
pub use crate::syntax::kind::Kind;
pub use crate::text::decode::{decode, decode_slice, decode_strict};
pub use crate::text::deviation::Deviation;
pub use crate::text::embedded::Embedded;
pub use crate::text::encode::{encode, encode_into};
pub use crate::text::open_enum::{Text, recognize, recognize_json};
pub use crate::text::shared::{shared_reference, shared_text, shared_value};
pub use crate::value::additional::Additional;
pub use crate::value::extra::{Extra, ExtraIter};
pub use crate::value::file::File;
#[cfg(not(feature = "client"))]
pub use crate::value::file::Upload;
pub use crate::value::json::{Json, NotFinite};
pub use crate::value::number::Number;
pub use crate::value::parsed::{Meaning, Parsed};
pub use crate::value::patch::Patch;
pub use crate::value::prefixed::Prefixed;
pub use crate::value::secret::Secret;
pub use crate::value::unknown::{Fixed, Unmatched, Unrecognized};
pub use crate::wire::closed_enum::{AsClosedEnum, ClosedEnumType};
pub use crate::wire::debug::debug;
pub use crate::wire::equal::{equal, hash};
pub use crate::wire::literal::Literal;
pub use crate::wire::members::members;
pub use crate::wire::plan::{Plan, Probe};
pub use crate::wire::roles::{
    AsInside, AsList, AsMixedOpenEnum, AsObject, AsOpenEnum, AsUnion, Declared, MixedOpenEnum, OpenEnumType, Role,
    Values, object_slot,
};
pub use crate::wire::table::{AdditionalProperties, Fields, Presence, Row, Table};
pub use crate::wire::{
    Came, Embed, Incoming, List, ListPlace, Map, MapPlace, Object, ObjectPlace, OpenEnum, Part, SELF_INDEX, Scalar,
    Scalars, ScalarsPlace, Slot, Union, UnionPlace, View, Wire, next_chunk,
};
// The macros, the crates and whatever users name.
pub use crate::*;

/// A placeholder: see [`Wire::blank`].
#[must_use]
pub fn blank<T: Wire>() -> T {
    T::blank()
}
