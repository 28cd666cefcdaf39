//! `bindery.toml`: settings for the generated bindings, and facts that the description leaves out.

mod check;
mod choices;
mod client;
mod crates;
mod derives;
mod external;
mod former;
mod glob;
mod locate;
mod matcher;
mod paging;
mod part;
mod read;
mod rules;
#[cfg(feature = "cli")]
mod schema;
mod select;
mod setting;

pub use choices::{
    Dates, DefaultBodyRequired, EqualTypes, GroupFeatures, Numbers, Openness, OperationIds, Placement, Required,
    Scalars, Secrets, Unreached,
};
pub use client::{Client, Telemetry};
pub use derives::{Derive, Derived, Standard};
pub use external::{Dependencies, ExternalTable, ExternalType, Via};
pub use former::Former;
pub(crate) use glob::is_like;
pub(crate) use locate::spans;
pub(crate) use matcher::Subject;
pub use matcher::{MatchTable, Matcher, Patterns};
pub(crate) use paging::GivenPaging;
pub use paging::{PagingRule, PagingRules, PagingStyle};
pub(crate) use part::Part;
pub use rules::{Rule, Rules};
pub(crate) use rules::{Settings, Unused, path};
#[cfg(feature = "cli")]
pub use schema::schema;
pub(crate) use select::{Aspect, Candidate};
pub use select::{Select, Selector};
pub use setting::Setting;

use crate::diag::{Allowed, Code, Denied, Diagnostic, Diagnostics, File, Pointer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A complete configuration. Every key is optional.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub deny: Denied,
    /// Diagnostics not to report: codes such as `B0302`, or `warnings` or `notes`. Errors cannot be allowed.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub allow: Allowed,
    /// Overlays to apply to the description, in order: files of OpenAPI Overlay 1.0 or 1.1, in YAML or JSON.
    pub overlays: Vec<PathBuf>,
    /// Patches to apply to the description after the overlays, in order: files of JSON Patch or JSON Merge Patch, in YAML
    /// or JSON.
    pub patches: Vec<PathBuf>,
    /// Where to write the description with all overlays and patches applied, as one JSON file. Default: nowhere.
    pub effective_spec: Option<PathBuf>,
    /// The lock file of names, relative to the configuration's directory, which is made if it is missing. Names in it stay what they
    /// are when the description changes. Default: `bindery.lock` beside the configuration, if it is there; for a `[[crate]]` table,
    /// `bindery.NAME.lock`.
    pub lock: Option<PathBuf>,
    /// The operations to bind. Default: all.
    pub select: Select,
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
    /// Whether required properties of responses may be missing, for servers that omit them. A rule with `required` overrides this for single
    /// properties.
    pub required: Required,
    /// Whether properties of responses may arrive as another type: numbers and booleans in strings, strings as numbers, booleans as `0` and
    /// `1`; also in arrays and maps. A rule with `scalars` overrides this for single properties.
    pub scalars: Scalars,
    /// Which properties `Debug` does not show. A rule with `secret` overrides this for single properties.
    pub secrets: Secrets,
    /// What to do with types that are equal except for their names.
    pub equal_types: EqualTypes,
    /// What to do with component schemas that no operation uses. By default they are bound if they can be put behind a
    /// feature, or if there is nothing else to bind.
    pub unreached: Option<Unreached>,
    /// Whether operations are named without what their operationId repeats.
    pub operation_ids: OperationIds,
    /// The Rust types of strings and numbers with a `format`, such as `uuid = "uuid::Uuid"`. Values are in a
    /// `Typed<T>`, which keeps what it received even if the type cannot represent it.
    pub formats: BTreeMap<String, ExternalType>,
    /// Dependencies of the generated package for types of other crates, as in Cargo.toml. Those of some common crates
    /// need not be declared.
    pub dependencies: Dependencies,
    /// Rules, in order; a later one overrides an earlier one.
    #[serde(rename = "rule")]
    pub rules: Rules,
}

/// The metadata in the generated Cargo.toml.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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
    /// The URL of the home page.
    pub homepage: Option<String>,
    /// The authors.
    pub authors: Option<Vec<String>>,
    /// What the package is found by, up to five words.
    pub keywords: Option<Vec<String>>,
    /// The categories of the registry that it belongs to, such as `api-bindings`.
    pub categories: Option<Vec<String>>,
    /// The readme, relative to the generated package. Default: its README.md, if it has one.
    pub readme: Option<String>,
    /// The files to publish, as patterns of Cargo. Default: all.
    pub include: Option<Vec<String>>,
    /// The registries that it may be published to; with `[]`, none. Default: any.
    pub publish: Option<Vec<String>>,
}

/// The maximum size of a configuration file in bytes.
const LARGEST: usize = 16 << 20;

/// Reads a configuration file. Returns the configuration, its text, and diagnostics. A file that cannot be read or is invalid gives the
/// default configuration.
pub fn read(path: &Path) -> (Config, String, Diagnostics) {
    read_table(path, None)
}

