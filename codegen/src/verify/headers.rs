//! Checks the headers of responses.

use super::checker::At;
use super::model::{Kind, MASK, Message};
use super::side::Side;
use super::wire::{Escapes, Writing};
use crate::api::ResponseHeader;
use crate::diag::Pointer;
use serde_json::{Map, Value};

/// Headers of HTTP itself, of browsers and of proxies, which descriptions do not declare.
const USUAL: &[&str] = &[
    "accept-ch",
    "accept-ranges",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-range",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "expires",
    "host-header",
    "keep-alive",
    "last-modified",
    "link",
    "location",
    "nel",
    "origin-agent-cluster",
    "p3p",
    "permissions-policy",
    "pragma",
    "priority",
    "proxy-authenticate",
    "referrer-policy",
    "refresh",
    "report-to",
    "reporting-endpoints",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "timing-allow-origin",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
    "via",
    "warning",
    "www-authenticate",
    "x-cache",
    "x-cache-hits",
    "x-content-type-options",
    "x-correlation-id",
    "x-dns-prefetch-control",
    "x-download-options",
    "x-frame-options",
    "x-permitted-cross-domain-policies",
    "x-powered-by",
    "x-request-id",
    "x-robots-tag",
    "x-runtime",
    "x-served-by",
    "x-timer",
    "x-trace-id",
    "x-ua-compatible",
    "x-varnish",
    "x-xss-protection",
];

/// Beginnings of the names of such headers.
const USUAL_BEGINNINGS: &[&str] = &[
    "access-control-",
    "cf-",
    "content-security-policy",
    "fly-",
    "sec-",
    "x-amz-",
    "x-amzn-",
    "x-azure-",
    "x-envoy-",
    "x-forwarded-",
    "x-goog-",
    "x-ms-",
    "x-vercel-",
];

impl<'a> Side<'a> {
    /// Checks the declared headers of a response, and notes others, if it declares any.
    pub(super) fn headers(&mut self, response: &Pointer, message: &Message) {
        let places = self.checker.places;
        let (Some(given), Some(place)) = (&message.headers, places.walked(response)) else { return };
        let declared = places.followed(&place).join("headers");
        let Some(members) = places.at(&declared).and_then(Value::as_object) else { return };
        let is_declared = |name: &str| members.keys().any(|each| each.eq_ignore_ascii_case(name));
        for name in members.keys().filter(|name| !name.eq_ignore_ascii_case("content-type")) {
            let header = places.followed(&declared.join(name));
            let values = given.iter().filter(|(each, _)| each.eq_ignore_ascii_case(name));
            let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
            self.header(name, &header, &values);
        }
        if members.is_empty() {
            return;
        }
        for (name, value) in given.iter().filter(|(name, _)| !is_declared(name) && !is_usual(name)) {
            let value =
                serde_json::from_str::<Value>(value).ok().filter(|value| value.is_number() || value.is_boolean());
            let value = value.unwrap_or_else(|| "".into());
            let found = ("one of the declared headers".to_owned(), "a header");
            let path = format!("header.{name}");
            self.note_with(Kind::UndeclaredHeader, &declared, &path, name, found, Some(&value));
        }
    }

    fn header(&mut self, name: &'a str, place: &Pointer, values: &[&str]) {
        let places = self.checker.places;
        let Some(members) = places.at(place).and_then(Value::as_object) else { return };
        if values.is_empty() {
            if members.get("required") == Some(&Value::Bool(true)) {
                let expected = format!("the header {name:?}, which is required");
                self.note(Kind::MissingRequired, place, &format!("header.{name}"), name, expected, "nothing");
            }
            return;
        }
        let known = self.checker.api.response_headers.iter().find(|each| each.name.eq_ignore_ascii_case(name));
        let Some(header) = known.filter(|header| !header.is_json && values != [MASK]) else { return };
        self.places.push(place.clone());
        let value = self.read(header, members, &values.join(","));
        let schema = if members.contains_key("schema") { place.join("schema") } else { place.clone() };
        self.checker.value(&header.of, &value, &At::header(&schema, name));
    }

    fn read(&self, header: &'a ResponseHeader, members: &Map<String, Value>, text: &str) -> Value {
        let explode = members.get("explode") == Some(&Value::Bool(true));
        self.decoder.in_text(&header.of, &Writing::of_header(&header.name, explode), text, Escapes::None)
    }
}

fn is_usual(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    USUAL.contains(&name.as_str())
        || USUAL_BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
        // Of HTTP/2, in some recordings.
        || name.starts_with(':')
}
