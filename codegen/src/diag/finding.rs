//! Groups diagnostics for a report: those with one cause, and frequent notes of one code.

use super::{Code, Diagnostic, Diagnostics, Severity};
use indexmap::IndexMap;

/// The level of detail of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// One cause is one finding, and frequent notes of one code are summarized: a document with thousands of schemas has hundreds of
    /// notes, which would bury an error.
    #[default]
    Brief,
    /// Every place is a separate finding.
    Full,
}

/// One or several diagnostics that a report shows together.
#[derive(Clone, Debug)]
pub struct Finding<'d> {
    /// The diagnostic to show.
    pub first: &'d Diagnostic,
    /// The same diagnostic at other places.
    pub others: Vec<&'d Diagnostic>,
    /// Of summarized notes, the different messages, most frequent first. Empty for anything else.
    pub messages: Vec<(&'d str, usize)>,
}

/// A brief report shows up to this many notes of one code separately, and summarizes more.
const NOTES_IN_FULL: usize = 3;

/// The maximum number of other places that a finding lists.
const PLACES_SHOWN: usize = 4;

/// The findings of a report, in order; summaries of notes come last.
pub fn findings(diagnostics: &Diagnostics, detail: Detail) -> Vec<Finding<'_>> {
    let alone = |first| Finding { first, others: Vec::new(), messages: Vec::new() };
    if detail == Detail::Full {
        return diagnostics.iter().map(alone).collect();
    }
    let mut notes: IndexMap<Code, Vec<&Diagnostic>> = IndexMap::new();
    for each in diagnostics.iter().filter(|each| each.severity == Severity::Note) {
        notes.entry(each.code).or_default().push(each);
    }
    notes.retain(|_, each| each.len() > NOTES_IN_FULL);
    let mut findings: IndexMap<_, Finding<'_>> = IndexMap::new();
    for each in diagnostics {
        if each.severity != Severity::Note || !notes.contains_key(&each.code) {
            let cause = (each.code, each.severity, each.file, each.message.as_str(), each.expected.as_deref());
            let known = findings.entry(cause).or_insert_with(|| alone(each));
            if !std::ptr::eq(known.first, each) {
                known.others.push(each);
            }
        }
    }
    findings.into_values().chain(notes.into_values().filter_map(|notes| summary(&notes))).collect()
}

fn summary<'d>(notes: &[&'d Diagnostic]) -> Option<Finding<'d>> {
    let (first, others) = notes.split_first()?;
    let mut messages: IndexMap<&str, usize> = IndexMap::new();
    for note in notes {
        *messages.entry(&note.message).or_default() += 1;
    }
    messages.sort_by(|_, a, _, b| b.cmp(a));
    Some(Finding { first, others: others.to_vec(), messages: messages.into_iter().collect() })
}

impl<'d> Finding<'d> {
    /// How many places there are.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// The first of the other places, which a report lists.
    pub fn listed(&self) -> &[&'d Diagnostic] {
        let shown = if self.messages.is_empty() { PLACES_SHOWN.min(self.others.len()) } else { 0 };
        &self.others[..shown]
    }

    /// The line about the places that are not listed.
    pub fn rest(&self) -> Option<String> {
        match self.others.len() - self.listed().len() {
            0 => None,
            1 => Some("and in 1 more place; --verbose lists it".to_owned()),
            rest => Some(format!("and in {rest} more places; --verbose lists them")),
        }
    }

    /// The message: that of the diagnostic, or the number of places of a summary.
    pub fn message(&self) -> String {
        match self.messages.as_slice() {
            [] => self.first.message.clone(),
            [(message, _)] => format!("{message}, in {} places", self.count()),
            _ => format!("in {} places", self.count()),
        }
    }

    /// The messages of a summary that a report shows, with their counts.
    pub fn counted(&self) -> Vec<(usize, String)> {
        /// The maximum number of messages.
        const SHOWN: usize = 5;
        if self.messages.len() < 2 {
            return Vec::new();
        }
        let shown = self.messages.iter().take(SHOWN).map(|(message, count)| (*count, (*message).to_owned()));
        let rest: usize = self.messages.iter().skip(SHOWN).map(|(_, count)| count).sum();
        shown.chain((rest > 0).then(|| (rest, "with other messages".to_owned()))).collect()
    }

    /// A note about a diagnostic that is an error only in this run.
    pub fn denied(&self) -> Option<String> {
        let usual = self.first.code.severity();
        let is_denied = self.first.severity == Severity::Error && usual != Severity::Error;
        is_denied.then(|| format!("denied in this run; a {} by default", usual.word()))
    }
}
