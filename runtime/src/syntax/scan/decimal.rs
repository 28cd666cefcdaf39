//! The fast path for common decimal numbers: a few digits, optionally a point and a few more.

use super::digits::{first_digits, others};

/// The first eight bytes of an unsigned decimal number.
pub(crate) struct Start {
    /// The digits as one integer.
    pub(crate) mantissa: u64,
    /// The number of digits behind the point.
    pub(crate) fraction: usize,
    /// The length in bytes, including the point.
    pub(crate) length: usize,
    /// Whether more decimal places may follow.
    pub(crate) is_open: bool,
}

impl Start {
    /// `None` if it does not start a number, or has neither an end nor a point.
    #[inline]
    pub(crate) fn of(eight: [u8; 8]) -> Option<Self> {
        let word = u64::from_le_bytes(eight);
        let others = others(word);
        let whole = others.trailing_zeros() / 8;
        let is_zero_first = eight[0] == b'0' && whole > 1;
        if whole == 0 || others == 0 || is_zero_first {
            return None;
        }
        if byte(word, whole) != b'.' {
            let length = whole as usize;
            return Some(Self { mantissa: first_digits(word, length), fraction: 0, length, is_open: false });
        }
        // Remove the point by shifting the bytes behind it.
        let before = (1 << (8 * whole)) - 1;
        let digits = (word & before) | ((word >> 8) & !before);
        let after = others & (others - 1);
        let length = after.trailing_zeros() / 8;
        let fraction = length - whole - 1;
        let is_open = after == 0;
        if fraction == 0 && !is_open {
            return None;
        }
        Some(Self {
            mantissa: first_digits(digits, length as usize - 1),
            fraction: fraction as usize,
            length: length as usize,
            is_open,
        })
    }
}

#[inline]
const fn byte(word: u64, position: u32) -> u8 {
    word.to_le_bytes()[position as usize]
}

#[cfg(test)]
mod tests {
    use crate::syntax::scan::Scanner;

    /// The number, and its length in the text.
    fn read(text: &str) -> Option<(f64, usize)> {
        let mut scanner = Scanner::new(text);
        let value = scanner.decimal();
        assert_eq!(value.is_some(), scanner.offset() > 0, "{text}");
        value.map(|value| (value, scanner.offset()))
    }

    #[test]
    fn the_point_may_be_anywhere() {
        let digits = "12345678901234567890";
        for whole in 1..8 {
            for fraction in 0..12 {
                for sign in ["", "-"] {
                    let point = if fraction == 0 { "" } else { "." };
                    let number = format!("{sign}{}{point}{}", &digits[..whole], &digits[whole..whole + fraction]);
                    for end in [",   1.5    ", "]9999999999", " .123456789", "\n0000000000"] {
                        let expected = Some((number.parse().unwrap(), number.len()));
                        assert_eq!(read(&format!("{number}{end}")), expected, "{number}{end}");
                    }
                }
            }
        }
    }

    #[test]
    fn other_texts_are_left_to_the_general_path() {
        for number in [
            "",
            "-",
            "00",
            "01.5",
            "-01",
            "1.",
            "1.x",
            ".5",
            "1e5",
            "1.5E3",
            "12345678",
            "0.1234567e1",
            "x",
            "--1",
            "+1",
        ] {
            assert_eq!(read(&format!("{number},         ")), None, "{number}");
        }
        assert_eq!(read("1.2345678901234567890,        "), None);
        // Fewer than eight bytes.
        assert_eq!(read("1.5"), None);
    }
}
