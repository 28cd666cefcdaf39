//! Reads the headers of a part, and the boundary of a body.

use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use percent_encoding::percent_decode_str;

use crate::client::api::media::{Media, is_json};

/// The maximum length of a boundary. RFC 2046, 5.1.1, allows 70 characters.
const MAX_BOUNDARY: usize = 256;

/// Returns the boundary in the media type of a body.
pub(crate) fn boundary(headers: &HeaderMap) -> Option<String> {
    let media_type = text(headers, CONTENT_TYPE.as_str())?;
    if Media::of(&media_type) != Media::Multipart {
        return None;
    }
    let boundary = parameter(&media_type, "boundary")?;
    let is_usable = !boundary.is_empty() && boundary.len() <= MAX_BOUNDARY && !boundary.contains(['\r', '\n']);
    is_usable.then_some(boundary)
}

/// Returns the name of a part: the name of its field or, without one, its `Content-ID`.
pub(crate) fn name(headers: &HeaderMap) -> Option<String> {
    let disposition = text(headers, CONTENT_DISPOSITION.as_str());
    let name = disposition.and_then(|disposition| parameter(&disposition, "name"));
    name.or_else(|| {
        let id = text(headers, "content-id")?;
        Some(id.trim().trim_start_matches('<').trim_end_matches('>').to_owned())
    })
}

/// Returns the file name of a part, without a path: the directories of the sender mean nothing to the recipient.
pub(crate) fn file_name(headers: &HeaderMap) -> Option<String> {
    let disposition = text(headers, CONTENT_DISPOSITION.as_str())?;
    let name = extended(&disposition, "filename*").or_else(|| parameter(&disposition, "filename"))?;
    name.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).map(str::to_owned)
}

/// Whether the media type of a part is JSON.
pub(crate) fn is_json_part(headers: &HeaderMap) -> bool {
    text(headers, CONTENT_TYPE.as_str()).is_some_and(|media_type| is_json(&media_type))
}

pub(crate) fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    std::str::from_utf8(headers.get(name)?.as_bytes()).ok().map(str::to_owned)
}

/// Returns an extended parameter in UTF-8 (RFC 8187).
fn extended(value: &str, name: &str) -> Option<String> {
    let text = parameter(value, name)?;
    let mut sections = text.splitn(3, '\'');
    let (charset, _, encoded) = (sections.next()?, sections.next()?, sections.next()?);
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    charset.eq_ignore_ascii_case("utf-8").then(|| decoded.into_owned())
}

/// Returns a parameter after a header value. Removes its quotes (RFC 9110, 5.6.6).
fn parameter(value: &str, name: &str) -> Option<String> {
    let (_, mut rest) = value.split_once(';')?;
    loop {
        let (found, after) = rest.split_once('=')?;
        let found = found.rsplit(';').next().unwrap_or_default().trim();
        let after = after.trim_start();
        let (text, remaining) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(text);
        }
        rest = remaining;
    }
}

/// Splits a text after its closing quote, and resolves escapes. Other backslashes are kept: some senders write `C:\a` as a file name.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => match characters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, next)) => value.push(next),
                None => value.push('\\'),
            },
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::{boundary, file_name, name};

    fn headers(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), http::HeaderValue::from_bytes(value.as_bytes()).unwrap())])
    }

    #[test]
    fn boundaries_are_parsed() {
        for (media_type, expected) in [
            ("multipart/mixed; boundary=a", Some("a")),
            ("Multipart/Form-Data;charset=utf-8;BOUNDARY=\"a;b=c \\\" d\"", Some("a;b=c \" d")),
            ("multipart/related; type=\"a;boundary=x\"; boundary=b", Some("b")),
            ("multipart/mixed", None),
            ("multipart/mixed; boundary=", None),
            ("multipart/mixed; boundary=\"a", None),
            ("text/plain; boundary=a", None),
        ] {
            assert_eq!(boundary(&headers("content-type", media_type)).as_deref(), expected, "{media_type}");
        }
        assert_eq!(boundary(&headers("content-type", &format!("multipart/mixed; boundary={}", "a".repeat(257)))), None);
    }

    #[test]
    fn names_are_parsed() {
        for (disposition, expected_name, expected_file) in [
            ("form-data; name=\"a b\"; filename=\"c;d.txt\"", Some("a b"), Some("c;d.txt")),
            ("form-data; filename=x; name=y", Some("y"), Some("x")),
            ("form-data; name=\"é\"; filename=\"../../etc/passwd\"", Some("é"), Some("passwd")),
            ("attachment; filename=\"C:\\dir\\a.txt\"; filename*=UTF-8''%e2%82%ac.txt", None, Some("€.txt")),
            ("form-data; filename=\"name=x\"", None, Some("name=x")),
            ("form-data; name=\"a", None, None),
            ("form-data", None, None),
        ] {
            let headers = headers("content-disposition", disposition);
            assert_eq!(name(&headers).as_deref(), expected_name, "{disposition}");
            assert_eq!(file_name(&headers).as_deref(), expected_file, "{disposition}");
        }
        assert_eq!(name(&headers("content-id", "<a@b>")).as_deref(), Some("a@b"));
    }
}
