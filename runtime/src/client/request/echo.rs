//! Redacts the values of a request in error messages of the server.
//!
//! Servers quote the values that they reject, and a request does not tell which of its values are secrets: a PIN is a number. So all
//! values are redacted, except short words, which occur in every sentence.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, Uri};
use percent_encoding::percent_decode_str;

use super::secrets::{Secrets, pairs};
use crate::client::api::media::Media;
use crate::client::{Body, Operation};
use crate::syntax::kind::Kind;
use crate::value::json::{Json, elements};
use crate::value::secret::Secret;
use crate::value::secret_names::{Secrecy, secrecy};

/// The replacement of a value.
const REDACTED: &str = "[redacted]";

/// The minimum length of a word that is redacted.
const MIN_WORD: usize = 8;
/// The minimum length of a text that is redacted if it does not consist of letters only.
const MIN_MIXED: usize = 4;
/// The minimum length of a number that is redacted.
const MIN_NUMBER: usize = 6;
/// The maximum number of values. If a request has more, no message is shown.
const MAX_VALUES: usize = 1000;
/// The maximum size of a body whose values are collected. If a body is larger, no message is shown.
const MAX_BODY: usize = 256 * 1024;

/// The values of a request that a server may repeat.
pub(crate) struct Echo {
    secrets: Secrets,
    /// The values of the parameters and the body, the longest first.
    values: Vec<Secret>,
    contents: Contents,
}

/// Whether the values of the body are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contents {
    Known,
    /// The body is a stream, multipart, binary or large.
    Unknown,
}

impl Echo {
    /// Collects the credentials of a request that has no other values.
    pub(crate) fn of_credentials(secrets: Secrets) -> Self {
        Self { secrets, values: Vec::new(), contents: Contents::Known }
    }

    /// Collects the values of a request. The body is `None` if it was a stream and has been sent.
    pub(crate) fn of(
        operation: &Operation,
        uri: &Uri,
        headers: &HeaderMap,
        body: Option<&Body>,
        token: Option<&Secret>,
    ) -> Self {
        let query = uri.query().unwrap_or_default();
        let mut echo = Self::of_credentials(Secrets::of(operation, headers, query, token));
        echo.add_path(operation.path, uri.path());
        pairs(query).for_each(|(_, value)| echo.add(&value, Secrecy::None));
        for (name, value) in headers {
            if ![ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, USER_AGENT].contains(name) {
                echo.add(&String::from_utf8_lossy(value.as_bytes()), Secrecy::None);
            }
        }
        let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match body.and_then(Body::as_bytes) {
            Some([]) => {}
            Some(body) if body.len() <= MAX_BODY => echo.add_body(Media::of(media_type), body),
            _ => echo.contents = Contents::Unknown,
        }
        if echo.values.len() > MAX_VALUES {
            echo.contents = Contents::Unknown;
        }
        // The longest first: a value may contain another one, whose replacement would hide it.
        echo.values.sort_by_key(|value| std::cmp::Reverse(value.expose().len()));
        echo
    }

    /// Whether a text is or contains one of the credentials of the request.
    pub(crate) fn matches_credentials(&self, text: &str) -> bool {
        self.secrets.occur_in(text)
    }

    /// Redacts the values of the request in a text. `None` if the values are unknown or nothing else is left.
    pub(crate) fn redact(&self, text: &str) -> Option<String> {
        if self.contents == Contents::Unknown {
            return None;
        }
        let mut text = text.to_owned();
        for value in self.values.iter().map(Secret::expose) {
            if text.contains(value) {
                text = text.replace(value, REDACTED);
            }
        }
        self.secrets.redact(&mut text, REDACTED);
        let rest = text.replace(REDACTED, "");
        rest.contains(char::is_alphanumeric).then_some(text)
    }

    fn add_path(&mut self, template: &str, path: &str) {
        let template = template.split(['?', '#']).next().unwrap_or_default();
        // The path may begin with segments of the server URL, so compare from the end.
        let segments = path.rsplit('/').zip(template.rsplit('/'));
        let filled = segments.filter(|(_, template)| template.contains('{'));
        for (segment, _) in filled {
            self.add(&percent_decode_str(segment).decode_utf8_lossy(), Secrecy::None);
        }
    }

