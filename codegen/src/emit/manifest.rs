//! The Cargo.toml of the crate.

use super::tokens::HEADER;
use crate::config;
use crate::plan::CratePlan;
use crate::plan::features::{ALL_GROUPS, DEFAULT_FEATURES, FEATURES};
use crate::text::Line;

pub(super) fn manifest(plan: &CratePlan) -> String {
    let package = &plan.package;
    let mut lines = vec![
        format!("# {HEADER}"),
        String::new(),
        "[package]".to_owned(),
        format!("name = {}", quoted(&package.name)),
        format!("version = {}", quoted(&package.version)),
        format!("description = {}", quoted(&package.description)),
        "edition = \"2024\"".to_owned(),
        "rust-version = \"1.88\"".to_owned(),
    ];
    lines.extend(published(&package.configured));
    lines.extend(["", "[package.metadata.docs.rs]", "all-features = true"].map(str::to_owned));
    let version = env!("CARGO_PKG_VERSION");
    let features: Vec<String> = package.runtime_features.iter().map(|feature| quoted(feature)).collect();
    let features = match features.as_slice() {
        [] => String::new(),
        some => format!(", features = [{}]", some.join(", ")),
    };
    let place = package.runtime_path.as_ref().map(|path| format!("path = {}, ", quoted(path))).unwrap_or_default();
    let runtime = format!("{{ {place}version = \"{version}\", default-features = false{features} }}");
    let all = (!plan.features.is_empty()).then_some(ALL_GROUPS);
    let default: Vec<&str> = DEFAULT_FEATURES.iter().copied().chain(all).collect();
    let list = |names: &[&str]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    lines.extend([String::new(), "[features]".to_owned(), format!("default = [{}]", list(&default))]);
    lines.extend(FEATURES.iter().flat_map(|feature| {
        [format!("# {}", feature.about), format!("{} = [{}]", feature.name, list(feature.enables))]
    }));
    lines.extend(group_features(plan));
    lines.extend([String::new(), "[dependencies]".to_owned(), format!("bindery-runtime = {runtime}")]);
    lines.extend(package.dependencies.iter().map(|(name, of)| format!("{} = {of}", key(name))));
    lines.join("\n") + "\n"
}

/// What a registry shows of the package, and what it gets.
fn published(package: &config::Package) -> Vec<String> {
    let text = |key: &str, value: &Option<String>| value.as_ref().map(|value| format!("{key} = {}", quoted(value)));
    let list = |key: &str, values: &Option<Vec<String>>| {
        let values: Vec<String> = values.as_ref()?.iter().map(|value| quoted(value)).collect();
        Some(format!("{key} = [{}]", values.join(", ")))
    };
    let lines = [
        list("authors", &package.authors),
        text("license", &package.license),
        text("homepage", &package.homepage),
        text("repository", &package.repository),
        text("readme", &package.readme),
        list("keywords", &package.keywords),
        list("categories", &package.categories),
        list("include", &package.include),
        list("publish", &package.publish),
    ];
    lines.into_iter().flatten().collect()
}

pub(super) fn group_features(plan: &CratePlan) -> Vec<String> {
    if plan.features.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["# Every group of operations.".to_owned(), format!("{ALL_GROUPS} = [")];
    let groups = || plan.features.iter().filter(|feature| Some(*feature) != plan.unreached_feature.as_ref());
    lines.extend(groups().map(|feature| format!("    {},", quoted(feature))));
    lines.push("]".to_owned());
    lines.push("# A group of operations, and the types that it uses.".to_owned());
    lines.extend(groups().map(|feature| format!("{} = []", key(feature))));
    if let Some(feature) = &plan.unreached_feature {
        lines.push(
            "# Components that no operation uses. Their properties may have types that operations use.".to_owned(),
        );
        lines.push(format!("{} = [{}]", key(feature), quoted(ALL_GROUPS)));
    }
    lines
}

/// A TOML key, bare if possible.
pub(super) fn key(text: &str) -> String {
    let is_bare = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
    if text.chars().all(is_bare) { text.to_owned() } else { quoted(text) }
}

/// A TOML basic string, which has the same escapes as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::String(Line::new(text).into_string()).to_string()
}
