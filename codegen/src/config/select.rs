//! `[select]`: the operations to bind.

use super::glob::{is_like, loosely};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// The operations to bind. Schemas, parameters and security schemes that none of them uses are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Select {
    /// Bind only operations that one of these selectors matches. Default: all operations.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub only: Vec<Selector>,
    /// Leave out operations that one of these selectors matches, even if `only` selects them.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<String>"))]
    pub except: Vec<Selector>,
}

impl Select {
    /// Whether all operations are bound.
    pub fn is_all(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }
}

/// Selects operations. `*` matches any text, in paths any text without a slash.
///
/// | selector | matches |
/// |---|---|
/// | `listUsers`, `list*`, `id:deprecated` | operations by their `operationId`, or the name that they have instead |
/// | `tag:Users` | operations with a tag, in any case |
/// | `group:users` | the operations of a group as `bindery list` shows it, and of groups inside of it |
/// | `GET /users/*`, `/users/**` | operations by method and path; `**` stands for any number of segments |
/// | `webhook:order*` | webhooks by their names |
/// | `deprecated` | deprecated operations |
/// | `internal` | operations with `x-internal: true`, on them or their path |
/// | `audience:partner` | operations with an audience: `x-audience`, or a tag of that kind |
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Selector {
    written: String,
    kind: Kind,
    /// Whether it is from the command line.
    is_given: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Id(String),
    Tag(String),
    Group(String),
    /// A method, if one is given, and the segments of a path.
    Route(Option<String>, Vec<String>),
    Webhook(String),
    Audience(String),
    Deprecated,
    Internal,
}

/// The aspect that a selector matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aspect {
    Id,
    Tag,
    Group,
    Route,
    Webhook,
    Audience,
    /// It has no name to misspell.
    Flag,
}

/// An operation as selectors match it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Candidate {
    /// Its `operationId`, else what it is named after.
    pub(crate) id: String,
    pub(crate) method: String,
    /// Empty for a webhook.
    pub(crate) path: String,
    /// The name of the webhook.
    pub(crate) webhook: Option<String>,
    pub(crate) tags: Vec<String>,
    /// The group, outermost first.
    pub(crate) group: Vec<String>,
    pub(crate) audiences: Vec<String>,
    pub(crate) is_deprecated: bool,
    pub(crate) is_internal: bool,
}

impl Selector {
    /// Whether an operation is selected.
    pub(crate) fn matches(&self, of: &Candidate) -> bool {
        match &self.kind {
            Kind::Id(pattern) => is_like(pattern, &of.id),
            Kind::Tag(pattern) => of.tags.iter().any(|tag| is_like_in_any_case(pattern, tag)),
            Kind::Group(pattern) => {
                let names = (1..=of.group.len()).map(|length| of.group[..length].join("."));
                of.webhook.is_none() && names.into_iter().any(|name| loosely(pattern, &name).is_some())
            }
            Kind::Route(method, path) => {
                let is_method =
                    method.as_ref().is_none_or(|method| method == "*" || method.eq_ignore_ascii_case(&of.method));
                let segments: Vec<&str> = of.path.split('/').collect();
                of.webhook.is_none() && is_method && is_path(path, &segments)
            }
            Kind::Webhook(pattern) => of.webhook.as_ref().is_some_and(|name| is_like(pattern, name)),
            Kind::Audience(pattern) => of.audiences.iter().any(|audience| is_like_in_any_case(pattern, audience)),
            Kind::Deprecated => of.is_deprecated,
            Kind::Internal => of.is_internal,
        }
    }

    /// Parses a selector of the command line.
    pub(crate) fn given(self) -> Self {
        Self { is_given: true, ..self }
    }

    /// Whether it is from the command line.
    pub(crate) fn is_given(&self) -> bool {
        self.is_given
    }

    /// The aspect that it matches.
    pub(crate) fn aspect(&self) -> Aspect {
        match &self.kind {
            Kind::Id(_) => Aspect::Id,
            Kind::Tag(_) => Aspect::Tag,
            Kind::Group(_) => Aspect::Group,
            Kind::Route(..) => Aspect::Route,
            Kind::Webhook(_) => Aspect::Webhook,
            Kind::Audience(_) => Aspect::Audience,
            Kind::Deprecated | Kind::Internal => Aspect::Flag,
        }
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let written = text.trim().to_owned();
        Ok(Self { kind: kind(&written)?, written, is_given: false })
    }
}

