//! The verdict on all changes, and the version of the next release.

use super::model::{Comparison, Weight};

/// What a new description means for callers as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing changed.
    Unchanged,
    /// Only the documentation changed.
    Docs,
    /// Code that compiles keeps compiling.
    Compatible,
    /// Some code has to change, or means something else.
    Breaking,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "no change",
            Self::Docs => "documentation only",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// The verdict on a comparison.
pub fn verdict(comparison: &Comparison) -> Verdict {
    match comparison.findings.iter().map(|finding| finding.weight).min() {
        None => Verdict::Unchanged,
        Some(Weight::Docs) => Verdict::Docs,
        Some(Weight::Compatible) => Verdict::Compatible,
        Some(Weight::Silent | Weight::Breaking) => Verdict::Breaking,
    }
}

/// The three numbers of a version, in order of precedence. Pre-releases and build metadata are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// Reads a version of Cargo; `None` if it is invalid.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.split(['-', '+']).next().unwrap_or_default();
        let numbers: Vec<u64> = plain.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
        match numbers.as_slice() {
            [major, minor, patch] => Some(Self { major: *major, minor: *minor, patch: *patch }),
            _ => None,
        }
    }
}

/// The version of a release with these changes, by Cargo's rules; `None` if the old one is invalid.
pub fn next_version(version: &str, verdict: Verdict) -> Option<String> {
    let Version { major, minor, patch } = Version::parse(version)?;
    let is_prerelease = version.contains('-');
    Some(match (verdict, major, minor) {
        (Verdict::Unchanged, ..) => version.to_owned(),
        // 1.2.0-rc.1 is followed by 1.2.0, regardless of the changes.
        _ if is_prerelease => format!("{major}.{minor}.{patch}"),
        (Verdict::Breaking, 0, 0) => format!("0.0.{}", patch.saturating_add(1)),
        (Verdict::Breaking, 0, minor) => format!("0.{}.0", minor.saturating_add(1)),
        (Verdict::Breaking, major, _) => format!("{}.0.0", major.saturating_add(1)),
        (Verdict::Compatible, major @ 1.., minor) => format!("{major}.{}.0", minor.saturating_add(1)),
        (Verdict::Compatible | Verdict::Docs, major, minor) => format!("{major}.{minor}.{}", patch.saturating_add(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_is_the_one_that_cargo_expects() {
        for (version, [docs, compatible, breaking]) in [
            ("0.0.3", ["0.0.4", "0.0.4", "0.0.4"]),
            ("0.1.0", ["0.1.1", "0.1.1", "0.2.0"]),
            ("1.4.2", ["1.4.3", "1.5.0", "2.0.0"]),
            ("2.0.0-rc.1", ["2.0.0", "2.0.0", "2.0.0"]),
            ("1.0.0+build", ["1.0.1", "1.1.0", "2.0.0"]),
        ] {
            let next = |verdict| next_version(version, verdict);
            assert_eq!(next(Verdict::Docs).as_deref(), Some(docs), "{version}");
            assert_eq!(next(Verdict::Compatible).as_deref(), Some(compatible), "{version}");
            assert_eq!(next(Verdict::Breaking).as_deref(), Some(breaking), "{version}");
            assert_eq!(next(Verdict::Unchanged).as_deref(), Some(version));
        }
        assert_eq!(next_version("1", Verdict::Breaking), None);
        assert_eq!(next_version("99999999999999999999.0.0", Verdict::Breaking), None);
    }
}
