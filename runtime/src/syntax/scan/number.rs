//! Numbers: their grammar, and whether two texts are the same number.

use std::hash::{Hash, Hasher};

use super::digits::{eight_digits, first_digits, others};
use super::{Scanned, Scanner};

/// The text of a number.
#[derive(Clone, Copy)]
pub(crate) struct Number<'t> {
    pub(crate) text: &'t str,
    /// Whether it has neither fraction nor exponent.
    pub(crate) is_integer: bool,
}

/// A parsed number, as far as it fits.
struct Parts {
    /// All digits as one integer. Wraps beyond 19 of them.
    mantissa: u64,
    digits: usize,
    /// The number of digits behind the point.
    fraction: usize,
    exponent: i32,
}

impl Parts {
    /// The nearest float; `None` if [`nearest`] has none, or digits do not fit.
    #[inline]
    fn float(&self, text: &str) -> Option<f64> {
        if self.digits > CERTAINLY_FIT && self.digits - leading_zeros(text) > CERTAINLY_FIT {
            return None;
        }
        let exponent = i64::from(self.exponent) - i64::try_from(self.fraction).ok()?;
        let magnitude = super::float::nearest(self.mantissa, exponent)?;
        Some(if text.starts_with('-') { -magnitude } else { magnitude })
    }
}

/// The number of leading zeros. If all digits are zeros, nothing can wrap.
#[cold]
fn leading_zeros(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b'-' | b'0' | b'.')).filter(|byte| *byte == b'0').count()
}

impl<'t> Scanner<'t> {
    /// Consumes the number whose first byte, a digit or `-`, was peeked.
    pub(crate) fn number(&mut self) -> Scanned<Number<'t>> {
        self.parts().map(|(number, _)| number)
    }

    /// The same, with the nearest float; `None` if it is out of range.
    #[inline]
    pub(crate) fn float(&mut self) -> Scanned<(Number<'t>, Option<f64>)> {
        let (number, parts) = self.parts()?;
        let float = parts.float(number.text).or_else(|| number.float());
        Ok((number, float))
    }

    /// Consumes a short number without an exponent whose nearest float is found without the standard library; otherwise consumes nothing.
    #[inline]
    pub(crate) fn decimal(&mut self) -> Option<f64> {
        let text = self.rest();
        let sign = usize::from(text.first() == Some(&b'-'));
        let digits = if sign == 1 { text.get(1..)? } else { text };
        let start = super::decimal::Start::of(*digits.first_chunk()?)?;
        let (mut mantissa, mut fraction, mut length) = (start.mantissa, start.fraction, start.length);
        if start.is_open {
            let others = fold_digits(digits.get(length..)?, &mut mantissa);
            length += others;
            fraction += others;
            // The first word has seven digits and the point.
            if fraction == 0 || length > CERTAINLY_FIT + 1 {
                return None;
            }
        }
        if matches!(digits.get(length), Some(b'e' | b'E')) {
            return None;
        }
        let magnitude = super::float::nearest(mantissa, -i64::try_from(fraction).ok()?)?;
        self.at += sign + length;
        Some(if sign == 1 { -magnitude } else { magnitude })
    }

    /// Consumes an integer that fits and has neither fraction nor exponent; otherwise consumes nothing.
    #[inline]
    pub(crate) fn signed(&mut self) -> Option<i64> {
        let (value, length) = match self.rest() {
            [b'-', digits @ ..] => {
                let (magnitude, length) = whole(digits)?;
                (0_i64.checked_sub_unsigned(magnitude)?, length + 1)
            }
            digits => {
                let (magnitude, length) = whole(digits)?;
                (i64::try_from(magnitude).ok()?, length)
            }
        };
        self.at += length;
        Some(value)
    }

    /// The same for unsigned integers.
    #[inline]
    pub(crate) fn unsigned(&mut self) -> Option<u64> {
        let (value, length) = whole(self.rest())?;
        self.at += length;
        Some(value)
    }

    #[inline]
    fn parts(&mut self) -> Scanned<(Number<'t>, Parts)> {
        let start = self.at;
        let text = self.rest();
        let mut mantissa = 0;
        let sign = usize::from(text.first() == Some(&b'-'));
        let whole = fold_digits(text.get(sign..).unwrap_or_default(), &mut mantissa);
        if whole > 1 && text.get(sign) == Some(&b'0') {
            self.at += sign + 1;
            return Err(self.unexpected("a number without leading zeros"));
        }
        self.pass_digits(sign, whole)?;
        let mut fraction = 0;
        if self.byte() == Some(b'.') {
            fraction = fold_digits(text.get(sign + whole + 1..).unwrap_or_default(), &mut mantissa);
            self.pass_digits(1, fraction)?;
        }
        let mut is_integer = fraction == 0;
        let mut exponent = 0;
        if matches!(self.byte(), Some(b'e' | b'E')) {
            is_integer = false;
            exponent = self.exponent()?;
        }
        let number = Number { text: self.since(start), is_integer };
        Ok((number, Parts { mantissa, digits: whole + fraction, fraction, exponent }))
    }

    /// Parses an exponent at its `e`. An exponent out of range is clamped to another one out of range.
    fn exponent(&mut self) -> Scanned<i32> {
        let (sign, is_negative) = match self.rest() {
            [_, b'-', ..] => (1, true),
            [_, b'+', ..] => (1, false),
            _ => (0, false),
        };
        let mut magnitude = 0;
        let digits = fold_digits(self.rest().get(1 + sign..).unwrap_or_default(), &mut magnitude);
        self.pass_digits(1 + sign, digits)?;
        let magnitude = if digits > 19 { i32::MAX } else { i32::try_from(magnitude).unwrap_or(i32::MAX) };
        Ok(if is_negative { -magnitude } else { magnitude })
    }

    /// Consumes a prefix and at least one digit.
    #[inline]
    fn pass_digits(&mut self, before: usize, digits: usize) -> Scanned<()> {
        self.at += before + digits;
        if digits == 0 { Err(self.unexpected("a digit")) } else { Ok(()) }
    }
}

