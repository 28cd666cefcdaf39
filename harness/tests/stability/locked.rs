//! Under `bindery.lock`, a caller compiles against changes that move names without it, and its names mean the same.

use super::{apply, base};
use crate::pairs::Edit::{self, Rename, Replace, Set};
use bindery::diff::{Weight, compare};
use bindery::{Locking, Options, Product};
use bindery_harness::compile::PACKAGE;
use bindery_harness::meaning;
use bindery_harness::stability::Bench;
use serde_json::Value;
use std::path::Path;

/// Names that meet another one after casing depend on what else there is.
const LOWER: &[Edit] = &[Replace("schemas/Label", "schemas/label"), Rename("/components/schemas/Label", "label")];

/// A schema, a value and a property that take names, and two operationIds that change them.
const SHIFTING: &[Edit] = &[
    Set("/components/schemas/Label", "{\"type\": \"object\", \"properties\": {\"text\": {\"type\": \"string\"}}}"),
    Set("/components/schemas/Plant/properties/tag", "{\"$ref\": \"#/components/schemas/Label\"}"),
    Set("/components/schemas/PlantState/enum", "[\"LOST\", \"seed\", \"grown\", \"lost\"]"),
    Set("/paths/~1plants~1{plant_id}/delete/operationId", "\"uprootPlant\""),
    Set("/paths/~1beds~1{bed_id}~1watering/post/operationId", "\"irrigateBed\""),
];

fn run(folder: &Path, name: &str, description: &Value, lock: Option<&Path>) -> Product {
    let path = folder.join(name);
    std::fs::write(&path, description.to_string()).expect("a description");
    let locking = if lock.is_some() { Locking::Create } else { Locking::Present };
    let (description, name, lock) = (Some(path), Some(PACKAGE.to_owned()), lock.map(Path::to_owned));
    let mut run = bindery::run(&Options { description, name, lock, locking, ..Options::default() });
    bindery::write_lock(&mut run);
    run.product.expect("a product")
}

#[test]
fn names_stay_under_a_lock_file() {
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stability-locked");
    drop(std::fs::remove_dir_all(&work));
    std::fs::create_dir_all(&work).expect("a folder");
    let lock = work.join("bindery.lock");
    let mut description = base();
    LOWER.iter().for_each(|edit| apply(*edit, &mut description));
    let old = run(&work, "old.json", &description, Some(&lock));
    SHIFTING.iter().for_each(|edit| apply(*edit, &mut description));
    let bench = Bench::of(&old, &work).expect("a caller that compiles against its own crate");

    let moved = run(&work, "new.json", &description, None);
    let comparison = compare(&old.surface(), &moved.surface()).expect("one API");
    let trial = bench.against(&moved, &comparison, "moved").expect("a crate that compiles");
    assert!(!trial.compiles, "without the lock file, names move");
    assert!(!meaning::changed(&old.plan, &moved.plan).is_empty(), "`Lost` is another value");

    let kept = run(&work, "new.json", &description, Some(&lock));
    let comparison = compare(&old.surface(), &kept.surface()).expect("one API");
    let trial = bench.against(&kept, &comparison, "kept").expect("a crate that compiles");
    assert!(trial.compiles, "{}", trial.problem);
    assert_eq!(meaning::changed(&old.plan, &kept.plan), Vec::<String>::new());
    let worst = comparison.findings.iter().map(|finding| finding.weight).min();
    assert_eq!(worst, Some(Weight::Compatible), "{:?}", comparison.findings);
}
