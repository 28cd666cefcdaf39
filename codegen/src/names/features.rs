//! Names of Cargo features.

use super::identifier::{LONGEST_FILE, kebab};
use super::model::GroupNames;
use super::script;

/// Features of a generated crate, current and future, that are not groups of operations.
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

/// The group of types that are only used by webhooks.
pub(crate) const RECEIVED: &str = "webhooks";

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
}
