//! Finds the message and the code in the body of an error response, in the forms that APIs use.

use std::fmt;

use super::problem::{self, Problem};
use crate::client::request::echo::Echo;
use crate::value::json::Json;

/// The maximum number of characters of a code.
const MAX_CODE: usize = 64;

/// The maximum number of characters of a message that are shown.
const MAX_MESSAGE: usize = 240;

/// The parsed JSON body of an error response: Auth0's `{statusCode, error, message, errorCode}`, problem details (RFC
/// 9457), OAuth errors (RFC 6749, 5.2), and objects that hold such an object under `error`, under `fault`, or first in
/// a list under `errors`.
///
/// The strings come from the server and may echo the request, including its secrets, so `Debug` does not show them.
#[derive(Clone)]
pub struct ApiError {
    json: Json,
    message: Option<String>,
    code: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    detail: Option<String>,
    instance: Option<String>,
    status: Option<u16>,
    showing: Showing,
    /// The first problem that the body lists.
    problem: Option<Problem>,
    /// The redacted message and problem, as shown in logs.
    shown: Option<String>,
}

/// Whether logs may show the code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Showing {
    IfIdentifier,
    /// The code repeats a secret of the request.
    Never,
}

impl ApiError {
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(body).ok()?;
        let json = Json::parse(text).ok().filter(|_| text.trim_start().starts_with('{'))?;
        let describes_error = |object: &Json| {
            ["message", "detail", "title", "code", "faultstring"].iter().any(|name| object.get(name).is_some())
        };
        // An object under `error` takes precedence over the body; the first element of a list adds what the body lacks.
        let inside = ["error", "fault", "detail"].iter().find_map(|name| json.get(name).filter(describes_error));
        let listed = json.get("errors").and_then(|errors| errors.index(0)).filter(describes_error);
        let objects = || inside.iter().chain([&json]).chain(&listed);
        let find = |names: &[&str]| objects().find_map(|object| names.iter().find_map(|name| text_of(object, name)));
        let (name, problem) = (find(&["error"]), problem::first(&json));
        let message = find(&["message", "error_description", "errorMessage", "detail", "title", "faultstring"])
            .or_else(|| find(&["Message", "msg", "reason", "description"]))
            .or_else(|| name.clone())
            .or_else(|| problem.as_ref().map(ToString::to_string));
        let code = find(&["errorCode", "error_code", "code", "errorcode"])
            .or_else(|| name.clone().filter(|name| is_identifier(name)));
        Some(Self {
            message: message.filter(|text| !text.is_empty()),
            code,
            name,
            kind: find(&["type"]),
            detail: find(&["detail"]),
            instance: find(&["instance"]),
            status: find(&["statusCode", "status", "status_code"]).and_then(|status| status.parse().ok()),
            json,
            showing: Showing::IfIdentifier,
            problem,
            shown: None,
        })
    }

    /// Prepares the text for logs, with the values of the request redacted.
    pub(crate) fn explain(&mut self, echo: &Echo) {
        if self.code().is_some_and(|code| echo.matches_credentials(code)) {
            self.showing = Showing::Never;
        }
        let problem = self.problem.as_ref();
        let text = problem.map(ToString::to_string);
        let is_repeated = |message: &str| problem.is_some_and(|problem| message.contains(&problem.message));
        let message = self.message.as_deref().filter(|message| !self.is_redundant(message));
        let shown = match (message, text) {
            // The problem contains the message and its location.
            (Some(message), Some(text)) if text.contains(message) => text,
            (Some(message), None) => message.to_owned(),
            (Some(message), Some(_)) if is_repeated(message) => message.to_owned(),
            (Some(message), Some(text)) => format!("{}: {text}", message.trim_end_matches(['.', ':', ' '])),
            (None, Some(text)) => text,
            (None, None) => return,
        };
        let others = problem.map_or(0, |problem| problem.others);
        self.shown = echo.redact(&shown).map(|shown| one_line(&shown, MAX_MESSAGE)).map(|shown| match others {
            0 => shown,
            others => format!("{shown} (and {others} more)"),
        });
    }

    /// Whether a message only repeats the status or the code.
    fn is_redundant(&self, message: &str) -> bool {
        let is_code = self.code() == Some(message) && is_identifier(message);
        let is_status = |number: u16| {
            let status = http::StatusCode::from_u16(number).ok();
            status
                .and_then(|status| status.canonical_reason())
                .is_some_and(|reason| reason.eq_ignore_ascii_case(message))
        };
        is_code || (400..600).any(is_status)
    }

    /// Writes the text for logs: ` (code): message`.
    pub(crate) fn write(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.shown_code() {
            write!(formatter, " ({code})")?;
        }
        self.shown.as_ref().map_or(Ok(()), |shown| write!(formatter, ": {shown}"))
    }

    /// Returns the code if it looks like an identifier and does not repeat a secret.
    fn shown_code(&self) -> Option<&str> {
        self.code().filter(|code| self.showing == Showing::IfIdentifier && is_identifier(code))
    }

    /// The human-readable message: `message`, `error_description`, `detail`, `title` or a similar property; `error` as
    /// a last resort.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The machine-readable code: `errorCode`, `error_code` or `code`, or `error` where that is a code. A number is
    /// returned as text.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The status code in the body: `statusCode` or `status`.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// `error`: the name of the status (`Bad Request`), or the code of an OAuth error.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// `type`: a URI or a word that identifies the problem type (RFC 9457, 3.1.1).
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// `detail`: an explanation of this occurrence (RFC 9457, 3.1.4).
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// `instance`: a URI that identifies this occurrence (RFC 9457, 3.1.5).
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }

    /// The whole body.
    #[must_use]
    pub fn json(&self) -> &Json {
        &self.json
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status)
            .field("code", &self.shown_code())
            .finish_non_exhaustive()
    }
}

