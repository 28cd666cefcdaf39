//! Derives and attributes that rules add to generated code.

use super::external::rooted;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

/// A derive that a rule adds to a type.
#[derive(Clone, Debug)]
pub struct Derive {
    /// The position of the rule.
    pub rule: usize,
    /// What it is.
    pub of: Derived,
}

/// What a derive is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Derived {
    /// One of the standard library.
    Standard(Standard),
    /// `schemars::JsonSchema`, which the runtime implements: derived, it would tell the names of Rust fields.
    JsonSchema,
    /// One of another crate, by its path.
    Other(String),
}

/// A derive of the standard library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standard {
    /// `Copy`
    Copy,
    /// `Default`
    Default,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `Ord`
    Ord,
    /// `PartialOrd`
    PartialOrd,
}

impl Standard {
    const ALL: [Self; 6] = [Self::Copy, Self::Default, Self::Eq, Self::Hash, Self::Ord, Self::PartialOrd];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::Ord => "Ord",
            Self::PartialOrd => "PartialOrd",
        }
    }

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Copy => "::core::marker::Copy",
            Self::Default => "::core::default::Default",
            Self::Eq => "::core::cmp::Eq",
            Self::Hash => "::core::hash::Hash",
            Self::Ord => "::core::cmp::Ord",
            Self::PartialOrd => "::core::cmp::PartialOrd",
        }
    }
}

// Types that differ in the rule alone are the same.
impl PartialEq for Derive {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
    }
}

impl Eq for Derive {}

impl Hash for Derive {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.of.hash(state);
    }
}

/// What every generated type implements.
const GIVEN: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// What is wrong with a derive or an attribute, and what is expected.
pub(super) type Refused = (String, String);

/// Reads a derive, and collects the crates that it needs.
pub(super) fn derive(text: &str, crates: &mut BTreeSet<String>) -> Result<Derived, Refused> {
    let refused = |message: String, expected: &str| Err((message, expected.to_owned()));
    let expected = "the path of a derive macro, such as \"Default\" or \"my_crate::Visit\"";
    let Ok(path) = syn::parse_str::<syn::Path>(text) else {
        return refused(format!("{text:?} is not valid here"), expected);
    };
    let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let (first, last) = match words.as_slice() {
        [one] => (None, one.as_str()),
        [first, .., last] => (Some(first.as_str()), last.as_str()),
        [] => return refused(format!("{text:?} is not valid here"), expected),
    };
    if matches!(first, None | Some("std" | "core" | "serde")) && GIVEN.contains(&last) {
        let message = format!("every generated type implements `{last}` already");
        let expected = match last {
            "Serialize" | "Deserialize" => {
                "no such derive; the generated crate has it with its feature `serde`, which is on"
            }
            _ => "no such derive",
        };
        return refused(message, expected);
    }
    let standard = Standard::ALL.into_iter().find(|each| each.name() == last);
    match (first, standard) {
        (None | Some("std" | "core"), Some(standard)) => return Ok(Derived::Standard(standard)),
        (Some("schemars"), _) if last == "JsonSchema" => return Ok(Derived::JsonSchema),
        (None, None) => {
            let message = format!("the derive {text:?} has no crate, and the standard library has none of this name");
            let expected = match last {
                "JsonSchema" => "its path, \"schemars::JsonSchema\"".to_owned(),
                _ => format!("its path, such as \"my_crate::{last}\""),
            };
            return Err((message, expected));
        }
        _ => {}
    }
    match rooted(&path, crates) {
        Some(path) => Ok(Derived::Other(path)),
        None => refused(format!("{text:?} is not supported"), expected),
    }
}

/// First words of the paths of attributes that are no crates.
const TOOLS: [&str; 6] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustdoc", "rustfmt"];

/// Reads an attribute as generated code writes it, and collects the crates that it needs.
pub(super) fn attribute(text: &str, crates: &mut BTreeSet<String>) -> Result<String, Refused> {
    let expected = || "an attribute without `#[` and `]`, such as \"must_use\"".to_owned();
    let Ok(meta) = syn::parse_str::<syn::Meta>(text) else {
        return Err((format!("{text:?} is not valid here"), expected()));
    };
    let path = meta.path();
    if path.is_ident("derive") {
        let inside = text.split_once('(').map_or("", |(_, inside)| inside.trim_end_matches(')'));
        return Err(("`derive` is a key of its own".to_owned(), format!("`derive = [\"{inside}\"]`")));
    }
    let first = path.segments.first().map(|segment| segment.ident.to_string()).unwrap_or_default();
    let is_plain = path.segments.len() == 1 || path.leading_colon.is_some() || first == "crate";
    if path.segments.len() > 1 && first != "crate" && !TOOLS.contains(&first.as_str()) {
        crates.insert(first.clone());
    }
    // Generated modules name no crates.
    let is_rooted = is_plain || TOOLS.contains(&first.as_str());
    Ok(if is_rooted { text.to_owned() } else { format!("::{text}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derive_is_written_from_its_crate() {
        let of = |text: &str| {
            let mut crates = BTreeSet::new();
            derive(text, &mut crates).map(|of| (of, crates.into_iter().collect::<Vec<_>>()))
        };
        assert_eq!(of("Default"), Ok((Derived::Standard(Standard::Default), Vec::new())));
        assert_eq!(of("std::hash::Hash"), Ok((Derived::Standard(Standard::Hash), Vec::new())));
        for text in ["schemars::JsonSchema", "::schemars::JsonSchema"] {
            assert_eq!(of(text), Ok((Derived::JsonSchema, Vec::new())));
        }
        let visit = Derived::Other("::my_crate::Visit".to_owned());
        assert_eq!(of("my_crate::Visit"), Ok((visit, vec!["my_crate".to_owned()])));
        let refused = |text: &str| of(text).expect_err(text).0;
        for text in ["Debug", "serde::Serialize", "Clone", "std::cmp::PartialEq"] {
            assert!(refused(text).contains("already"), "{text}");
        }
        assert!(refused("Visit").contains("no crate") && refused("JsonSchema").contains("no crate"));
        for text in ["a b", "", "super::Visit", "a::B<'x>"] {
            assert!(refused(text).contains("not"), "{text}");
        }
    }

    #[test]
    fn an_attribute_is_written_from_its_crate() {
        let of = |text: &str| {
            let mut crates = BTreeSet::new();
            attribute(text, &mut crates).map(|text| (text, crates.len()))
        };
        for text in ["must_use", "doc(alias = \"x\")", "builder(default)", "rustfmt::skip", "::my_crate::note"] {
            assert_eq!(of(text).map(|(text, _)| text), Ok(text.to_owned()));
        }
        assert_eq!(of("my_crate::note(1)"), Ok(("::my_crate::note(1)".to_owned(), 1)));
        assert_eq!(of("derive(Default)").expect_err("refused").1, "`derive = [\"Default\"]`");
        assert!(of("#[x]").is_err() && of("a b").is_err());
    }
}
