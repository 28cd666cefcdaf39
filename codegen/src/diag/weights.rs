//! How much findings weigh in one run, where that differs from what their codes say.

use super::{Code, Severity};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Codes whose findings are errors in a run, whatever they are else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Denied(BTreeSet<Code>);

/// Codes whose findings are warnings in a run, although they are errors else: what is wrong is left out or bound as any
/// JSON value, and the rest goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Allowed(BTreeSet<Code>);

/// How much findings weigh in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// What is an error.
    pub denied: Denied,
    /// What is no error, unless it is denied.
    pub allowed: Allowed,
}

impl Weights {
    /// How much findings of a code weigh.
    pub fn of(&self, code: Code) -> Severity {
        match code.severity() {
            _ if self.denied.0.contains(&code) => Severity::Error,
            Severity::Error if self.allowed.0.contains(&code) => Severity::Warning,
            severity => severity,
        }
    }
}

impl Denied {
    /// Adds the codes of another set.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

impl Allowed {
    /// Adds the codes of another set.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

impl FromStr for Denied {
    type Err = String;

    /// Takes a code such as `B0302`, or `warnings` or `notes` for every code of that weight.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let of = |severity| Self(Code::ALL.iter().copied().filter(|code| code.severity() == severity).collect());
        match text {
            "warnings" => Ok(of(Severity::Warning)),
            "notes" => Ok(of(Severity::Note)),
            _ => match Code::of(text) {
                Some(code) => Ok(Self(BTreeSet::from([code]))),
                None => Err(format!("there is no code {text:?}; there are {}, warnings, notes", list(|_| true))),
            },
        }
    }
}

impl FromStr for Allowed {
    type Err = String;

    /// Takes the code of an error that leaves a hole which the rest can do without.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Code::of(text).filter(|code| code.can_be_allowed()) {
            Some(code) => Ok(Self(BTreeSet::from([code]))),
            None => Err(format!("{text:?} cannot be allowed; what can be is {}", list(Code::can_be_allowed))),
        }
    }
}

fn list(fits: fn(Code) -> bool) -> String {
    let numbers: Vec<&str> = Code::ALL.iter().filter(|code| fits(**code)).map(|code| code.number()).collect();
    numbers.join(", ")
}

impl TryFrom<Vec<String>> for Denied {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, Self::Error> {
        let mut denied = Self::default();
        for text in texts {
            denied.extend(&text.parse()?);
        }
        Ok(denied)
    }
}

impl TryFrom<Vec<String>> for Allowed {
    type Error = String;

    fn try_from(texts: Vec<String>) -> Result<Self, Self::Error> {
        let mut allowed = Self::default();
        for text in texts {
            allowed.extend(&text.parse()?);
        }
        Ok(allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weights(denied: &[&str], allowed: &[&str]) -> Result<Weights, String> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Ok(Weights { denied: texts(denied).try_into()?, allowed: texts(allowed).try_into()? })
    }

    #[test]
    fn what_is_denied_outweighs_what_is_allowed() {
        let weights = weights(&["b0302", "warnings", "B0202"], &["B0301", "B0202"]).expect("codes");
        assert_eq!(weights.of(Code::Untyped), Severity::Error);
        assert_eq!(weights.of(Code::Conflict), Severity::Error);
        assert_eq!(weights.of(Code::Trial), Severity::Note);
        assert_eq!(weights.of(Code::Contradiction), Severity::Warning);
        assert_eq!(weights.of(Code::DanglingReference), Severity::Error);
    }

    #[test]
    fn only_what_leaves_a_hole_can_be_allowed() {
        let error = weights(&["B9999"], &[]).expect_err("no such code");
        assert!(error.contains("B9999") && error.contains("B0101"), "{error}");
        let error = weights(&[], &["B0101"]).expect_err("nothing to bind");
        assert!(error.contains("B0301") && !error.contains("B0102"), "{error}");
    }
}
