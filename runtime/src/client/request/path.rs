//! Fills the path template of an operation with encoded arguments.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::client::RequestError;

/// The characters of a template that a path cannot contain. Reserved characters belong to the template and are kept.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Fills a template with encoded values. The template is a path, optionally followed by a query. `value` returns the value of a
/// parameter, or `None` if the parameter does not exist.
///
/// Values cannot lead to another path: they are encoded, and a segment that would become empty, `.` or `..` is an error,
/// because URL parsers and servers resolve such segments. A segment with a parameter for which `may_be_empty` is true can be
/// empty.
pub(crate) fn fill<'a>(
    template: &'static str,
    value: &dyn Fn(&str) -> Option<Result<&'a str, RequestError>>,
    may_be_empty: &dyn Fn(&str) -> bool,
) -> Result<String, RequestError> {
    let mut path = String::with_capacity(template.len() + 32);
    let (template, query) = split_query(template);
    for segment in template.strip_prefix('/').unwrap_or(template).split('/') {
        path.push('/');
        let start = path.len();
        let is_filled = fill_segment(&mut path, segment, value)?;
        let filled = &path[start..];
        if is_filled && filled.is_empty() && !names(segment).any(may_be_empty) {
            return Err(RequestError::SegmentEmpty { segment });
        }
        // With `allowReserved`, one value can contain several segments.
        if filled.split('/').any(is_dots) {
            return Err(RequestError::SegmentDots { segment });
        }
    }
    if !query.is_empty() {
        path.push('?');
        fill_segment(&mut path, query, value)?;
    }
    Ok(path)
}

/// Splits a template into path and query. A question mark in braces belongs to a parameter name.
fn split_query(template: &'static str) -> (&'static str, &'static str) {
    let mut depth = 0_usize;
    for (index, byte) in template.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'?' if depth == 0 => return (&template[..index], &template[index + 1..]),
            _ => {}
        }
    }
    (template, "")
}

