//! Collects the credentials of a request, so that error messages do not repeat them.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::parameter_style;
use crate::client::Operation;
use crate::client::api::parameter::Location;
use crate::client::api::security::Credential;
use crate::value::secret::Secret;
use crate::value::secret_names::{Secrecy, secrecy};

/// The minimum length of a secret that is found within a word. A shorter one must be the whole text or word: `a` occurs everywhere.
const MIN_PART: usize = 4;

/// Headers that hold credentials or challenges for them.
const CREDENTIAL_HEADERS: &[&str] = &[
    "authorization",
    "proxy-authorization",
    "authentication-info",
    "proxy-authentication-info",
    "www-authenticate",
    "proxy-authenticate",
    "cookie",
    "cookie2",
    "set-cookie",
    "set-cookie2",
];

/// Words in the names of headers and parameters that hold credentials, in addition to those of properties (`secret_names`).
const CREDENTIAL_WORDS: &[&str] = &["session", "signature", "assertion"];

/// Headers with URLs, whose queries often hold credentials: codes, signatures, tokens.
const ADDRESS_HEADERS: &[&str] = &["location", "content-location", "link", "refresh"];

/// The credentials of a request.
#[derive(Default)]
pub(crate) struct Secrets(Vec<Secret>);

impl Secrets {
    /// Collects the credentials in the headers and the query, as they are sent and decoded.
    pub(crate) fn of(operation: &Operation, headers: &HeaderMap, query: &str, token: Option<&Secret>) -> Self {
        let mut secrets = Self(token.cloned().into_iter().collect());
        for (name, value) in headers {
            if is_credential_header(name) || is_key(operation, Location::Header, name.as_str()) {
                secrets.add_header(name, &String::from_utf8_lossy(value.as_bytes()));
            }
        }
        for (name, value) in pairs(query) {
            if is_key(operation, Location::Query, &name) || names_credential(&name) {
                secrets.add(&value);
            }
        }
        secrets
    }

    pub(crate) fn add(&mut self, text: &str) {
        if !text.is_empty() {
            self.0.push(Secret::from(text));
        }
    }

    fn add_header(&mut self, name: &HeaderName, value: &str) {
        self.add(value);
        if *name == COOKIE {
            value.split(';').filter_map(|pair| pair.split_once('=')).for_each(|(_, value)| self.add(value.trim()));
        }
        if *name == AUTHORIZATION || *name == PROXY_AUTHORIZATION {
            // The credentials after the scheme, and the password in those of `Basic`.
            let Some((_, credentials)) = value.split_once(' ') else { return };
            self.add(credentials);
            let decoded = BASE64_STANDARD.decode(credentials).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some((_, password)) = decoded.as_deref().and_then(|pair| pair.split_once(':')) {
                self.add(password);
            }
        }
    }

    /// Whether a text is or contains one of the credentials.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        self.0
            .iter()
            .map(Secret::expose)
            .any(|secret| text == secret || secret.len() >= MIN_PART && text.contains(secret))
    }

    /// Replaces each of the credentials in a text.
    pub(crate) fn redact(&self, text: &mut String, mark: &str) {
        for secret in self.0.iter().map(Secret::expose) {
            if secret.len() >= MIN_PART {
                *text = text.replace(secret, mark);
            } else {
                *text = without_word(text, secret, mark);
            }
        }
    }
}

/// Replaces a word in a text, but not within other words.
fn without_word(text: &str, word: &str, mark: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for (start, _) in text.match_indices(word) {
        let (before, behind) = (&text[..start], &text[start + word.len()..]);
        let is_part = before.ends_with(char::is_alphanumeric) || behind.starts_with(char::is_alphanumeric);
        if !is_part {
            kept.push_str(&text[end..start]);
            kept.push_str(mark);
            end = start + word.len();
        }
    }
    kept.push_str(&text[end..]);
    kept
}

/// Returns the decoded names and values of a query.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (parameter_style::decode(name), parameter_style::decode(value))
    })
}

/// Whether a header or parameter of an operation holds the key of a security scheme.
pub(crate) fn is_key(operation: &Operation, place: Location, name: &str) -> bool {
    let is_same = |declared: &str| match place {
        Location::Header => declared.eq_ignore_ascii_case(name),
        _ => declared == name,
    };
    let mut requirements = operation.security.alternatives().flat_map(|alternative| alternative.requirements());
    requirements.any(|requirement| match requirement.credential {
        Credential::Key(location, declared) => location == place && is_same(declared),
        _ => false,
    })
}

/// Marks headers that may hold credentials as sensitive, so that `Debug` hides their values.
pub(crate) fn conceal(headers: &mut HeaderMap) {
    for (name, value) in headers.iter_mut() {
        let has_query = |value: &HeaderValue| value.as_bytes().contains(&b'?');
        let is_address = ADDRESS_HEADERS.contains(&name.as_str());
        if is_credential_header(name) || is_address && has_query(value) {
            value.set_sensitive(true);
        }
    }
}

fn is_credential_header(name: &HeaderName) -> bool {
    CREDENTIAL_HEADERS.contains(&name.as_str()) || names_credential(name.as_str())
}

fn names_credential(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    secrecy(name) != Secrecy::None || CREDENTIAL_WORDS.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::{Secrets, conceal};
    use crate::client::Operation;
    use crate::security;

    static KEYED: Operation =
        Operation { security: security!([key_in_query "q" "sig"] | [key_in_header "h" "X-App"]), ..Operation::EMPTY };

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn secrets_are_found_in_all_their_forms() {
        let sent = headers(&[
            ("authorization", "Basic dXNlcjpwYXNzIHdvcmQ="),
            ("cookie", "a=1; sid=c00kie-value"),
            ("x-app", "app-key"),
            ("x-amz-security-token", "amz-value"),
            ("accept", "application/json"),
        ]);
        let secrets = Secrets::of(&KEYED, &sent, "page=seven&sig=a%26b%2Bc&my_token=t0ken", Some(&"provided".into()));
        for text in [
            "pass word",
            "dXNlcjpwYXNzIHdvcmQ=",
            "c00kie-value",
            "app-key",
            "amz-value",
            "a&b+c",
            "t0ken",
            "provided",
            "1",
        ] {
            assert!(secrets.occur_in(text), "{text}");
        }
        assert!(secrets.occur_in("key_app-key_unknown") && !secrets.occur_in("error_1"));
        for text in ["user", "seven", "application/json", "invalid_token", ""] {
            assert!(!secrets.occur_in(text), "{text}");
        }
    }

    #[test]
    fn debug_hides_headers_with_credentials() {
        let hidden = [
            ("set-cookie", "sid=s3cret"),
            ("www-authenticate", "Digest nonce=s3cret"),
            ("x-refresh-token", "s3cret"),
            ("x-api-key", "s3cret"),
            ("x-session-id", "s3cret"),
            ("x-webhook-signature", "s3cret"),
            ("location", "/callback?code=s3cret"),
            ("link", "<https://a.example/?key=s3cret>; rel=next"),
        ];
        let mut all = headers(&hidden);
        all.extend(headers(&[
            ("content-type", "text/plain"),
            ("x-next-page-token", "page-2"),
            ("location", "/things/7"),
        ]));
        conceal(&mut all);
        let shown = format!("{all:?}");
        assert!(
            !shown.contains("s3cret")
                && shown.contains("text/plain")
                && shown.contains("/things/7")
                && shown.contains("page-2"),
            "{shown}"
        );
    }
}
