//! Maps options of the command line to keys of bindery.toml.

use bindery::config::Setting;

/// The options that change the output, each with its key. `--set` sets any other key.
const KEYS: &[(&str, &str)] = &[
    ("SPEC", "description"),
    ("--out", "output"),
    ("--name", "package.name"),
    ("--root", "root"),
    ("--only", "select.only"),
    ("--except", "select.except"),
    ("--overlay", "overlays"),
    ("--patch", "patches"),
    ("--effective-spec", "effective-spec"),
    ("--lock", "lock"),
    ("--runtime-path", "runtime-path"),
    ("--deny", "deny"),
    ("--allow", "allow"),
];

/// Reads a setting. A key that has an option cannot be set with `--set`.
pub(crate) fn setting(text: &str) -> Result<Setting, String> {
    let setting: Setting = text.parse()?;
    match KEYS.iter().find(|(_, key)| *key == setting.key()) {
        Some((option, key)) => Err(format!("`{key}` has an option of its own: {option}")),
        None => Ok(setting),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory;
    use serde_json::Value;
    use std::collections::BTreeSet;

    /// Options that do not change the output, and `--set`.
    const OF_A_RUN: &[&str] = &[
        "--config",
        "--check",
        "--locked",
        "--watch",
        "--workspace",
        "--crate",
        "--set",
        "--changelog",
        "--bump",
        "--since",
        "--json",
        "--signatures",
        "--examples",
        "--write-overlay",
        "--traffic",
        "--server",
        "--message-format",
        "--color",
        "--verbose",
        "--quiet",
        "--help",
    ];
    /// The other keys, each with a valid value for `--set`.
    const SET: &[(&str, &str)] = &[
        ("vendor", "{ \"https://a.example/\" = \"vendor\" }"),
        ("package.version", "1.2.0"),
        ("package.description", "Parcels on their way"),
        ("package.license", "MIT"),
        ("package.repository", "https://a.example/b"),
        ("package.homepage", "https://a.example"),
        ("package.authors", "[\"Ada\"]"),
        ("package.keywords", "[\"parcels\"]"),
        ("package.categories", "[\"api-bindings\"]"),
        ("package.readme", "ABOUT.md"),
        ("package.include", "[\"/src\"]"),
        ("package.publish", "[]"),
        ("client.token-url", "/oauth/token"),
        ("client.token-parameters", "{ audience = \"a\" }"),
        ("client.headers", "{ x-version = \"1\" }"),
        ("client.telemetry", "{ header = \"x-client\" }"),
        ("group-features", "none"),
        ("default-body-required", "required"),
        ("dates", "jiff"),
        ("numbers", "exact"),
        ("required", "lenient"),
        ("scalars", "lenient"),
        ("secrets", "marked"),
        ("equal-types", "apart"),
        ("unreached", "leave"),
        ("operation-ids", "verbatim"),
        ("formats", "{ uuid = \"uuid::Uuid\" }"),
        ("dependencies", "{ ours = \"1\" }"),
        ("rule", "[{ match = \"A\", rename = \"B\" }]"),
    ];

    /// The keys of bindery.toml; for a table with fixed keys, the keys in it.
    fn keys(schema: &Value) -> BTreeSet<String> {
        let properties = |table: &Value| -> Vec<(String, Value)> {
            let all = table["properties"].as_object().into_iter().flatten();
            all.map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let inner = |value: &Value| {
            let name = value["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
            name.map(|name| properties(&schema["$defs"][name])).unwrap_or_default()
        };
        let own = properties(schema).into_iter().filter(|(key, _)| key != "crate");
        own.flat_map(|(key, value)| match inner(&value) {
            inner if inner.is_empty() => vec![key],
            inner => inner.into_iter().map(|(name, _)| format!("{key}.{name}")).collect(),
        })
        .collect()
    }

    /// The options of a command, as written on the command line.
    fn options(command: &str) -> BTreeSet<String> {
        let cli = Cli::command();
        let found = cli.get_subcommands().find(|each| each.get_name() == command).expect("the command");
        let written = |each: &clap::Arg| match each.get_long() {
            Some(long) => format!("--{long}"),
            None => each.get_id().as_str().to_uppercase(),
        };
        found.get_arguments().map(written).collect()
    }

    #[test]
    fn every_option_that_changes_the_output_has_a_key() {
        let keys = keys(&bindery::config::schema());
        for command in ["generate", "check", "list"] {
            for option in options(command) {
                let key = KEYS.iter().find(|(own, _)| *own == option);
                let is_known = key.map_or(OF_A_RUN.contains(&option.as_str()), |(_, key)| keys.contains(*key));
                assert!(is_known, "{option} of {command} has no key");
            }
        }
    }

    #[test]
    fn every_key_has_an_option_or_is_set_by_one() {
        let options = options("generate");
        let listed: BTreeSet<String> = KEYS
            .iter()
            .chain(SET)
            .map(|(option, key)| match option.starts_with("--") || *option == "SPEC" {
                true => (*key).to_owned(),
                false => (*option).to_owned(),
            })
            .collect();
        assert_eq!(keys(&bindery::config::schema()), listed, "a key was added or removed: list it in KEYS or in SET");
        for (option, key) in KEYS {
            assert!(options.contains(*option), "{option}");
            let error = setting(&format!("{key}=x")).map(|_| ()).expect_err("it has an option");
            assert!(error.contains(option) || error.contains("expected"), "{error}");
        }
        for (key, value) in SET {
            assert!(setting(&format!("{key}={value}")).is_ok_and(|setting| setting.key() == *key), "{key}");
        }
    }
}