/// Returns the names of the parameters in a segment.
fn names(segment: &'static str) -> impl Iterator<Item = &'static str> {
    segment.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// Appends one segment with its parameters filled in. Returns whether it has any.
fn fill_segment<'a>(
    path: &mut String,
    segment: &'static str,
    value: &dyn Fn(&str) -> Option<Result<&'a str, RequestError>>,
) -> Result<bool, RequestError> {
    let mut rest = segment;
    let mut is_filled = false;
    while let Some((before, after)) = rest.split_once('{') {
        path.extend(utf8_percent_encode(before, TEMPLATE));
        let Some((name, after)) = after.split_once('}') else {
            // A brace that is never closed is an ordinary character.
            path.push_str("%7B");
            rest = after;
            continue;
        };
        path.push_str(value(name).unwrap_or(Err(RequestError::ArgumentMissing { name }))?);
        is_filled = true;
        rest = after;
    }
    path.extend(utf8_percent_encode(rest, TEMPLATE));
    Ok(is_filled)
}

/// Whether a segment is a dot segment (`.` or `..`). URL parsers treat `%2e` as a dot (WHATWG URL Standard, 4.1), and some
/// servers drop everything from a semicolon on before they resolve dot segments.
pub(crate) fn is_dots(segment: &str) -> bool {
    let before_parameters = segment.split(';').next().unwrap_or_default();
    matches!(before_parameters.replace("%2e", ".").replace("%2E", ".").as_str(), "." | "..")
}

#[cfg(test)]
mod tests {
    use super::fill;
    use crate::client::RequestError;
    use crate::client::request::parameter_style::encode_strictly;

    fn path(template: &'static str, values: &[(&str, &str)]) -> Result<String, RequestError> {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, encode_strictly(value))).collect();
        let value = |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| Ok(value.as_str()));
        fill(template, &value, &|name| name == "root")
    }

    #[test]
    fn values_stay_in_their_segment() {
        for (value, sent) in [
            ("lst_1", "/s/lst_1/x"),
            ("a/b", "/s/a%2Fb/x"),
            ("../admin", "/s/..%2Fadmin/x"),
            ("...", "/s/.../x"),
            ("%2e%2e", "/s/%252e%252e/x"),
            ("%", "/s/%25/x"),
            ("?a=1#f", "/s/%3Fa%3D1%23f/x"),
            ("a b+c", "/s/a%20b%2Bc/x"),
            ("\\", "/s/%5C/x"),
            ("..;", "/s/..%3B/x"),
            ("日本", "/s/%E6%97%A5%E6%9C%AC/x"),
            ("a\r\nb", "/s/a%0D%0Ab/x"),
            ("{id}", "/s/%7Bid%7D/x"),
        ] {
            assert_eq!(path("/s/{id}/x", &[("id", value)]).unwrap(), sent, "{value:?}");
        }
    }

    #[test]
    fn values_that_change_the_path_are_refused() {
        let empty = Err(RequestError::SegmentEmpty { segment: "{id}" });
        assert_eq!(path("/s/{id}", &[("id", "")]), empty);
        for dots in [".", ".."] {
            let refused = Err(RequestError::SegmentDots { segment: "{id}" });
            assert_eq!(path("/s/{id}", &[("id", dots)]), refused);
        }
        let refused = Err(RequestError::SegmentDots { segment: "{a}{b}" });
        assert_eq!(path("/{a}{b}", &[("a", "."), ("b", ".")]), refused);
        assert_eq!(path("/{a}{b}", &[("a", ""), ("b", "x")]).unwrap(), "/x");
        assert_eq!(path("/v{a}", &[("a", "")]).unwrap(), "/v");
        let refused = Err(RequestError::SegmentDots { segment: "%2e{a}" });
        assert_eq!(path("/%2e{a}", &[("a", ".")]), refused);
        let missing = Err(RequestError::ArgumentMissing { name: "id" });
        assert_eq!(path("/s/{id}", &[]), missing);
    }

    #[test]
    fn a_segment_may_be_empty_only_where_that_is_allowed() {
        assert_eq!(path("/c/{root}", &[("root", "")]).unwrap(), "/c/");
        assert_eq!(path("/c/{root}/x", &[("root", "")]).unwrap(), "/c//x");
        let empty = Err(RequestError::SegmentEmpty { segment: "{id}" });
        assert_eq!(path("/c/{root}/{id}", &[("root", ""), ("id", "")]), empty);
        for dots in [".", ".."] {
            let refused = Err(RequestError::SegmentDots { segment: "{root}" });
            assert_eq!(path("/c/{root}", &[("root", dots)]), refused);
        }
    }

    #[test]
    fn a_value_with_several_segments_cannot_contain_dot_segments() {
        let filled = |value: &'static str| fill("/c/{path}", &|_| Some(Ok(value)), &|_| false);
        assert_eq!(filled("a/b/.c").unwrap(), "/c/a/b/.c");
        for value in ["..", "a/..", "../a", "a/./b", "a/%2E%2e/b", "a/..;x"] {
            assert_eq!(filled(value), Err(RequestError::SegmentDots { segment: "{path}" }), "{value}");
        }
    }

    #[test]
    fn a_semicolon_does_not_hide_dots() {
        let refused = fill("/{a}{b}", &|name| Some(Ok(if name == "a" { ".." } else { ";b=1" })), &|_| false);
        assert_eq!(refused, Err(RequestError::SegmentDots { segment: "{a}{b}" }));
    }

    #[test]
    fn templates_of_all_shapes_are_filled() {
        assert_eq!(path("/", &[]).unwrap(), "/");
        assert_eq!(path("", &[]).unwrap(), "/");
        assert_eq!(path("/a//b/", &[]).unwrap(), "/a//b/");
        assert_eq!(path("/a/{x}.json", &[("x", "..")]).unwrap(), "/a/...json");
        assert_eq!(path("/{a}..{b}", &[("a", "1"), ("b", "2")]).unwrap(), "/1..2");
        assert_eq!(path("/{date.year}", &[("date.year", "2026")]).unwrap(), "/2026");
        assert_eq!(path("/a b/ü#y", &[]).unwrap(), "/a%20b/%C3%BC%23y");
        assert_eq!(path("/a/?x=1&y={y}?", &[("y", "a&b/..")]).unwrap(), "/a/?x=1&y=a%26b%2F..%3F");
        assert_eq!(path("/a?", &[]).unwrap(), "/a");
        assert_eq!(path("/a{b/c}", &[]).unwrap(), "/a%7Bb/c%7D");
        assert_eq!(path("/me:do@x=1", &[]).unwrap(), "/me:do@x=1");
    }
}
