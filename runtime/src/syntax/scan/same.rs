//! Compares names. Most are short; comparing them by words needs no call.

/// Whether two names are equal.
#[inline]
pub(crate) fn is_same(left: &str, right: &str) -> bool {
    is_same_bytes(left.as_bytes(), right.as_bytes())
}

/// The same for bytes.
#[inline]
pub(crate) fn is_same_bytes(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && is_same_as_long(left, right)
}

/// The same for slices of equal length.
#[inline]
pub(crate) fn is_same_as_long(left: &[u8], right: &[u8]) -> bool {
    match (short(left), short(right)) {
        // One branch for both halves.
        (Some((start, end)), Some((same_start, same_end))) => ((start ^ same_start) | (end ^ same_end)) == 0,
        _ => is_same_short_or_long(left, right),
    }
}

/// Whether longer names are equal; up to 32 bytes, this is faster than `memcmp`.
#[inline(never)]
fn is_same_short_or_long(left: &[u8], right: &[u8]) -> bool {
    match (left, right) {
        ([first, .., last], [same_first, .., same_last]) if left.len() < 4 => {
            (first, last, left.get(1)) == (same_first, same_last, right.get(1))
        }
        _ => match left.len() {
            17..=32 => left.first_chunk::<16>() == right.first_chunk() && left.last_chunk::<16>() == right.last_chunk(),
            _ => left == right,
        },
    }
}

/// The first and the last half of 4 to 16 bytes, which may overlap.
#[inline]
pub(crate) fn short(bytes: &[u8]) -> Option<(u64, u64)> {
    match bytes.len() {
        8..=16 => Some((u64::from_le_bytes(*bytes.first_chunk()?), u64::from_le_bytes(*bytes.last_chunk()?))),
        4..8 => {
            let [start, end] = [u32::from_le_bytes(*bytes.first_chunk()?), u32::from_le_bytes(*bytes.last_chunk()?)];
            let both = u64::from(start) | (u64::from(end) << 32);
            Some((both, both))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn names_are_compared_whole() {
        for length in 0..70 {
            let name: String = ('a'..='z').cycle().take(length).collect();
            assert!(is_same(&name, &name.clone()) && !is_same(&name, &format!("{name}a")));
            for at in 0..length {
                assert!(!is_same(&name, &format!("{}#{}", &name[..at], &name[at + 1..])));
            }
        }
    }
}
