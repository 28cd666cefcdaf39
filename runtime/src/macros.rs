//! The macros that implement the wire traits for generated types. Their expansions are kept small, because they are
//! compiled once per type of an API, while everything they call is compiled once.

mod closed_enum;
mod generated;
mod json_schema;
mod modules;
mod object;
mod open_enum;
mod setters;
mod shared;
mod union;

#[doc(hidden)]
pub use setters::{list, map, set, set_boxed};

/// A constant: `"text"`, or `json "1"`.
#[doc(hidden)]
#[macro_export]
macro_rules! __literal {
    ($text:literal) => {
        $crate::__private::Literal::Text($text)
    };
    (json $text:literal) => {
        $crate::__private::Literal::Json($text)
    };
}

/// `Debug` through the view, and the serde traits if the feature is enabled.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __common {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, formatter)
            }
        }
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> $crate::__private::Serialized<S> {
                $crate::__private::serialize(self, serializer)
            }
        }
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Deserialized<'de, Self, D> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// `Debug` through the view, and the serde traits if the feature is enabled.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __common {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, formatter)
            }
        }
    };
}