/// The leading integer and its length; `None` if it does not fit, or continues with a fraction or an exponent.
#[inline]
fn whole(digits: &[u8]) -> Option<(u64, usize)> {
    let mut magnitude = 0;
    let length = fold_digits(digits, &mut magnitude);
    let is_other = match digits {
        [b'0', ..] => length > 1,
        _ => length == 0,
    };
    if is_other || matches!(digits.get(length), Some(b'.' | b'e' | b'E')) {
        return None;
    }
    if length > CERTAINLY_FIT && !(length == CERTAINLY_FIT + 1 && did_not_wrap(digits, magnitude)) {
        return None;
    }
    Some((magnitude, length))
}

/// The number of digits that always fit into 64 bits.
const CERTAINLY_FIT: usize = 19;

/// Whether twenty digits did not wrap: for numbers from 10^19 to 2 * 10^19, wrapped ones are below 10^19.
#[inline]
fn did_not_wrap(digits: &[u8], number: u64) -> bool {
    digits.first() == Some(&b'1') && number >= 10_000_000_000_000_000_000
}

/// Appends the leading digits to a number, which wraps if there are too many. Returns their count.
#[inline]
fn fold_digits(bytes: &[u8], number: &mut u64) -> usize {
    let mut rest = bytes;
    while let Some(eight) = rest.first_chunk::<8>() {
        let word = u64::from_le_bytes(*eight);
        let others = others(word);
        if others == 0 {
            *number = number.wrapping_mul(SCALES[8]).wrapping_add(eight_digits(word));
            rest = rest.get(8..).unwrap_or_default();
            continue;
        }
        let count = (others.trailing_zeros() / 8) as usize;
        *number = number.wrapping_mul(SCALES[count]).wrapping_add(first_digits(word, count));
        return bytes.len() - rest.len() + count;
    }
    while let Some((byte, after)) = rest.split_first()
        && byte.is_ascii_digit()
    {
        *number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        rest = after;
    }
    bytes.len() - rest.len()
}

/// Powers of ten, by the number of digits.
static SCALES: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

