//! Closed enums.

/// Implements [`Wire`](crate::Wire) for a closed enum: each variant with its value. The enum must be `Copy` and `Eq`.
///
/// Also implements `Debug`. An enum of strings gets `VALUES`, `as_str`, `Display`, `AsRef<str>`, `FromStr` and `TryFrom<&str>`;
/// one with other values, such as `One = json "1"`, gets `VALUES`.
///
/// ```
/// use bindery_runtime::{closed_enum, decode, encode};
///
/// #[derive(Clone, Copy, PartialEq, Eq)]
/// pub enum Status { Active, Paused }
/// closed_enum! { Status { Active = "active", Paused = "paused" } }
///
/// assert_eq!(encode(&Status::Active), r#""active""#);
/// let error = decode::<Status>(r#""retired""#).unwrap_err();
/// assert_eq!(error.expected(), r#"one of "active" "paused""#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        $crate::__closed_enum! { $name $($variant $crate::__private::Literal::Text($value))*, $($value)* }
        impl $name {
            /// The value as it is written.
            #[must_use]
            #[inline]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }
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
        impl ::core::str::FromStr for $name {
            type Err = $crate::Unlisted;
            #[inline]
            fn from_str(value: &str) -> ::core::result::Result<Self, $crate::Unlisted> {
                $crate::__private::ClosedEnumType::of_text(value)
                    .ok_or($crate::Unlisted::new(<Self as $crate::__private::ClosedEnumType>::EXPECTED))
            }
        }
        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::Unlisted;
            #[inline]
            fn try_from(value: &str) -> ::core::result::Result<Self, $crate::Unlisted> {
                ::core::str::FromStr::from_str(value)
            }
        }
    };
    ($name:ident { $($variant:ident = $($form:ident)? $value:literal),* $(,)? }) => {
        $crate::__closed_enum! { $name $($variant $crate::__literal!($($form)? $value))*, $($value)* }
    };
}

/// The common part of closed enums of strings and of other values.
#[doc(hidden)]
#[macro_export]
macro_rules! __closed_enum {
    ($name:ident $($variant:ident $value:expr)*, $($written:literal)*) => {
        impl $name {
            /// The values, in order.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];
        }
        impl $crate::__private::Declared for $name {
            type Role = $crate::__private::AsClosedEnum;
        }
        impl $crate::__private::ClosedEnumType for $name {
            const LITERALS: &'static [$crate::__private::Literal] = &[$($value),*];
            const VARIANTS: &'static [Self] = Self::VALUES;
            const EXPECTED: &'static str = ::core::concat!("one of", $(" ", ::core::stringify!($written)),*);
            #[inline]
            fn position(self) -> usize {
                self as usize
            }
        }
        $crate::__common!($name);
    };
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "a test: the macro makes what crates make public")]

    use crate::text::decode::decode;
    use crate::text::encode::encode;
    use crate::wire::closed_enum::Unlisted;

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Status {
        Active,
        Paused,
    }
    closed_enum! { Status { Active = "active", Paused = "paused" } }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Level {
        Low,
        High,
    }
    closed_enum! { Level { Low = json "1", High = "max" } }

    #[test]
    fn listed_values_are_read_and_written() {
        for status in Status::VALUES {
            let json = format!("\"{status}\"");
            assert_eq!((encode(status), decode::<Status>(&json).unwrap()), (json, *status));
            assert_eq!(status.as_str().parse(), Ok(*status));
        }
        let levels: Vec<Level> = decode(r#"[1, 1.0, "max"]"#).unwrap();
        assert!(levels == [Level::Low, Level::Low, Level::High]);
        assert_eq!(encode(&levels), r#"[1,1,"max"]"#);
    }

    #[test]
    fn another_value_is_an_error() {
        for json in ["\"new\"", "1", "true", "null", "{}"] {
            assert!(decode::<Status>(json).is_err(), "{json}");
        }
        for json in ["\"1\"", "2", "\"min\"", "[]"] {
            assert!(decode::<Level>(json).is_err(), "{json}");
        }
        let error: Unlisted = "new".parse::<Status>().unwrap_err();
        assert_eq!(error.to_string(), "expected one of \"active\" \"paused\"");
        assert_eq!(Status::try_from("paused"), Ok(Status::Paused));
    }
}
