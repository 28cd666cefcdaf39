//! Mends a description so that recorded traffic matches it: edits the documents until nothing deviates, and writes the edits as
//! overlays.
//!
//! `needs` adds up what deviates at a place, `mend` chooses an edit for each, `schemas`, `members`, `forms`, `widen` and `calls` make them on a
//! `draft` of the documents, `actions` compares the draft with the original, and `text` prints an overlay.

mod actions;
mod calls;
mod draft;
mod forms;
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
use std::collections::HashSet;

/// The maximum number of rounds. Each mends what the one before revealed; few descriptions need more than four.
const MAX_ROUNDS: usize = 16;

/// Returns the API of documents, or `None` if they cannot be bound.
type Bind<'b> = &'b dyn Fn(Documents) -> Option<Api>;
/// Returns what deviates from an API.
type Check<'c> = &'c dyn Fn(&Api, &Documents) -> Vec<Finding>;

/// Mends documents, which have an API. The overlays are empty if nothing deviates, or if nothing can be mended.
pub(crate) fn repair(documents: &Documents, api: &Api, bind: Bind<'_>, check: Check<'_>) -> Vec<Overlay> {
    let (draft, left) = attempt(documents, api, bind, check);
    let subject = |finding: &Finding| (finding.kind, finding.part, finding.path.clone(), finding.name.clone());
    let vain: HashSet<_> = mend::in_vain(&left).map(subject).collect();
    if vain.is_empty() {
        return actions::overlays(documents, &draft);
    }
    // Edits that did not help are not made.
    let others = |api: &Api, documents: &Documents| {
        let mut findings = check(api, documents);
        findings.retain(|finding| !vain.contains(&subject(finding)));
        findings
    };
    let (draft, _) = attempt(documents, api, bind, &others);
    actions::overlays(documents, &draft)
}

/// Edits documents until nothing deviates. Returns what still does if there is nothing left to edit.
fn attempt(documents: &Documents, api: &Api, bind: Bind<'_>, check: Check<'_>) -> (Draft, Vec<Finding>) {
    let mut mended: Option<Api> = None;
    let mut draft = Draft::of(documents);
    let mut attempts = Attempts::default();
    for _ in 0..MAX_ROUNDS {
        let findings = check(mended.as_ref().unwrap_or(api), &draft.documents);
        let before = draft.clone();
        if !mend::round(&mut draft, &findings, &mut attempts) {
            return (draft, findings);
        }
        match bind(draft.documents.clone()) {
            Some(bound) => mended = Some(bound),
            None => return (before, Vec::new()),
        }
    }
    let left = check(mended.as_ref().unwrap_or(api), &draft.documents);
    (draft, left)
}
