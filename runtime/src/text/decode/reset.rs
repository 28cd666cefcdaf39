//! Resets the first of duplicate properties.

use crate::value::unknown::Unmatched;
use crate::wire::{Incoming, Slot};

/// Resets what an earlier property of the same name has set and a later one may not overwrite. Of duplicate properties, only the last
/// counts.
#[cold]
pub(crate) fn reset(slot: Slot<'_>) {
    match slot {
        Slot::List(place) => {
            // A tuple overwrites every element, or fails.
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
            // The undeclared properties come after the last declared one.
            for index in 0..=table.fields.len() {
                reset(place.slot_at(index, Incoming::Nothing));
            }
        }
        // These were reset when their slot was requested, or decoding overwrites them or fails.
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
