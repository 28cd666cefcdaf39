//! How well a value fits a type.

/// The number of differences between a value and a type. Lower is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fit {
    /// Violations of the description: an unlisted value of an enum, a different constant, an undeclared property of a closed object, a
    /// union value that matches no variant, a fraction instead of an integer.
    pub(crate) violations: usize,
    /// Undeclared properties that the description allows.
    pub(crate) unknown: usize,
    /// Declared properties that are missing.
    pub(crate) absent: usize,
}

impl Fit {
    /// Returns the differences counted since an earlier state.
    pub(crate) const fn since(self, start: Self) -> Self {
        Self {
            violations: self.violations - start.violations,
            unknown: self.unknown - start.unknown,
            absent: self.absent - start.absent,
        }
    }

    /// Whether this fit has fewer violations or fewer unknown properties, and not more of the other.
    pub(crate) fn is_nearer(self, than: Self) -> bool {
        let (own, other) = ((self.violations, self.unknown), (than.violations, than.unknown));
        own != other && own.0 <= other.0 && own.1 <= other.1
    }

    /// Whether no type can fit better.
    pub(crate) const fn is_perfect(self) -> bool {
        self.violations == 0 && self.unknown == 0 && self.absent == 0
    }
}

#[cfg(test)]
mod tests {
    use super::Fit;

    #[test]
    fn violations_weigh_most() {
        let fit = |violations, unknown, absent| Fit { violations, unknown, absent };
        assert!(fit(0, 3, 9) < fit(1, 0, 0));
        assert!(fit(0, 0, 9) < fit(0, 1, 0));
        assert!(fit(0, 0, 1) < fit(0, 0, 2));
        assert_eq!(fit(3, 2, 1).since(fit(1, 1, 1)), fit(2, 1, 0));
        assert!(fit(1, 0, 5).is_nearer(fit(1, 1, 0)) && fit(1, 1, 0).is_nearer(fit(2, 1, 0)));
        assert!(!fit(1, 1, 0).is_nearer(fit(2, 0, 0)) && !fit(1, 1, 0).is_nearer(fit(1, 1, 5)));
        assert!(fit(0, 0, 0).is_perfect() && !fit(0, 0, 1).is_perfect());
    }
}
