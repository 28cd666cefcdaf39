//! Values of one of several types.

/// Implements [`Wire`](crate::Wire) for an enum whose variants hold a value each, with the probes that tell them apart, in order: see
/// [`Probe`](crate::__private::Probe). Values that match none are in its last variant, `Unknown`. A variant gets a `From` impl for its
/// content unless `no from` follows it. Variants that are a single value and hold nothing follow as `constants { Auto = "auto", One = json
/// "1" }` behind a comma, with a `tag []` that names them. `as fraction` after a variant means that its floats, including those in a nested
/// union, are beside integers and must not be mistaken for them: a whole one is written as `5.0`.
///
/// ```
/// use bindery_runtime::{Extra, Unmatched, decode, encode, object, union};
///
/// #[derive(Clone)]
/// pub struct Cat { pub lives: i64, pub extra: Extra }
/// object! { Cat { "kind" = const "cat", "lives" => lives: required, } rest extra }
///
/// #[derive(Clone)]
/// pub enum Pet { Cat(Cat), Name(String), Unknown(Unmatched) }
/// union! {
///     Pet { Cat(Cat), Name(String) }
///     tag ["kind"] { "cat" => Cat }
///     keys { ["lives"] => Cat }
///     kinds { Text => Name }
/// }
///
/// let pets: Vec<Pet> = decode(r#"[{"kind":"cat","lives":9}, "Rex", {"kind":"dog"}]"#)?;
/// assert!(matches!(&pets[..], [Pet::Cat(_), Pet::Name(_), Pet::Unknown(_)]));
/// assert_eq!(encode(&pets), r#"[{"kind":"cat","lives":9},"Rex",{"kind":"dog"}]"#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
///
/// ```
/// use bindery_runtime::{Unmatched, decode, encode, union};
///
/// #[derive(Clone)]
/// pub enum Limit { None, Most(i64), Unknown(Unmatched) }
/// union! {
///     Limit { Most(i64) }, constants { None = "none" }
///     tag [] { "none" => None }
///     kinds { Integer => Most }
/// }
///
/// let limits: Vec<Limit> = decode(r#"["none", 3, "some"]"#)?;
/// assert!(matches!(&limits[..], [Limit::None, Limit::Most(3), Limit::Unknown(_)]));
/// assert_eq!(encode(&limits), r#"["none",3,"some"]"#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    (
        $name:ident { $($variant:ident ( $($inner:tt)+ ) $(as $number:ident)? $(no $no:ident)?),* $(,)? }
        $(, constants { $($constant:ident = $($form:ident)? $value:literal),* $(,)? })?
        $($probe:ident $([$($path:literal),* $(,)?])? { $($body:tt)* })*
    ) => {
        impl $crate::__private::Declared for $name {
            type Role = $crate::__private::AsUnion;
        }
        const _: () = {
            // Gives each variant a number.
            enum __Variant { $($variant,)* $($($constant,)*)? }
            impl $crate::__private::Union for $name {
                #[inline]
                fn part(&self, part: $crate::__private::Part, name: &mut &'static str) -> $crate::__private::View<'_> {
                    if let $crate::__private::Part::All = part {
                        return $crate::__private::View::Union(self);
                    }
                    match self {
                        $(Self::$variant(inside) => {
                            *name = ::core::stringify!($variant);
                            $crate::Wire::view(inside)$(.$number())?
                        })*
                        $($(Self::$constant => {
                            *name = ::core::stringify!($constant);
                            $crate::__private::View::Literal($crate::__literal!($($form)? $value))
                        })*)?
                        Self::Unknown(value) => $crate::__private::View::Unmatched(value),
                    }
                }
            }
            impl $crate::__private::UnionPlace for $name {
                #[inline]
                fn choose(
                    &mut self,
                    variant: ::core::result::Result<usize, $crate::Unmatched>,
                    incoming: $crate::__private::Incoming,
                ) -> $crate::__private::Slot<'_> {
                    if let ::core::result::Result::Ok($crate::__private::SELF_INDEX) = variant {
                        return $crate::__private::Slot::Union(
                            const {
                                &$crate::__private::Plan {
                                    name: ::core::stringify!($name),
                                    variants: &[$(::core::stringify!($variant),)* $($(::core::stringify!($constant),)*)?],
                                    probes: &[$(
                                        $crate::__probe!($probe __Variant $([$($path),*])? { $($body)* })
                                    ),*],
                                }
                            },
                            self,
                        );
                    }
                    *self = match variant {
                        $(::core::result::Result::Ok(index) if index == __Variant::$variant as usize => {
                            Self::$variant($crate::__private::blank())
                        })*
                        $($(::core::result::Result::Ok(index) if index == __Variant::$constant as usize => {
                            Self::$constant
                        })*)?
                        ::core::result::Result::Ok(_) => return $crate::__private::Slot::Settled,
                        ::core::result::Result::Err(value) => Self::Unknown(value),
                    };
                    match self {
                        $(Self::$variant(inside) => $crate::Wire::slot(inside, incoming),)*
                        $($(Self::$constant => $crate::__private::Slot::Settled,)*)?
                        Self::Unknown(_) => $crate::__private::Slot::Settled,
                    }
                }
                #[inline]
                fn blank() -> Self {
                    Self::Unknown($crate::Unmatched::blank())
                }
            }
        };
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
        $crate::__common!($name);
        $($crate::__from!($name $variant ($($inner)+) $(no $no)?);)*
    };
}

