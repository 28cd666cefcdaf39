//! Answers to wrong requests: problem documents (RFC 9457) that say where, what was expected, and what is there.

use super::model::Answer;
use serde_json::{Value, json};

/// The maximum number of faults that an answer lists.
const MOST: usize = 100;

/// What is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Such as `body`, or `query parameter "limit"`.
    pub(super) place: String,
    /// The path in the body, such as `$.items[].price`.
    pub(super) path: Option<String>,
    pub(super) expected: String,
    pub(super) found: String,
    /// The place in the description.
    pub(super) pointer: Option<String>,
}

impl Fault {
    pub(super) fn new(place: &str, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self { place: place.to_owned(), path: None, expected: expected.into(), found: found.into(), pointer: None }
    }

    fn detail(&self) -> String {
        let path = self.path.as_deref().map(|path| format!(" {path}")).unwrap_or_default();
        format!("{}{path}: expected {}, found {}", self.place, self.expected, self.found)
    }

    fn json(&self) -> Value {
        let mut value = json!({"place": self.place, "expected": self.expected, "found": self.found});
        for (key, text) in [("path", &self.path), ("description", &self.pointer)] {
            if let Some(text) = text {
                value[key] = text.as_str().into();
            }
        }
        value["detail"] = self.detail().into();
        value
    }
}

/// Refuses a request. `operation` is its method and path template, if they are known.
pub(super) fn refusal(status: u16, operation: Option<&str>, faults: &[Fault]) -> Answer {
    let shown = &faults[..faults.len().min(MOST)];
    let mut body = json!({
        "type": "about:blank",
        "title": title(status),
        "status": status,
        "detail": shown.first().map(Fault::detail),
        "errors": shown.iter().map(Fault::json).collect::<Vec<_>>(),
    });
    if let Some(operation) = operation {
        body["operation"] = operation.into();
    }
    let place = |fault: &Fault| fault.pointer.as_deref().map(|pointer| format!(" ({pointer})")).unwrap_or_default();
    Answer {
        status,
        headers: vec![("content-type".to_owned(), "application/problem+json".to_owned())],
        body: body.to_string().into_bytes(),
        notes: shown.iter().map(|fault| format!("{}{}", fault.detail(), place(fault))).collect(),
    }
}

fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        _ => "Refused",
    }
}
