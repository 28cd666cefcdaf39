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

/// Equality through the view. A number equals itself, whatever it is, so with the feature `hash` every type is `Eq`.
#[cfg(feature = "hash")]
#[doc(hidden)]
#[macro_export]
macro_rules! __equality {
    ($name:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
        impl ::core::cmp::Eq for $name {}
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::hash(self, state)
            }
        }
    };
}

/// Equality through the view. `Eq` and `Hash` for every type would take 3 % more of a check: they are behind a feature.
#[cfg(not(feature = "hash"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __equality {
    ($name:ident) => {
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
    };
}

/// The order of an open enum: as the description lists its values, then the others by their text.
#[cfg(feature = "hash")]
#[doc(hidden)]
#[macro_export]
macro_rules! __order {
    ($name:ident) => {
        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }
        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::__private::order(self, other)
            }
        }
    };
}

/// No order without the feature `hash`.
#[cfg(not(feature = "hash"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __order {
    ($name:ident) => {};
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