impl TryFrom<String> for Selector {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    let forms = "expected an operationId, tag:NAME, group:NAME, METHOD /path, webhook:NAME, audience:NAME, deprecated or internal";
    match text {
        "" => return Err(format!("the selector is empty; {forms}")),
        "deprecated" => return Ok(Kind::Deprecated),
        "internal" => return Ok(Kind::Internal),
        _ if text.starts_with('!') => {
            let rest = text.trim_start_matches('!');
            return Err(format!(
                "no selector begins with \"!\"; to leave operations out: `--except {rest:?}`, or `except` in [select]"
            ));
        }
        _ => {}
    }
    if text.starts_with('/') {
        return Ok(Kind::Route(None, segments(text)));
    }
    if let Some((method, path)) = text.split_once(char::is_whitespace).map(|(method, path)| (method, path.trim_start()))
        && path.starts_with('/')
    {
        return Ok(Kind::Route(Some(method.to_owned()), segments(path)));
    }
    let Some((prefix, name)) = text.split_once(':') else { return Ok(Kind::Id(text.to_owned())) };
    let name = name.trim().to_owned();
    if name.is_empty() {
        return Err(format!("the selector {text:?} has no name; {forms}"));
    }
    Ok(match prefix {
        "id" => Kind::Id(name),
        "tag" => Kind::Tag(name),
        "group" => Kind::Group(name),
        "webhook" => Kind::Webhook(name),
        "audience" => Kind::Audience(name),
        // An operationId may have a colon.
        _ => Kind::Id(text.to_owned()),
    })
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn is_like_in_any_case(pattern: &str, text: &str) -> bool {
    is_like(&pattern.to_lowercase(), &text.to_lowercase())
}

/// Whether segments match a pattern, in which `**` matches any number of them.
fn is_path(pattern: &[String], segments: &[&str]) -> bool {
    match pattern.split_first() {
        None => segments.is_empty(),
        Some((first, rest)) if first == "**" => (0..=segments.len()).any(|skipped| is_path(rest, &segments[skipped..])),
        Some((first, rest)) => {
            segments.split_first().is_some_and(|(segment, others)| is_like(first, segment) && is_path(rest, others))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate() -> Candidate {
        Candidate {
            id: "listUserRoles".to_owned(),
            method: "GET".to_owned(),
            path: "/users/{id}/roles".to_owned(),
            tags: vec!["Users".to_owned()],
            group: vec!["users".to_owned(), "roles".to_owned()],
            audiences: vec!["partner".to_owned()],
            ..Candidate::default()
        }
    }

    #[test]
    fn selectors_match_by_every_aspect() {
        let matches = |text: &str| text.parse::<Selector>().expect("a selector").matches(&candidate());
        for text in [
            "listUserRoles",
            "list*Roles",
            "id:list*",
            "tag:users",
            "tag:u*",
            "group:users",
            "group:users.roles",
            "group:*.roles",
            "GET /users/{id}/roles",
            "get /users/*/roles",
            "* /users/**",
            "/users/**",
            "/**/roles",
            "/users/*/roles",
            "/**",
            "audience:Partner",
        ] {
            assert!(matches(text), "{text}");
        }
        for text in [
            "listUser",
            "ListUserRoles",
            "tag:User",
            "group:roles",
            "POST /users/**",
            "/users/*",
            "/users",
            "/users/*/roles/*",
            "audience:x",
            "deprecated",
            "internal",
            "webhook:*",
        ] {
            assert!(!matches(text), "{text}");
        }
    }

    #[test]
    fn webhooks_have_no_path_and_no_group() {
        let webhook = Candidate { path: String::new(), webhook: Some("orderPaid".to_owned()), ..candidate() };
        let matches = |text: &str| text.parse::<Selector>().expect("a selector").matches(&webhook);
        assert!(matches("webhook:order*") && matches("tag:Users") && matches("listUserRoles"));
        assert!(!matches("/**") && !matches("group:*"));
    }

    #[test]
    fn an_empty_selector_is_refused() {
        for text in ["", " ", "tag:", "id: "] {
            assert!(text.parse::<Selector>().is_err(), "{text:?}");
        }
        assert_eq!("a:b".parse::<Selector>().map(|selector| selector.aspect()), Ok(Aspect::Id));
    }
}
