//! Objects with declared properties.

/// Puts a struct on the wire: one row for each property, in the order they are written, and the field that keeps
/// properties without a row.
///
/// * `"wireName" => field: required`: must be there and not null
/// * `"wireName" => field: optional`: an `Option<T>` or [`Patch<T>`](crate::Patch)
/// * `"wireName" => field: nullable`: an `Option<T>` whose `None` is written as `null`
/// * `"wireName" => field: optional const "value"`: an `Option<`[`Fixed`](crate::Fixed)`>`
/// * `"wireName" = const "value"`: always written, has no field
///
/// After the field that keeps other properties, `expected` says that the description speaks of some, and `forbidden`
/// that it allows none: see [`Others`](crate::Others).
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
/// object! {
///     Stream {
///         "name" => name: required,
///         "isPriority" => is_priority: optional,
///         "type" = const "http",
///     } rest extra
/// }
///
/// let stream: Stream = decode(r#"{"type":"http","name":"audit","new":1}"#)?;
/// assert_eq!(encode(&stream), r#"{"name":"audit","type":"http","new":1}"#);
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident {
        $(
            $wire:literal
            $(=> $field:ident: $presence:ident $(const $($form:ident)? $constant:literal)?)?
            $(= const $($only_form:ident)? $only:literal)?
        ),* $(,)?
    } rest $rest:ident $($others:ident)?) => {
        impl $crate::Wire for $name {
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Object(self)
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Object(self)
            }
            fn blank() -> Self {
                Self { $($($field: $crate::blank(),)?)* $rest: $crate::blank() }
            }
        }
        impl $crate::Object for $name {
            fn table(&self) -> &'static $crate::Table {
                static TABLE: $crate::Table = $crate::Table {
                    name: ::core::stringify!($name),
                    fields: &[$(
                        $($crate::Field::$presence($wire) $(.only($crate::__literal!($($form)? $constant)))?)?
                        $($crate::Field::required($wire).only($crate::__literal!($($only_form)? $only)))?
                    ),*],
                    others: $crate::__others!($($others)?),
                };
                &TABLE
            }
            fn read<'a>(&'a self, reader: &mut $crate::ObjectReader<'_, 'a>) {
                reader(&[$($(&self.$field)? $($crate::__stand_in!($only))?),*], &self.$rest)
            }
            fn write(&mut self, writer: &mut $crate::ObjectWriter<'_>) {
                writer(&mut [$($(&mut self.$field)? $($crate::__stand_in!(mut $only))?),*], &mut self.$rest)
            }
        }
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::equal(self, other)
            }
        }
        $crate::__common!($name);
    };
}

/// What the description says about properties that it does not name.
#[doc(hidden)]
#[macro_export]
macro_rules! __others {
    () => {
        $crate::Others::Unknown
    };
    (expected) => {
        $crate::Others::Expected
    };
    (forbidden) => {
        $crate::Others::Forbidden
    };
}

/// What stands in the place of a constant that has no field.
#[doc(hidden)]
#[macro_export]
macro_rules! __stand_in {
    ($only:literal) => {
        &$crate::Fixed
    };
    (mut $only:literal) => {
        &mut $crate::Fixed
    };
}
