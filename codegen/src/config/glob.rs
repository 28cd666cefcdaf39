//! Patterns with `*`.

/// What each `*` of a pattern matches in a text, as short as possible, or `None` if the pattern does not match.
pub(super) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    found(pattern, text, false)
}

/// The same for paths: `*` matches within a segment, `**` any number of them.
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
}
