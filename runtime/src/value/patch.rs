//! A property that may be missing and may be null.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use crate::value::json::Json;
use crate::value::secret::Secret;

/// An optional and nullable property. It has three states, because leaving a property out of an update is not the same
/// as clearing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Patch<T> {
    /// Not written.
    #[default]
    Absent,
    /// Written as `null`.
    Null,
    /// Written as its value.
    Value(T),
}

impl<T> Patch<T> {
    /// The value, if there is one.
    #[must_use]
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Maps the value, if there is one.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(change(value)),
        }
    }

    /// Whether the property is missing.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether the property has a value.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Patch<T> {
    /// `None` becomes `null`: a caller who passes a value does not mean "leave the property unchanged".
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Lists of nullable elements are built like other lists.
macro_rules! lists {
    ($([$($parameters:tt)*] $from:ty,)*) => {$(
        impl<T: Clone, $($parameters)*> From<$from> for Patch<Vec<T>> {
            fn from(list: $from) -> Self {
                Self::Value(list.into())
            }
        }
    )*};
}

lists! {
    [const N: usize] [T; N],
    [const N: usize] &[T; N],
    [const N: usize] &mut [T; N],
    [] &[T],
    [] &mut [T],
    [] Box<[T]>,
    [] Cow<'_, [T]>,
    [] VecDeque<T>,
}

impl<T, const N: usize> From<[(String, T); N]> for Patch<BTreeMap<String, T>> {
    fn from(entries: [(String, T); N]) -> Self {
        Self::Value(entries.into())
    }
}

impl<const N: usize> From<[&str; N]> for Patch<Vec<String>> {
    fn from(list: [&str; N]) -> Self {
        Self::Value(list.into_iter().map(String::from).collect())
    }
}

impl From<Vec<&str>> for Patch<Vec<String>> {
    fn from(list: Vec<&str>) -> Self {
        Self::Value(list.into_iter().map(String::from).collect())
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl From<&str> for Patch<Secret> {
    fn from(value: &str) -> Self {
        Self::Value(value.into())
    }
}

impl From<String> for Patch<Secret> {
    fn from(value: String) -> Self {
        Self::Value(value.into())
    }
}

macro_rules! json {
    ($($from:ty)*) => {$(
        impl From<$from> for Patch<Json> {
            fn from(value: $from) -> Self {
                Self::Value(value.into())
            }
        }
    )*};
}

json! { bool i32 u32 i64 u64 &str String }

#[cfg(feature = "serde")]
json! { serde_json::Value }
