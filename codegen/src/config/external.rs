//! Types of other crates, and the dependencies that provide them.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A Rust type that replaces the one that a schema would get: its path, such as `uuid::Uuid` or `crate::UserId`, or a table
/// with `path` and `via`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExternalType {
    /// The path as generated code writes it.
    pub(crate) path: String,
    /// How values become text or JSON.
    pub(crate) via: Option<Via>,
    /// The crates that the path begins with.
    pub(crate) crates: BTreeSet<String>,
}

/// How the values of an external type become JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// By `FromStr` and `Display`. Default for strings, numbers and integers.
    Text,
    /// By `serde::Serialize` and `serde::Deserialize`. Default for anything else.
    Serde,
}

/// The table form of an external type.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExternalTable {
    /// The path of the type.
    pub path: String,
    /// How its values become text or JSON. Default: `text` for strings and numbers, `serde` for anything else.
    #[serde(default)]
    pub via: Option<Via>,
}

impl ExternalType {
    /// Parses the path of a type.
    pub(crate) fn new(text: &str, via: Option<Via>) -> Result<Self, String> {
        let expected = "the path of a Rust type, such as `uuid::Uuid` or `crate::UserId`";
        let Ok(syn::Type::Path(path)) = syn::parse_str::<syn::Type>(text) else {
            return Err(format!("{text:?} is not the path of a type; expected {expected}"));
        };
        let mut crates = BTreeSet::new();
        let path =
            rooted(&path.path, &mut crates).ok_or_else(|| format!("{text:?} is not supported; expected {expected}"))?;
        if crates.is_empty() && !path.starts_with("crate::") {
            return Err(format!("the type {text:?} has no crate; expected {expected}"));
        }
        Ok(Self { path, via, crates })
    }
}

/// Writes a path from its crate, as code without the prelude needs it, and collects the crates.
pub(super) fn rooted(path: &syn::Path, crates: &mut BTreeSet<String>) -> Option<String> {
    let first = path.segments.first()?.ident.to_string();
    let is_name = path.segments.len() == 1 && path.leading_colon.is_none();
    let mut out = String::new();
    if !is_name && first != "crate" {
        if matches!(first.as_str(), "self" | "super" | "Self") {
            return None;
        }
        crates.insert(first);
        out.push_str("::");
    }
    for (index, segment) in path.segments.iter().enumerate() {
        if index > 0 {
            out.push_str("::");
        }
        out.push_str(&segment.ident.to_string());
        match &segment.arguments {
            syn::PathArguments::None => {}
            syn::PathArguments::AngleBracketed(arguments) => {
                let each = arguments.args.iter().map(|argument| match argument {
                    syn::GenericArgument::Type(syn::Type::Path(inner)) => rooted(&inner.path, crates),
                    _ => None,
                });
                let each: Option<Vec<String>> = each.collect();
                out.push_str(&format!("<{}>", each?.join(", ")));
            }
            syn::PathArguments::Parenthesized(_) => return None,
        }
    }
    Some(out)
}

impl<'de> Deserialize<'de> for ExternalType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = ExternalType;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the path of a Rust type, or a table with `path` and `via`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ExternalType, E> {
                ExternalType::new(text, None).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ExternalType, A::Error> {
                let table = ExternalTable::deserialize(MapAccessDeserializer::new(map))?;
                ExternalType::new(&table.path, table.via).map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(Forms)
    }
}

/// Dependencies of the generated package: a version, or a table as in Cargo.toml. A `path` is relative to the configuration.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Dependencies(pub(crate) BTreeMap<String, toml::Value>);

/// The version requirements of common crates.
const USUAL: &[(&str, &str)] = &[
    ("bigdecimal", "0.4"),
    ("camino", "1"),
    ("chrono", "0.4"),
    ("ipnet", "2"),
    ("iso8601-duration", "0.2"),
    ("jiff", "0.2"),
    ("num-bigint", "0.4"),
    ("rust_decimal", "1"),
    ("semver", "1"),
    ("time", "0.3"),
    ("url", "2"),
    ("uuid", "1"),
];

/// Crates that need no dependency declaration.
const BUILT_IN: [&str; 4] = ["alloc", "bindery_runtime", "core", "std"];

