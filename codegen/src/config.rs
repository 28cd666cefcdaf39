//! `bindery.toml`: what the users of the bindings need and the description does not say.

mod client;
mod paging;
mod rules;

pub use client::{Client, Telemetry};
pub use paging::{PagingRule, PagingRules, PagingStyle};
pub use rules::{EqualTypes, Matched, Rule, Rules};

use crate::diag::{Allowed, Code, Denied, Diagnostic, Diagnostics, File, Pointer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A whole configuration. Every part may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The description, relative to the configuration's directory.
    pub description: Option<PathBuf>,
    /// The directory of the generated crate, relative to the configuration's directory.
    pub output: Option<PathBuf>,
    /// Where the generated crate finds `bindery-runtime`, relative to the configuration's directory. Without it, the
    /// published package is used.
    pub runtime_path: Option<PathBuf>,
    /// The folder in which the files that the description refers to must lie, relative to the configuration's directory.
    /// Without it: the repository around the description, else the folder of the description.
    pub root: Option<PathBuf>,
    /// Remote documents that the description refers to: prefixes of their URLs, each with the file or the folder that
    /// stands for what is behind it, relative to the configuration's directory. Nothing is ever fetched.
    pub vendor: BTreeMap<String, PathBuf>,
    /// Findings that are errors here, whatever they are else: codes such as `B0302`, or `warnings` or `notes`.
    pub deny: Denied,
    /// Findings that are not reported: codes such as `B0302`, or `warnings` or `notes`. An error cannot be allowed.
    pub allow: Allowed,
    /// The generated package.
    pub package: Package,
    /// What the client of the generated package does of itself.
    pub client: Client,
    /// Whether groups of operations are features of the package.
    pub group_features: GroupFeatures,
    /// Where the generated code stands; whoever calls the library says it.
    #[serde(skip)]
    pub placement: Placement,
    /// What a request body is whose description does not say whether it is required.
    pub default_body_required: DefaultBodyRequired,
    /// The Rust types of `format: date-time` and `format: date`.
    pub dates: Dates,
    /// The Rust type of `type: number`.
    pub numbers: Numbers,
    /// What becomes of types that differ in nothing but their names.
    pub equal_types: EqualTypes,
    /// What becomes of component schemas that no operation reaches. Without it, they are bound where a feature keeps them
    /// from whoever does not want them, and where there is nothing else to bind.
    pub unreached: Option<Unreached>,
    /// How operations are paged, where their shape does not say it right.
    pub paging: PagingRules,
    /// Rules in order; a later one overrides an earlier one.
    #[serde(rename = "rule")]
    pub rules: Rules,
}

/// The Rust types of dates. Whichever it is, a text that is no date does not fail what it is part of, and every text is
/// written back as it came.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// `String`
    #[default]
    Text,
    /// `Parsed<jiff::Timestamp>` and `Parsed<jiff::civil::Date>`
    Jiff,
    /// `Parsed<chrono::DateTime<chrono::FixedOffset>>` and `Parsed<chrono::NaiveDate>`
    Chrono,
    /// `Parsed<time::OffsetDateTime>` and `Parsed<time::Date>`
    Time,
}

impl Dates {
    /// The feature of the runtime that has the types.
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Jiff => Some("jiff"),
            Self::Chrono => Some("chrono"),
            Self::Time => Some("time"),
        }
    }
}

/// The Rust type of a number that may have a fraction.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// `f64`; `format: decimal` is exact all the same.
    #[default]
    Float,
    /// A number that keeps every digit.
    Exact,
}

/// What becomes of component schemas that no operation, webhook or callback reaches.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Unreached {
    /// They are types, behind a feature of their own.
    Bind,
    /// They are left out, and a note counts them.
    #[default]
    Leave,
}

/// What goes into the generated Cargo.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The package's name; else derived from the title of the description.
    pub name: Option<String>,
    /// The package's version; else `0.1.0`.
    pub version: Option<String>,
    /// The package's description; else the title.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// Where the source lives.
    pub repository: Option<String>,
}

/// Whether groups of operations are features of the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupFeatures {
    /// Each outermost group is one, and enables the types that it reaches. All are on by default.
    #[default]
    PerGroup,
    /// Everything is always there: for output that becomes part of another crate, which has no such features.
    None,
}

/// Where the generated code stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// It is a crate of its own.
    #[default]
    Crate,
    /// It is a module of another crate: its path from the root of that crate, such as `management` or `apis::management`.
    Module(String),
}

/// What a request body is whose description does not say `required`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultBodyRequired {
    /// Required where a call plainly cannot do without it: for PUT and PATCH unless the body may be null, for POST unless it
    /// may be null or an object without properties. Optional otherwise. By the letter of OpenAPI it is always optional,
    /// but descriptions hardly ever mean that.
    #[default]
    ByMethod,
    /// Always required.
    Required,
    /// Always optional, by the letter.
    Optional,
}

/// How long a configuration may be, in bytes.
const LARGEST: usize = 16 << 20;

/// Reads a configuration file.
pub fn read(path: &Path) -> (Config, String, Diagnostics) {
    match crate::files::read_text(path, LARGEST) {
        Ok(text) => {
            let (config, diagnostics) = parse(&text);
            (config, text, diagnostics)
        }
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            let diagnostic = Diagnostic::new(Code::Unreadable, &Pointer::root(), message).about(File::Config);
            (Config::default(), String::new(), diagnostic.into())
        }
    }
}

/// Takes the text of a configuration.
pub fn parse(text: &str) -> (Config, Diagnostics) {
    match toml::from_str(text) {
        Ok(config) => {
            let config: Config = config;
            let diagnostics = config.client.check();
            (config, diagnostics)
        }
        Err(error) => {
            let mut diagnostic = Diagnostic::new(Code::Config, &Pointer::root(), error.message()).about(File::Config);
            diagnostic.offset = error.span().map(|span| span.start);
            (Config::default(), diagnostic.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_said_with_its_place() {
        let (_, diagnostics) = parse("output = \"x\"\n[package]\nnmae = \"y\"\n");
        let first = diagnostics.iter().next().expect("a diagnostic");
        assert_eq!(first.code, Code::Config);
        assert!(first.message.contains("nmae"), "{}", first.message);
        assert_eq!(first.offset, Some(23));
    }
}
