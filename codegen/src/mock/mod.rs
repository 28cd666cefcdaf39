//! Serves a description: answers its operations from examples or with made values, and says what is wrong with requests.
//!
//! No phase uses this module. [`Mock::answer`] is without input and output: from a request to an answer. `serve` is the server
//! around it.

mod check;
mod context;
mod encode;
mod model;
mod negotiate;
mod prefer;
mod produce;
mod refusal;
mod serve;

pub use model::{Answer, Credentials, Request, Settings, Values};
pub use serve::{Serving, serve};

use crate::api::{Api, Operation};
use crate::source::Documents;
use crate::text::closest;
use crate::verify::{Route, Router, query};
use context::Context;
use prefer::Preferences;
use produce::Produced;
use refusal::{Fault, refusal};

/// A mock of an API.
pub struct Mock<'a> {
    context: Context<'a>,
    router: Router<'a>,
}

impl<'a> Mock<'a> {
    /// Makes a mock of an API, with the documents that it is from.
    pub fn new(api: &'a Api, documents: &'a Documents, settings: Settings) -> Self {
        Self { context: Context::new(api, documents, settings), router: Router::new(api, &[]) }
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.context.settings
    }

    /// Answers a request.
    pub fn answer(&self, request: &Request) -> Answer {
        let target = path_of(&request.target);
        let request = Request { target: target.to_owned(), ..request.clone() };
        let is_head = request.method == "HEAD";
        let mut answer = match self.router.route(&request.method, target) {
            Route::Operation(operation, values) => self.operation(operation, &request, &values),
            Route::OtherMethod(_) if is_head => match self.router.route("GET", target) {
                Route::Operation(operation, values) => self.operation(operation, &request, &values),
                _ => self.other_method(&request),
            },
            Route::OtherMethod(_) if is_preflight(&request) => preflight(&request),
            Route::OtherMethod(_) => self.other_method(&request),
            Route::Unknown | Route::Foreign(_) if is_preflight(&request) => preflight(&request),
            Route::Unknown | Route::Foreign(_) => self.unknown(target),
        };
        if is_head {
            answer.body.clear();
        }
        // Pages of a browser may call the mock.
        if let Some(origin) = request.header("origin") {
            answer = answer.with("access-control-allow-origin", origin).with("vary", "origin");
            answer = answer.with("access-control-allow-credentials", "true").with("access-control-expose-headers", "*");
        }
        answer
    }

    fn operation(&self, operation: &Operation, request: &Request, values: &[(String, String)]) -> Answer {
        let name = format!("{} {}", operation.method, operation.path);
        let queried = query(&request.target);
        let preferences = match Preferences::of(request, &queried) {
            Ok(preferences) => preferences,
            Err(fault) => return refusal(400, Some(&name), &[fault]),
        };
        let checked = check::check(&self.context, operation, request, values, &queried);
        if !checked.faults.is_empty() {
            return refusal(checked.status, Some(&name), &checked.faults);
        }
        let mut produced = match produce::produce(&self.context, operation, request, values, &preferences) {
            Ok(produced) => produced,
            Err(refused) => return refusal(refused.0, Some(&name), &[refused.1]),
        };
        produced.notes.splice(0..0, checked.notes);
        written(operation, produced)
    }

    fn other_method(&self, request: &Request) -> Answer {
        const METHODS: [&str; 9] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];
        let is_known = |method: &&&str| matches!(self.router.route(method, &request.target), Route::Operation(..));
        let known: Vec<&str> = METHODS.iter().filter(is_known).copied().collect();
        let expected = format!("one of the declared methods {}", known.join(", "));
        let fault = Fault::new("method", expected, shown(&request.method));
        refusal(405, None, &[fault]).with("allow", known.join(", "))
    }

    fn unknown(&self, target: &str) -> Answer {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let templates = self.context.api.operations.iter().map(|operation| operation.path.as_str());
        // Comparing long texts takes long.
        let near = (path.len() <= 200).then(|| closest(path, templates)).flatten();
        let near = near.map(|near| format!(", such as {near}")).unwrap_or_default();
        refusal(404, None, &[Fault::new("path", format!("one of the declared paths{near}"), shown(path))])
    }
}

fn written(operation: &Operation, produced: Produced) -> Answer {
    let Produced { status, headers, media_type, content, notes, .. } = produced;
    let mut answer = Answer { status, headers, notes, ..Answer::default() };
    if let Some(media_type) = media_type {
        let (media_type, body) = encode::encode(operation, &media_type, &content);
        answer.body = body;
        answer = answer.with("content-type", media_type);
    }
    answer
}

/// The path and query of a target, which may be a whole URL.
fn path_of(target: &str) -> &str {
    match target.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            rest.find('/').map_or("/", |start| &rest[start..])
        }
        _ => target,
    }
}

fn shown(text: &str) -> String {
    let short: String = text.chars().take(200).collect();
    format!("{short:?}")
}

/// Whether a browser asks if a page may make a request.
fn is_preflight(request: &Request) -> bool {
    request.method == "OPTIONS" && request.header("access-control-request-method").is_some()
}

fn preflight(request: &Request) -> Answer {
    let method = request.header("access-control-request-method").unwrap_or_default();
    let answer = Answer::empty(204).with("access-control-allow-methods", method).with("access-control-max-age", "600");
    match request.header("access-control-request-headers") {
        Some(headers) => answer.with("access-control-allow-headers", headers),
        None => answer,
    }
}