/// The same for one of the `[[crate]]` tables of a file, counted from 0.
pub fn read_table(path: &Path, table: Option<usize>) -> (Config, String, Diagnostics) {
    match crate::files::read_text(path, LARGEST) {
        Ok(text) => {
            let (config, diagnostics) = match table.and_then(|index| crates::one(&text, index)) {
                Some(table) => checked(read::rest(table)),
                None => parse(&text),
            };
            (config, text, diagnostics)
        }
        Err(error) => {
            let message = format!("cannot read {}: {error}", path.display());
            let diagnostic = Diagnostic::new(Code::Unreadable, &Pointer::root(), message).about(File::Config);
            (Config::default(), String::new(), diagnostic.into())
        }
    }
}

/// Reads the text of a configuration, in TOML. Returns the configuration and diagnostics. An invalid text gives the default configuration.
pub fn parse(text: &str) -> (Config, Diagnostics) {
    match read::table(text) {
        Ok(table) => {
            let misplaced = crates::misplaced(table.get_ref());
            if misplaced.is_empty() { checked(read::rest(table)) } else { (Config::default(), misplaced) }
        }
        Err(diagnostics) => (Config::default(), diagnostics),
    }
}

/// The number of `[[crate]]` tables in a file: 0 if it configures a single crate, or cannot be read.
pub fn tables(path: &Path) -> usize {
    crate::files::read_text(path, LARGEST).map_or(0, |text| crates::count(&text))
}

impl FromStr for Setting {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        setting::parsed::<Config>(text)
    }
}

/// Reads the text of a configuration, or one of its `[[crate]]` tables, with settings that override it.
pub(crate) fn with_settings(text: &str, table: Option<usize>, settings: &[Setting]) -> (Config, Diagnostics) {
    let (config, found) = match setting::merged::<Config>(text, table, settings) {
        Ok(config) => checked((Some(config), Diagnostics::new())),
        Err(error) => {
            let message = format!("--set: {}", error.message());
            (Config::default(), Diagnostic::new(Code::Config, &Pointer::root(), message).into())
        }
    };
    let given = found.iter().cloned().map(|mut each| {
        each.pointer = Pointer::root();
        each.about(File::CommandLine)
    });
    (config, given.collect())
}

/// The text of a configuration, or of one of its `[[crate]]` tables, as JSON, with settings that override it.
#[cfg(feature = "cli")]
pub(crate) fn as_json(text: &str, table: Option<usize>, settings: &[Setting]) -> Option<String> {
    serde_json::to_string(&setting::whole(text, table, settings)).ok()
}

/// Reads a configuration that is JSON; `None` if it is none, or contradicts itself.
#[cfg(feature = "cli")]
pub(crate) fn of_json(text: &str) -> Option<Config> {
    let config: Config = serde_json::from_str(text).ok()?;
    let (config, found) = checked((Some(config), Diagnostics::new()));
    found.is_empty().then_some(config)
}

/// The package name and the output directory in a file, or in one of its `[[crate]]` tables, if present. Other errors in the file do not
/// matter.
pub fn name_and_output(path: &Path, table: Option<usize>) -> (Option<String>, Option<PathBuf>) {
    let text = crate::files::read_text(path, LARGEST).unwrap_or_default();
    let whole = toml::from_str::<toml::Table>(&text).unwrap_or_default();
    let found = match table {
        Some(index) => whole.get("crate").and_then(|tables| tables.get(index)?.as_table()),
        None => Some(&whole),
    };
    name_and_output_in(found)
}

/// The same for each `[[crate]]` table of a file, which is read once.
pub(crate) fn names_and_outputs(path: &Path) -> Vec<(Option<String>, Option<PathBuf>)> {
    let text = crate::files::read_text(path, LARGEST).unwrap_or_default();
    let whole = toml::from_str::<toml::Table>(&text).unwrap_or_default();
    let tables = whole.get("crate").and_then(toml::Value::as_array);
    tables.into_iter().flatten().map(|table| name_and_output_in(table.as_table())).collect()
}

fn name_and_output_in(table: Option<&toml::Table>) -> (Option<String>, Option<PathBuf>) {
    let text = |value: Option<&toml::Value>| value.and_then(toml::Value::as_str).map(str::to_owned);
    let name = table.and_then(|table| table.get("package")?.get("name"));
    (text(name), text(table.and_then(|table| table.get("output"))).map(PathBuf::from))
}

/// Adds diagnostics about contradictions between the parts of a configuration.
fn checked((config, mut diagnostics): (Option<Config>, Diagnostics)) -> (Config, Diagnostics) {
    let Some(config) = config else { return (Config::default(), diagnostics) };
    diagnostics.extend(config.client.check());
    diagnostics.extend(check::check(&config.rules, &config.formats, &config.dependencies));
    (config, diagnostics)
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
