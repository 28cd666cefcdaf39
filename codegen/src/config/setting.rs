//! `--set KEY=VALUE`: keys of bindery.toml on the command line.

use super::read;
use serde::de::DeserializeOwned;

/// A key of bindery.toml with its value, such as `dates=jiff`, `package.version=1.2.0` or `formats.uuid="uuid::Uuid"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    key: String,
    table: toml::Table,
}

impl Setting {
    /// The key, with dots.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Reads KEY=VALUE. The value is TOML, or a string without quotes.
pub(super) fn parsed<T: DeserializeOwned>(text: &str) -> Result<Setting, String> {
    let parts = text.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    let Some((key, value)) = parts.filter(|(key, _)| !key.is_empty()) else {
        return Err("expected KEY=VALUE, such as dates=jiff".to_owned());
    };
    let quoted = serde_json::Value::String(value.to_owned()).to_string();
    let found = table::<T>(&format!("{key} = {value}")).or_else(|error| {
        // A text that is not a TOML value, or not valid for this key, is tried as a string.
        table::<T>(&format!("{key} = {quoted}"))
            .map_err(|other| error.or(other).unwrap_or("it is not a TOML key".to_owned()))
    });
    found.map(|table| Setting { key: key.to_owned(), table })
}

/// Parses a line as a table, with its mistakes; `None` if it is not TOML.
fn table<T: DeserializeOwned>(line: &str) -> Result<toml::Table, Option<String>> {
    let found = read::table(line).map_err(|_| None)?;
    let (config, diagnostics) = read::rest::<T>(found);
    match diagnostics.iter().next() {
        Some(first) => {
            let expected = first.expected.as_ref().map(|text| format!("; expected {text}")).unwrap_or_default();
            Err(Some(format!("{}{expected}", first.message)))
        }
        None => config.and_then(|_| toml::from_str(line).ok()).ok_or(None),
    }
}

/// Applies settings of the command line, which override the file; rules are added to its rules.
pub(super) fn merged<T: DeserializeOwned>(
    text: &str,
    table: Option<usize>,
    settings: &[Setting],
) -> Result<T, toml::de::Error> {
    T::deserialize(toml::Value::Table(whole(text, table, settings)))
}

/// The keys that remain when settings of the command line override the file.
pub(super) fn whole(text: &str, table: Option<usize>, settings: &[Setting]) -> toml::Table {
    let mut whole = toml::from_str::<toml::Table>(text).unwrap_or_default();
    if let Some(index) = table {
        let tables = whole.remove("crate").and_then(|tables| tables.try_into::<Vec<toml::Table>>().ok());
        whole = tables.and_then(|tables| tables.into_iter().nth(index)).unwrap_or_default();
    }
    settings.iter().for_each(|setting| merge(&mut whole, &setting.table));
    whole
}

fn merge(into: &mut toml::Table, from: &toml::Table) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            (Some(toml::Value::Array(old)), toml::Value::Array(new)) if key == "rule" => {
                old.extend(new.iter().cloned())
            }
            _ => drop(into.insert(key.clone(), value.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Dates, Setting, Unreached, with_settings as with};
    use crate::diag::File;

    #[test]
    fn a_setting_overrides_the_file() {
        let of = |text: &str| text.parse::<Setting>().unwrap_or_else(|error| panic!("{text}: {error}"));
        let settings = [
            "dates=jiff",
            "unreached = leave",
            "package.version=1.2.0",
            "package.description=A \"b\" = c",
            "client.headers={ a = \"b\" }",
            "rule=[{ match = \"A\", rename = \"C\" }]",
        ];
        let text = "dates = \"chrono\"\n[package]\nname = \"a\"\n[client.headers]\nx = \"y\"\n[[rule]]\nmatch = \"A\"\ndocs = \"B\"\n";
        let (config, found) = with(text, None, &settings.map(of));
        assert!(found.is_empty(), "{found:?}");
        assert_eq!((config.dates, config.unreached), (Dates::Jiff, Some(Unreached::Leave)));
        assert_eq!(config.package.name.as_deref(), Some("a"));
        assert_eq!(config.package.version.as_deref(), Some("1.2.0"));
        assert_eq!(config.package.description.as_deref(), Some("A \"b\" = c"));
        assert_eq!((config.client.headers.len(), config.rules.0.len()), (2, 2));
        let (config, _) = with("[[crate]]\n[[crate]]\ndates = \"chrono\"", Some(1), &[]);
        assert_eq!(config.dates, Dates::Chrono);
        let (_, found) = with(text, None, &[of("rule=[{ match = \"A\", docs = \"C\" }]")]);
        assert!(found.iter().all(|each| each.file == File::CommandLine) && found.len() == 1, "{found:?}");
    }

    #[test]
    fn a_misspelt_setting_is_refused_with_a_suggestion() {
        for (text, expected) in [
            ("dates", "expected KEY=VALUE"),
            ("=x", "expected KEY=VALUE"),
            ("dates=jif", "did you mean `jiff`?"),
            ("date=jiff", "did you mean `dates`?"),
            ("package.nmae=x", "unknown key `nmae`"),
            ("rule=x", "expected"),
            ("crate=[{}]", "unknown key `crate`"),
        ] {
            let error = text.parse::<Setting>().expect_err("wrong");
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
