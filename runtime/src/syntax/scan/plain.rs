//! What stands for itself in a string.

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const TWOS: u64 = u64::from_ne_bytes([0x02; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const BACKSLASHES: u64 = u64::from_ne_bytes([b'\\'; 8]);
const AFTER_SPACES: u64 = u64::from_ne_bytes([b' ' + 1; 8]);

/// The high bits of the bytes that are a quote, a backslash or a control character. A byte below the wanted one borrows
/// from its neighbour, so only the lowest bit is certain, and that is the one that counts.
#[inline]
pub(crate) const fn specials(word: u64) -> u64 {
    // With bit 1 turned over, a quote is where the space was, and the space where the quote was: one comparison finds
    // it among the control characters.
    let low = (word ^ TWOS).wrapping_sub(AFTER_SPACES);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    (low | backslash) & !word & HIGHS
}

/// How many bytes come before the first quote, backslash or control character; all when there is none.
#[inline(never)]
pub(crate) fn plain_len(bytes: &[u8]) -> usize {
    plain_len_by(bytes, is_special)
}

/// The same for a text of its own, of which the last bytes are looked at one by one: in a table, which is less than three
/// comparisons for each. In a longer text there is nothing to gain, and something to load.
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

/// The same beyond what most texts have. Behind the pieces, something special or the end is in less than [`LONG`].
#[inline(never)]
fn long_plain_len(bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy) -> usize {
    let pieces = plain_pieces(bytes);
    pieces + plain_len_by(bytes.get(pieces..).unwrap_or_default(), is_special)
}

/// Which bytes are not plain.
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = is_special(byte as u8);
        byte += 1;
    }
    special
};

/// Texts beyond this are looked at in larger pieces.
const LONG: usize = 64;

/// How many bytes are certainly plain, in pieces that the compiler looks at at once.
fn plain_pieces(bytes: &[u8]) -> usize {
    let (pieces, _) = bytes.as_chunks::<32>();
    let plain = pieces.iter().take_while(|piece| !piece.iter().fold(false, |any, byte| any | is_special(*byte)));
    plain.count() * 32
}

const fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

/// Whether a text is written in quotes as it is.
#[cfg(test)]
pub(crate) fn is_plain(text: &str) -> bool {
    !text.bytes().any(is_special)
}

#[cfg(test)]
mod tests {
    use super::{is_special, plain_len, whole_plain_len};

    #[test]
    fn plain_length_is_that_of_a_plain_search() {
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