impl Dependencies {
    /// Whether generated code can name a crate.
    pub(crate) fn has(&self, library: &str) -> bool {
        let is_it = |package: &str| package.replace('-', "_") == library;
        BUILT_IN.contains(&library)
            || self.0.keys().any(|package| is_it(package))
            || USUAL.iter().any(|(package, _)| is_it(package))
    }

    /// The version that is required of a package, where one is configured.
    pub(crate) fn version(&self, package: &str) -> Option<&str> {
        let of = self.0.get(package)?;
        of.as_str().or_else(|| of.get("version")?.as_str())
    }

    /// The configured dependencies and those that `crates` need: package and requirement. `place` maps paths relative to the configuration.
    pub(crate) fn lines(&self, crates: &BTreeSet<String>, place: &dyn Fn(&str) -> String) -> Vec<(String, String)> {
        let configured = self.0.iter().map(|(package, of)| (package.clone(), written(of, place)));
        let mut lines: BTreeMap<String, String> = configured.collect();
        for (package, requirement) in USUAL {
            let library = package.replace('-', "_");
            let is_configured = lines.keys().any(|other| other.replace('-', "_") == library);
            if crates.contains(&library) && !is_configured {
                lines.insert((*package).to_owned(), quoted(requirement));
            }
        }
        lines.into_iter().collect()
    }
}

/// A TOML value on one line.
fn written(value: &toml::Value, place: &dyn Fn(&str) -> String) -> String {
    match value {
        toml::Value::String(text) => quoted(text),
        toml::Value::Array(list) => {
            let each: Vec<String> = list.iter().map(|each| written(each, place)).collect();
            format!("[{}]", each.join(", "))
        }
        toml::Value::Table(table) => {
            let each: Vec<String> = table
                .iter()
                .map(|(key, value)| match (key.as_str(), value) {
                    ("path", toml::Value::String(path)) => format!("path = {}", quoted(&place(path))),
                    _ => format!("{} = {}", quoted_key(key), written(value, place)),
                })
                .collect();
            format!("{{ {} }}", each.join(", "))
        }
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::Boolean(flag) => flag.to_string(),
        toml::Value::Datetime(moment) => moment.to_string(),
    }
}

fn quoted_key(key: &str) -> String {
    let is_bare = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// A TOML basic string, which has the same escapes as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_from_its_crate() {
        let of =
            |text: &str| ExternalType::new(text, None).map(|of| (of.path, of.crates.into_iter().collect::<Vec<_>>()));
        let cases: &[(&str, &str, &[&str])] = &[
            ("uuid::Uuid", "::uuid::Uuid", &["uuid"]),
            ("::uuid::Uuid", "::uuid::Uuid", &["uuid"]),
            ("crate::UserId", "crate::UserId", &[]),
            ("chrono::DateTime<chrono::Utc>", "::chrono::DateTime<::chrono::Utc>", &["chrono"]),
            ("my_crate::List<String>", "::my_crate::List<String>", &["my_crate"]),
        ];
        for (text, path, crates) in cases {
            let crates = crates.iter().map(|each| (*each).to_owned()).collect();
            assert_eq!(of(text), Ok(((*path).to_owned(), crates)));
        }
        for text in ["Uuid", "uuid::", "", "super::Id", "a::B; drop", "&str", "Fn(a::B)", "a::B<'static>", "a b"] {
            assert!(of(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dependencies_are_those_configured_and_those_needed() {
        let text = "my-crate = { path = \"../my\", features = [\"a\", \"b\"] }\nuuid = { version = \"1.8\", default-features = false }";
        let dependencies: Dependencies = toml::from_str(text).expect("dependencies");
        let crates = ["uuid", "rust_decimal", "my_crate", "std"].map(str::to_owned).into_iter().collect();
        let lines = dependencies.lines(&crates, &|path| format!("../{path}"));
        let expected = [
            ("my-crate", "{ features = [\"a\", \"b\"], path = \"../../my\" }"),
            ("rust_decimal", "\"1\""),
            ("uuid", "{ default-features = false, version = \"1.8\" }"),
        ];
        assert_eq!(lines, expected.map(|(package, of)| (package.to_owned(), of.to_owned())));
        assert!(dependencies.has("my_crate") && dependencies.has("url") && !dependencies.has("unheard_of"));
    }
}
