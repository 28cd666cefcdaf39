//! Takes URLs apart.

/// Splits a URL, which may begin with its path, into host and path. Drops the query and the fragment.
pub(super) fn split(url: &str) -> (Option<String>, String) {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let rest = match url.split_once("://") {
        Some((scheme, rest)) if !scheme.contains('/') => rest,
        _ => match url.strip_prefix("//") {
            Some(rest) => rest,
            None if url.starts_with('{') && url.contains('}') => url,
            None => return (None, with_slash(url)),
        },
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    (Some(host.to_ascii_lowercase()), with_slash(&rest[end..]))
}

/// Returns the host of a URL, if it has one.
pub(super) fn host(url: &str) -> Option<String> {
    split(url).0
}

fn with_slash(path: &str) -> String {
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Returns the decoded pairs of a query or a form.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let plain = |text: &str| decoded(&text.replace('+', " "));
    let each = text.split('&').filter(|pair| !pair.is_empty());
    each.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), plain(value)))
        .collect()
}

/// Returns the decoded pairs in the query of a URL.
pub fn query(url: &str) -> Vec<(String, String)> {
    let url = url.split('#').next().unwrap_or_default();
    url.split_once('?').map(|(_, query)| pairs(query)).unwrap_or_default()
}

/// Percent-decodes a text. Replaces invalid UTF-8.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, left)) = rest.split_first() {
        let digits = left.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &left[2..];
            }
            None => {
                bytes.push(*first);
                rest = left;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_split() {
        assert_eq!(split("https://a.example/b?c"), (Some("a.example".to_owned()), "/b".to_owned()));
        assert_eq!(split("/b?c=https://x"), (None, "/b".to_owned()));
        assert_eq!(split("b"), (None, "/b".to_owned()));
        assert_eq!(query("/a?b=1&c=%20+d#e"), [("b".to_owned(), "1".to_owned()), ("c".to_owned(), "  d".to_owned())]);
        assert_eq!(decoded("%zz%4"), "%zz%4");
    }
}
