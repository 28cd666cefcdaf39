//! Marks everything in a type, by representatives.

use crate::api::{Api, TypeId};

/// Marks types and everything in them: their representatives, and the types in those. `mark` returns whether the mark
/// is new.
pub(super) fn spread(api: &Api, representatives: &[TypeId], roots: Vec<TypeId>, mark: &mut dyn FnMut(TypeId) -> bool) {
    let mut queue = roots;
    while let Some(id) = queue.pop() {
        if mark(id) {
            queue.push(representatives[id.0]);
            api.definition(id).kind.parts().for_each(|of| of.named(&mut queue));
        }
    }
}
