//! Findings that are to be errors.

use super::{Code, Severity};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Codes whose findings are errors in this run, whatever they are else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Denied(BTreeSet<Code>);

impl Denied {
    /// Whether findings of a code are errors.
    pub fn contains(&self, code: Code) -> bool {
        self.0.contains(&code)
    }

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
                None => Err(format!("there is no code {text:?}; there are {}, warnings, notes", Code::list())),
            },
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_weights_are_taken() {
        let denied: Denied = vec!["b0302".to_owned(), "warnings".to_owned()].try_into().expect("codes");
        assert!(denied.contains(Code::Untyped) && denied.contains(Code::Conflict) && !denied.contains(Code::Trial));
        let error = "B9999".parse::<Denied>().expect_err("no such code");
        assert!(error.contains("B9999") && error.contains("B0101"), "{error}");
    }
}
