//! Finds the plain part of a string: bytes without special meaning.

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const TWOS: u64 = u64::from_ne_bytes([0x02; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
const AFTER_SPACES: u64 = u64::from_ne_bytes([b' ' + 1; 8]);

/// Sets the high bits of quotes, backslashes and control characters. Subtraction may borrow from the next byte, so only the lowest bit is
/// reliable, which is the one that matters.
#[inline]
pub(crate) const fn specials(word: u64) -> u64 {
    // Flipping bit 1 swaps quote and space, so one comparison finds quotes together with control characters.
    let low = (word ^ TWOS).wrapping_sub(AFTER_SPACES);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    (low | backslash) & !word & HIGHS
}

/// The number of bytes before the first quote, backslash or control character; all of them if there is none.
#[inline(never)]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    plain_len_by(bytes, is_special)
}

/// The same for a whole text, whose last bytes are looked up in a table one by one, which is cheaper than three comparisons each. For
/// longer texts, loading the table does not pay off.
#[inline]
pub(crate) fn whole_plain_len(bytes: &[u8]) -> usize {
    plain_len_by(bytes, |byte| SPECIAL[usize::from(byte)])
}

#[inline]
fn plain_len_by(bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let hits = specials(u64::from_le_bytes(*word));
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
        if at == LONG {
            return LONG + long_plain_len(bytes.get(LONG..).unwrap_or_default(), is_special);
        }
    }
    at + rest.iter().position(|byte| is_special(*byte)).unwrap_or(rest.len())
}

/// The same for long texts. After whole chunks, a special byte or the end follows within [`LONG`] bytes.
#[inline(never)]
fn long_plain_len(bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy) -> usize {
    let pieces = plain_pieces(bytes);
    pieces + plain_len_by(bytes.get(pieces..).unwrap_or_default(), is_special)
}

/// The bytes that are not plain.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = is_special(byte as u8);
        byte += 1;
    }
    special
};

/// Longer texts are searched in larger chunks.
const LONG: usize = 64;

/// A lower bound for the plain bytes, in chunks that the compiler vectorizes.
fn plain_pieces(bytes: &[u8]) -> usize {
    let (pieces, _) = bytes.as_chunks::<32>();
    let plain = pieces.iter().take_while(|piece| !piece.iter().fold(false, |any, byte| any | is_special(*byte)));
    plain.count() * 32
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether a text needs no escapes.
#[cfg(test)]
pub(crate) fn is_plain(text: &str) -> bool {
    !text.bytes().any(is_special)
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_len, whole_plain_len};

    #[test]
    fn plain_length_agrees_with_a_naive_search() {
        for special in 0..=u8::MAX {
            for position in 0..20 {
                for neighbour in [b'a', 0x80, 0xFF, b'!', b'#', b']', b'['] {
                    let mut bytes = [neighbour; 20];
                    bytes[position] = special;
                    let expected = bytes.iter().position(|byte| is_special(*byte)).unwrap_or(bytes.len());
                    for found in [plain_len(&bytes), whole_plain_len(&bytes)] {
                        assert_eq!(found, expected, "{special} at {position} among {neighbour}");
                    }
                }
            }
        }
    }

    #[test]
    fn long_texts_are_searched_to_their_end() {
        for length in 0..150 {
            for special in ["", "\"", "\\", "\n"] {
                let text = format!("{}{special}é", "a".repeat(length));
                let expected = if special.is_empty() { text.len() } else { length };
                for found in [plain_len(text.as_bytes()), whole_plain_len(text.as_bytes())] {
                    assert_eq!(found, expected, "{special:?} after {length}");
                }
            }
        }
    }
}
