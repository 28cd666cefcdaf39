//! `bindery.toml`: settings for the generated bindings, and facts that the description leaves out.

mod client;
mod locate;
mod paging;
mod rules;

pub use client::{Client, Telemetry};
pub(crate) use locate::spans;
pub use paging::{PagingRule, PagingRules, PagingStyle};
pub use rules::{EqualTypes, Rule, Rules};

use crate::diag::{Allowed, Code, Denied, Diagnostic, Diagnostics, File, Pointer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A complete configuration. Every key is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The description, relative to the configuration's directory.
    pub description: Option<PathBuf>,
    /// The directory of the generated crate, relative to the configuration's directory.
    pub output: Option<PathBuf>,
    /// Where the generated crate finds `bindery-runtime`, relative to the configuration's directory. Default: the
    /// published package.
    pub runtime_path: Option<PathBuf>,
    /// The folder that must contain every file that the description refers to, relative to the configuration's
    /// directory. Default: the repository around the description, else the folder of the description.
    pub root: Option<PathBuf>,
    /// Remote documents that the description refers to: maps prefixes of their URLs to a file or folder, relative to
    /// the configuration's directory. Bindery never downloads anything.
    pub vendor: BTreeMap<String, PathBuf>,
    /// Diagnostics to turn into errors: codes such as `B0302`, or `warnings` or `notes`.
    pub deny: Denied,
    /// Diagnostics not to report: codes such as `B0302`, or `warnings` or `notes`. Errors cannot be allowed.
    pub allow: Allowed,
    /// Overlays to apply to the description, in order: files of OpenAPI Overlay 1.0 or 1.1, in YAML or JSON.
    pub overlays: Vec<PathBuf>,
    /// Patches to apply to the description after the overlays, in order: files of JSON Patch or JSON Merge Patch, in YAML
    /// or JSON.
    pub patches: Vec<PathBuf>,
    /// Where to write the description as it is after all overlays and patches, as one JSON file. Default: nowhere.
    pub effective_spec: Option<PathBuf>,
    /// The generated package.
    pub package: Package,
    /// Defaults of the generated client.
    pub client: Client,
    /// Whether groups of operations become features of the package.
    pub group_features: GroupFeatures,
    /// Where the generated code is placed; set by the caller of the library.
    #[serde(skip)]
    pub placement: Placement,
    /// Whether a request body is required if the description does not say so.
    pub default_body_required: DefaultBodyRequired,
    /// The Rust types of `format: date-time` and `format: date`.
    pub dates: Dates,
    /// The Rust type of `type: number`.
    pub numbers: Numbers,
    /// What to do with types that are equal except for their names.
    pub equal_types: EqualTypes,
    /// What to do with component schemas that no operation uses. By default they are bound if they can be put behind a
    /// feature, or if there is nothing else to bind.
    pub unreached: Option<Unreached>,
    /// How operations are paginated, where this cannot be inferred correctly.
    pub paging: PagingRules,
    /// Rules, in order; a later one overrides an earlier one.
    #[serde(rename = "rule")]
    pub rules: Rules,
}

/// The Rust types of dates. With any of them, a string that is not a date does not fail the value around it, and every
/// string is written back as it came.
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
    /// The feature of the runtime that provides the types.
    pub(crate) fn feature(self) -> Option<&'static str> {
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
    /// `f64`; `format: decimal` is exact nevertheless.
    #[default]
    Float,
    /// A number that keeps every digit.
    Exact,
}

/// What to do with component schemas that no operation, webhook or callback uses.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Unreached {
    /// Bind them, behind a feature of their own.
    Bind,
    /// Skip them, with a note that counts them.
    #[default]
    Leave,
}

/// The metadata in the generated Cargo.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Package {
    /// The package's name. Default: derived from the title of the description.
    pub name: Option<String>,
    /// The package's version. Default: `0.1.0`.
    pub version: Option<String>,
    /// The package's description. Default: the title.
    pub description: Option<String>,
    /// The license, an SPDX expression.
    pub license: Option<String>,
    /// The URL of the source repository.
    pub repository: Option<String>,
}

/// Whether groups of operations become features of the package.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupFeatures {
    /// Each top-level group is a feature that enables the types it uses. All are on by default.
    #[default]
    PerGroup,
    /// No features: for code that becomes part of another crate, which does not declare them.
    None,
}

/// Where the generated code is placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// In a crate of its own.
    #[default]
    Crate,
    /// In a module of another crate: its path from the crate root, such as `management` or `apis::management`.
    Module(String),
}

/// Whether a request body without a `required` keyword is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultBodyRequired {
    /// Required if the call makes no sense without it: for PUT and PATCH unless the body may be null, for POST unless it
    /// may be null or an object without properties. Optional otherwise. OpenAPI's default is optional,
    /// but descriptions rarely mean that.
    #[default]
    ByMethod,
    /// Always required.
    Required,
    /// Always optional, as OpenAPI specifies.
    Optional,
}

/// The maximum size of a configuration file in bytes.
const LARGEST: usize = 16 << 20;

/// Reads a configuration file: what it says, its text, and what is wrong with it. A file that cannot be read, or that
/// says something wrong, gives the default configuration.
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

/// Reads the text of a configuration, in TOML: what it says, and what is wrong with it. Text that says something wrong gives the
/// default configuration.
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
    fn an_unknown_key_is_reported_at_its_place() {
        let (_, diagnostics) = parse("output = \"x\"\n[package]\nnmae = \"y\"\n");
        let first = diagnostics.iter().next().expect("a diagnostic");
        assert_eq!(first.code, Code::Config);
        assert!(first.message.contains("nmae"), "{}", first.message);
        assert_eq!(first.offset, Some(23));
    }
}
