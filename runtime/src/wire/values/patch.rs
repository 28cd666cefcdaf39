//! Optional and nullable properties.

use crate::value::patch::Patch;
use crate::wire::{Incoming, Slot, View, Wire};

impl<T: Wire> Wire for Patch<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    #[inline(never)]
    fn slot(&mut self, incoming: Incoming) -> Slot<'_> {
        match incoming {
            Incoming::Value => match self {
                Self::Value(value) => value.slot(incoming),
                Self::Absent | Self::Null => {
                    *self = Self::Value(T::blank());
                    match self {
                        Self::Value(value) => value.slot(incoming),
                        Self::Absent | Self::Null => Slot::Settled,
                    }
                }
            },
            Incoming::Null => {
                *self = Self::Null;
                Slot::Settled
            }
            Incoming::Nothing => {
                *self = Self::Absent;
                Slot::Settled
            }
        }
    }

    fn blank() -> Self {
        Self::Absent
    }
}