/// Returns a property that is a string or a number as a string.
fn text_of(json: &Json, name: &str) -> Option<String> {
    let value = json.get(name)?;
    match value.as_str() {
        Some(text) => Some(text.into_owned()).filter(|text| !text.is_empty()),
        None => value.as_i64().map(|number| number.to_string()),
    }
}

/// Fits a text into one line: truncates it, and replaces control, invisible and bidirectional characters by spaces.
fn one_line(text: &str, longest: usize) -> String {
    let is_invisible = |letter: char| {
        letter.is_control()
            || letter.is_whitespace()
            || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    let words = text.split(is_invisible).filter(|word| !word.is_empty());
    let mut line = String::new();
    for (index, word) in words.enumerate() {
        line.push_str(if index == 0 { "" } else { " " });
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(longest) {
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

/// Whether a string looks like a code and may be shown.
fn is_identifier(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (1..=MAX_CODE).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::ApiError;

    fn read(body: &str) -> ApiError {
        ApiError::read(body.as_bytes()).unwrap()
    }

    #[test]
    fn messages_are_found_in_the_forms_that_apis_use() {
        for (body, message, code, status) in [
            (
                r#"{"statusCode":403,"error":"Forbidden","message":"Insufficient scope","errorCode":"insufficient_scope"}"#,
                Some("Insufficient scope"),
                Some("insufficient_scope"),
                Some(403),
            ),
            (r#"{"error":"access_denied","error_description":"No"}"#, Some("No"), Some("access_denied"), None),
            (r#"{"type":"about:blank","title":"T","status":404,"detail":"D"}"#, Some("D"), None, Some(404)),
            (r#"{"error":{"message":"m","code":"c","type":"t"}}"#, Some("m"), Some("c"), None),
            (r#"{"error":{"code":404,"message":"m","status":"NOT_FOUND"}}"#, Some("m"), Some("404"), None),
            (
                r#"{"errors":[{"code":1003,"message":"m"},{"message":"n"}],"success":false}"#,
                Some("m"),
                Some("1003"),
                None,
            ),
            (r#"{"errors":[{"title":"t","detail":"d","status":"422"}]}"#, Some("d"), None, Some(422)),
            (r#"{"errors":["one","two"]}"#, Some("one"), None, None),
            (
                r#"{"message":"Validation Failed","errors":[{"code":"missing"}]}"#,
                Some("Validation Failed"),
                Some("missing"),
                None,
            ),
            (r#"{"code":20404,"message":"m","status":404}"#, Some("m"), Some("20404"), Some(404)),
            (r#"{"fault":{"faultstring":"f","detail":{"errorcode":"e"}}}"#, Some("f"), None, None),
            (r#"{"Message":"m"}"#, Some("m"), None, None),
            (r#"{"message":{"a":1},"code":["x"]}"#, None, None, None),
            ("{}", None, None, None),
        ] {
            let error = read(body);
            assert_eq!((error.message(), error.code(), error.status()), (message, code, status), "{body}");
        }
    }

    #[test]
    fn fields_of_problem_details_have_accessors() {
        let body =
            r#"{"type":"https://e.example/out-of-credit","title":"T","detail":"D","instance":"/a/1","balance":30}"#;
        let error = read(body);
        assert_eq!(error.kind(), Some("https://e.example/out-of-credit"));
        assert_eq!((error.detail(), error.instance()), (Some("D"), Some("/a/1")));
        assert_eq!(error.json().get("balance").unwrap().as_i64(), Some(30));
    }

    #[test]
    fn a_body_that_is_not_an_object_has_no_message() {
        for body in ["", "[]", "\"text\"", "<html>", "{\"message\":", "null", "\u{0}"] {
            assert!(ApiError::read(body.as_bytes()).is_none(), "{body}");
        }
        assert!(ApiError::read(b"{\"message\":\"\xff\"}").is_none());
    }

    #[test]
    fn debug_hides_texts_of_the_server() {
        let shown = format!("{:?}", read(r#"{"message":"s3cret","code":"s3cret too"}"#));
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
