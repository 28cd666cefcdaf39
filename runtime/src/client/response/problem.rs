//! Finds the first of the problems that an error response lists, in the forms that APIs use.

use std::borrow::Cow;
use std::fmt;

use crate::syntax::kind::Kind;
use crate::value::json::{Json, elements};

/// Properties that hold the problems of a request: as a list, or as an object with the names of fields.
const LISTS: &[&str] = &[
    "detail",
    "errors",
    "violations",
    "fieldViolations",
    "invalid-params",
    "invalid_params",
    "invalidParams",
    "validation_errors",
    "validationErrors",
    "field_errors",
    "fieldErrors",
    "issues",
    "details",
];

/// Properties of a problem that describe it, the best one first.
const MESSAGES: &[&str] =
    &["msg", "message", "Message", "detail", "description", "reason", "error", "title", "code", "type"];

/// Properties of a problem that locate it.
const PLACES: &[&str] =
    &["loc", "path", "propertyPath", "property", "field", "param", "parameter", "pointer", "instancePath", "name"];

/// The maximum depth of nested objects in which lists are searched for.
const MAX_DEPTH: u32 = 2;

/// A problem of a request, as described by the server.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The location: `body.items[0].name`, `/age`.
    pub(crate) place: Option<String>,
    pub(crate) message: String,
    /// The number of further problems.
    pub(crate) others: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(formatter, "{place}: {}", self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

/// Returns the first problem in the body of an error response.
pub(crate) fn first(body: &Json) -> Option<Problem> {
    let inside = body.get("error");
    listed(body, 0).or_else(|| listed(&inside?, 0)).or_else(|| whole(body))
}

/// Returns the first problem in the lists of an object.
fn listed(object: &Json, depth: u32) -> Option<Problem> {
    LISTS.iter().find_map(|name| {
        let list = object.get(name)?;
        match list.kind() {
            Kind::List => in_list(&list, depth),
            Kind::Object => by_name(&list, |value| Some(value).filter(|value| value.kind() != Kind::Object)),
            _ => None,
        }
    })
}

fn in_list(list: &Json, depth: u32) -> Option<Problem> {
    let all = elements(list.text());
    let first = Json::trusted(all.first()?);
    let others = all.len() - 1;
    if let Some(message) = text(&first) {
        return Some(Problem { place: None, message, others });
    }
    if let Some(message) = MESSAGES.iter().find_map(|name| text(&first.get(name)?)) {
        return Some(Problem { place: place_of(&first), message, others });
    }
    // Each detail of an error of Google lists its violations.
    let deeper = || elements(list.text()).into_iter().find_map(|each| listed(&Json::trusted(each), depth + 1));
    if depth < MAX_DEPTH { deeper() } else { None }
}

/// Returns the first problem in an object with the problems of each field: `{"name": ["is missing"]}`.
fn by_name(object: &Json, fits: impl Fn(Json) -> Option<Json>) -> Option<Problem> {
    let mut found: Option<Problem> = None;
    object.each_member(|name, value| {
        let messages = fits(Json::trusted(value)).map(|value| messages(&value)).unwrap_or_default();
        let mut messages = messages.into_iter();
        match &mut found {
            Some(first) => first.others += messages.len(),
            None => {
                found = messages.next().map(|message| {
                    let place = Some(name.to_owned()).filter(|name| !name.is_empty());
                    Problem { place, message, others: messages.len() }
                });
            }
        }
    });
    found
}

/// Returns the first problem of a body that contains only lists of messages under the names of fields.
fn whole(body: &Json) -> Option<Problem> {
    let mut has_only_lists = true;
    body.each_member(|_, value| has_only_lists &= value.trim_start().starts_with('['));
    if has_only_lists { by_name(body, Some) } else { None }
}

/// Returns one message, or those in a list.
fn messages(json: &Json) -> Vec<String> {
    match json.kind() {
        Kind::List => elements(json.text()).into_iter().filter_map(|each| text(&Json::trusted(each))).collect(),
        _ => text(json).into_iter().collect(),
    }
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(Cow::into_owned).filter(|text| !text.trim().is_empty())
}

/// Returns the location of a problem.
fn place_of(problem: &Json) -> Option<String> {
    let source = problem.get("source").filter(|source| source.kind() == Kind::Object);
    let objects = || [problem].into_iter().chain(&source);
    PLACES.iter().find_map(|name| objects().find_map(|object| place(&object.get(name)?)))
}

/// Formats a location: names separated by dots, positions in brackets.
fn place(json: &Json) -> Option<String> {
    if json.kind() != Kind::List {
        return text(json);
    }
    let mut place = String::new();
    for step in elements(json.text()).into_iter().map(Json::trusted) {
        match (step.as_str(), step.as_i64()) {
            (Some(name), _) if place.is_empty() => place.push_str(&name),
            (Some(name), _) => place.extend([".", &*name]),
            (None, Some(position)) => place.push_str(&format!("[{position}]")),
            (None, None) => {}
        }
    }
    Some(place).filter(|place| !place.is_empty())
}

#[cfg(test)]
mod tests {
    use super::first;
    use crate::value::json::Json;

    fn shown(body: &str) -> Option<String> {
        let problem = first(&Json::parse(body).unwrap())?;
        Some(format!("{problem} +{}", problem.others))
    }

    #[test]
    fn problems_are_found_in_the_forms_that_apis_use() {
        for (body, expected) in [
            (
                r#"{"detail":[{"type":"missing","loc":["body","items",0,"name"],"msg":"Field required"},{"msg":"x"}]}"#,
                "body.items[0].name: Field required +1",
            ),
            (
                r##"{"title":"t","errors":[{"detail":"must be positive","pointer":"#/age"}]}"##,
                "#/age: must be positive +0",
            ),
            (r#"{"errors":[{"title":"t","source":{"pointer":"/data/a"}}]}"#, "/data/a: t +0"),
            (r#"{"errors":{"Name":["is missing","is short"],"Age":["is odd"]}}"#, "Name: is missing +2"),
            (
                r#"{"message":"m","errors":[{"resource":"Issue","field":"title","code":"missing_field"}]}"#,
                "title: missing_field +0",
            ),
            (r#"{"errors":["one","two"]}"#, "one +1"),
            (
                r#"{"error":{"code":400,"details":[{"@type":"BadRequest","fieldViolations":[{"field":"a.b","description":"is odd"}]}]}}"#,
                "a.b: is odd +0",
            ),
            (r#"{"violations":[{"propertyPath":"a","message":"m"}]}"#, "a: m +0"),
            (r#"{"invalid-params":[{"name":"age","reason":"is odd"}]}"#, "age: is odd +0"),
            (r#"{"issues":[{"path":["a",1],"message":"Required"}]}"#, "a[1]: Required +0"),
            (r#"{"name":["This field is required."],"age":["a","b"]}"#, "name: This field is required. +2"),
        ] {
            assert_eq!(shown(body).as_deref(), Some(expected), "{body}");
        }
    }

    #[test]
    fn a_body_without_a_list_of_problems_has_none() {
        for body in [
            "{}",
            r#"{"detail":"text"}"#,
            r#"{"detail":[]}"#,
            r#"{"errors":[[1]]}"#,
            r#"{"errors":[{"a":{"b":1}}]}"#,
            r#"{"errors":{"a":{"b":1}}}"#,
            r#"{"details":[{"details":[{"details":[{"details":[{"message":"m"}]}]}]}]}"#,
            r#"{"name":["x"],"status":1}"#,
        ] {
            assert_eq!(shown(body), None, "{body}");
        }
    }
}
