//! Masks credentials and secrets in what is recorded.

use super::model::Request;
use crate::api::{Api, Credential, Framing, Media, Secrecy, SecurityScheme, secrecy};
use crate::verify::{MASK, Masked, mask, parameter};
use serde_json::Value;

/// Whether recordings have secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// They are masked, by their names.
    Masked,
    /// Everything is recorded as it is.
    Kept,
}

/// Masks what has the name of a secret.
#[derive(Clone, Debug)]
pub(super) struct Masking {
    secrets: Secrets,
    /// The names of keys that are credentials, in lower case.
    keys: Vec<String>,
}

impl Masking {
    pub(super) fn new(secrets: Secrets, api: &Api) -> Self {
        let key = |scheme: &SecurityScheme| match &scheme.credential {
            Credential::Key(_, name) => Some(name.to_ascii_lowercase()),
            _ => None,
        };
        Self { secrets, keys: api.schemes.iter().filter_map(key).collect() }
    }

    /// A message without secrets: the target of a request, headers and body.
    pub(super) fn request(&self, request: &Request) -> Request {
        let mut request = request.clone();
        if self.secrets == Secrets::Masked {
            request.target = self.target(&request.target);
            request.body = self.body(&request.headers, request.body);
            self.headers(&mut request.headers);
        }
        request
    }

    /// Masks the headers and the body of a response.
    pub(super) fn response(&self, headers: &mut [(String, String)], body: &mut Vec<u8>) {
        if self.secrets == Secrets::Masked {
            *body = self.body(headers, std::mem::take(body));
            self.headers(headers);
        }
    }

    fn headers(&self, headers: &mut [(String, String)]) {
        for (_, value) in headers.iter_mut().filter(|(name, _)| self.is_credential(name)) {
            *value = MASK.to_owned();
        }
    }

    /// The path and query without the values of credentials.
    fn target(&self, target: &str) -> String {
        let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
        format!("{path}?{}", self.pairs(query))
    }

    fn pairs(&self, text: &str) -> String {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if self.is_credential(&crate::verify::decoded(name)) => format!("{name}={MASK}"),
            _ => pair.to_owned(),
        };
        text.split('&').map(pair).collect::<Vec<_>>().join("&")
    }

    fn is_credential(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let usual = ["authorization", "proxy-authorization", "cookie", "set-cookie"];
        usual.contains(&name.as_str()) || self.keys.contains(&name) || secrecy(&name) != Secrecy::None
    }

    /// A body without secrets. Bytes that are not text stay as they are.
    fn body(&self, headers: &[(String, String)], bytes: Vec<u8>) -> Vec<u8> {
        let media_type = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let media_type = media_type.map(|(_, value)| value.as_str()).unwrap_or_default();
        if Media::of(media_type) == Media::Multipart {
            return parts(&bytes, media_type, |name| self.is_credential(name)).unwrap_or(bytes);
        }
        let Ok(text) = std::str::from_utf8(&bytes) else { return bytes };
        let masked = match Media::of(media_type) {
            Media::Form => Some(self.pairs(text)),
            _ if Framing::of(media_type).is_some() => Some(lines(text)),
            // Texts without a type may be JSON.
            _ => json(text),
        };
        masked.map_or(bytes, String::into_bytes)
    }
}

/// JSON without secrets; `None` if it is none, or has none. Types stay: a number becomes another one.
fn json(text: &str) -> Option<String> {
    let before: Value = serde_json::from_str(text).ok()?;
    let mut after = before.clone();
    mask(&mut after, Masked::No, &0.into());
    (after != before).then(|| after.to_string())
}

