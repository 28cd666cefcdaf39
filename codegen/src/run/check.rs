//! Validates the package settings of a configuration.

use crate::config::{Config, Placement};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names;

/// Reports all invalid settings of the package and its placement. The name may come from the command line.
pub(super) fn check(config: &Config, is_name_given: bool) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if let Some(found) = check_name(config) {
        diagnostics.push(if is_name_given { on_the_command_line(found) } else { found });
    }
    check_version(config, &mut diagnostics);
    check_placement(config, &mut diagnostics);
    check_own_types(config, &mut diagnostics);
    diagnostics
}

fn on_the_command_line(found: Diagnostic) -> Diagnostic {
    let message = format!("--name: {}", found.message);
    Diagnostic { pointer: Pointer::root(), message, ..found.about(File::CommandLine) }
}

/// The name becomes part of paths and Rust code, so Cargo must accept it.
fn check_name(config: &Config) -> Option<Diagnostic> {
    let name = config.package.name.as_ref()?;
    let is_plain = name.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'));
    let (problem, rule) = if !is_plain || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        ("is not a valid package name", "ASCII letters, digits, hyphens and underscores, beginning with a letter")
    } else if config.placement != Placement::Crate {
        return None;
    } else if name.len() > 64 {
        ("is too long for a package name", "up to 64 characters")
    } else if names::is_reserved_package(name) {
        ("cannot be a package name", "neither a Rust keyword nor the name of a standard or common crate")
    } else {
        return None;
    };
    let message = format!("{name:?} {problem}");
    let suggested = names::package(name);
    let expected = if *name == suggested { rule.to_owned() } else { format!("{rule}, such as {suggested:?}") };
    let place = Pointer::root().join("package").join("name");
    Some(Diagnostic::new(Code::Config, &place, message).about(File::Config).expected(expected))
}

/// Cargo rejects a package with an invalid version.
fn check_version(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(version) = &config.package.version else { return };
    if !is_version(version) {
        let message = format!("{version:?} is not a valid package version");
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("version"), message)
                .about(File::Config)
                .expected("a semantic version such as \"1.2.3\""),
        );
    }
}

/// Three numbers, a pre-release after a hyphen, build metadata after a plus sign (Semantic Versioning 2.0.0).
fn is_version(text: &str) -> bool {
    let (text, build) = text.split_once('+').map_or((text, None), |(text, build)| (text, Some(build)));
    let (numbers, pre) = text.split_once('-').map_or((text, None), |(text, pre)| (text, Some(pre)));
    let is_number = |text: &str| {
        let is_short = (1..19).contains(&text.len()) && (text == "0" || !text.starts_with('0'));
        is_short && text.bytes().all(|each| each.is_ascii_digit())
    };
    let is_word =
        |text: &str| !text.is_empty() && text.bytes().all(|each| each.is_ascii_alphanumeric() || each == b'-');
    let is_mark = |text: &str| is_word(text) && (is_number(text) || !text.bytes().all(|each| each.is_ascii_digit()));
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && pre.is_none_or(|pre| pre.split('.').all(is_mark))
        && build.is_none_or(|build| build.split('.').all(is_word))
}

/// The path of a module becomes part of Rust code, so it must be valid.
fn check_placement(config: &Config, diagnostics: &mut Diagnostics) {
    let Placement::Module(path) = &config.placement else { return };
    if !path.split("::").all(|segment| syn::parse_str::<syn::Ident>(segment).is_ok()) {
        let message = format!("{path:?} is not a valid module path");
        let expected = "Rust identifiers, separated by \"::\"";
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("placement"), message)
                .about(File::Config)
                .expected(expected),
        );
    }
}

