//! Numbers: their grammar, and whether two texts are the same number.

use super::{Scanned, Scanner};

/// The text of a number.
#[derive(Clone, Copy)]
pub(crate) struct Number<'t> {
    pub(crate) text: &'t str,
    /// Whether it has neither fraction nor exponent.
    pub(crate) is_integer: bool,
}

impl<'t> Scanner<'t> {
    /// Passes the number whose first byte, a digit or `-`, was seen.
    pub(crate) fn number(&mut self) -> Scanned<Number<'t>> {
        let start = self.at;
        let mut is_integer = true;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.unexpected("a number without leading zeros"));
            }
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            is_integer = false;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            is_integer = false;
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Number { text: self.since(start), is_integer })
    }

    fn digits(&mut self) -> Scanned<()> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(()) }
    }
}

impl Number<'_> {
    /// The number, if it is whole and fits. `1.0` and `1e2` are whole numbers too, as in JSON Schema.
    pub(crate) fn whole<T: std::str::FromStr>(self) -> Option<T> {
        if self.is_integer {
            return self.text.parse().ok();
        }
        Decimal::of(self.text)?.whole()?.parse().ok()
    }

    /// The nearest `f64`, if the number is not beyond the range.
    pub(crate) fn float(self) -> Option<f64> {
        self.text.parse::<f64>().ok().filter(|value| value.is_finite())
    }
}

/// Whether two JSON numbers are the same, exactly: `1`, `1.0` and `10e-1` are.
pub(crate) fn same_number(left: &str, right: &str) -> bool {
    left == right || matches!((Decimal::of(left), Decimal::of(right)), (Some(left), Some(right)) if left == right)
}

/// A number as digits without leading and trailing zeros, times a power of ten. Zero has no digits.
#[derive(PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` when the exponent does not fit.
    fn of(text: &str) -> Option<Self> {
        let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
        if digits.is_empty() {
            return Some(Self { is_negative: false, digits, exponent: 0 });
        }
        let zeros = all.len() - all.trim_end_matches('0').len();
        let exponent = exponent
            .parse::<i64>()
            .ok()?
            .checked_sub(i64::try_from(fraction.len()).ok()?)?
            .checked_add(i64::try_from(zeros).ok()?)?;
        Some(Self { is_negative, digits, exponent })
    }

    /// The digits of a whole number that may fit an integer.
    fn whole(&self) -> Option<String> {
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros < 20)?;
        let sign = if self.is_negative { "-" } else { "" };
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        Some(format!("{sign}{digits}{}", "0".repeat(zeros)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, same_number};

    fn whole(text: &str) -> Option<i64> {
        Number { text, is_integer: !text.contains(['.', 'e', 'E']) }.whole()
    }

    #[test]
    fn whole_numbers_may_be_written_with_a_fraction() {
        assert_eq!(whole("1.0"), Some(1));
        assert_eq!(whole("-1.50e2"), Some(-150));
        assert_eq!(whole("0.0"), Some(0));
        assert_eq!(whole("-0"), Some(0));
        assert_eq!(whole("9223372036854775807.0"), Some(i64::MAX));
        assert_eq!(whole("1.5"), None);
        assert_eq!(whole("1e400"), None);
        assert_eq!(whole("1e99999999999999999999"), None);
        assert_eq!(whole("9223372036854775808"), None);
    }

    #[test]
    fn numbers_are_compared_exactly() {
        assert!(same_number("1", "1.0") && same_number("10e-1", "1") && same_number("-0.0", "0"));
        assert!(same_number("1e99999999999999999999", "1e99999999999999999999"));
        assert!(!same_number("1", "-1") && !same_number("1", "10"));
        assert!(!same_number("36893488147419103232", "36893488147419103233"));
        assert!(!same_number("0.1", "0.10000000000000000001"));
    }
}
