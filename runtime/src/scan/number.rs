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

    /// Passes an integer that fits and has neither fraction nor exponent; passes nothing when something else follows.
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

    /// The same without a sign.
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

    /// An exponent at its `e`; one that is out of any range is some other that is, too.
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

    /// Passes what is before digits, and the digits, of which there must be one.
    #[inline]
    fn pass_digits(&mut self, before: usize, digits: usize) -> Scanned<()> {
        self.at += before + digits;
        if digits == 0 { Err(self.unexpected("a digit")) } else { Ok(()) }
    }
}

/// The integer that comes first, and its length; `None` when it is none that fits, or when it goes on with a fraction or an
/// exponent.
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
    if length > CERTAINLY_FIT {
        // Twenty digits may fit, and then wrapped or did not; one look tells.
        let text = str::from_utf8(digits.get(..length)?).ok()?;
        magnitude = text.parse().ok()?;
    }
    Some((magnitude, length))
}

/// How many digits fit 64 bits, whatever they are.
const CERTAINLY_FIT: usize = 19;

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
            // Zero has no sign, though Rust's unsigned types refuse one.
            return if self.text == "-0" { "0".parse().ok() } else { self.text.parse().ok() };
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
            let (mut signed, mut unsigned) = (Scanner::new(text), Scanner::new(text));
            let (left, right) = (signed.signed(), unsigned.unsigned());
            // What does not fit is left where it is.
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