/// A generated package has no code but that which is generated, so that no type of the user's is in it.
fn check_own_types(config: &Config, diagnostics: &mut Diagnostics) {
    if config.placement != Placement::Crate {
        return;
    }
    let root = Pointer::root();
    let rules = config.rules.external().map(|(index, of)| (root.join("rule").join(index).join("type"), of));
    let formats = config.formats.iter().map(|(name, of)| (root.join("formats").join(name), of));
    for (place, of) in rules.chain(formats) {
        let Some(name) = of.path.strip_prefix("crate::").filter(|name| !name.starts_with("types::")) else { continue };
        let message = format!("the generated package has no `{name}`: everything in it is generated");
        let expected = format!(
            "a type of another crate, such as \"my_types::{name}\" with `my_types = {{ path = \"...\" }}` in `[dependencies]`; `crate::` is \
             for bindings that a build script puts into a module of its own crate"
        );
        diagnostics.push(Diagnostic::new(Code::Config, &place, message).about(File::Config).expected(expected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    /// The places of invalid package settings.
    fn refused(package: config::Package, placement: Placement) -> Vec<String> {
        let config = Config { package, placement, ..Config::default() };
        check(&config, false).iter().map(|each| each.pointer.to_string()).collect()
    }

    #[test]
    fn a_package_has_a_name_of_its_own() {
        let of = |name: &str, placement| {
            refused(config::Package { name: Some(name.to_owned()), ..config::Package::default() }, placement)
        };
        for name in ["pets", "Pets-2", "pets_api", "n"] {
            assert_eq!(of(name, Placement::Crate), [""; 0], "{name}");
        }
        let long = "x".repeat(65);
        for name in
            ["core", "std", "Test", "proc_macro", "bindery-runtime", "serde", "async", "self", "nul", "com1", &long]
        {
            assert_eq!(of(name, Placement::Crate), ["#/package/name"], "{name}");
        }
        for name in ["", "2pets", "-", "_", "a b", "宠物", "a\n[dependencies]", "a\"", "../a", "a.b", "T\u{2028}"] {
            assert_eq!(of(name, Placement::Crate), ["#/package/name"], "{name:?}");
        }
        let config = config::Config {
            package: config::Package { name: Some("struct".to_owned()), ..config::Package::default() },
            ..Config::default()
        };
        let found = check(&config, true);
        let found = found.iter().next().expect("a diagnostic");
        assert_eq!(
            (found.file, found.message.as_str()),
            (File::CommandLine, "--name: \"struct\" cannot be a package name")
        );
        assert!(found.expected.as_ref().is_some_and(|text| text.ends_with("such as \"struct-api\"")), "{found:?}");
        // A module cannot shadow another package.
        assert_eq!(of("core", Placement::Module("api".to_owned())), [""; 0]);
    }

    #[test]
    fn a_generated_package_has_no_types_of_the_user() {
        let text = "[formats]\nuuid = \"crate::Id\"\n[[rule]]\nmatch = \"A.b\"\ntype = \"crate::types::C\"\n[[rule]]\nmatch = \"A.c\"\ntype = \"crate::B\"\n";
        let places = |placement| {
            let config = Config { placement, ..config::parse(text).0 };
            check(&config, false).iter().map(|each| each.pointer.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(places(Placement::Crate), ["#/rule/1/type", "#/formats/uuid"]);
        assert_eq!(places(Placement::Module("api".to_owned())), [""; 0]);
    }

    #[test]
    fn a_package_has_a_version_that_cargo_reads() {
        let of = |version: &str| {
            refused(
                config::Package { version: Some(version.to_owned()), ..config::Package::default() },
                Placement::Crate,
            )
        };
        for version in ["0.1.0", "1.2.3-beta.1", "1.2.3+2024.1", "1.0.0-rc.1+b"] {
            assert_eq!(of(version), [""; 0], "{version}");
        }
        for version in [
            "",
            "1",
            "1.2",
            "v1.2.3",
            "1.2.3.4",
            "1.2.x",
            "1.2.3-",
            "01.2.3",
            "1.2.3-a..b",
            "1.2.3\n",
            "1.2.3-\"",
            "1.2.3-ä",
        ] {
            assert_eq!(of(version), ["#/package/version"], "{version:?}");
        }
    }
}
