//! Numbers: their grammar, and whether two texts are the same number.

use super::{Scanned, Scanner};

/// The text of a number.
#[derive(Clone, Copy)]
pub(crate) struct Number<'t> {
    pub(crate) text: &'t str,
    /// Whether it has neither fraction nor exponent.
    pub(crate) is_integer: bool,
}

/// What the text of a number says, as far as it fits.
struct Parts {
    /// All digits as one integer. Wraps beyond 19 of them.
    mantissa: u64,
    digits: usize,
    /// How many of the digits stand after the point.
    fraction: usize,
    exponent: i32,
}

impl Parts {
    /// The number, if it is certain to be the nearest: then it is one of two integers that a float holds exactly, multiplied
    /// or divided, which rounds once (Clinger, "How to read floating point numbers accurately").
    fn float(&self, is_negative: bool) -> Option<f64> {
        const LARGEST_EXACT: u64 = 1 << 53;
        if self.digits > 19 || self.mantissa > LARGEST_EXACT {
            return None;
        }
        let exponent = i64::from(self.exponent) - i64::try_from(self.fraction).ok()?;
        let power = *POWERS.get(usize::try_from(exponent.unsigned_abs()).ok()?)?;
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53, which is exact")]
        let mantissa = self.mantissa as f64;
        let magnitude = if exponent < 0 { mantissa / power } else { mantissa * power };
        Some(if is_negative { -magnitude } else { magnitude })
    }
}

/// The powers of ten that a float holds exactly.
static POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

impl<'t> Scanner<'t> {
    /// Passes the number whose first byte, a digit or `-`, was seen.
    pub(crate) fn number(&mut self) -> Scanned<Number<'t>> {
        self.parts().map(|(number, _)| number)
    }

    /// The same, and gives its nearest float; none when it is beyond the range.
    #[inline]
    pub(crate) fn float(&mut self) -> Scanned<(Number<'t>, Option<f64>)> {
        let (number, parts) = self.parts()?;
        let float = parts.float(number.text.starts_with('-'));
        Ok((number, float.or_else(|| number.float())))
    }

    /// Passes an integer of at most 19 digits without a fraction or an exponent; passes nothing when something else
    /// follows.
    #[inline]
    pub(crate) fn integer(&mut self) -> Option<(Sign, u64)> {
        let rest = self.rest();
        let (sign, digits) = match rest.split_first() {
            Some((b'-', digits)) => (Sign::Negative, digits),
            _ => (Sign::Positive, rest),
        };
        let mut magnitude = 0;
        let length = fold_digits(digits, &mut magnitude);
        let is_odd = length == 0
            || length > LONGEST_WHOLE
            || (length > 1 && digits.first() == Some(&b'0'))
            || matches!(digits.get(length), Some(b'.' | b'e' | b'E'));
        if is_odd {
            return None;
        }
        self.at += length + usize::from(sign == Sign::Negative);
        Some((sign, magnitude))
    }

    fn parts(&mut self) -> Scanned<(Number<'t>, Parts)> {
        let start = self.at;
        let mut is_integer = true;
        let mut mantissa = 0;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let mut digits = if self.byte() == Some(b'0') {
            self.at += 1;
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(self.unexpected("a number without leading zeros"));
            }
            1
        } else {
            self.digits(&mut mantissa)?
        };
        let mut fraction = 0;
        if self.byte() == Some(b'.') {
            is_integer = false;
            self.at += 1;
            fraction = self.digits(&mut mantissa)?;
            digits += fraction;
        }
        let mut exponent = 0;
        if matches!(self.byte(), Some(b'e' | b'E')) {
            is_integer = false;
            self.at += 1;
            exponent = self.exponent()?;
        }
        let number = Number { text: self.since(start), is_integer };
        Ok((number, Parts { mantissa, digits, fraction, exponent }))
    }

    /// An exponent after its `e`; one that is out of any range is some other that is, too.
    fn exponent(&mut self) -> Scanned<i32> {
        let is_negative = self.byte() == Some(b'-');
        if matches!(self.byte(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let mut magnitude = 0;
        let digits = self.digits(&mut magnitude)?;
        let magnitude = if digits > 19 { i32::MAX } else { i32::try_from(magnitude).unwrap_or(i32::MAX) };
        Ok(if is_negative { -magnitude } else { magnitude })
    }

    /// Passes digits, appends them to a number and gives how many they are.
    #[inline]
    fn digits(&mut self, number: &mut u64) -> Scanned<usize> {
        let length = fold_digits(self.rest(), number);
        self.at += length;
        if length == 0 { Err(self.unexpected("a digit")) } else { Ok(length) }
    }
}

/// The most digits that certainly fit 64 bits.
const LONGEST_WHOLE: usize = 19;

/// Whether a minus is before a number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Positive,
    Negative,
}

/// Appends the digits that come first to a number, which wraps when they are too many, and gives how many they are.
#[inline]
fn fold_digits(bytes: &[u8], number: &mut u64) -> usize {
    let mut rest = bytes;
    while let Some(eight) = eight_digits(rest) {
        *number = number.wrapping_mul(100_000_000).wrapping_add(eight);
        rest = rest.get(8..).unwrap_or_default();
    }
    while let Some((byte, after)) = rest.split_first()
        && byte.is_ascii_digit()
    {
        *number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
        rest = after;
    }
    bytes.len() - rest.len()
}

/// The number that the next eight bytes are, if all are digits. Neighbours are put together in three steps.
#[inline]
fn eight_digits(bytes: &[u8]) -> Option<u64> {
    let word = u64::from_le_bytes(*bytes.first_chunk()?);
    let digits = word.wrapping_sub(0x3030_3030_3030_3030);
    // A byte below '0' has its high bit after the subtraction, one above '9' after the addition.
    if (digits | word.wrapping_add(0x4646_4646_4646_4646) | word) & 0x8080_8080_8080_8080 != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF)
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
    use super::{Number, Scanner, eight_digits, same_number};

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
    fn eight_digits_are_digits() {
        assert_eq!(eight_digits(b"12345678"), Some(12_345_678));
        assert_eq!(eight_digits(b"000000099"), Some(9));
        assert_eq!(eight_digits(b"99999999"), Some(99_999_999));
        assert_eq!(eight_digits(b"1234567"), None);
        for position in 0..8 {
            for byte in 0..=u8::MAX {
                let mut text = *b"90909090";
                text[position] = byte;
                let expected = str::from_utf8(&text).ok().and_then(|text| text.parse::<u64>().ok());
                // A plus is none of JSON's digits.
                assert_eq!(eight_digits(&text), expected.filter(|_| byte != b'+'), "{byte} at {position}");
            }
        }
    }

    #[test]
    fn integers_are_passed_only_where_they_are_whole_and_fit() {
        let passed = |text| {
            let mut scanner = Scanner::new(text);
            scanner.integer().map(|(_, magnitude)| (magnitude, scanner.offset()))
        };
        assert_eq!(passed("0,"), Some((0, 1)));
        assert_eq!(passed("-12]"), Some((12, 3)));
        assert_eq!(passed("9999999999999999999"), Some((9_999_999_999_999_999_999, 19)));
        for text in ["", "-", "00", "-01", "1.0", "1e1", "1E1", "10000000000000000000", "x", "--1", "+1"] {
            assert_eq!(passed(text), None, "{text}");
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
