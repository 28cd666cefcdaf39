//! Open enums.

/// Implements [`Wire`](crate::Wire) for an open enum: each variant with its value. Other values are in its last variant,
/// `Unknown`. The enum must be `Clone`.
///
/// Also implements `Debug`, `PartialEq`, `Eq` and `Hash`, and gives it `VALUES`. An enum of strings gets `as_str`,
/// `Display`, `AsRef<str>`, `FromStr` and `From` strings; one with other values, such as `One = json "1"`, gets `from_json`,
/// `to_json` and `Display`.
///
/// ```
/// use bindery_runtime::{Unrecognized, open_enum, decode, encode};
///
/// #[derive(Clone)]
/// pub enum Status { Active, Paused, Unknown(Unrecognized) }
/// open_enum! { Status { Active = "active", Paused = "paused" } }
///
/// assert!(Status::from("active") == Status::Active);
/// let status: Status = decode(r#""retired""#)?;
/// assert_eq!(status.as_str(), "retired");
/// assert_eq!(encode(&status), r#""retired""#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The value as it is written.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
        $crate::__open_enum! { $name AsOpenEnum $($variant $crate::__private::Literal::Text($value))* }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl<T: $crate::__private::Text> ::core::convert::From<T> for $name {
            fn from(value: T) -> Self {
                $crate::__private::recognize(value.text())
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::__private::recognize(value))
            }
        }
    };
    ($name:ident { $($variant:ident = $($form:ident)? $value:literal),* $(,)? }) => {
        impl $name {
            /// The declared value of this JSON, or an unknown one.
            #[must_use]
            #[inline]
            pub fn from_json(value: $crate::Json) -> Self {
                $crate::__private::recognize_json(value)
            }
            /// The value as JSON.
            #[must_use]
            #[inline]
            pub fn to_json(&self) -> $crate::Json {
                $crate::Json::of(self)
            }
        }
        $crate::__open_enum! { $name AsMixedOpenEnum $($variant $crate::__literal!($($form)? $value))* }
        impl $crate::__private::MixedOpenEnum for $name {
            #[inline]
            fn view(&self) -> $crate::__private::View<'_> {
                match self {
                    $(Self::$variant => $crate::__private::View::Literal($crate::__literal!($($form)? $value)),)*
                    Self::Unknown(value) => $crate::__private::View::Unrecognized(value),
                }
            }
        }
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.to_json(), formatter)
            }
        }
    };
}

/// The common part of open enums of strings and of other values.
#[doc(hidden)]
#[macro_export]
macro_rules! __open_enum {
    ($name:ident $role:ident $($variant:ident $value:expr)*) => {
        impl $name {
            /// The values that the description lists, in its order.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];
        }
        impl $crate::__private::Declared for $name {
            type Role = $crate::__private::$role;
        }
        impl $crate::__private::OpenEnumType for $name {
            const VALUES: &'static $crate::__private::Values<Self> =
                &$crate::__private::Values { literals: &[$($value),*], variants: Self::VALUES, unknown: Self::Unknown };
            #[inline]
            fn unknown(&self) -> ::core::option::Option<&$crate::Unrecognized> {
                match self {
                    Self::Unknown(value) => ::core::option::Option::Some(value),
                    _ => ::core::option::Option::None,
                }
            }
        }
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
        $crate::__common!($name);
    };
}
