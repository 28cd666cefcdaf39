//! What a property that comes twice leaves behind.

use crate::{Slot, Unmatched};

/// Takes back what an earlier value under the same name has set and a later one may not set again. Of two properties
/// with one name the last counts, whole.
#[cold]
pub(super) fn reset(slot: Slot<'_>) {
    match slot {
        Slot::Optional(place) => place.set_absent(),
        Slot::List(place) => place.clear(),
        Slot::Scalars(place) => place.clear(),
        Slot::Map(place) => place.clear(),
        Slot::Union(place) => place.unmatched(Unmatched::blank()),
        Slot::Object(place) => {
            // Past the last property come those that the table does not name.
            for index in 0..=place.table().fields.len() {
                reset(place.slot_at(index));
            }
        }
        // Decoding overwrites these, or fails.
        Slot::Bool(_)
        | Slot::Integer(_)
        | Slot::Unsigned(_)
        | Slot::Float(_)
        | Slot::Text(_)
        | Slot::Secret(_)
        | Slot::Raw(_)
        | Slot::Scalar(_)
        | Slot::Choice(_) => {}
    }
}
