//! Compares documentation.

use super::Change;
use super::model::Weight;
use super::recorder::{Recorder, Subject};
use super::surface::Docs;

/// Records one finding if the docs of an item or of any of its members differ.
pub(super) fn compare(
    recorder: &mut Recorder<'_, '_>,
    subject: &Subject,
    (old, new): (Docs, Docs),
    members: impl Iterator<Item = (Docs, Docs)>,
) {
    let own = usize::from(old != new);
    let places = own + members.filter(|(old, new)| old != new).count();
    if places > 0 {
        let note = if places == 1 { "1 place".to_owned() } else { format!("{places} places") };
        recorder.push(subject.finding(Change::Docs, Weight::Docs, None).note(note));
    }
}
