//! The names by which docs and signatures mention types.

use crate::api::TypeId;
use crate::names::{Names, words};

/// By type, the name of its representative if that is part of its own, as `Client` is of `GetClientResponseContent`,
/// else its own.
pub(super) fn mentioned(names: &Names, representatives: &[TypeId]) -> Vec<String> {
    let idents = names.types.iter().zip(representatives).map(|(own, representative)| {
        let other = &names.of(*representative).ident;
        if is_part(&words(other), &words(&own.ident)) { other } else { &own.ident }
    });
    idents.cloned().collect()
}

/// Whether words occur among others in the same order.
fn is_part(words: &[String], others: &[String]) -> bool {
    let mut others = others.iter();
    words.iter().all(|word| others.any(|other| other == word))
}
