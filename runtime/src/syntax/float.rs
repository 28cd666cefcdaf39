//! Writes floats.

/// Whole numbers below 2^53 have no fraction, as JavaScript writes them; others are the shortest text that reads back
/// the same. JSON has no infinite numbers: they are `null`, as in JavaScript.
#[inline(never)]
pub(crate) fn write_float(value: f64, out: &mut String) {
    if value.abs() < Short::END {
        match Short::of(value) {
            Some(short) => short.write(out),
            // Whole numbers take the short path, except for negative zero.
            None => write_digits(value, out),
        }
    } else {
        write_large(value, out);
    }
}

/// A float that must not be read as an integer: `5.0`.
#[inline(never)]
pub(crate) fn write_fraction(value: f64, out: &mut String) {
    if value.is_finite() { write_digits(value, out) } else { out.push_str("null") }
}

/// Writes all digits of a finite float.
#[inline(never)]
fn write_digits(value: f64, out: &mut String) {
    out.push_str(zmij::Buffer::new().format_finite(value));
}

/// Floats that need more digits, and those that are not finite.
#[cold]
fn write_large(value: f64, out: &mut String) {
    if let Some(whole) = whole(value) {
        out.push_str(itoa::Buffer::new().format(whole));
    } else if value.is_finite() {
        write_digits(value, out);
    } else {
        out.push_str("null");
    }
}

/// The float as an integer, if it is whole and below 2^53.
#[expect(clippy::cast_possible_truncation, reason = "a loss is detected")]
#[expect(clippy::cast_precision_loss, reason = "the same")]
#[expect(clippy::float_cmp, reason = "exact equality is required")]
pub(crate) fn whole(value: f64) -> Option<i64> {
    const EXACT: i64 = 1 << 53;
    let whole = value as i64;
    (whole as f64 == value && (1 - EXACT..EXACT).contains(&whole)).then_some(whole)
}

/// A decimal number with at most four decimal places, such as a price. One division of two exact integers rounds like parsing does, which
/// shows that it reads back the same. No two numbers of up to 15 digits are the same float, so without trailing zeros it is also the
/// shortest.
struct Short {
    is_negative: bool,
    whole: u32,
    /// The four decimal places.
    fraction: u32,
}

impl Short {
    /// The limit for absolute values.
    const END: f64 = u32::MAX as f64;

    /// The decimal number of a float below [`Short::END`].
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a loss is detected")]
    #[expect(clippy::float_cmp, reason = "exact equality is required")]
    fn of(value: f64) -> Option<Self> {
        const PLACES: f64 = 10_000.0;
        // Adding this constant rounds to an integer.
        const INTEGERS: f64 = 4_503_599_627_370_496.0;
        let magnitude = value.abs();
        let product = magnitude * PLACES;
        let nearest = (product + INTEGERS) - INTEGERS;
        // Saves a division for most floats with more places.
        if (product - nearest).abs() >= 0.01 || nearest / PLACES != magnitude {
            return None;
        }
        let scaled = nearest as u64;
        let is_negative = value.is_sign_negative();
        if is_negative && scaled == 0 {
            // Negative zero needs a point: `-0` is the integer 0.
            return None;
        }
        let (whole, fraction) = ((scaled / 10_000) as u32, (scaled % 10_000) as u32);
        Some(Self { is_negative, whole, fraction })
    }

    #[inline]
    fn write(self, out: &mut String) {
        if self.is_negative {
            out.push('-');
        }
        match self.whole {
            // Copies of constant length need no call.
            0..10 => out.push_str(pair(self.whole).get(1..2).unwrap_or_default()),
            10..100 => out.push_str(pair(self.whole)),
            100.. => out.push_str(itoa::Buffer::new().format(self.whole)),
        }
        if self.fraction == 0 {
            return;
        }
        out.push('.');
        let (first, last) = (self.fraction / 100, self.fraction % 100);
        out.push_str(pair(first));
        let ends = if last == 0 {
            first
        } else {
            out.push_str(pair(last));
            last
        };
        if ends % 10 == 0 {
            out.pop();
        }
    }
}

/// Two digits.
#[inline]
fn pair(number: u32) -> &'static str {
    const PAIRS: &str = "0001020304050607080910111213141516171819\
                         2021222324252627282930313233343536373839\
                         4041424344454647484950515253545556575859\
                         6061626364656667686970717273747576777879\
                         8081828384858687888990919293949596979899";
    let start = 2 * number as usize;
    PAIRS.get(start..start + 2).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::text::encode::encode;

    #[test]
    fn floats_are_written_as_javascript_writes_them() {
        for (value, text) in [
            (1.0, "1"),
            (-3.0, "-3"),
            (0.0, "0"),
            (-0.0, "-0.0"),
            (0.03, "0.03"),
            (1.5e-7, "1.5e-7"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (f64::NAN, "null"),
            (f64::NEG_INFINITY, "null"),
        ] {
            assert_eq!(encode(&value), text);
        }
        assert_eq!(encode(&1e300).parse::<f64>(), Ok(1e300));
        assert_eq!(encode(&9_007_199_254_740_992.0).parse::<f64>(), Ok(9_007_199_254_740_992.0));
    }

    #[test]
    fn the_short_path_agrees_with_the_general_one() {
        let shortest = |value: f64| zmij::Buffer::new().format(value).to_owned();
        let check = |value: f64| {
            if value.fract() != 0.0 {
                for value in [value, -value] {
                    assert_eq!(encode(&value), shortest(value));
                }
            }
        };
        for tenths_of_thousandths in 1..30_000_u32 {
            let value = f64::from(tenths_of_thousandths) / 10_000.0;
            // Adjacent floats have all their digits.
            [value, value.next_up(), value.next_down(), value + 4_294_967_293.0].into_iter().for_each(check);
        }
        [0.00005, 0.00004, 0.12345, 4_294_967_295.5, 4_294_967_294.25, 1e300, 5e-324].into_iter().for_each(check);
    }
}
