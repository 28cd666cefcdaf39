//! The first of the problems that an error response lists, in the shapes that APIs use.

use std::borrow::Cow;
use std::fmt;

use crate::syntax::kind::Kind;
use crate::value::json::{Json, elements};

/// Properties that hold the problems of a request, as a list or by the names of fields.
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

/// Properties of a problem that say what is wrong, the best one first.
const MESSAGES: &[&str] =
    &["msg", "message", "Message", "detail", "description", "reason", "error", "title", "code", "type"];

/// Properties of a problem that say where it is.
const PLACES: &[&str] =
    &["loc", "path", "propertyPath", "property", "field", "param", "parameter", "pointer", "instancePath", "name"];

/// Objects in an object in which lists are looked for.
const DEEPEST: u32 = 2;

/// A problem of a request, as the server says it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Where it is: `body.items[0].name`, `/age`.
    pub(crate) place: Option<String>,
    pub(crate) message: String,
    /// How many others there are beside it.
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

/// The first problem that the body of an error response lists.
pub(crate) fn first(body: &Json) -> Option<Problem> {
    let inside = body.get("error");
    listed(body, 0).or_else(|| listed(&inside?, 0)).or_else(|| whole(body))
}

/// The first problem in one of the lists of an object.
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
    // A detail of Google's errors holds its violations.
    let deeper = || elements(list.text()).into_iter().find_map(|each| listed(&Json::trusted(each), depth + 1));
    if depth < DEEPEST { deeper() } else { None }
}

/// The first problem of an object with the problems of each field: `{"name": ["is missing"]}`.
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

/// An object that is nothing but lists of messages by the names of fields.
fn whole(body: &Json) -> Option<Problem> {
    let mut is_such = true;
    body.each_member(|_, value| is_such &= value.trim_start().starts_with('['));
    if is_such { by_name(body, Some) } else { None }
}

/// A message, or a list of them.
fn messages(json: &Json) -> Vec<String> {
    match json.kind() {
        Kind::List => elements(json.text()).into_iter().filter_map(|each| text(&Json::trusted(each))).collect(),
        _ => text(json).into_iter().collect(),
    }
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(Cow::into_owned).filter(|text| !text.trim().is_empty())
}

/// Where a problem is.
fn place_of(problem: &Json) -> Option<String> {
    let source = problem.get("source").filter(|source| source.kind() == Kind::Object);
    let objects = || [problem].into_iter().chain(&source);
    PLACES.iter().find_map(|name| objects().find_map(|object| place(&object.get(name)?)))
}

/// A place as a text: names with dots between them, positions in brackets.
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
    fn the_lists_that_apis_give_are_known() {
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
    fn what_lists_nothing_has_no_problem() {
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
