//! Finds the operation of a recorded request.

use crate::api::{Api, Operation};
use std::collections::HashSet;

/// The operations of an API by their paths.
pub struct Router<'a> {
    api: &'a Api,
    /// The templates with the positions of their operations, the most specific first.
    templates: Vec<(Template, usize)>,
    /// The base paths of the servers, the longest first; the last one is empty.
    bases: Vec<String>,
    hosts: HashSet<String>,
}

/// The destination of a request.
pub enum Route<'a> {
    /// An operation, with the values of the placeholders of its path.
    Operation(&'a Operation, Vec<(String, String)>),
    /// A declared path, but not with this method.
    OtherMethod(&'a Operation),
    /// A path that is not declared.
    Unknown,
    /// A host that the description does not name.
    Foreign(String),
}

impl<'a> Router<'a> {
    /// Creates the router of an API. `servers` are URLs of servers that the description does not name.
    pub fn new(api: &'a Api, servers: &[String]) -> Self {
        let mut templates: Vec<(Template, usize)> = api
            .operations
            .iter()
            .enumerate()
            .map(|(index, operation)| (Template::of(&operation.path), index))
            .collect();
        templates.sort_by_key(|(template, _)| template.rank());
        let own = api.operations.iter().filter_map(|operation| operation.server.as_ref());
        let described = api.servers.iter().chain(own).map(|server| filled(&server.url, &server.variables));
        let (mut bases, mut hosts) = (Vec::new(), HashSet::new());
        for url in described.chain(servers.iter().cloned()) {
            let (host, path) = split(&url);
            hosts.extend(host.filter(|host| !host.contains('{')));
            bases.push(path.trim_end_matches('/').to_owned());
        }
        bases.push(String::new());
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        bases.dedup();
        Self { api, templates, bases, hosts }
    }

    /// Returns the destination of a request.
    pub fn route(&self, method: &str, url: &str) -> Route<'a> {
        let (host, path) = split(url);
        let mut other = None;
        for base in &self.bases {
            let Some(rest) = path.strip_prefix(base.as_str()).or_else(|| inside(base, &path)) else { continue };
            if !rest.is_empty() && !rest.starts_with('/') {
                continue;
            }
            let rest = if rest.is_empty() { "/" } else { rest };
            let segments: Vec<&str> = rest.split('/').collect();
            for (template, index) in &self.templates {
                let Some(values) = template.matches(&segments) else { continue };
                let operation = &self.api.operations[*index];
                if operation.method.eq_ignore_ascii_case(method) {
                    let values = values.into_iter().map(|(name, raw)| (name, decoded(&raw))).collect();
                    return Route::Operation(operation, values);
                }
                other = other.or(Some(operation));
            }
            if let Some(operation) = other {
                return Route::OtherMethod(operation);
            }
        }
        // A URL without a host refers to the declared server.
        host.filter(|host| !self.hosts.contains(host)).map_or(Route::Unknown, Route::Foreign)
    }
}

/// Returns the rest of a path after a base path with variables.
fn inside<'p>(base: &str, path: &'p str) -> Option<&'p str> {
    if !base.contains('{') {
        return None;
    }
    let mut rest = path.strip_prefix('/')?;
    for part in base.strip_prefix('/')?.split('/') {
        let (segment, left) = rest.split_once('/').unwrap_or((rest, ""));
        Segment::of(part).matches(segment)?;
        rest = left;
    }
    let start = path.len() - rest.len();
    Some(if rest.is_empty() { "" } else { &path[start - 1..] })
}

/// Replaces the variables of a server URL by their defaults.
fn filled(url: &str, variables: &[crate::api::ServerVariable]) -> String {
    variables.iter().fold(url.to_owned(), |url, variable| match &variable.default {
        Some(default) => url.replace(&format!("{{{}}}", variable.name), default),
        None => url,
    })
}

