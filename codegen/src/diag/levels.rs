//! Overrides of severity in one run: `--deny` and `--allow`.

use super::{Code, Severity};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::str::FromStr;

/// The diagnostics that a run turns into errors: `--deny`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Denied(Selection);

/// The diagnostics that a run does not report: `--allow`. Errors cannot be allowed, since they mean that nothing can be bound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Allowed(Selection);

/// Codes, listed one by one or by their severity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Selection {
    codes: BTreeSet<Code>,
    severities: BTreeSet<Severity>,
}

impl Selection {
    fn extend(&mut self, other: &Self) {
        self.codes.extend(&other.codes);
        self.severities.extend(&other.severities);
    }
}

/// The overrides of severity in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LintLevels {
    /// The codes that become errors.
    pub(crate) denied: Denied,
    /// The codes that are not reported.
    pub(crate) allowed: Allowed,
}

impl LintLevels {
    /// The severity of a code in this run; `None` if it is not reported. A code overrides a severity that includes it,
    /// and deny overrides allow.
    pub(crate) fn of(&self, code: Code) -> Option<Severity> {
        let (Denied(denied), Allowed(allowed)) = (&self.denied, &self.allowed);
        let severity = code.severity();
        if severity == Severity::Error || denied.codes.contains(&code) {
            Some(Severity::Error)
        } else if allowed.codes.contains(&code) {
            None
        } else if denied.severities.contains(&severity) {
            Some(Severity::Error)
        } else {
            Some(severity).filter(|severity| !allowed.severities.contains(severity))
        }
    }
}

impl Denied {
    /// Adds what another set denies.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

impl Allowed {
    /// Adds what another set allows.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

/// A code such as `B0302`, or `warnings` or `notes` for every code of that severity.
fn selection(text: &str, fits: fn(&Code) -> bool) -> Option<Selection> {
    let of = |severity| Selection { severities: BTreeSet::from([severity]), ..Selection::default() };
    match text {
        "warnings" => Some(of(Severity::Warning)),
        "notes" => Some(of(Severity::Note)),
        _ => {
            let code = Code::of(text).filter(fits)?;
            Some(Selection { codes: BTreeSet::from([code]), ..Selection::default() })
        }
    }
}

impl FromStr for Denied {
    type Err = String;

    /// Parses a code such as `B0302`, or `warnings` or `notes` for every code of that severity.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        selection(text, |_| true)
            .map(Self)
            .ok_or_else(|| format!("unknown code {text:?}; expected warnings, notes, or one of {}", list(|_| true)))
    }
}

impl FromStr for Allowed {
    type Err = String;

    /// Parses a code that is not an error by default, or `warnings` or `notes` for every code of that severity.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn is_no_error(code: Code) -> bool {
            code.severity() != Severity::Error
        }
        selection(text, |code| is_no_error(*code)).map(Self).ok_or_else(|| {
            format!("{text:?} cannot be allowed; expected warnings, notes, or one of {}", list(is_no_error))
        })
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

    fn levels(denied: &[&str], allowed: &[&str]) -> Result<LintLevels, String> {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Ok(LintLevels { denied: texts(denied).try_into()?, allowed: texts(allowed).try_into()? })
    }

    #[test]
    fn codes_override_severities_and_deny_overrides_allow() {
        let levels = levels(&["b0302", "warnings", "B0202"], &["B0301", "B0202", "notes"]).expect("codes");
        assert_eq!(levels.of(Code::Untyped), Some(Severity::Error));
        assert_eq!(levels.of(Code::Conflict), Some(Severity::Error));
        assert_eq!(levels.of(Code::Trial), None);
        assert_eq!(levels.of(Code::Contradiction), None);
        assert_eq!(levels.of(Code::DanglingReference), Some(Severity::Error));
        assert_eq!(levels.of(Code::Syntax), Some(Severity::Error));
        assert_eq!(LintLevels::default().of(Code::Contradiction), Some(Severity::Warning));
    }

    #[test]
    fn an_error_cannot_be_allowed() {
        let error = levels(&["B9999"], &[]).expect_err("no such code");
        assert!(error.contains("B9999") && error.contains("B0101"), "{error}");
        let error = levels(&[], &["B0101"]).expect_err("nothing to bind");
        assert!(error.contains("B0301") && !error.contains("B0102"), "{error}");
    }

    #[test]
    fn only_problems_that_prevent_output_are_errors() {
        let errors: Vec<&str> =
            Code::ALL.iter().filter(|code| code.severity() == Severity::Error).map(|code| code.number()).collect();
        let expected = [
            "B0101", "B0102", "B0103", "B0104", "B0105", "B0106", "B0107", "B0110", "B0112", "B0113", "B0501", "B0502",
            "B0503", "B0504",
        ];
        assert_eq!(errors, expected);
    }
}
