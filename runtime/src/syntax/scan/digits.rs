//! Processes eight bytes at once: finds digits and computes their number.

const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);

/// Sets the high bits of the bytes that are not digits.
#[inline]
pub(crate) const fn others(word: u64) -> u64 {
    // The addition sets the high bit of bytes above '9'; the subtraction clears it for bytes below '0'.
    let above = (word & !HIGHS) + u64::from_ne_bytes([0x7F - b'9'; 8]);
    let below = !((word | HIGHS) - ZEROS);
    (above | below | word) & HIGHS
}

/// The number that the first bytes of a word form, all of which are digits. Branch-free, because their count is unpredictable: the other
/// bytes are shifted out, and zeros shifted in before the first digit.
#[inline]
pub(crate) const fn first_digits(word: u64, count: usize) -> u64 {
    eight_digits(word.unbounded_shl(64 - 8 * count as u32))
}

/// The number that eight digits form. Combines neighbors in three steps.
#[inline]
pub(crate) const fn eight_digits(word: u64) -> u64 {
    let digits = word & u64::from_ne_bytes([0x0F; 8]);
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF
}
