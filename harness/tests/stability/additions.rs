//! What only rules and features show: derived traits, former names, unions with a base, and crates without their default features.

use super::pairs::Edit::{self, Set};
use super::{apply, base, judged, product};
use bindery::diff::{Comparison, Weight, compare};
use bindery::{OutputFile, Product};
use bindery_harness::crates::Crates;
use bindery_harness::reference::Reference;
use bindery_harness::stability::Bench;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn edited(edits: &[Edit]) -> Value {
    let mut description = base();
    edits.iter().for_each(|edit| apply(*edit, &mut description));
    description
}

fn breaking(comparison: &Comparison) -> Vec<String> {
    let found = comparison.findings.iter().filter(|finding| finding.weight == Weight::Breaking);
    found.map(|finding| format!("{} {}", finding.change.id(), finding.at[0].item)).collect()
}

/// Compares two sides, asks the compiler, and expects these breaking findings.
fn judge(name: &str, old: &Product, new: &Product, expected: &[&str]) {
    let work = folder(name);
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    assert_eq!(breaking(&comparison), expected, "{name}");
    let bench = Bench::of(old, &work).expect("a caller that compiles against its own crate");
    let reference = Reference::of(bench.crates(), old).expect("lines about items");
    let trial = bench.against(new, &comparison, "new").expect("a crate that compiles");
    assert_eq!(trial.unexplained, Vec::<String>::new(), "{name}");
    let outcome = reference.against(bench.crates(), "new", &comparison).expect("a compiler");
    assert_eq!(judged(&comparison, &outcome), Vec::<String>::new(), "{name}");
    let rules: Vec<&str> = comparison.findings.iter().filter_map(|finding| finding.rule.as_deref()).collect();
    assert_eq!(rules.len(), expected.len(), "{name}: {rules:?}");
}

#[test]
fn a_removed_derive_is_found() {
    const DERIVED: &str = "[[rule]]\nmatch = \"Label\"\nderive = [\"Hash\"]\n";
    let (old, new) = (product(&base(), DERIVED), product(&base(), ""));
    judge("stability-derived", &old, &new, &["trait-removed Label"]);
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    assert_eq!(comparison.findings[0].rule.as_deref(), Some(DERIVED));
    let back = compare(&new.surface(), &old.surface()).expect("one API");
    assert_eq!(back.findings.iter().map(|finding| finding.weight).collect::<Vec<_>>(), [Weight::Compatible]);
}

#[test]
fn a_former_name_that_is_no_longer_kept_is_found() {
    const FORMER: &str = "[[rule]]\nmatch = { operation = \"deletePlant\" }\nalias = [\"uproot\"]\n";
    let (old, new) = (product(&base(), FORMER), product(&base(), ""));
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let found: Vec<&str> = comparison.findings.iter().map(|finding| finding.change.id()).collect();
    assert!(found.contains(&"operation-renamed"), "{found:?}");
    let rule = comparison.findings.iter().find_map(|finding| finding.rule.as_deref());
    assert_eq!(rule, Some(FORMER));
}

/// The crate with these features on by default, instead of all groups.
fn with_features(of: &Product, features: &str) -> Vec<OutputFile> {
    let enabled = |file: &OutputFile| match file.path.as_str() {
        "Cargo.toml" => {
            let lines = file.text.lines().map(|line| match line.starts_with("default = [") {
                true => format!("default = [{features}]"),
                false => line.to_owned(),
            });
            OutputFile { path: file.path.clone(), text: lines.collect::<Vec<_>>().join("\n") }
        }
        _ => file.clone(),
    };
    of.files.iter().map(enabled).collect()
}

