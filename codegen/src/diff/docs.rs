//! Compares documentation.

use super::Change;
use super::model::Weight;
use super::recorder::{Recorder, Subject};
use crate::text::Line;

/// Records one finding if the docs of an item or of any of its members differ.
pub(super) fn compare<'d>(
    recorder: &mut Recorder<'_, '_>,
    subject: &Subject,
    old: &[Line],
    new: &[Line],
    members: impl Iterator<Item = (&'d [Line], &'d [Line])>,
) {
    let own = usize::from(old != new);
    let places = own + members.filter(|(old, new)| old != new).count();
    if places > 0 {
        let note = if places == 1 { "1 place".to_owned() } else { format!("{places} places") };
        recorder.push(subject.finding(Change::Docs, Weight::Docs, None).note(note));
    }
}