/// Splits a URL, which may begin with its path, into host and path. Drops the query and the fragment.
fn split(url: &str) -> (Option<String>, String) {
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

/// Returns the values of the placeholders in the path of an operation, as they were sent. The path may begin with that of a server.
pub(super) fn raw_values(operation: &Operation, url: &str) -> Vec<(String, String)> {
    let (_, path) = split(url);
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let template = Template::of(&operation.path);
    let mut tails = (0..segments.len()).map(|start| &segments[start..]);
    tails.find_map(|tail| template.matches(&[&[""], tail].concat())).unwrap_or_default()
}

/// Returns the host of a URL, if it has one.
pub(super) fn host(url: &str) -> Option<String> {
    split(url).0
}

fn with_slash(path: &str) -> String {
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// A path template.
struct Template(Vec<Segment>);

impl Template {
    fn of(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Self(path.split('/').map(Segment::of).collect())
    }

    /// Returns a key for sorting: concrete segments come before placeholders, from left to right.
    fn rank(&self) -> Vec<(usize, std::cmp::Reverse<usize>)> {
        let rank = |segment: &Segment| {
            let letters =
                segment.0.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum();
            (segment.0.iter().filter(|piece| matches!(piece, Piece::Value(_))).count(), std::cmp::Reverse(letters))
        };
        self.0.iter().map(rank).collect()
    }

    /// The values of the placeholders, as they were sent.
    fn matches(&self, segments: &[&str]) -> Option<Vec<(String, String)>> {
        if segments.len() != self.0.len() {
            return None;
        }
        let mut values = Vec::new();
        for (own, given) in self.0.iter().zip(segments) {
            values.extend(own.matches(given)?);
        }
        Some(values)
    }
}

/// A segment of a template: a sequence of texts and placeholders.
struct Segment(Vec<Piece>);

enum Piece {
    Text(String),
    Value(String),
}

impl Segment {
    fn of(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Value(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Self(pieces)
    }

    fn matches(&self, given: &str) -> Option<Vec<(String, String)>> {
        let mut values = Vec::new();
        let mut rest = given;
        for (index, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let left = rest.strip_prefix(text.as_str());
                    let left = left.or_else(|| (decoded(rest).as_str() == text).then_some(""));
                    rest = left?;
                }
                Piece::Value(name) => {
                    let end = match self.0.get(index + 1) {
                        None => rest.len(),
                        // The last placeholder takes everything up to the text at the end.
                        Some(Piece::Text(next)) if index + 2 == self.0.len() => {
                            rest.len().checked_sub(next.len()).filter(|end| rest.is_char_boundary(*end))?
                        }
                        Some(Piece::Text(next)) => rest.find(next.as_str())?,
                        Some(Piece::Value(_)) => rest.chars().next().map_or(0, char::len_utf8),
                    };
                    if end == 0 {
                        return None;
                    }
                    values.push((name.clone(), rest[..end].to_owned()));
                    rest = &rest[end..];
                }
            }
        }
        rest.is_empty().then_some(values)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concrete_segments_take_precedence_and_texts_around_placeholders_must_match() {
        let matched = |template: &str, path: &str| {
            Template::of(template).matches(&path.split('/').collect::<Vec<_>>()).map(|values| {
                values.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(",")
            })
        };
        assert_eq!(matched("/a/{id}", "/a/x%2Fy").as_deref(), Some("id=x%2Fy"));
        assert_eq!(matched("/a/{id}.json", "/a/x.y.json").as_deref(), Some("id=x.y"));
        assert_eq!(matched("/a/{x}:{y}", "/a/1:2").as_deref(), Some("x=1,y=2"));
        assert_eq!(matched("/a/{id}", "/a/"), None);
        assert_eq!(matched("/a/{id}", "/a/b/c"), None);
        assert!(Template::of("/a/me").rank() < Template::of("/a/{id}").rank());
        assert!(Template::of("/a/{id}.json").rank() < Template::of("/a/{id}").rank());
        assert!(Template::of("/a/{x}/c").rank() < Template::of("/{a}/b/c").rank());
    }

    #[test]
    fn urls_are_split() {
        assert_eq!(split("https://a.example/b?c"), (Some("a.example".to_owned()), "/b".to_owned()));
        assert_eq!(split("/b?c=https://x"), (None, "/b".to_owned()));
        assert_eq!(split("b"), (None, "/b".to_owned()));
        assert_eq!(query("/a?b=1&c=%20+d#e"), [("b".to_owned(), "1".to_owned()), ("c".to_owned(), "  d".to_owned())]);
        assert_eq!(decoded("%zz%4"), "%zz%4");
        assert_eq!(inside("/api/{v}", "/api/2/users"), Some("/users"));
    }
}