/// A type that the other group no longer uses: code that enables only that group loses it.
#[test]
fn the_verdict_on_features_is_what_the_compiler_says() {
    const LABEL: &str = "{\"$ref\": \"#/components/schemas/Label\"}";
    let mut old = product(&edited(&[Set("/components/schemas/Watering/properties/label", LABEL)]), "");
    let mut new = product(&base(), "");
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let found = breaking(&comparison);
    assert!(found.contains(&"other-feature Label".to_owned()), "{found:?}");
    let work = folder("stability-features");
    let crates = Crates::inside(&work).expect("a folder");
    let source = work.join("caller.rs");
    let package = bindery_harness::compile::PACKAGE;
    std::fs::write(&source, format!("pub fn one(of: {package}::types::Label) {{ drop(of) }}\n")).expect("a file");
    for (features, compiles) in [("\"client\", \"beds\"", false), ("\"client\", \"plants\"", true)] {
        for (side, product, expected) in [("old", &mut old, true), ("new", &mut new, compiles)] {
            product.files = with_features(product, features);
            crates.write(product, side).expect("a crate that compiles");
            let called = crates.call(&source, side).expect("a compiler");
            assert_eq!(called.success, expected, "{side} with {features}: {}", called.problem);
        }
    }
}

/// A base that is itself a variant, and no longer is.
#[test]
fn a_base_that_becomes_abstract_is_found() {
    const TOOL: &str = "{\"type\": \"object\", \"required\": [\"kind\"], \"properties\": {\"kind\": {\"type\": \"string\"}}, \
        \"discriminator\": {\"propertyName\": \"kind\", \"mapping\": {\"hose\": \"#/components/schemas/Hose\"}}}";
    const HOSE: &str = "{\"allOf\": [{\"$ref\": \"#/components/schemas/Tool\"}, \
        {\"type\": \"object\", \"properties\": {\"length\": {\"type\": \"number\"}}}]}";
    const USE: &str = "{\"$ref\": \"#/components/schemas/Tool\"}";
    let with = [
        Set("/components/schemas/Tool", TOOL),
        Set("/components/schemas/Hose", HOSE),
        Set("/components/schemas/Watering/properties/tool", USE),
    ];
    let old = product(&edited(&with), "");
    let abstracted = [Set("/components/schemas/Tool/x-abstract", "true")];
    let new = product(&edited(&[with.as_slice(), abstracted.as_slice()].concat()), "");
    let work = folder("stability-abstract");
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let bench = Bench::of(&old, &work).expect("a caller that compiles against its own crate");
    let reference = Reference::of(bench.crates(), &old).expect("lines about items");
    let trial = bench.against(&new, &comparison, "new").expect("a crate that compiles");
    let found = breaking(&comparison);
    assert_eq!(trial.compiles, found.is_empty(), "{found:?} {}", trial.problem);
    assert_eq!(trial.unexplained, Vec::<String>::new(), "{found:?}");
    let outcome = reference.against(bench.crates(), "new", &comparison).expect("a compiler");
    assert_eq!(judged(&comparison, &outcome), Vec::<String>::new(), "{found:?}");
    assert!(!found.is_empty(), "{:?}", comparison.findings);
}

/// Nothing but their positions distinguishes these variants.
#[test]
fn a_variant_that_moves_with_its_name_is_found() {
    let of = |types: [&str; 2]| {
        let variant = |of: &str| serde_json::json!({"type": "object", "properties": {"a": {"type": of}, "b": {"type": "string"}}});
        let mut description = base();
        let union = serde_json::json!({"oneOf": types.map(variant)});
        description["components"]["schemas"]["Watering"]["properties"]["amount"] = union;
        product(&description, "")
    };
    let (old, new) = (of(["integer", "boolean"]), of(["boolean", "integer"]));
    let comparison = compare(&old.surface(), &new.surface()).expect("one API");
    let silent = comparison.findings.iter().filter(|finding| finding.weight == Weight::Silent);
    let found: Vec<String> =
        silent.map(|finding| format!("{} {:?} {:?}", finding.change.id(), finding.old, finding.new)).collect();
    let expected = ["Variant1\") Some(\"Variant2", "Variant2\") Some(\"Variant1"];
    assert_eq!(found, expected.map(|names| format!("variant-moved Some(\"{names}\")")));
    let same = compare(&old.surface(), &of(["integer", "boolean"]).surface()).expect("one API");
    assert!(same.findings.is_empty(), "{:?}", same.findings);
}
