//! Open enums.

/// Puts an enum on the wire: each variant with its value, and the variant that keeps other values, `Unknown` unless an
/// `unknown Name` follows. The enum must be `Clone`.
///
/// An enum of strings also gets `ALL`, `as_str`, `Display`, `AsRef<str>`, `FromStr` and `From` strings. An enum with
/// other values, such as `One = json "1"`, gets `ALL`, `from_json`, `to_json` and `Display`.
///
/// ```
/// use bindery_runtime::{Unrecognized, choice, decode, encode};
///
/// #[derive(Clone, PartialEq, Eq, Hash)]
/// pub enum Status { Active, Paused, Unknown(Unrecognized) }
/// choice! { Status { Active = "active", Paused = "paused" } }
///
/// assert!(Status::from("active") == Status::Active);
/// let status: Status = decode(r#""retired""#)?;
/// assert_eq!(status.as_str(), "retired");
/// assert_eq!(encode(&status), r#""retired""#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[macro_export]
macro_rules! choice {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::choice! { $name { $($variant = $value),* } unknown Unknown }
    };
    ($name:ident { $($variant:ident = $value:literal),* $(,)? } unknown $unknown:ident) => {
        impl $name {
            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$unknown(value) => value.as_str(),
                }
            }
        }
        impl $crate::Wire for $name {
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Text(self.as_str())
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Choice(self)
            }
            fn blank() -> Self {
                Self::$unknown($crate::Unrecognized::blank())
            }
        }
        $crate::__choice! { $name $unknown $($variant $crate::Literal::Text($value))* }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                let mut place = $crate::blank();
                $crate::recognize(&mut place, value);
                place
            }
        }
        impl ::core::convert::From<$crate::__String> for $name {
            fn from(value: $crate::__String) -> Self {
                <Self as ::core::convert::From<&str>>::from(&*value)
            }
        }
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;
            fn from_str(value: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(<Self as ::core::convert::From<&str>>::from(value))
            }
        }
    };
    ($name:ident { $($variant:ident = $($form:ident)? $value:literal),* $(,)? }) => {
        $crate::choice! { $name { $($variant = $($form)? $value),* } unknown Unknown }
    };
    ($name:ident { $($variant:ident = $($form:ident)? $value:literal),* $(,)? } unknown $unknown:ident) => {
        impl $name {
            /// The listed value that the JSON is, or an unknown one.
            #[must_use]
            pub fn from_json(value: $crate::Json) -> Self {
                let mut place = $crate::blank();
                $crate::recognize_json(&mut place, value);
                place
            }
            /// The value as JSON.
            #[must_use]
            pub fn to_json(&self) -> $crate::Json {
                $crate::Json::of(self)
            }
        }
        impl $crate::Wire for $name {
            fn view(&self) -> $crate::View<'_> {
                match self {
                    $(Self::$variant => $crate::View::Literal($crate::__literal!($($form)? $value)),)*
                    Self::$unknown(value) => value.view(),
                }
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Choice(self)
            }
            fn blank() -> Self {
                Self::$unknown($crate::Unrecognized::blank())
            }
        }
        $crate::__choice! { $name $unknown $($variant $crate::__literal!($($form)? $value))* }
        impl ::core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.to_json(), formatter)
            }
        }
    };
}

/// What enums of strings and others have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    ($name:ident $unknown:ident $($variant:ident $value:expr)*) => {
        impl $name {
            /// The values that the description lists, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
        impl $crate::Choice for $name {
            fn values(&self) -> &'static [$crate::Literal] {
                &[$($value),*]
            }
            fn set(&mut self, index: usize) {
                if let ::core::option::Option::Some(value) = Self::ALL.get(index) {
                    ::core::clone::Clone::clone_from(self, value);
                }
            }
            fn set_unknown(&mut self, value: $crate::Unrecognized) {
                *self = Self::$unknown(value);
            }
        }
        $crate::__common!($name);
    };
}
