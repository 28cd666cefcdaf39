//! The names of types in docs and signatures.

use crate::api::TypeId;
use crate::names::{Names, words};

/// For each type, the name of its representative if its own name contains that, as `GetClientResponseContent` contains `Client`; else its
/// own name.
pub(super) fn mentioned(names: &Names, representatives: &[TypeId]) -> Vec<String> {
    let idents = names.types.iter().zip(representatives).map(|(own, representative)| {
        let other = &names.of(*representative).ident;
        if is_part(&words(other), &words(&own.ident)) { other } else { &own.ident }
    });
    idents.cloned().collect()
}

/// Whether all words occur among others, in the same order.
fn is_part(words: &[String], others: &[String]) -> bool {
    let mut others = others.iter();
    words.iter().all(|word| others.any(|other| other == word))
}
