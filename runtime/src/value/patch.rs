//! A property that may be missing and may be null.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;

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

    /// The same with a reference to the value.
    #[must_use]
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// The same with a reference to the value, to change it.
    #[must_use]
    pub const fn as_mut(&mut self) -> Patch<&mut T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// What the value dereferences to, if there is one: `Option<&str>` of a `Patch<String>`.
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_option().map(Deref::deref)
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

    /// The value, or this one if it is missing or null.
    #[must_use]
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// The value, or what the function returns if it is missing or null.
    #[must_use]
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// The value, or the default of its type if it is missing or null.
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Takes the value out, and leaves the property missing.
    #[must_use]
    pub const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Absent)
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

    /// Whether the property has a value for which the condition holds.
    #[must_use]
    pub fn is_value_and(self, condition: impl FnOnce(T) -> bool) -> bool {
        self.into_option().is_some_and(condition)
    }
}

impl<T> From<Patch<T>> for Option<T> {
    /// Missing and null are both `None`.
    fn from(patch: Patch<T>) -> Self {
        patch.into_option()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_taken_as_that_of_an_option_is() {
        let mut name = Patch::from("audit");
        assert_eq!(name.as_deref(), Some("audit"));
        assert_eq!(name.as_ref().map(String::len), Patch::Value(5));
        if let Patch::Value(name) = name.as_mut() {
            name.push('s');
        }
        assert!(name.clone().is_value_and(|name| name == "audits"));
        assert_eq!(name.take().unwrap_or_default(), "audits");
        assert!(name.is_absent());
        assert_eq!(Option::from(name), None::<String>);
    }

    #[test]
    fn missing_and_null_have_the_default() {
        for nothing in [Patch::Absent, Patch::Null] {
            assert_eq!(nothing.as_deref(), None::<&str>);
            assert_eq!(nothing.clone().unwrap_or_default(), "");
            assert_eq!(nothing.clone().unwrap_or_else(|| "none".to_owned()), "none");
            assert_eq!(nothing.unwrap_or(String::from("other")), "other");
        }
    }
}
