//! The Cargo.toml of the crate.

use super::tokens::HEADER;
use crate::plan::CratePlan;
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
    if let Some(license) = &package.license {
        lines.push(format!("license = {}", quoted(license)));
    }
    if let Some(repository) = &package.repository {
        lines.push(format!("repository = {}", quoted(repository)));
    }
    let version = env!("CARGO_PKG_VERSION");
    let features = package.dates.map(|feature| format!(", features = [{}]", quoted(feature))).unwrap_or_default();
    let place = package.runtime_path.as_ref().map(|path| format!("path = {}, ", quoted(path))).unwrap_or_default();
    let runtime = format!("{{ {place}version = \"{version}\", default-features = false{features} }}");
    lines.extend([
        String::new(),
        "[lib]".to_owned(),
        "# Prose of the description is not code.".to_owned(),
        "doctest = false".to_owned(),
        String::new(),
        "[features]".to_owned(),
        if plan.features.is_empty() {
            "default = [\"rustls\", \"serde\"]".to_owned()
        } else {
            "default = [\"rustls\", \"serde\", \"all\"]".to_owned()
        },
        "# The transport over HTTP, with TLS by rustls; without a transport, the builder wants one.".to_owned(),
        "rustls = [\"reqwest\", \"bindery-runtime/rustls\"]".to_owned(),
        "# The transport with the TLS of the operating system.".to_owned(),
        "native-tls = [\"reqwest\", \"bindery-runtime/native-tls\"]".to_owned(),
        "# The transport without TLS.".to_owned(),
        "reqwest = [\"bindery-runtime/reqwest\"]".to_owned(),
        "# Calls that the thread waits for: `.send().wait()`.".to_owned(),
        "blocking = [\"bindery-runtime/blocking\"]".to_owned(),
        "# Spans and events of calls.".to_owned(),
        "tracing = [\"bindery-runtime/tracing\"]".to_owned(),
        "# `Serialize` and `Deserialize` for every type.".to_owned(),
        "serde = [\"bindery-runtime/serde\"]".to_owned(),
        "# A transport with canned responses, for tests.".to_owned(),
        "mock = [\"bindery-runtime/mock\"]".to_owned(),
        "# Private keys that show the token endpoint who asks.".to_owned(),
        "private-key = [\"bindery-runtime/private-key\"]".to_owned(),
    ]);
    lines.extend(group_features(plan));
    lines.extend([String::new(), "[dependencies]".to_owned(), format!("bindery-runtime = {runtime}")]);
    lines.join("\n") + "\n"
}

pub(super) fn group_features(plan: &CratePlan) -> Vec<String> {
    if plan.features.is_empty() {
        return Vec::new();
    }
    let mut lines = vec!["# Every group of operations.".to_owned(), "all = [".to_owned()];
    let groups = || plan.features.iter().filter(|feature| Some(*feature) != plan.unreached_feature.as_ref());
    lines.extend(groups().map(|feature| format!("    {},", quoted(feature))));
    lines.push("]".to_owned());
    lines.push("# A group of operations, and the types that it reaches.".to_owned());
    lines.extend(groups().map(|feature| format!("{} = []", key(feature))));
    if let Some(feature) = &plan.unreached_feature {
        lines.push("# Components that no operation reaches. They are made of what operations reach.".to_owned());
        lines.push(format!("{} = [\"all\"]", key(feature)));
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
