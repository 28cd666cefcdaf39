//! Accessors of properties that all variants of a union share.

/// Adds an accessor for each property that all variants of a union share. For a value that matches no variant, they read its JSON.
///
/// * `texts { "name" => method }`: strings and constants, as `Option<Cow<str>>`
/// * `values { "name" => method: T }`: numbers, booleans and enums, as `Option<T>`
/// * `references { "name" => method: T }`: any other type, as `Option<Cow<T>>`
///
/// ```
/// use bindery_runtime::{Extra, Unmatched, decode, object, shared, union};
///
/// #[derive(Clone)]
/// pub struct Cat { pub id: String, pub age: Option<i64>, pub extra: Extra }
/// object! { Cat { "kind" = const "cat", id: required, age: optional, } rest extra }
///
/// #[derive(Clone)]
/// pub struct Dog { pub id: String, pub age: Option<i64>, pub extra: Extra }
/// object! { Dog { "kind" = const "dog", id: required, age: optional, } rest extra }
///
/// #[derive(Clone)]
/// pub enum Pet { Cat(Cat), Dog(Dog), Unknown(Unmatched) }
/// union! { Pet { Cat(Cat), Dog(Dog) } tag ["kind"] { "cat" => Cat, "dog" => Dog } }
/// shared! { Pet
///     texts { "kind" => kind, "id" => id }
///     values { "age" => age: i64 }
/// }
///
/// let pets: Vec<Pet> = decode(r#"[{"kind":"cat","id":"c1"},{"kind":"fish","id":"f1","age":2}]"#)?;
/// assert_eq!(pets.iter().filter_map(Pet::id).collect::<Vec<_>>(), ["c1", "f1"]);
/// assert_eq!((pets[1].kind().as_deref(), pets[1].age()), (Some("fish"), Some(2)));
/// # Ok::<(), bindery_runtime::DecodeError>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! shared {
    (
        $name:ident
        $(texts { $($text_name:literal => $text:ident),* $(,)? })?
        $(values { $($value_name:literal => $value:ident: $value_type:ty),* $(,)? })?
        $(references { $($held_name:literal => $held:ident: $held_type:ty),* $(,)? })?
    ) => {
        impl $name {
            $($(
                /// The property of this name in any variant, or in the JSON of an unknown value.
                #[must_use]
                #[inline]
                pub fn $text(&self) -> ::core::option::Option<$crate::__private::__Cow<'_, str>> {
                    $crate::__private::shared_text(self, $text_name)
                }
            )*)?
            $($(
                /// The property of this name in any variant, or in the JSON of an unknown value.
                #[must_use]
                #[inline]
                pub fn $value(&self) -> ::core::option::Option<$value_type> {
                    $crate::__private::shared_value(self, $value_name)
                }
            )*)?
            $($(
                /// The property of this name in any variant, or in the JSON of an unknown value.
                #[must_use]
                #[inline]
                pub fn $held(&self) -> ::core::option::Option<$crate::__private::__Cow<'_, $held_type>> {
                    $crate::__private::shared_reference(self, $held_name)
                }
            )*)?
        }
    };
}
