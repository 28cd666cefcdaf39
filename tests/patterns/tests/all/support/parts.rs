//! A parser of multipart bodies.

use super::server::headers;
use std::collections::BTreeMap;

/// A part: its headers, with names in lower case, and its content.
pub(crate) type Part = (BTreeMap<String, String>, String);

/// Splits a body into parts, strictly by RFC 2046.
#[track_caller]
pub(crate) fn parts(media_type: &str, essence: &str, body: &str) -> (Vec<String>, Vec<Part>) {
    let mut parameters: Vec<String> = media_type.split("; ").map(str::to_owned).collect();
    assert_eq!(parameters.remove(0), essence);
    let at = parameters.iter().position(|each| each.starts_with("boundary=")).unwrap();
    let boundary = parameters.remove(at).replacen("boundary=", "", 1);
    let body = format!("\r\n{body}");
    let mut pieces: Vec<&str> = body.split(&format!("\r\n--{boundary}")).collect();
    assert_eq!((pieces.remove(0), pieces.pop().unwrap()), ("", "--\r\n"), "{body}");
    let part = |piece: &str| {
        let piece = piece.strip_prefix("\r\n").unwrap();
        let mut reader = std::io::Cursor::new(piece.as_bytes());
        let headers = headers(&mut reader);
        let content = &piece[usize::try_from(reader.position()).unwrap()..];
        (headers, content.to_owned())
    };
    (parameters, pieces.into_iter().map(part).collect())
}
