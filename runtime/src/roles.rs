//! What a generated type says of itself: that it is an object, an enum or a union, and the data of it. All else that
//! [`Wire`] asks is the same for each of the three and is here, once: what is not in a generated crate is not compiled
//! with it.

use crate::{
    Choice, ITSELF, Incoming, Literal, Object, ObjectPlace, Plan, Slot, Table, Union, UnionPlace, Unmatched,
    Unrecognized, View, Wire,
};

/// A type that is an object, an enum or a union, or an array with a type for each position. Any of these can be in a box.
pub trait Declared: Sized + 'static {
    /// [`AsObject`], [`AsChoice`], [`AsUnion`] or [`AsList`].
    type Role: Role<Self>;
}

/// What a type does on the wire, given what kind of type it is.
pub trait Role<T> {
    /// See [`Wire::view`].
    fn view(value: &T) -> View<'_>;
    /// See [`Wire::slot`].
    fn slot(value: &mut T) -> Slot<'_>;
    /// See [`Wire::blank`].
    fn blank() -> T;
}

impl<T: Declared> Wire for T {
    fn view(&self) -> View<'_> {
        T::Role::view(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        T::Role::slot(self)
    }

    fn blank() -> Self {
        T::Role::blank()
    }
}

/// The data of an object type. The macro [`object!`](crate::object!) implements it.
pub trait ObjectType: Object + ObjectPlace + Sized + 'static {
    /// The description of the properties.
    const TABLE: &'static Table;
    /// An object whose properties are all blank: see [`Wire::blank`].
    fn blank() -> Self;
}

/// The role of [`ObjectType`]s.
#[derive(Debug)]
pub enum AsObject {}

// What makes a `dyn` of a type is a function of the type itself, which is not inlined: each place where that is done needs a
// table of functions, all of these, and the one that drops the value with all that is in it.
impl<T: ObjectType> Role<T> for AsObject {
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.view_at(ITSELF)
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        value.slot_at(ITSELF, Incoming::Value)
    }

    fn blank() -> T {
        T::blank()
    }
}

/// The data of an open enum. The macro [`choice!`](crate::choice!) implements it.
pub trait ChoiceType: Clone + 'static {
    /// The values that the description lists, in its order.
    const VALUES: &'static [Literal];
    /// Their variants.
    const VARIANTS: &'static [Self];
    /// The value as it is written.
    fn view(&self) -> View<'_>;
    /// A value that the description does not list.
    fn unknown(value: Unrecognized) -> Self;
}

/// The role of [`ChoiceType`]s.
#[derive(Debug)]
pub enum AsChoice {}

impl<T: ChoiceType> Role<T> for AsChoice {
    fn view(value: &T) -> View<'_> {
        value.view()
    }

    #[inline(never)]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Choice(value)
    }

    fn blank() -> T {
        T::unknown(Unrecognized::blank())
    }
}

impl<T: ChoiceType> Choice for T {
    fn values(&self) -> &'static [Literal] {
        T::VALUES
    }

    fn set(&mut self, value: Result<usize, Unrecognized>) {
        *self = match value {
            Ok(index) => match T::VARIANTS.get(index) {
                Some(variant) => variant.clone(),
                None => return,
            },
            Err(value) => T::unknown(value),
        };
    }
}

/// The data of a union. The macro [`union!`](crate::union!) implements it.
pub trait UnionType: Union + UnionPlace + Sized + 'static {
    /// How a variant is chosen.
    const PLAN: &'static Plan;
    /// See [`Wire::view`].
    fn view(&self) -> View<'_>;
    /// See [`Wire::slot`].
    fn slot(&mut self) -> Slot<'_>;
    /// A value that fits no variant.
    fn unknown(value: Unmatched) -> Self;
}

/// The role of [`UnionType`]s.
#[derive(Debug)]
pub enum AsUnion {}

impl<T: UnionType> Role<T> for AsUnion {
    #[inline]
    fn view(value: &T) -> View<'_> {
        value.view()
    }

    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        value.slot()
    }

    fn blank() -> T {
        T::unknown(Unmatched::blank())
    }
}

/// The role of arrays that have a type for each position: tuples and [`Prefixed`](crate::Prefixed).
#[derive(Debug)]
pub enum AsList {}

/// What is in a box is on the wire as it is without one.
impl<T: Declared> Declared for Box<T> {
    type Role = AsInside;
}

/// The role of boxes.
#[derive(Debug)]
pub enum AsInside {}

impl<T: Declared> Role<Box<T>> for AsInside {
    fn view(value: &Box<T>) -> View<'_> {
        T::Role::view(value)
    }

    fn slot(value: &mut Box<T>) -> Slot<'_> {
        T::Role::slot(value)
    }

    fn blank() -> Box<T> {
        Box::new(T::Role::blank())
    }
}
