//! JSON pointers of patches (RFC 6901).

use crate::diag::Pointer;

/// A pointer of a patch as a place inside a document; `None` if it is invalid: it must be empty or begin with a slash, and `~` must precede
/// `0` or `1`.
pub(super) fn parse(whole: &Pointer, text: &str) -> Option<Pointer> {
    if text.is_empty() {
        return Some(whole.clone());
    }
    let valid = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    let rest = text.strip_prefix('/').filter(|_| valid)?;
    let unescaped = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
    Some(rest.split('/').fold(whole.clone(), |place, segment| place.join(unescaped(segment))))
}

/// The index of a segment in an array with `places` places: digits without leading zeros, or `-` for the place behind the last element,
/// which is valid only for additions.
pub(super) fn index(segment: &str, places: usize) -> Option<usize> {
    let digits = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let index = match segment {
        "-" => places.checked_sub(1)?,
        _ if digits && (segment == "0" || !segment.starts_with('0')) => segment.parse().ok()?,
        _ => return None,
    };
    (index < places).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_follow_the_rfc() {
        let parse = |text: &str| parse(&Pointer::root(), text).map(|place| place.to_string());
        assert_eq!(parse("").as_deref(), Some("#"));
        assert_eq!(parse("/a~1b/~01/").as_deref(), Some("#/a~1b/~01/"));
        for wrong in ["a", "#/a", "/~", "/~2", "/a~"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn indexes_have_no_leading_zeros() {
        assert_eq!([index("0", 1), index("12", 13), index("-", 4)], [Some(0), Some(12), Some(3)]);
        for wrong in ["", "01", "+1", "-1", "1 ", "٣", "4"] {
            assert_eq!(index(wrong, 4), None, "{wrong}");
        }
    }
}