/// One probe.
#[doc(hidden)]
#[macro_export]
macro_rules! __probe {
    (tag $order:ident [$($path:literal),*] { $($($form:ident)? $value:literal => $variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Tag {
            path: &[$($path),*],
            values: &[$(($crate::__literal!($($form)? $value), $order::$variant as usize)),*],
        }
    };
    (also $order:ident [$($path:literal),*] { $($($form:ident)? $value:literal => $variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Also {
            path: &[$($path),*],
            values: &[$(($crate::__literal!($($form)? $value), $order::$variant as usize)),*],
        }
    };
    (keys $order:ident { $([$($key:literal),* $(,)?] => $variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Keys(&[$((&[$($key),*], $order::$variant as usize)),*])
    };
    (kinds $order:ident { $($kind:ident => $variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Kinds(&[$(($crate::Kind::$kind, $order::$variant as usize)),*])
    };
    (elements $order:ident { $($kind:ident => $variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Elements(&[$(($crate::Kind::$kind, $order::$variant as usize)),*])
    };
    (otherwise $order:ident { $variant:ident $(,)? }) => {
        $crate::__private::Probe::Otherwise($order::$variant as usize)
    };
    (trial $order:ident { $($variant:ident),* $(,)? }) => {
        $crate::__private::Probe::Trial(&[$($order::$variant as usize),*])
    };
}

/// `From` the content of a variant; if that is boxed, also from the content of the box.
#[doc(hidden)]
#[macro_export]
macro_rules! __from {
    ($name:ident $variant:ident ($($inner:tt)+) no from) => {};
    // The API may have a type called `Box`.
    ($name:ident $variant:ident (::std::boxed::Box<$inner:ty>)) => {
        $crate::__from!($name $variant (Box<$inner>));
    };
    ($name:ident $variant:ident (Box<$inner:ty>)) => {
        impl ::core::convert::From<$inner> for $name {
            #[inline]
            fn from(value: $inner) -> Self {
                Self::$variant(::core::convert::From::from(value))
            }
        }
        $crate::__from!($name $variant ($crate::__private::__Box<$inner>));
    };
    ($name:ident $variant:ident ($inner:ty)) => {
        impl ::core::convert::From<$inner> for $name {
            #[inline]
            fn from(value: $inner) -> Self {
                Self::$variant(value)
            }
        }
    };
}
