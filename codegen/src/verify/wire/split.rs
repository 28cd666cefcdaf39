//! Splits multipart bodies (RFC 2046, 5.1).

use crate::text::essence;
use crate::verify::model::{BodyPart, Content};

/// The maximum number of parts.
const MAX_PARTS: usize = 10_000;

/// Splits a body by the boundary in its media type; without one, by the first line. `None` if it is not multipart.
pub(crate) fn split(bytes: &[u8], media_type: &str) -> Option<Vec<BodyPart>> {
    let first = || {
        let line = bytes.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
        std::str::from_utf8(line.strip_prefix(b"--")?).ok().map(str::to_owned)
    };
    let boundary = parameter(media_type, "boundary").or_else(first).filter(|boundary| !boundary.is_empty())?;
    let mark = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut start: Option<usize> = None;
    for (position, after) in marks(bytes, mark.as_bytes()) {
        if let Some(start) = start {
            parts.push(part(without_break(bytes.get(start..position)?)));
        }
        let rest = bytes.get(after..)?;
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        start = Some(after + end + 1);
        if parts.len() >= MAX_PARTS {
            return Some(parts);
        }
    }
    // The end is missing.
    None
}

/// The positions before and after each boundary, which begins a line.
fn marks<'b>(bytes: &'b [u8], mark: &'b [u8]) -> impl Iterator<Item = (usize, usize)> + 'b {
    let starts =
        std::iter::once(0).chain(bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1));
    starts.filter_map(move |start| bytes.get(start..)?.starts_with(mark).then_some((start, start + mark.len())))
}

/// The line break before a boundary belongs to the boundary.
fn without_break(content: &[u8]) -> &[u8] {
    let content = content.strip_suffix(b"\n").unwrap_or(content);
    content.strip_suffix(b"\r").unwrap_or(content)
}

fn part(bytes: &[u8]) -> BodyPart {
    let mut part = BodyPart::default();
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&rest[..end]).trim_end().to_owned();
        rest = &rest[end + 1..];
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => part.media_type = Some(value.trim().to_owned()),
            "content-disposition" => {
                part.name = parameter(value, "name").or(part.name);
                part.file_name = parameter(value, "filename").or(part.file_name);
            }
            "content-id" if part.name.is_none() => {
                part.name = Some(value.trim().trim_matches(['<', '>']).to_owned());
            }
            _ => {}
        }
    }
    part.content = std::str::from_utf8(rest)
        .map_or_else(|_| Content::Bytes(Some(rest.to_vec())), |text| Content::Text(text.to_owned()));
    part
}

/// A parameter behind the value of a header (RFC 9110, 5.6.6). Browsers escape quotes in it as `%22`.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (found, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (text, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted_text(quoted)?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        if found.rsplit(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(name) {
            return Some(text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = left;
    }
}

/// The text up to the closing quote, and what is behind it.
fn quoted_text(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => match letters.next_if(|(_, next)| matches!(next, '"' | '\\')) {
                Some((_, next)) => value.push(next),
                None => value.push('\\'),
            },
            _ => value.push(letter),
        }
    }
    None
}

/// Whether the parts of a media type have names.
pub(super) fn has_names(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "multipart/form-data" | "multipart/*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_split_however_lines_end() {
        let body = "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b \r\nContent-Disposition: form-data; name=\"x\\\"y\"; filename=\"f;g\"\r\nContent-Type: image/png\r\n\r\n\r\n2\r\n\r\n--b--\r\nrest";
        for text in [body.to_owned(), body.replace("\r\n", "\n")] {
            let parts = split(text.as_bytes(), "multipart/form-data; boundary=\"b\"").expect("parts");
            let names: Vec<Option<&str>> = parts.iter().map(|part| part.name.as_deref()).collect();
            assert_eq!(names, [Some("a"), Some("x\"y")]);
            assert_eq!(
                (parts[1].file_name.as_deref(), parts[1].media_type.as_deref()),
                (Some("f;g"), Some("image/png"))
            );
            let Content::Text(first) = &parts[0].content else { panic!("{parts:?}") };
            assert_eq!(first, "1");
        }
        assert_eq!(
            split(b"--x\r\n\r\n\xff\r\n--x--", "multipart/form-data").map(|parts| parts[0].content.clone()),
            Some(Content::Bytes(Some(vec![0xff])))
        );
        for broken in [
            "",
            "--",
            "--b",
            "--b\r\n",
            "--b\r\n\r\na",
            "nothing",
            "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n--c--",
        ] {
            assert_eq!(split(broken.as_bytes(), "multipart/form-data; boundary=b"), None, "{broken:?}");
        }
    }
}