/// The values of a stream, each in a line.
fn lines(text: &str) -> String {
    let line = |line: &str| {
        let start = line.find('{').unwrap_or(line.len());
        json(&line[start..]).map_or_else(|| line.to_owned(), |json| format!("{}{json}", &line[..start]))
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

/// A multipart body without secrets; `None` if it has no boundary. Parts that are not text have none, unless their name says so.
fn parts(bytes: &[u8], media_type: &str, is_secret: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let delimiter = format!("--{}", parameter(media_type, "boundary")?);
    let mut masked = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = find(rest, delimiter.as_bytes());
        part(&rest[..end.unwrap_or(rest.len())], &is_secret, &mut masked);
        let Some(end) = end else { return Some(masked) };
        masked.extend_from_slice(delimiter.as_bytes());
        rest = &rest[end + delimiter.len()..];
    }
}

/// Appends a part without secrets.
fn part(part: &[u8], is_secret: &impl Fn(&str) -> bool, out: &mut Vec<u8>) {
    let Some(end) = find(part, b"\r\n\r\n") else { return out.extend_from_slice(part) };
    let (head, content) = part.split_at(end + 4);
    let disposition = |line: &'_ str| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then(|| parameter(value, "name"))?
    };
    let name = String::from_utf8_lossy(head).lines().find_map(disposition);
    let inside = content.strip_suffix(b"\r\n").unwrap_or(content);
    let hidden = name.filter(|name| is_secret(name)).map(|_| MASK.to_owned());
    match hidden.or_else(|| json(std::str::from_utf8(inside).ok()?)) {
        Some(masked) => out.extend([head, masked.as_bytes(), b"\r\n"].concat()),
        None => out.extend_from_slice(part),
    }
}

/// The position of some bytes in others.
fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_every_kind_of_body_are_masked() {
        let masking = Masking { secrets: Secrets::Masked, keys: vec!["x-key".to_owned()] };
        assert_eq!(masking.target("/a?page=1&access_token=s3cr3t&X-Key=s"), "/a?page=1&access_token=***&X-Key=***");
        assert!(masking.is_credential("Authorization") && !masking.is_credential("x-trace"));
        let body = |media_type: &str, text: &str| {
            let headers = [("Content-Type".to_owned(), media_type.to_owned())];
            String::from_utf8(masking.body(&headers, text.as_bytes().to_vec())).expect("text")
        };
        for (media_type, before, after) in [
            (
                "application/json",
                "{\"client_secret\": \"s\", \"a\": [{\"pin\": 1234, \"n\": 1}]}",
                "{\"client_secret\":\"***\",\"a\":[{\"pin\":0,\"n\":1}]}",
            ),
            (
                "application/json",
                "{\"tokens\": {\"x\": [\"s\"]}, \"b\": true}",
                "{\"tokens\":{\"x\":[\"***\"]},\"b\":true}",
            ),
            ("application/json", "{ \"a\": 1.50 }", "{ \"a\": 1.50 }"),
            ("", "{\"password\": \"s\"}", "{\"password\":\"***\"}"),
            ("application/x-www-form-urlencoded", "a=1&client%5Fsecret=s&b", "a=1&client%5Fsecret=***&b"),
            (
                "text/event-stream",
                "event: a\ndata: {\"token\": \"s\"}\n\ndata: [DONE]\n",
                "event: a\ndata: {\"token\":\"***\"}\n\ndata: [DONE]\n",
            ),
            ("application/x-ndjson", "{\"token\": \"s\"}\n{\"a\": 1}\n", "{\"token\":\"***\"}\n{\"a\": 1}\n"),
            (
                "multipart/form-data; boundary=b",
                "--b\r\ncontent-disposition: form-data; name=\"password\"\r\n\r\ns\r\n--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n{\"token\": \"s\"}\r\n--b--\r\n",
                "--b\r\ncontent-disposition: form-data; name=\"password\"\r\n\r\n***\r\n--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n{\"token\":\"***\"}\r\n--b--\r\n",
            ),
        ] {
            assert_eq!(body(media_type, before), after);
        }
        let part =
            "--b\r\nContent-Disposition: form-data; filename=\"a; name=x\"; name=\"password\"\r\n\r\ns\r\n--b--\r\n";
        assert_eq!(body("multipart/form-data; Boundary = \"b\"", part), part.replace("\r\ns\r\n", "\r\n***\r\n"));
        let bytes = vec![0xff, b'{', 0];
        assert_eq!(masking.body(&[], bytes.clone()), bytes);
        // A file that is not text protects no secret beside it.
        let headers = [("content-type".to_owned(), "multipart/form-data; boundary=b".to_owned())];
        let secret = b"--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\ns3cr3t\r\n";
        let file = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n\xff\xfe\r\n--b--\r\n";
        let masked = masking.body(&headers, [&secret[..], file].concat());
        let expected = String::from_utf8_lossy(secret).replace("s3cr3t", "***");
        assert_eq!(masked, [expected.as_bytes(), file].concat());
    }
}