impl Number<'_> {
    /// The number, if it is whole and fits. As in JSON Schema, `1.0` and `1e2` are whole numbers.
    pub(crate) fn whole<T: std::str::FromStr>(self) -> Option<T> {
        if self.is_integer {
            // Drop the sign of zero, since unsigned types reject it.
            return if self.text == "-0" { "0".parse().ok() } else { self.text.parse().ok() };
        }
        Decimal::of(self.text)?.whole()?.parse().ok()
    }

    /// Whether a float represents an integer exactly.
    pub(crate) fn is_kept_by(self, nearest: f64) -> bool {
        // All integers below 2^53 are exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        #[expect(clippy::cast_possible_truncation, reason = "values out of range are not equal")]
        let is_same = || self.text.parse::<i128>().is_ok_and(|integer| nearest as i128 == integer);
        nearest.abs() < EXACT || is_same()
    }

    /// The nearest `f64`, if the number is in range.
    pub(crate) fn float(self) -> Option<f64> {
        self.text.parse::<f64>().ok().filter(|value| value.is_finite())
    }
}

/// Whether two JSON numbers are exactly equal, such as `1`, `1.0` and `10e-1`.
pub(crate) fn same_number(left: &str, right: &str) -> bool {
    left == right || matches!((Decimal::of(left), Decimal::of(right)), (Some(left), Some(right)) if left == right)
}

/// Hashes a JSON number; equal numbers have equal hashes.
pub(crate) fn hash_number(text: &str, mut state: &mut dyn Hasher) {
    match Decimal::of(text) {
        Some(decimal) => decimal.hash(&mut state),
        None => text.hash(&mut state),
    }
}

/// A number as digits without leading and trailing zeros, times a power of ten. Zero has no digits.
#[derive(PartialEq, Eq, Hash)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// `None` if the exponent does not fit.
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

    /// The digits of a whole number that may fit into an integer.
    fn whole(&self) -> Option<String> {
        let zeros = usize::try_from(self.exponent).ok().filter(|zeros| *zeros < 20)?;
        let sign = if self.is_negative { "-" } else { "" };
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        Some(format!("{sign}{digits}{}", "0".repeat(zeros)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, Scanner, first_digits, others, same_number};

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
    fn leading_digits_form_a_number() {
        for length in 0..=8 {
            for byte in 0..=u8::MAX {
                let mut text = *b"90817263";
                if let Some(place) = text.get_mut(length) {
                    *place = byte;
                }
                let word = u64::from_le_bytes(text);
                let bits = text.map(|byte| if byte.is_ascii_digit() { 0 } else { 0x80 });
                assert_eq!(others(word).to_le_bytes(), bits, "{byte} at {length}");
                let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let expected = str::from_utf8(&text[..count]).unwrap().parse().unwrap_or(0);
                assert_eq!(first_digits(word, count), expected, "{byte} at {length}");
            }
        }
    }

    #[test]
    fn twenty_digits_fit_or_do_not() {
        for text in [
            "10000000000000000000",
            "18446744073709551615",
            "18446744073709551616",
            "18446744073709551617",
            "19999999999999999999",
            "20000000000000000000",
            "28446744073709551615",
            "36893488147419103232",
            "99999999999999999999",
            "00000000000000000001",
            "184467440737095516150",
        ] {
            let expected = text.parse().ok().filter(|_| !text.starts_with('0'));
            assert_eq!(Scanner::new(text).unsigned(), expected, "{text}");
        }
    }

    #[test]
    fn only_whole_integers_that_fit_are_consumed() {
        let passed = |text| {
            let (mut signed, mut unsigned) = (Scanner::new(text), Scanner::new(text));
            let (left, right) = (signed.signed(), unsigned.unsigned());
            // A number that does not fit is not consumed.
            assert_eq!((left.is_some(), right.is_some()), (signed.offset() > 0, unsigned.offset() > 0), "{text}");
            (left, right)
        };
        assert_eq!(passed("0,"), (Some(0), Some(0)));
        assert_eq!(passed("-12]"), (Some(-12), None));
        assert_eq!(passed("9223372036854775807 "), (Some(i64::MAX), Some(9_223_372_036_854_775_807)));
        assert_eq!(passed("-9223372036854775808"), (Some(i64::MIN), None));
        assert_eq!(passed("18446744073709551615}"), (None, Some(u64::MAX)));
        for text in ["", "-", "00", "-01", "1.0", "1e1", "1E1", "18446744073709551616", "x", "--1", "+1"] {
            assert_eq!(passed(text), (None, None), "{text}");
        }
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
