//! All that types are made of, with what represents them.

use crate::api::{Api, TypeId};

/// Marks types and all that they are made of: their representatives, and what those hold. `mark` says whether the mark is new.
pub(super) fn spread(api: &Api, representatives: &[TypeId], roots: Vec<TypeId>, mark: &mut dyn FnMut(TypeId) -> bool) {
    let mut queue = roots;
    while let Some(id) = queue.pop() {
        if mark(id) {
            queue.push(representatives[id.0]);
            api.definition(id).kind.parts().for_each(|of| of.named(&mut queue));
        }
    }
}
