//! Objects with declared properties.

/// Implements [`Wire`](crate::Wire) for a struct: one row per property, in the order in which they are encoded, and the
/// field that keeps additional properties. Each row ends with a comma.
///
/// * `field: required`: required and not nullable
/// * `field: optional`: an `Option<T>` or [`Patch<T>`](crate::Patch)
/// * `field: expected`: the same; its absence is a [`Deviation`](crate::Deviation), and an error when decoding is strict
/// * `field: nullable`: an `Option<T>` whose `None` is written as `null`
/// * `field: optional const "value"`: an `Option<`[`Fixed`](crate::Fixed)`>`
/// * `"wireName" = const "value"`: always written, has no field
///
/// With the suffix `_secret` (`required_secret`), `Debug` does not show the strings in the value. With the suffix `_lenient`, behind
/// that one, strings, numbers and booleans in the value may arrive as another of these types, and are written back as they arrived.
///
/// A different JSON name precedes the field: `"wireName" => field: required`.
///
/// After the field that keeps additional properties, `expected` says that the schema declares them, and `forbidden`
/// that it forbids them: see [`AdditionalProperties`](crate::__private::AdditionalProperties).
///
/// At the end, `, default new` names the constructor of a type that has no required properties.
///
/// A constant that is not a string is given as JSON: `const json "1"`.
///
/// ```
/// use bindery_runtime::{Extra, decode, encode, object};
///
/// #[derive(Clone)]
/// pub struct Stream {
///     pub name: String,
///     pub is_priority: Option<bool>,
///     pub extra: Extra,
/// }
/// object! { Stream {
///     name: required,
///     "isPriority" => is_priority: optional,
///     "type" = const "http",
/// } rest extra }
///
/// let stream: Stream = decode(r#"{"type":"http","name":"audit","new":1}"#)?;
/// assert_eq!(encode(&stream), r#"{"name":"audit","type":"http","new":1}"#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! object {
    ($name:ident {
        $(
            $($wire:literal $(=>)?)?
            $($field:ident: $presence:ident $(const $($form:ident)? $constant:literal)?)?
            $(= const $($only_form:ident)? $only:literal)?
        ,)*
    } rest $rest:ident $($additional:ident)? $(, default $default:ident)?) => {
        impl $crate::__private::Declared for $name {
            type Role = $crate::__private::AsObject;
        }
        $crate::__object! {
            [
                $name $rest
                [$crate::__private::AdditionalProperties::Unknown$(.$additional())?]
                [::core::concat!(
                    ::core::stringify!($($($wire)? $($field $presence $($constant)?)? $($only)?;)*),
                    $($($wire,)?)*
                )]
                [&[$(
                    $($($crate::__literal!($($form)? $constant),)?)?
                    $($crate::__literal!($($only_form)? $only),)?
                )*]]
                { Self { $($($field: $crate::__private::blank(),)?)* $rest: $crate::__private::blank() } }
            ]
            [] [] [0 1 2 3 4 5 6 7] 8 $([$($field)?])*
        }
        $(impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::$default()
            }
        })?
        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
        $crate::__common!($name);
    };
}

/// The places of an object. `match` needs literal positions, so this counts: each step takes eight, four or one of the rows and as many
/// numbers, and a new chunk begins after 64.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($context:tt $chunks:tt [$($done:tt)*] [$n0:tt $n1:tt $n2:tt $n3:tt $n4:tt $n5:tt $n6:tt $n7:tt] $next:tt
     $r0:tt $r1:tt $r2:tt $r3:tt $r4:tt $r5:tt $r6:tt $r7:tt $($row:tt)*) => {
        $crate::__object! {
            $context $chunks
            [$($done)* $n0 $r0 $n1 $r1 $n2 $r2 $n3 $r3 $n4 $r4 $n5 $r5 $n6 $r6 $n7 $r7]
            [] $next $($row)*
        }
    };
    ($context:tt $chunks:tt [$($done:tt)*] [$n0:tt $n1:tt $n2:tt $n3:tt $($number:tt)*] $next:tt
     $r0:tt $r1:tt $r2:tt $r3:tt $($row:tt)*) => {
        $crate::__object! {
            $context $chunks [$($done)* $n0 $r0 $n1 $r1 $n2 $r2 $n3 $r3] [$($number)*] $next $($row)*
        }
    };
    ($context:tt $chunks:tt [$($done:tt)*] [$n0:tt $($number:tt)*] $next:tt $r0:tt $($row:tt)*) => {
        $crate::__object! { $context $chunks [$($done)* $n0 $r0] [$($number)*] $next $($row)* }
    };
    ($context:tt $chunks:tt $done:tt [] 8 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [8 9 10 11 12 13 14 15] 16 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 16 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [16 17 18 19 20 21 22 23] 24 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 24 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [24 25 26 27 28 29 30 31] 32 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 32 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [32 33 34 35 36 37 38 39] 40 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 40 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [40 41 42 43 44 45 46 47] 48 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 48 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [48 49 50 51 52 53 54 55] 56 $($row)+ }
    };
    ($context:tt $chunks:tt $done:tt [] 56 $($row:tt)+) => {
        $crate::__object! { $context $chunks $done [56 57 58 59 60 61 62 63] 64 $($row)+ }
    };
    ($context:tt [$($chunk:tt)*] $done:tt [] 64 $($row:tt)+) => {
        $crate::__object! { $context [$($chunk)* $done] [] [0 1 2 3 4 5 6 7] 8 $($row)+ }
    };
    ([$name:ident $rest:ident [$($additional:tt)*] [$($text:tt)*] [$($constants:tt)*] $blank:tt]
     [$([$($number:tt [$($field:ident)?])*])*]
     [$($last:tt [$($last_field:ident)?])*] $numbers:tt $next:tt) => {
        impl $crate::__private::Object for $name {
            #[inline]
            fn view_at(&self, index: usize) -> $crate::__private::View<'_> {
                let place = index;
                $(
                    match place {
                        $($($number => return $crate::Wire::view(&self.$field),)?)*
                        _ => {}
                    }
                    let place = $crate::__private::next_chunk(place);
                )*
                match place {
                    $($($last => $crate::Wire::view(&self.$last_field),)?)*
                    $crate::__private::SELF_INDEX => $crate::__private::View::Object(
                        const {
                            let text = $($text)*;
                            &$crate::__private::Table {
                                name: ::core::stringify!($name),
                                fields: $crate::__private::Fields {
                                    text,
                                    rows: &$crate::__private::Fields::rows(text, [$($($number,)*)* $($last),*]),
                                    constants: $($constants)*,
                                },
                                additional: $($additional)*,
                            }
                        },
                        self,
                    ),
                    _ => $crate::Wire::view(&self.$rest),
                }
            }
        }
        impl $crate::__private::ObjectPlace for $name {
            #[inline]
            fn blank() -> Self $blank
            #[inline]
            fn slot_at(&mut self, index: usize, incoming: $crate::__private::Incoming) -> $crate::__private::Slot<'_> {
                let place = index;
                $(
                    match place {
                        $($($number => return $crate::Wire::slot(&mut self.$field, incoming),)?)*
                        _ => {}
                    }
                    let place = $crate::__private::next_chunk(place);
                )*
                match place {
                    $($($last => $crate::Wire::slot(&mut self.$last_field, incoming),)?)*
                    $crate::__private::SELF_INDEX => $crate::__private::object_slot(self),
                    _ => $crate::Wire::slot(&mut self.$rest, incoming),
                }
            }
        }
    };
}
