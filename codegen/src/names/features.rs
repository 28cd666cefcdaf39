//! Names of Cargo features, and of the modules of types that they enable.

use super::identifier::{Case, LONGEST_FILE, identifier, kebab};
use super::scope::Scope;
use super::{GroupNames, TypeNames, script};

/// Features of a generated crate that are not for a group of operations, now or in the future.
const RESERVED: [&str; 16] = [
    "all",
    "bindery-runtime",
    "blocking",
    "client",
    "default",
    "full",
    "mock",
    "native-tls",
    "private-key",
    "reqwest",
    "rustls",
    "rustls-ring",
    "serde",
    "std",
    "test",
    "tracing",
];

/// A longer module name is shortened: file systems allow 255 bytes.
const LONGEST: usize = 80;

/// The names of a part of the types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartNames {
    /// The module.
    pub module: String,
    /// The features, any of which enables it; none if it is always enabled.
    pub features: Vec<String>,
}

/// The feature for a group of operations.
pub(super) fn feature(group: &str) -> String {
    let mut name = script::bounded(kebab(group), LONGEST_FILE, "-");
    if name.is_empty() {
        name.push_str("root");
    }
    if RESERVED.contains(&name.as_str()) {
        name.push_str("-group");
    }
    name
}

/// Gives each group the feature of its outermost group.
pub(super) fn name_groups(groups: &mut [GroupNames]) {
    for group in groups {
        group.feature = feature(group.path.first().map(String::as_str).unwrap_or_default());
    }
}

/// Names the parts of the types after the groups of operations that use them. The modules are siblings of the types, so
/// their names must differ from those, too.
pub(super) fn name_parts(parts: &[Option<Vec<&str>>], types: &[TypeNames]) -> Vec<PartNames> {
    let taken: Vec<&str> = types.iter().map(|each| each.ident.as_str()).collect();
    let mut modules = Scope::reserving(&[&taken[..], &["types"]].concat());
    let common = modules.claim("common", Case::Module, "common");
    let mut part = |part: &Option<Vec<&str>>| match part {
        None => PartNames { module: common.clone(), features: Vec::new() },
        Some(groups) => {
            let mut features: Vec<String> = groups.iter().map(|group| feature(group)).collect();
            // Groups with equal identifiers share a feature.
            features.sort();
            features.dedup();
            PartNames { module: modules.claim(&title(&features), Case::Module, "part"), features }
        }
    };
    parts.iter().map(&mut part).collect()
}

fn title(features: &[String]) -> String {
    let whole = features.join(" and ").replace('-', " ");
    let Some(first) = features.first().filter(|_| identifier(&whole, Case::Value, "").len() > LONGEST) else {
        return whole;
    };
    let start: String = first.chars().take(LONGEST / 4).collect();
    format!("{start} and {} more", features.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_kebab_case_and_avoid_reserved_names() {
        assert_eq!(feature("logStreams"), "log-streams");
        assert_eq!(feature("Log / Streams (beta)"), "log-streams-beta");
        assert_eq!(feature("serde"), "serde-group");
        assert_eq!(feature("/"), "root");
    }

    #[test]
    fn modules_are_named_after_groups_and_differ_from_types() {
        let long = "x".repeat(90);
        let parts =
            [Some(vec!["a b", "a-b"]), Some(vec!["a b", "c"]), Some(vec!["type"]), Some(vec!["c", &long]), None];
        let types = [TypeNames { ident: "a_b".to_owned(), ..TypeNames::default() }];
        let names = name_parts(&parts, &types);
        let modules: Vec<&str> = names.iter().map(|part| part.module.as_str()).collect();
        assert_eq!(modules, ["a_space_b", "a_b_and_c", "r#type", "c_and_2_more", "common"]);
        assert_eq!(names[0].features, ["a-b"]);
        assert_eq!(names[4].features, [""; 0]);
    }
}
