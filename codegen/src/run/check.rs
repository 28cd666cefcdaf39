//! Validates the package settings of a configuration.

use crate::config::{Config, Placement};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names;

/// Reports everything that is wrong with the package and its placement.
pub(super) fn check(config: &Config) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    check_name(config, &mut diagnostics);
    check_version(config, &mut diagnostics);
    check_placement(config, &mut diagnostics);
    diagnostics
}

/// The name becomes part of paths and Rust code, so it must be one that Cargo accepts.
fn check_name(config: &Config, diagnostics: &mut Diagnostics) {
    let Some(name) = &config.package.name else { return };
    let plain = name.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'));
    if !plain || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        let message = format!("{name:?} is not a valid package name");
        let expected = "ASCII letters, digits, hyphens and underscores, beginning with a letter";
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("name"), message)
                .about(File::Config)
                .expected(expected),
        );
    } else if config.placement == Placement::Crate && (names::is_reserved_package(name) || name.len() > 64) {
        let message = format!("the package name {name:?} is reserved or too long");
        diagnostics.push(
            Diagnostic::new(Code::Config, &Pointer::root().join("package").join("name"), message)
                .about(File::Config)
                .expected("up to 64 characters, and neither a Rust keyword nor the name of a standard or common crate"),
        );
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;

    /// The places of invalid package settings.
    fn refused(package: config::Package, placement: Placement) -> Vec<String> {
        let config = Config { package, placement, ..Config::default() };
        check(&config).iter().map(|each| each.pointer.to_string()).collect()
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
        // A module cannot shadow another package.
        assert_eq!(of("core", Placement::Module("api".to_owned())), [""; 0]);
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
