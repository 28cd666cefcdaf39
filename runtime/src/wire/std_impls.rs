//! Implements [`Wire`](crate::Wire) for types of the standard library.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::wire::roles::{AsList, Declared, Role};
use crate::wire::{Incoming, List, ListPlace, Map, MapPlace, Part, Scalar, Slot, View, Wire};

/// Arrays of strings and numbers.
macro_rules! in_arrays {
    () => {
        fn view_list(list: &Vec<Self>) -> View<'_> {
            View::Scalars(list)
        }

        fn list_slot(list: &mut Vec<Self>) -> Slot<'_> {
            Slot::Scalars(list)
        }
    };
}

macro_rules! plain {
    ($($type:ty => $kind:ident $view:expr $(, $in_arrays:ident)?;)*) => {$(
        impl Wire for $type {
            fn view(&self) -> View<'_> {
                View::$kind($view(self))
            }

            fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
                Slot::$kind(self)
            }

            fn blank() -> Self {
                Self::default()
            }

            $($in_arrays! {})?
        }
    )*};
}

plain! {
    bool => Bool |value: &bool| *value;
    i64 => Integer |value: &i64| *value, in_arrays;
    u64 => Unsigned |value: &u64| *value, in_arrays;
    f64 => Float |value: &f64| *value, in_arrays;
    String => Text String::as_str, in_arrays;
}

macro_rules! narrow {
    ($($type:ident $wide:ident $view:ident $expected:literal)*) => {$(
        impl Wire for $type {
            fn view(&self) -> View<'_> {
                View::$view($wide::from(*self))
            }

            fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
                Slot::Scalar(self)
            }

            fn blank() -> Self {
                Self::default()
            }

            in_arrays! {}
        }

        impl Scalar for $type {
            fn expected(&self) -> &'static str {
                $expected
            }

            fn set_integer(&mut self, value: i64) -> Option<bool> {
                Some(value.try_into().map(|value| *self = value).is_ok())
            }

            fn set_number(&mut self, text: &str) -> bool {
                let parsed = text.parse().ok().or_else(|| {
                    let number = crate::syntax::scan::Number { text, is_integer: false };
                    number.whole::<$wide>().and_then(|wide| wide.try_into().ok())
                });
                parsed.map(|value| *self = value).is_some()
            }

            fn set_text(&mut self, _text: &str) -> bool {
                false
            }
        }
    )*};
}

narrow! {
    i8 i64 Integer "an integer from -128 to 127"
    i16 i64 Integer "an integer from -32768 to 32767"
    i32 i64 Integer "a 32-bit integer"
    u8 u64 Unsigned "an integer from 0 to 255"
    u16 u64 Unsigned "an integer from 0 to 65535"
    u32 u64 Unsigned "an unsigned 32-bit integer"
}

impl Wire for f32 {
    /// Written by its own shortest digits, not by those of the nearest `f64`.
    fn view(&self) -> View<'_> {
        View::Float(zmij::Buffer::new().format(*self).parse().unwrap_or_else(|_| f64::from(*self)))
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Scalar for f32 {
    fn expected(&self) -> &'static str {
        "a number in the range of 32-bit floats"
    }

    fn set_number(&mut self, text: &str) -> bool {
        let parsed = text.parse().ok().filter(|value: &Self| value.is_finite());
        parsed.map(|value| *self = value).is_some()
    }

    fn set_text(&mut self, _text: &str) -> bool {
        false
    }
}

impl<T: Wire> Wire for Option<T> {
    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Absent,
        }
    }

    // Not inlined, for the same reason as in `roles`: one function per type, not per property.
    #[inline(never)]
    fn slot(&mut self, incoming: Incoming) -> Slot<'_> {
        if incoming == Incoming::Value {
            return self.get_or_insert_with(T::blank).slot(incoming);
        }
        *self = None;
        Slot::Unset
    }

    fn blank() -> Self {
        None
    }
}

impl<T: Wire> Wire for Vec<T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        T::view_list(self)
    }

    #[inline(never)]
    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        T::list_slot(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Wire> List for Vec<T> {
    fn len(&self) -> usize {
        Self::len(self)
    }

    fn get(&self, index: usize, part: Part) -> Option<View<'_>> {
        self.as_slice().get(index).map(|element| element.view_part(part))
    }
}

impl<T: Wire> ListPlace for Vec<T> {
    fn grow(&mut self, _index: usize, incoming: Incoming) -> Option<Slot<'_>> {
        self.push(T::blank());
        self.last_mut().map(|element| element.slot(incoming))
    }

    fn end(&mut self, length: usize) -> Result<(), usize> {
        self.truncate(length);
        Ok(())
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    #[inline(never)]
    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    #[inline(never)]
    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Map(self)
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Wire> Map for BTreeMap<String, T> {
    fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a str, View<'a>)) {
        for (key, value) in self {
            visit(key, value.view());
        }
    }

    fn find(&self, key: &str) -> Option<View<'_>> {
        self.get(key).map(T::view)
    }

    fn len(&self) -> usize {
        Self::len(self)
    }
}

impl<T: Wire> MapPlace for BTreeMap<String, T> {
    fn clear(&mut self) {
        Self::clear(self);
    }

    fn entry(&mut self, key: &str, incoming: Incoming) -> Option<Slot<'_>> {
        let value = match Self::entry(self, key.to_owned()) {
            Entry::Vacant(place) => place.insert(T::blank()),
            Entry::Occupied(place) => {
                let value = place.into_mut();
                *value = T::blank();
                value
            }
        };
        Some(value.slot(incoming))
    }
}

macro_rules! tuples {
    ($($length:literal: $($type:ident $index:tt),+;)*) => {$(
        impl<$($type: Wire),+> Declared for ($($type,)+) {
            type Role = AsList;
        }

        impl<$($type: Wire),+> Role<($($type,)+)> for AsList {
            fn view(value: &($($type,)+)) -> View<'_> {
                View::List(value)
            }

            fn slot(value: &mut ($($type,)+)) -> Slot<'_> {
                Slot::List(value)
            }

            fn blank() -> ($($type,)+) {
                ($($type::blank(),)+)
            }
        }

        impl<$($type: Wire),+> List for ($($type,)+) {
            fn len(&self) -> usize {
                $length
            }

            fn get(&self, index: usize, part: Part) -> Option<View<'_>> {
                match index {
                    $($index => Some(self.$index.view_part(part)),)+
                    _ => None,
                }
            }
        }

        impl<$($type: Wire),+> ListPlace for ($($type,)+) {
            fn grow(&mut self, index: usize, incoming: Incoming) -> Option<Slot<'_>> {
                match index {
                    $($index => Some(self.$index.slot(incoming)),)+
                    _ => None,
                }
            }

            fn end(&mut self, length: usize) -> Result<(), usize> {
                if length == 0 {
                    *self = Wire::blank();
                }
                if length == $length { Ok(()) } else { Err($length) }
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
}
