//! The way back: what grew too large for its place becomes small again, and leaves its box.

use super::{apply, base, judged, product};
use crate::pairs::boxes::BOXES;
use bindery::diff::{Weight, compare};
use bindery_harness::reference::Reference;
use bindery_harness::stability::Bench;
use std::path::Path;

#[test]
fn the_verdict_on_values_that_leave_their_boxes_is_what_the_compiler_says() {
    let mut description = base();
    BOXES.iter().flat_map(|(_, edits, ..)| edits.iter()).for_each(|edit| apply(*edit, &mut description));
    let (old, new) = (product(&description, ""), product(&base(), ""));
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stability-boxes");
    let bench = Bench::of(&old, &work).expect("a caller that compiles against its own crate");
    let reference = Reference::of(bench.crates(), &old).expect("lines about items");
    let trial = bench.against(&new, &comparison, "new").expect("a crate that compiles");
    assert!(!trial.compiles && trial.unexplained.is_empty(), "{:?}", trial.unexplained);
    let outcome = reference.against(bench.crates(), "new", &comparison).expect("a compiler");
    assert_eq!(judged(&comparison, &outcome), Vec::<String>::new());
    let boxed = comparison.findings.iter().filter(|finding| finding.change.id() == "boxed");
    let items: Vec<(&str, Weight)> = boxed.map(|finding| (finding.at[0].item.as_str(), finding.weight)).collect();
    assert_eq!(items, [("Reading", Weight::Breaking), ("Plant", Weight::Breaking)]);
    // A rule keeps the box of the field; variants have none.
    let rules: Vec<&str> = comparison.findings.iter().filter_map(|finding| finding.rule.as_deref()).collect();
    let kept = product(&base(), &rules.join("\n"));
    let comparison = compare(&old.surface(), &kept.surface()).expect("one API");
    let boxed = comparison.findings.iter().filter(|finding| finding.change.id() == "boxed");
    assert_eq!(boxed.map(|finding| finding.at[0].item.as_str()).collect::<Vec<_>>(), ["Reading"]);
}
