//! All that types are made of, with what leads them.

use crate::api::{Api, TypeId};

/// Marks types and all that they are made of: their leaders, and what they hold. `mark` says whether the mark is new.
pub(super) fn spread(api: &Api, leaders: &[TypeId], roots: Vec<TypeId>, mark: &mut dyn FnMut(TypeId) -> bool) {
    let mut queue = roots;
    while let Some(id) = queue.pop() {
        if mark(id) {
            queue.push(leaders[id.0]);
            api.definition(id).kind.parts().for_each(|of| of.named(&mut queue));
        }
    }
}