    fn add_body(&mut self, media: Media, body: &[u8]) {
        match (media, std::str::from_utf8(body)) {
            (Media::Json, Ok(text)) if Json::parse(text).is_ok() => self.add_json(text, Secrecy::None),
            (Media::Form, Ok(text)) => {
                for (name, value) in pairs(text) {
                    match Json::parse(&value).ok().filter(|json| matches!(json.kind(), Kind::Object | Kind::List)) {
                        Some(json) => self.add_json(json.text(), secrecy(&name)),
                        None => self.add(&value, secrecy(&name)),
                    }
                }
            }
            (Media::Text, Ok(text)) => self.add(text, Secrecy::None),
            _ => self.contents = Contents::Unknown,
        }
    }

    fn add_json(&mut self, text: &str, named: Secrecy) {
        let json = Json::trusted(text);
        match json.kind() {
            Kind::Text => {
                if let Some(text) = json.as_str() {
                    self.add(&text, named);
                }
            }
            Kind::Integer | Kind::Fraction if named == Secrecy::All || json.text().len() >= MIN_NUMBER => {
                self.push(json.text());
            }
            Kind::List => elements(json.text()).into_iter().for_each(|element| self.add_json(element, named)),
            Kind::Object => {
                json.each_member(|name, value| self.add_json(value, secrecy(name).max(named)));
            }
            _ => {}
        }
    }

    /// Adds a value. Adds each line of a value with several lines as well, because servers join them differently.
    fn add(&mut self, value: &str, named: Secrecy) {
        let value = value.trim();
        let is_word = value.chars().all(char::is_alphabetic);
        if named != Secrecy::None {
            self.secrets.add(value);
        } else if value.len() >= if is_word { MIN_WORD } else { MIN_MIXED } {
            self.push(value);
        }
        if value.contains('\n') {
            value.lines().map(str::trim).filter(|line| line.len() >= MIN_WORD).for_each(|line| self.push(line));
        }
    }

    fn push(&mut self, value: &str) {
        // Keeps one more than the maximum, to show that there are too many.
        if self.values.len() <= MAX_VALUES {
            self.values.push(Secret::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Uri};

    use super::{Echo, MAX_VALUES};
    use crate::client::{Body, Operation};

    static PUT: Operation = Operation { id: "put", path: "/users/{id}/keys", ..Operation::EMPTY };

    fn echo(media_type: &'static str, body: impl Into<Body>) -> Echo {
        let uri: Uri = "https://api.example/v2/users/auth0%7C17/keys?sort=name&q=needle-9&api_key=ab".parse().unwrap();
        let headers: HeaderMap = [("content-type", media_type), ("x-trace", "trace-77")]
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .into_iter()
            .collect();
        Echo::of(&PUT, &uri, &headers, Some(&body.into()), None)
    }

    #[test]
    fn values_of_the_request_are_redacted() {
        let body = r#"{"name":"Jane","kind":"admin","pin":204711,"password":"abc\ndefghijkl","nested":[{"mail":"a@b.c"}],"secret":"xyz"}"#;
        let echo = echo("application/json", body);
        for (text, shown) in [
            ("Jane is no admin", "Jane is no admin"),
            ("user auth0|17 by name", "user [redacted] by name"),
            ("needle-9 and trace-77", "[redacted] and [redacted]"),
            ("204711: a@b.c", "[redacted]: a@b.c!"),
        ] {
            let shown = shown.replace("a@b.c!", "[redacted]");
            let expected = Some(shown).filter(|shown| shown.replace("[redacted]", "").contains(char::is_alphabetic));
            assert_eq!(echo.redact(text), expected, "{text}");
        }
        assert_eq!(echo.redact("xyz"), None);
        assert_eq!(echo.redact("bad defghijkl"), Some("bad [redacted]".to_owned()));
    }

    #[test]
    fn no_message_is_shown_if_the_values_of_the_body_are_unknown() {
        for (media_type, body) in [
            ("multipart/form-data; boundary=x", Body::from("--x")),
            ("application/octet-stream", Body::from("abc")),
            ("application/json", Body::from("{\"a\":")),
            ("application/json", Body::from(format!("[{}1000000]", "1000000,".repeat(MAX_VALUES)))),
            ("text/plain", Body::from("x".repeat(300_000))),
        ] {
            assert_eq!(echo(media_type, body).redact("not found"), None, "{media_type}");
        }
        for (media_type, body) in
            [("", ""), ("text/plain", "hello"), ("application/x-www-form-urlencoded", "a=secret+word")]
        {
            let echo = echo(media_type, body);
            assert_eq!(echo.redact("not found").as_deref(), Some("not found"), "{media_type}");
            assert_eq!(
                echo.redact("no secret word").is_some_and(|text| text.contains("secret")),
                body.is_empty() || body == "hello"
            );
        }
    }
}
