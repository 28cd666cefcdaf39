//! What a property that comes twice leaves behind.

use crate::value::unknown::Unmatched;
use crate::wire::{Incoming, Slot};

/// Takes back what an earlier value under the same name has set and a later one may not set again. Of two properties
/// with one name the last counts, whole.
#[cold]
pub(crate) fn reset(slot: Slot<'_>) {
    match slot {
        Slot::List(place) => {
            // A tuple takes every element anew, or fails.
            let _ = place.end(0);
        }
        Slot::Scalars(place) => {
            let _ = place.end(0);
        }
        Slot::Map(place) => place.clear(),
        Slot::Union(_, place) => {
            place.choose(Err(Unmatched::blank()), Incoming::Nothing);
        }
        Slot::Object(table, place) => {
            // Past the last property come those that the table does not name.
            for index in 0..=table.fields.len() {
                reset(place.slot_at(index, Incoming::Nothing));
            }
        }
        // These were reset when they were asked for, or decoding overwrites them, or fails.
        Slot::Settled
        | Slot::Unset
        | Slot::Bool(_)
        | Slot::Integer(_)
        | Slot::Unsigned(_)
        | Slot::Float(_)
        | Slot::Text(_)
        | Slot::Secret(_)
        | Slot::Raw(_)
        | Slot::Scalar(_)
        | Slot::OpenEnum(_) => {}
    }
}
