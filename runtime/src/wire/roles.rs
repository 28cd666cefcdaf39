//! Generated types declare whether they are an object, an enum or a union, with its data. The rest of [`Wire`] is
//! implemented here, once for each role, so that generated crates need not compile it.

use crate::value::unknown::Unrecognized;
use crate::wire::literal::Literal;
use crate::wire::{Incoming, Object, ObjectPlace, OpenEnum, Part, SELF_INDEX, Slot, Union, UnionPlace, View, Wire};

/// A type that is an object, an enum or a union, or an array with a type for each position. Any of these may be boxed.
#[doc(hidden)]
pub trait Declared: Sized + 'static {
    /// [`AsObject`], [`AsOpenEnum`], [`AsUnion`] or [`AsList`].
    type Role: Role<Self>;
}

/// The implementation of [`Wire`] for a role.
#[doc(hidden)]
pub trait Role<T> {
    /// See [`Wire::view`].
    fn view(value: &T) -> View<'_>;
    /// See [`Wire::view_part`].
    fn view_part(value: &T, _part: Part) -> View<'_> {
        Self::view(value)
    }
    /// See [`Wire::slot`].
    fn slot(value: &mut T) -> Slot<'_>;
    /// See [`Wire::blank`].
    fn blank() -> T;
}

impl<T: Declared> Wire for T {
    fn view(&self) -> View<'_> {
        T::Role::view(self)
    }

    fn view_part(&self, part: Part) -> View<'_> {
        T::Role::view_part(self, part)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        T::Role::slot(self)
    }

    fn blank() -> Self {
        T::Role::blank()
    }
}

/// The slot of an object: the one at [`SELF_INDEX`].
#[doc(hidden)]
#[inline]
pub fn object_slot<T: Object + ObjectPlace + 'static>(object: &mut T) -> Slot<'_> {
    match object.view_at(SELF_INDEX) {
        View::Object(table, _) => Slot::Object(table, object),
        _ => Slot::Settled,
    }
}

/// The role of objects, which implement [`Object`] and [`ObjectPlace`] with [`object!`](crate::object!).
#[doc(hidden)]
#[derive(Debug)]
pub enum AsObject {}

// The conversion to `dyn` is a function of the type that is not inlined: every place of the conversion would instantiate the vtable, all of
// its functions and the drop glue.
impl<T: Object + ObjectPlace + 'static> Role<T> for AsObject {
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.view_at(SELF_INDEX)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        value.slot_at(SELF_INDEX, Incoming::Value)
    }

    fn blank() -> T {
        T::blank()
    }
}

/// An open enum, implemented by [`open_enum!`](crate::wire::open_enum!).
#[doc(hidden)]
pub trait OpenEnumType: Clone + 'static {
    /// Its values.
    const VALUES: &'static Values<Self>;
    /// The unlisted value, if it is one.
    fn unknown(&self) -> Option<&Unrecognized>;
}

/// The values of an open enum.
#[doc(hidden)]
#[derive(Debug)]
pub struct Values<T: 'static> {
    /// The declared values, in order.
    pub literals: &'static [Literal],
    /// Their variants.
    pub variants: &'static [T],
    /// An unlisted value.
    pub unknown: fn(Unrecognized) -> T,
}

impl<T: Clone> Values<T> {
    /// The variant at a position of the listed values.
    pub(crate) fn variant(&self, index: usize) -> Option<T> {
        self.variants.get(index).cloned()
    }

    pub(crate) fn unknown(&self, value: Unrecognized) -> T {
        (self.unknown)(value)
    }
}

// Not inlined, for the same reason as above.
#[inline(never)]
fn open_enum_slot<T: OpenEnumType>(value: &mut T) -> Slot<'_> {
    Slot::OpenEnum(value)
}

/// The role of [`OpenEnumType`]s whose values are strings.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsOpenEnum {}

impl<T: OpenEnumType + AsRef<str>> Role<T> for AsOpenEnum {
    fn view(value: &T) -> View<'_> {
        match value.unknown() {
            Some(value) => View::Unrecognized(value),
            None => View::Text(value.as_ref()),
        }
    }

    fn slot(value: &mut T) -> Slot<'_> {
        open_enum_slot(value)
    }

    fn blank() -> T {
        T::VALUES.unknown(Unrecognized::blank())
    }
}

/// An open enum whose values are not all strings.
#[doc(hidden)]
pub trait MixedOpenEnum: OpenEnumType {
    /// The value as it is written.
    fn view(&self) -> View<'_>;
}

/// The role of [`MixedOpenEnum`]s.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsMixedOpenEnum {}

impl<T: MixedOpenEnum> Role<T> for AsMixedOpenEnum {
    fn view(value: &T) -> View<'_> {
        value.view()
    }

    fn slot(value: &mut T) -> Slot<'_> {
        open_enum_slot(value)
    }

    fn blank() -> T {
        T::VALUES.unknown(Unrecognized::blank())
    }
}

impl<T: OpenEnumType> OpenEnum for T {
    fn values(&self) -> &'static [Literal] {
        T::VALUES.literals
    }

    fn set(&mut self, value: Result<usize, Unrecognized>) {
        *self = match value {
            Ok(index) => match T::VALUES.variant(index) {
                Some(variant) => variant,
                None => return,
            },
            Err(value) => T::VALUES.unknown(value),
        };
    }
}

/// The role of unions, which implement [`Union`] and [`UnionPlace`] with [`union!`](crate::union!).
#[doc(hidden)]
#[derive(Debug)]
pub enum AsUnion {}

impl<T: Union + UnionPlace + 'static> Role<T> for AsUnion {
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.part(Part::All, &mut "")
    }

    #[inline]
    fn view_part(value: &T, part: Part) -> View<'_> {
        value.part(part, &mut "")
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        value.choose(Ok(SELF_INDEX), Incoming::Value)
    }

    fn blank() -> T {
        <T as UnionPlace>::blank()
    }
}

/// The role of arrays with a type for each position: tuples and [`Prefixed`](crate::Prefixed).
#[doc(hidden)]
#[derive(Debug)]
pub enum AsList {}

/// A boxed value is the same on the wire.
impl<T: Declared> Declared for Box<T> {
    type Role = AsInside;
}

/// The role of boxes.
#[doc(hidden)]
#[derive(Debug)]
pub enum AsInside {}

impl<T: Declared> Role<Box<T>> for AsInside {
    fn view(value: &Box<T>) -> View<'_> {
        T::Role::view(value)
    }

    fn view_part(value: &Box<T>, part: Part) -> View<'_> {
        T::Role::view_part(value, part)
    }

    fn slot(value: &mut Box<T>) -> Slot<'_> {
        T::Role::slot(value)
    }

    fn blank() -> Box<T> {
        Box::new(T::Role::blank())
    }
}
