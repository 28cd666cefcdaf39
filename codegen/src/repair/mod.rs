//! Mends a description so that recorded traffic matches it: edits the documents until nothing deviates, and writes the edits as
//! overlays.
//!
//! `needs` adds up what deviates at a place, `mend` chooses an edit for each, `schemas`, `members`, `widen` and `calls` make them on a
//! `draft` of the documents, `actions` compares the draft with the original, and `text` prints an overlay.

mod actions;
mod calls;
mod draft;
mod members;
mod mend;
mod needs;
mod path;
mod schemas;
mod text;
mod widen;

pub(crate) use actions::Overlay;
pub(crate) use text::{Format, MARK, MARKED, print};

use crate::api::Api;
use crate::source::Documents;
use crate::verify::Finding;
use draft::Draft;
use mend::Attempts;

/// The maximum number of rounds. Each mends what the one before revealed; few descriptions need more than four.
const MAX_ROUNDS: usize = 16;

/// Mends documents, which have an API. `bind` returns the API of documents, or `None` if they cannot be bound; `check` returns what deviates from it.
/// The overlays are empty if nothing deviates, or if nothing can be mended.
pub(crate) fn repair(
    documents: &Documents,
    api: &Api,
    bind: &dyn Fn(Documents) -> Option<Api>,
    check: &dyn Fn(&Api, &Documents) -> Vec<Finding>,
) -> Vec<Overlay> {
    let mut mended: Option<Api> = None;
    let mut draft = Draft::of(documents);
    let mut attempts = Attempts::default();
    for _ in 0..MAX_ROUNDS {
        let findings = check(mended.as_ref().unwrap_or(api), &draft.documents);
        let before = draft.clone();
        if !mend::round(&mut draft, &findings, &mut attempts) {
            break;
        }
        match bind(draft.documents.clone()) {
            Some(bound) => mended = Some(bound),
            None => {
                draft = before;
                break;
            }
        }
    }
    actions::overlays(documents, &draft)
}

#[cfg(test)]
mod tests;
