//! Converts decimal numbers to the nearest floats.

/// The float that is nearest to `mantissa` times a power of ten; `None` if that needs more than 64 bits of the power.
///
/// Computes the number exactly, as an integer whose leading bits a float holds, and rounds once, ties to even (IEEE 754, section 4.3.1).
#[inline]
pub(crate) fn nearest(mantissa: u64, exponent: i64) -> Option<f64> {
    let power = usize::try_from(exponent.unsigned_abs()).ok()?;
    if mantissa <= LARGEST_EXACT
        && let Some(power) = EXACT.get(power)
    {
        // Both operands are exact, so one operation rounds once (Clinger, "How to read floating point numbers accurately").
        #[expect(clippy::cast_precision_loss, reason = "at most 2^53, which is exact")]
        let mantissa = mantissa as f64;
        return Some(if exponent < 0 { mantissa / power } else { mantissa * power });
    }
    let power = FIVES.get(power)?;
    Some(if exponent < 0 { divided(mantissa, power) } else { multiplied(mantissa, power) })
}

/// A float can represent every integer up to this one.
const LARGEST_EXACT: u64 = 1 << 53;

/// The powers of ten that a float represents exactly.
static EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A power of five, as a divisor.
struct Five {
    exponent: i32,
    /// Normalized: its first bit is set.
    shifted: u64,
    shift: i32,
    /// Its reciprocal: (2^128 - 1) / divisor - 2^64.
    reciprocal: u64,
}

/// The powers that fit into 64 bits.
static FIVES: [Five; 28] = {
    let mut fives = [const { Five { exponent: 0, shifted: 0, shift: 0, reciprocal: 0 } }; 28];
    let mut exponent = 0;
    let mut power = 1_u64;
    while exponent < fives.len() {
        let shift = power.leading_zeros();
        let shifted = power << shift;
        let reciprocal = (u128::MAX / shifted as u128 - (1 << 64)) as u64;
        fives[exponent] = Five { exponent: exponent as i32, shifted, shift: shift as i32, reciprocal };
        exponent += 1;
        power = power.wrapping_mul(5);
    }
    fives
};

/// A mantissa times ten to the power.
#[expect(clippy::cast_precision_loss, reason = "which rounds to the nearest")]
fn multiplied(mantissa: u64, power: &Five) -> f64 {
    let product = u128::from(mantissa) * u128::from(power.shifted >> power.shift);
    product as f64 * two_to(power.exponent)
}

/// A mantissa divided by ten to the power.
#[expect(clippy::cast_precision_loss, reason = "which rounds to the nearest")]
#[expect(clippy::cast_possible_wrap, reason = "at most 64")]
fn divided(mantissa: u64, power: &Five) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let shift = mantissa.leading_zeros();
    let (quotient, remainder) = power.divide(mantissa << shift);
    // The quotient has at least 62 bits. A remainder only needs to set its last bit for correct rounding.
    let rounded = (quotient | u64::from(remainder != 0)) as f64;
    rounded * two_to(power.shift - shift as i32 - 63 - power.exponent)
}

impl Five {
    /// Divides the dividend times 2^63; returns quotient and remainder (Möller and Granlund, "Improved division by invariant integers",
    /// algorithm 4). The first bit of the dividend must be set.
    #[expect(clippy::cast_possible_truncation, reason = "the halves of 128 bits")]
    fn divide(&self, dividend: u64) -> (u64, u64) {
        let (high, low) = (dividend >> 1, dividend << 63);
        let estimate = u128::from(self.reciprocal) * u128::from(high) + ((u128::from(high) << 64) | u128::from(low));
        let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
        let mut remainder = low.wrapping_sub(quotient.wrapping_mul(self.shifted));
        if remainder > estimate as u64 {
            quotient = quotient.wrapping_sub(1);
            remainder = remainder.wrapping_add(self.shifted);
        }
        if remainder >= self.shifted {
            quotient = quotient.wrapping_add(1);
            remainder -= self.shifted;
        }
        (quotient, remainder)
    }
}

/// A power of two within the range of normal floats.
#[expect(clippy::cast_sign_loss, reason = "between 1 and 2046")]
fn two_to(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

#[cfg(test)]
mod tests {
    use super::{FIVES, nearest};

    /// Reproducible pseudo-random numbers.
    fn arbitrary() -> impl Iterator<Item = u64> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        std::iter::repeat_with(move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            // All bit lengths are equally likely.
            state >> (state % 61)
        })
    }

    #[test]
    fn agrees_with_the_standard_library() {
        let edges = [0, 1, (1 << 53) - 1, 1 << 53, (1 << 53) + 1, (1 << 54) + 2, u64::MAX, u64::MAX - 1, 1 << 63];
        for mantissa in edges.into_iter().chain(arbitrary().take(2_000)) {
            for exponent in -30..=30 {
                let expected: f64 = format!("{mantissa}e{exponent}").parse().unwrap();
                let found = nearest(mantissa, exponent);
                assert_eq!(found.is_some(), exponent.abs() < 28, "{mantissa}e{exponent}");
                if let Some(found) = found {
                    assert_eq!(found.to_bits(), expected.to_bits(), "{mantissa}e{exponent}");
                }
            }
        }
    }

    #[test]
    fn ties_are_rounded_to_even() {
        // 2^53 + 1, also times powers of ten, are exact ties.
        for (mantissa, exponent) in
            [(9_007_199_254_740_993, 0), (90_071_992_547_409_930, -1), (9_007_199_254_740_993, 3)]
        {
            let expected: f64 = format!("{mantissa}e{exponent}").parse().unwrap();
            assert_eq!(nearest(mantissa, exponent).map(f64::to_bits), Some(expected.to_bits()));
        }
    }

    #[test]
    fn division_is_exact() {
        for power in &FIVES {
            for dividend in arbitrary().take(500).chain([1, u64::MAX]) {
                let dividend = dividend | 1 << 63;
                let (whole, divisor) = (u128::from(dividend) << 63, u128::from(power.shifted));
                let (quotient, remainder) = power.divide(dividend);
                assert_eq!((u128::from(quotient), u128::from(remainder)), (whole / divisor, whole % divisor));
            }
        }
    }
}
