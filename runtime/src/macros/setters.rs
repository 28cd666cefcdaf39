//! Setters of optional properties.

use std::collections::BTreeMap;

/// Adds a chainable setter per optional property.
///
/// * `name(bool)`: takes the value itself
/// * `name(into String)`: takes anything that converts into it
/// * `name(list Filter)` and `name(list into String)`: takes an iterator over the elements of a list, or over values that convert into them
/// * `name(map bool)` and `name(map into String)`: takes an iterator over the entries of a map, with keys that convert into a string
/// * `name(patch String)`: the same as `into`, for a field that is a [`Patch`](crate::Patch)
/// * `name(boxed Filter)` and `name(patch boxed Filter)`: the same, for a field that has its value in a `Box`
///
/// A setter whose name differs from its field: `clone_ => clone(bool)`.
///
/// ```
/// use bindery_runtime::{Patch, setters};
///
/// #[derive(Default)]
/// pub struct Update {
///     pub name: Option<String>,
///     pub is_priority: Option<bool>,
///     pub filter: Patch<String>,
/// }
/// setters! { Update {
///     name(into String),
///     is_priority(bool),
///     filter(patch String),
/// } }
///
/// let update = Update::default().name("audit").is_priority(true).filter(None);
/// assert_eq!(update.name.as_deref(), Some("audit"));
/// assert_eq!(update.filter, Patch::Null);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! setters {
    ($name:ident { $($setter:ident $(=> $field:ident)? ($($of:tt)+)),+ $(,)? }) => {
        // The compiler evaluates two conditions here, and not one for each setter.
        #[cfg(not(doc))]
        impl $name {
            $($crate::__setter! { [#[doc = "Sets this property."]] $setter [$setter $($field)?] ($($of)+) })+
        }
        #[cfg(doc)]
        impl $name {
            $($crate::__setter! {
                [#[doc = $crate::__setter_docs!($setter $($field)?)]] $setter [$setter $($field)?] ($($of)+)
            })+
        }
    };
}

/// The documentation of a setter, with a link to the field.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter_docs {
    ($setter:ident $field:ident) => {
        $crate::__setter_docs!($field)
    };
    ($field:ident) => {
        ::core::concat!(
            "Sets the property [`",
            ::core::stringify!($field),
            "`](field@Self::",
            ::core::stringify!($field),
            ")."
        )
    };
}

/// The value that a setter assigns to an optional property.
#[inline]
pub fn set<T>(value: impl Into<T>) -> Option<T> {
    Some(value.into())
}

/// The same for a boxed property.
#[inline]
pub fn set_boxed<T>(value: impl Into<T>) -> Option<Box<T>> {
    Some(Box::new(value.into()))
}

/// A list of values that convert into its elements.
pub fn list<T>(elements: impl IntoIterator<Item: Into<T>>) -> Vec<T> {
    elements.into_iter().map(Into::into).collect()
}

/// A map of pairs that convert into its keys and values.
pub fn map<T>(entries: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// One setter.
#[doc(hidden)]
#[macro_export]
macro_rules! __setter {
    ($docs:tt $setter:ident [$same:ident $field:ident] $of:tt) => {
        $crate::__setter! { $docs $setter [$field] $of }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (into $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::convert::Into<$of>) -> Self {
            self.$field = $crate::__private::set(value);
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (list into $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<$of>>) -> Self {
            self.$field = ::core::option::Option::Some($crate::__private::list(value));
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (list $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::iter::IntoIterator<Item = $of>) -> Self {
            self.$field = ::core::option::Option::Some($crate::__private::list(value));
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (map into $of:ty)) => {
        $($docs)*
        pub fn $setter(
            mut self,
            value: impl ::core::iter::IntoIterator<
                Item = (impl ::core::convert::Into<$crate::__private::__String>, impl ::core::convert::Into<$of>),
            >,
        ) -> Self {
            self.$field = ::core::option::Option::Some($crate::__private::map(value));
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (map $of:ty)) => {
        $($docs)*
        pub fn $setter(
            mut self,
            value: impl ::core::iter::IntoIterator<Item = (impl ::core::convert::Into<$crate::__private::__String>, $of)>,
        ) -> Self {
            self.$field = ::core::option::Option::Some($crate::__private::map(value));
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (boxed $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::convert::Into<$of>) -> Self {
            self.$field = $crate::__private::set_boxed(value);
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (patch boxed $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::convert::Into<$crate::Patch<$of>>) -> Self {
            let value: $crate::Patch<$of> = value.into();
            self.$field = value.map($crate::__private::__Box::new);
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] (patch $of:ty)) => {
        $($docs)*
        pub fn $setter(mut self, value: impl ::core::convert::Into<$crate::Patch<$of>>) -> Self {
            self.$field = ::core::convert::Into::into(value);
            self
        }
    };
    ([$($docs:tt)*] $setter:ident [$field:ident] ($of:ty)) => {
        $($docs)*
        #[inline]
        pub fn $setter(mut self, value: $of) -> Self {
            self.$field = ::core::option::Option::Some(value);
            self
        }
    };
}
