//! Patterns with `*`.

/// What each `*` of a pattern matches in a text, as short as possible, or `None` if the pattern does not match.
pub(super) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    found(pattern, text, false)
}

/// Whether a text is like a pattern.
pub(crate) fn is_like(pattern: &str, text: &str) -> bool {
    captures(pattern, text).is_some()
}

/// What each `*` of a pattern matches in the name of a group. Those are known by their tags and by the
/// names that `bindery list` shows: neither case nor what stands between words counts.
pub(super) fn loosely(pattern: &str, text: &str) -> Option<Vec<String>> {
    let plain = |text: &str| -> String {
        let kept = text.chars().filter(|each| each.is_alphanumeric() || matches!(each, '.' | '*'));
        kept.flat_map(char::to_lowercase).collect()
    };
    let (pattern, text) = (plain(pattern), plain(text));
    // A pattern of signs alone is about nothing.
    let found = captures(&pattern, &text).filter(|_| !pattern.is_empty())?;
    Some(found.into_iter().map(str::to_owned).collect())
}

/// What each `*` of a pattern matches in a path: `*` matches within a segment, `**` any number of them.
pub(super) fn segments<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    found(pattern, text, true)
}

fn found<'t>(pattern: &str, text: &'t str, by_segment: bool) -> Option<Vec<&'t str>> {
    let Some((literal, rest)) = pattern.split_once('*') else {
        return (pattern == text).then(Vec::new);
    };
    let text = text.strip_prefix(literal)?;
    let (rest, by_itself) = match rest.strip_prefix('*') {
        Some(after) if by_segment => (after, false),
        _ => (rest, by_segment),
    };
    let within = if by_itself { text.split('/').next().unwrap_or_default() } else { text };
    if rest.is_empty() {
        return (within.len() == text.len()).then(|| vec![text]);
    }
    let ends = within.char_indices().map(|(at, _)| at).chain([within.len()]);
    for end in ends {
        if let Some(mut more) = found(rest, &text[end..], by_segment) {
            more.insert(0, &text[..end]);
            return Some(more);
        }
    }
    None
}

/// Replaces each `*` of a template with what the pattern's `*` at the same position, counted from the end, matched.
pub(super) fn filled(template: &str, captures: &[String]) -> String {
    let mut out = String::new();
    for (index, literal) in template.split('*').enumerate() {
        if index > 0 {
            // The last `*` of a member pattern matches the member.
            let from_end = template.matches('*').count() - index;
            let capture = captures.len().checked_sub(from_end + 1).and_then(|at| captures.get(at));
            out.push_str(capture.map_or("", String::as_str));
        }
        out.push_str(literal);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_in_a_path_stays_within_its_segment() {
        let cases: &[(&str, &str, bool)] = &[
            ("/users/*", "/users/{id}", true),
            ("/users/*", "/users/{id}/keys", false),
            ("/users/**", "/users/{id}/keys", true),
            ("/users/**", "/users", false),
            ("/**/keys", "/users/{id}/keys", true),
            ("/users/{*}", "/users/{id}", true),
            ("**", "/", true),
            ("#/paths/*/get", "#/paths/~1users/get", true),
            ("#/paths/*/get", "#/paths/~1users/get/parameters/0", false),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(segments(pattern, text).is_some(), *expected, "{pattern} {text}");
        }
        assert_eq!(captures("*.b*", "a.bc"), Some(vec!["a", "c"]));
    }

    #[test]
    fn groups_are_known_by_their_names_in_rust() {
        for pattern in ["Facet Search", "facet_search", "FacetSearch", "facet-search", "facet*", "*"] {
            assert!(loosely(pattern, "Facet Search").is_some(), "{pattern}");
        }
        for pattern in ["facet", "facet.search", "", "-", "facetx*"] {
            assert!(loosely(pattern, "Facet Search").is_none(), "{pattern}");
        }
    }
}
