//! Places in values: paths in decoding errors, and JSON pointers.

/// The JSON pointer of the path that a decoding error begins with: `$.sink[0].region: expected ...`, or `$["a b"]`.
/// Without a path, the whole value.
pub(super) fn pointer_of(message: &str) -> String {
    let mut pointer = String::new();
    let Some(mut rest) = message.strip_prefix('$') else { return pointer };
    loop {
        let (segment, left) = if let Some(left) = rest.strip_prefix('.') {
            left.split_at(left.find(['.', '[', ':', ' ']).unwrap_or(left.len()))
        } else if let Some(left) = rest.strip_prefix("[\"") {
            let end = left.find("\"]").unwrap_or(left.len());
            (&left[..end], left.get(end + 2..).unwrap_or_default())
        } else if let Some(left) = rest.strip_prefix('[') {
            let end = left.find(']').unwrap_or(left.len());
            (&left[..end], left.get(end + 1..).unwrap_or_default())
        } else {
            return pointer;
        };
        pointer.push('/');
        pointer.push_str(segment);
        rest = left;
    }
}

/// Whether one place contains the other.
pub(super) fn touch(one: &str, other: &str) -> bool {
    let holds = |outer: &str, inner: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    holds(one, other) || holds(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_messages_are_pointers() {
        for (message, pointer) in [
            ("$: expected an object, found null (line 1, column 1)", ""),
            ("$.a.b: expected", "/a/b"),
            ("$.a[2].c: expected", "/a/2/c"),
            ("$[0][\"x y\"].c: expected", "/0/x y/c"),
            ("$[\"x", "/x"),
            ("no place", ""),
        ] {
            assert_eq!(pointer_of(message), pointer, "{message}");
        }
    }

    #[test]
    fn a_place_touches_what_is_inside_and_around() {
        assert!(touch("", "/a/b") && touch("/a/b", "/a") && touch("/a", "/a"));
        assert!(!touch("/a", "/ab") && !touch("/a/b", "/a/c"));
    }
}
