//! Scans the text of a JSONPath expression for the ends of its segments and for what makes it expensive.

/// The limit for nested brackets and parentheses: the parser recurses for each.
const MOST_NESTED: usize = 24;
/// The limit for the length of an expression in bytes.
const LONGEST: usize = 4096;

/// What an expression may visit.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Whether it can select more than one value.
    pub(super) branches: bool,
    /// The number of `..` in it.
    pub(super) descents: usize,
    /// The number of queries in its filters that begin at the root and visit more than one value.
    pub(super) nested_queries: usize,
}

/// The bytes of an expression outside of quotes, with their offsets and their depth of brackets and parentheses.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, u8, usize)> {
    let (mut quote, mut escaped, mut depth) = (None, false, 0_usize);
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        if let Some(open) = quote {
            let closes = byte == open && !escaped;
            escaped = byte == b'\\' && !escaped;
            if closes {
                quote = None;
            }
            return None;
        }
        match byte {
            b'\'' | b'"' => {
                quote = Some(byte);
                return None;
            }
            b'[' | b'(' => depth += 1,
            b']' | b')' => {
                depth = depth.saturating_sub(1);
                return Some((at, byte, depth + 1));
            }
            _ => {}
        }
        Some((at, byte, depth))
    })
}

/// Whether an expression is short and flat enough to be parsed; brackets, parentheses and negations nest.
pub(super) fn is_within_bounds(text: &str) -> bool {
    let negations = outside_quotes(text).filter(|(_, byte, _)| *byte == b'!').count();
    text.len() <= LONGEST && negations <= MOST_NESTED && outside_quotes(text).all(|(_, _, depth)| depth <= MOST_NESTED)
}

/// What an expression may visit.
pub(super) fn shape(text: &str) -> Shape {
    let bytes = text.as_bytes();
    let mut shape = Shape::default();
    for (at, byte, depth) in outside_quotes(text) {
        match byte {
            b'.' if bytes.get(at + 1) == Some(&b'.') => {
                shape.descents += 1;
                shape.branches = true;
            }
            b'*' | b'?' | b':' | b',' => shape.branches = true,
            b'$' if depth > 0 && !is_singular(&text[at + 1..]) => shape.nested_queries += 1,
            _ => {}
        }
    }
    shape
}

/// Whether the leading segments of a text select at most one value.
fn is_singular(text: &str) -> bool {
    let (mut depth, mut before) = (0_usize, None);
    for (_, byte, _) in outside_quotes(text) {
        match byte {
            b'*' | b'?' | b':' | b',' => return false,
            b'.' if before == Some(b'.') => return false,
            b'[' => depth += 1,
            b']' if depth > 0 => depth -= 1,
            b'.' | b'_' => {}
            _ if depth > 0 || byte.is_ascii_alphanumeric() || !byte.is_ascii() => {}
            _ => break,
        }
        before = Some(byte);
    }
    true
}

/// The ends of the segments of an expression, in order: `$.a['b'][0]` is `$`, `$.a`, `$.a['b']`, `$.a['b'][0]`.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = None;
    for (at, byte, depth) in outside_quotes(text) {
        let begins = match byte {
            b'.' => depth == 0 && before != Some(b'.'),
            // Brackets after two dots belong to them.
            b'[' => depth == 1 && before != Some(b'.'),
            _ => false,
        };
        if begins {
            ends.push(at);
        }
        before = Some(byte);
    }
    ends.push(text.len());
    ends
}

/// The expression with brackets and quotes around every name after a dot that needs quotes.
#[cfg(any(feature = "overlays", test))]
pub(super) fn quoted(text: &str) -> String {
    let ends = ends(text);
    let mut out = text[..ends[0]].to_owned();
    for pair in ends.windows(2) {
        let segment = &text[pair[0]..pair[1]];
        let (dots, name) = match segment.strip_prefix("..") {
            Some(name) => ("..", name),
            None => (".", segment.strip_prefix('.').unwrap_or_default()),
        };
        let plain = |each: char| each.is_alphanumeric() || each == '_';
        let needs_quotes = !name.is_empty() && !name.starts_with('[') && name != "*" && !name.chars().all(plain);
        if needs_quotes {
            let name = name.replace('\\', "\\\\").replace('\'', "\\'");
            out.push_str(if dots == ".." { ".." } else { "" });
            out.push_str(&format!("['{name}']"));
        } else {
            out.push_str(segment);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_end_outside_of_quotes_and_filters() {
        let parts = |text: &'static str| ends(text).into_iter().map(|end| &text[..end]).collect::<Vec<_>>();
        assert_eq!(
            parts("$.paths['/a.b[0]'].get[?@.x == $.y]..z"),
            [
                "$",
                "$.paths",
                "$.paths['/a.b[0]']",
                "$.paths['/a.b[0]'].get",
                "$.paths['/a.b[0]'].get[?@.x == $.y]",
                "$.paths['/a.b[0]'].get[?@.x == $.y]..z"
            ]
        );
        assert_eq!(parts("$..['a','b'][0]"), ["$", "$..['a','b']", "$..['a','b'][0]"]);
        assert_eq!(parts("$"), ["$"]);
        assert_eq!(parts(""), [""]);
    }

    #[test]
    fn names_that_need_quotes_get_them() {
        assert_eq!(quoted("$.paths./pets/{id}.get"), "$.paths['/pets/{id}'].get");
        assert_eq!(quoted("$.content.application/json..x-y[0].*"), "$.content['application/json']..['x-y'][0].*");
        assert_eq!(quoted("$.a['b.c'].d"), "$.a['b.c'].d");
    }

    #[test]
    fn expensive_parts_of_an_expression_are_counted() {
        let of = |text: &str| {
            let Shape { branches, descents, nested_queries } = shape(text);
            (branches, descents, nested_queries)
        };
        assert_eq!(of("$.a['..*$']"), (false, 0, 0));
        assert_eq!(of("$..a[?@..b == 1]"), (true, 2, 0));
        assert_eq!(of("$.a[?@.b == $.c['d'][0]]"), (true, 0, 0));
        assert_eq!(of("$.a[?@.b == $.c]..d"), (true, 1, 0));
        assert_eq!(of("$..*[?count($..*) > 1 && $.x[*]]"), (true, 2, 2));
    }

    #[test]
    fn expressions_are_short_and_flat() {
        assert!(is_within_bounds("$.a[?(@.b && !(@.c))]"));
        assert!(is_within_bounds(&format!("$['{}']", "[".repeat(1000))));
        for wrong in [format!("$[?{}@.a", "(".repeat(100)), format!("$[?{}@.a]", "!".repeat(100)), "$.a".repeat(5000)] {
            assert!(!is_within_bounds(&wrong));
        }
    }
}
