//! Serves a description: answers its operations from examples or with made values, and says what is wrong with requests.
//!
//! No phase uses this module. [`Mock::answer`] is without input and output: from a request to an answer. `serve` is the server
//! around it.

mod check;
mod context;
mod encode;
mod mask;
mod model;
mod negotiate;
mod paging;
mod prefer;
mod produce;
mod record;
mod refusal;
mod replay;
mod roles;
mod serve;
mod state;
mod text;

pub use mask::Secrets;
pub use model::{Answer, Credentials, Keeping, Request, Settings, Values};
pub use record::Recorder;
pub use serve::{Serving, serve};

use crate::api::{Api, Operation};
use crate::source::Documents;
use crate::text::closest;
use crate::verify::{PathValues, Route, Router, Traffic, query};
use context::Context;
use paging::Paged;
use prefer::Preferences;
use produce::{Produced, Refused};
use refusal::{Fault, refusal};
use replay::Replay;
use roles::Part;
use state::{Access, Outcome, State};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use text::{path_of, shown};

/// The responses that can say that something is not there, best first, with the status to send.
const GONE: [(&str, u16); 7] =
    [("404", 404), ("410", 410), ("4XX", 404), ("default", 404), ("400", 400), ("422", 422), ("409", 409)];

/// A mock of an API.
pub struct Mock<'a> {
    context: Context<'a>,
    router: Router<'a>,
    parts: HashMap<(String, String), Part>,
    state: Mutex<State>,
    replay: Replay,
}

impl<'a> Mock<'a> {
    /// Makes a mock of an API, with the documents that it is from.
    pub fn new(api: &'a Api, documents: &'a Documents, settings: Settings) -> Self {
        Self {
            context: Context::new(api, documents, settings),
            router: Router::new(api, documents, &[]),
            parts: roles::parts(api),
            state: Mutex::default(),
            replay: Replay::default(),
        }
    }

    /// Answers from recordings where there is one. Returns how many exchanges cannot be replayed.
    pub fn replay(&mut self, traffic: &Traffic) -> usize {
        self.replay = Replay::new(&self.router, traffic);
        self.replay.skipped
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

    fn operation(&self, operation: &Operation, request: &Request, path: &PathValues) -> Answer {
        let values = &path.decoded();
        let name = format!("{} {}", operation.method, operation.path);
        let queried = query(&request.target);
        let preferences = match Preferences::of(request, &queried) {
            Ok(preferences) => preferences,
            Err(fault) => return refusal(400, Some(&name), &[fault]),
        };
        if preferences == Preferences::default()
            && let Some(mut answer) = self.replay.find(operation, request, values, &queried)
        {
            answer.notes.push("replayed".to_owned());
            return answer;
        }
        let checked = check::check(&self.context, operation, request, path, &queried);
        if !checked.faults.is_empty() {
            return refusal(checked.status, Some(&name), &checked.faults);
        }
        let body = checked.json.as_ref().and_then(serde_json::Value::as_object);
        let mut produced = match self.produced(operation, request, values, &preferences, body) {
            Ok(produced) => produced,
            Err(refused) => return refusal(refused.0, Some(&name), &[refused.1]),
        };
        if (200..300).contains(&produced.status) && preferences.example.is_none() {
            let paged = Paged { context: &self.context, operation, target: &request.target, queried: &queried };
            paged.cut(&mut produced);
        }
        let mut answer = written(operation, produced);
        answer.notes.splice(0..0, checked.notes);
        answer
    }

    /// Produces an answer that agrees with what happened before.
    fn produced(
        &self,
        operation: &Operation,
        request: &Request,
        values: &[(String, String)],
        preferences: &Preferences,
        body: Option<&serde_json::Map<String, serde_json::Value>>,
    ) -> Result<Produced, Refused> {
        let produce = |preferences: &Preferences, variant| {
            produce::produce(&self.context, operation, request, values, preferences, variant)
        };
        // Who asks for an answer gets it, and nothing changes.
        let is_asked = preferences.code.is_some() || preferences.example.is_some();
        let part =
            Part::of(&self.parts, operation).filter(|_| self.context.settings.state == Keeping::State && !is_asked);
        let Some(part) = part else { return produce(preferences, 0) };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let variant = if part.role == roles::Role::Create { state.created() } else { 0 };
        let mut produced = produce(preferences, variant)?;
        if !(200..300).contains(&produced.status) {
            return Ok(produced);
        }
        let access = Access { context: &self.context, operation, part, values, body };
        match state.serve(&access, &mut produced) {
            Outcome::Served => Ok(produced),
            Outcome::Gone => {
                let declared = GONE.iter().find(|(key, _)| {
                    operation.responses.iter().any(|response| response.status.eq_ignore_ascii_case(key))
                });
                let missing = |found: &str| -> Refused {
                    let place = format!("path parameter {:?}", part.placeholder);
                    Box::new((404, Fault::new(&place, "what exists", found)))
                };
                let Some((_, code)) = declared else {
                    let why = "and the description declares no response that says so";
                    return Err(missing(&format!("what was deleted before, {why}")));
                };
                let answer = produce(&Preferences { code: Some(*code), ..preferences.clone() }, 0);
                answer.map_err(|_| missing("what was deleted before"))
            }
        }
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
