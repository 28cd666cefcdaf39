//! The `Link` header (RFC 8288).

use http::HeaderMap;
use http::header::LINK;

/// Returns the address with the relation `next`.
pub(crate) fn next(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok()).find_map(next_of)
}

fn next_of(mut rest: &str) -> Option<String> {
    loop {
        let (_, after) = rest.split_once('<')?;
        let (address, after) = after.split_once('>')?;
        let (parameters, others) = split_outside_quotes(after, ',');
        if has_relation(parameters, "next") {
            return Some(address.trim().to_owned());
        }
        rest = others?;
    }
}

/// Splits at the first separator outside of quotes.
fn split_outside_quotes(text: &str, separator: char) -> (&str, Option<&str>) {
    let (mut quoted, mut escaped) = (false, false);
    for (at, each) in text.char_indices() {
        match each {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if each == separator && !quoted => return (&text[..at], Some(&text[at + each.len_utf8()..])),
            _ => {}
        }
    }
    (text, None)
}

/// Whether the parameters of a link contain a relation. Only the first `rel` counts (RFC 8288, 3.3).
fn has_relation(parameters: &str, relation: &str) -> bool {
    let mut rest = Some(parameters);
    while let Some(text) = rest {
        let (parameter, others) = split_outside_quotes(text, ';');
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("rel")
        {
            let relations = value.trim().trim_matches('"');
            return relations.split_ascii_whitespace().any(|each| each.eq_ignore_ascii_case(relation));
        }
        rest = others;
    }
    false
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::LINK;

    use super::next;
    use crate::client::request::parameter_style::decode;

    fn found(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        next(&headers)
    }

    #[test]
    fn the_relation_next_is_found() {
        assert_eq!(found(&["<https://a/b?c=1>; rel=\"next\""]).unwrap(), "https://a/b?c=1");
        assert_eq!(found(&["<https://a?p=1>; rel=prev, </x?p=3>; rel=next"]).unwrap(), "/x?p=3");
        assert_eq!(found(&["<a>; title=\"x, <y>; rel=next\"; rel=last", "<b>; REL=\"first Next\""]).unwrap(), "b");
        assert_eq!(found(&["<a,b>; foo=\"\\\"\"; rel=next"]).unwrap(), "a,b");
    }

    #[test]
    fn a_header_without_the_relation_next_has_no_address() {
        for values in
            [&[][..], &["<a>"], &["<a>; rel=prev"], &["<a; rel=next"], &["rel=next"], &["<a>; rel=last; rel=next"]]
        {
            assert_eq!(found(values), None, "{values:?}");
        }
    }

    #[test]
    fn queries_are_decoded() {
        assert_eq!(decode("a+b%20c%26%C3%BC%zz"), "a b c&ü%zz");
    }
}
