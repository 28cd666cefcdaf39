//! Answers from recordings.

use super::model::{Answer, Request};
use crate::api::{Media, Operation};
use crate::verify::{
    Body, BodyPart, Content, Exchange, MASK, Message, Route, Router, Traffic, is_placeholder, query, split,
};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Headers that belong to the connection or to the form of the body that was recorded.
const DROPPED: [&str; 8] = [
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "keep-alive",
    "transfer-encoding",
    "upgrade",
    "trailer",
];

/// Recorded exchanges by their operations.
#[derive(Debug, Default)]
pub(super) struct Replay {
    recorded: HashMap<String, Vec<Recorded>>,
    /// The number of exchanges that cannot be replayed.
    pub(super) skipped: usize,
}

#[derive(Debug)]
struct Recorded {
    /// The values of the placeholders of the path; `None` matches any.
    values: Vec<Option<String>>,
    query: Vec<(String, String)>,
    body: Body,
    /// The parts of the body, if it is multipart: boundaries differ in each request.
    parts: Option<Vec<BodyPart>>,
    answer: Answer,
    was_sent: AtomicBool,
}

impl Replay {
    pub(super) fn new(router: &Router<'_>, traffic: &Traffic) -> Self {
        let mut replay = Self::default();
        for exchange in &traffic.exchanges {
            let Route::Operation(operation, values) = router.route(&exchange.method, &exchange.url) else {
                replay.skipped += 1;
                continue;
            };
            match answer(exchange) {
                Some(answer) => {
                    let values = values
                        .decoded()
                        .into_iter()
                        .map(|(_, value)| (!is_placeholder(&value)).then_some(value))
                        .collect();
                    let mut query = query(&exchange.url);
                    query.sort();
                    let body = exchange.request.body.clone();
                    let parts = parts(&exchange.request);
                    let recorded = Recorded { values, query, body, parts, answer, was_sent: AtomicBool::new(false) };
                    replay.recorded.entry(key(operation)).or_default().push(recorded);
                }
                None => replay.skipped += 1,
            }
        }
        replay
    }

    /// The recorded answer to a request. Of several to the same request each is sent once, in order; then the last one again.
    pub(super) fn find(
        &self,
        operation: &Operation,
        request: &Request,
        values: &[(String, String)],
        queried: &[(String, String)],
    ) -> Option<Answer> {
        let all = self.recorded.get(&key(operation))?;
        let mut queried = queried.to_vec();
        queried.sort();
        let text = std::str::from_utf8(&request.body).unwrap_or_default();
        let given = Given {
            values,
            queried: &queried,
            bytes: &request.body,
            json: serde_json::from_str::<Value>(text).ok(),
            parts: request.header("content-type").and_then(|media_type| multipart(&request.body, media_type)),
        };
        let rank = |recorded: &Recorded| recorded.rank(&given);
        let ranks: Vec<Option<usize>> = all.iter().map(rank).collect();
        let best = ranks.iter().flatten().max()?;
        let same = || all.iter().zip(&ranks).filter(|(_, rank)| rank.as_ref() == Some(best)).map(|(each, _)| each);
        let found = same().find(|each| !each.was_sent.swap(true, Ordering::Relaxed)).or_else(|| same().last())?;
        Some(found.answer.clone())
    }
}

/// A request that is compared with recorded ones.
struct Given<'g> {
    values: &'g [(String, String)],
    queried: &'g [(String, String)],
    bytes: &'g [u8],
    json: Option<Value>,
    parts: Option<Vec<BodyPart>>,
}

impl Recorded {
    /// How well a request matches; `None` if it does not. The path has to be the same, and the recorded query has to be there.
    fn rank(&self, given: &Given<'_>) -> Option<usize> {
        let Given { values, queried, bytes, json, parts } = given;
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let mut pairs = self.values.iter().zip(*values);
        let is_same = self.values.len() == values.len()
            && pairs.all(|(own, (_, given))| own.as_ref().is_none_or(|own| own == given));
        if !is_same || !self.query.iter().all(|pair| queried.iter().any(|given| is_same_pair(pair, given))) {
            return None;
        }
        let is_same_body = match (&self.body, &self.parts) {
            (_, Some(own)) => parts.as_ref().is_some_and(|parts| are_alike(own, parts)),
            (Body::Absent, _) => bytes.is_empty(),
            (Body::Json(value), _) => json.as_ref().is_some_and(|json| is_alike(value, json)),
            (Body::Text(own), _) => own == text,
            (Body::Parts(own), _) => own.bytes.as_deref() == Some(*bytes),
            (Body::Bytes(own), _) => own.as_deref() == Some(*bytes),
        };
        let exact = self.values.iter().filter(|value| value.is_some()).count();
        Some(1 + exact + 100 * usize::from(self.query.len() == queried.len()) + 1_000 * usize::from(is_same_body))
    }
}

/// Whether a pair of a query is the recorded one. A masked value was any.
fn is_same_pair(own: &(String, String), given: &(String, String)) -> bool {
    own.0 == given.0 && (own.1 == given.1 || own.1 == MASK)
}

/// Whether a body is the recorded one. A masked text was any.
fn is_alike(own: &Value, given: &Value) -> bool {
    match (own, given) {
        (Value::String(own), Value::String(given)) => own == given || own == MASK,
        (Value::Array(own), Value::Array(given)) => {
            own.len() == given.len() && own.iter().zip(given).all(|(own, given)| is_alike(own, given))
        }
        (Value::Object(own), Value::Object(given)) => {
            let is_there = |(name, own): (&String, &Value)| given.get(name).is_some_and(|given| is_alike(own, given));
            own.len() == given.len() && own.iter().all(is_there)
        }
        _ => own == given,
    }
}

/// Whether the parts of a body are the recorded ones. A masked text, and bytes that were not recorded, were any.
fn are_alike(own: &[BodyPart], given: &[BodyPart]) -> bool {
    let is_same = |(own, given): (&BodyPart, &BodyPart)| {
        let is_alike = match (&own.content, &given.content) {
            (Content::Text(own), Content::Text(given)) => own == given || own == MASK || is_alike_text(own, given),
            (Content::Text(own), Content::Bytes(_)) => own == MASK,
            (Content::Bytes(own), Content::Bytes(given)) => own.is_none() || own == given,
            (Content::Bytes(own), Content::Text(_)) => own.is_none(),
        };
        is_alike && own.name == given.name && own.file_name == given.file_name
    };
    own.len() == given.len() && own.iter().zip(given).all(is_same)
}

/// Whether two texts are the same JSON, apart from what is masked.
fn is_alike_text(own: &str, given: &str) -> bool {
    let json = |text| serde_json::from_str::<Value>(text).ok();
    json(own).zip(json(given)).is_some_and(|(own, given)| is_alike(&own, &given))
}

/// The parts of a recorded body, if it is multipart.
fn parts(message: &Message) -> Option<Vec<BodyPart>> {
    match &message.body {
        Body::Parts(body) => Some(body.parts.clone()),
        Body::Text(text) => multipart(text.as_bytes(), message.media_type.as_deref()?),
        _ => None,
    }
}

fn multipart(bytes: &[u8], media_type: &str) -> Option<Vec<BodyPart>> {
    (Media::of(media_type) == Media::Multipart).then(|| split(bytes, media_type)).flatten()
}

fn key(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path_key)
}

/// The recorded response; `None` if there was none, or if its bytes were not recorded.
fn answer(exchange: &Exchange) -> Option<Answer> {
    let status = exchange.status.filter(|status| (200..600).contains(status))?;
    let body = match &exchange.response.body {
        Body::Absent => Vec::new(),
        Body::Json(value) => value.to_string().into_bytes(),
        Body::Text(text) => text.clone().into_bytes(),
        Body::Bytes(bytes) => bytes.clone()?,
        Body::Parts(body) => body.bytes.clone()?,
    };
    let mut headers = exchange.response.headers.clone().unwrap_or_default();
    headers.retain(|(name, _)| !DROPPED.iter().any(|dropped| name.eq_ignore_ascii_case(dropped)));
    let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let usual = matches!(exchange.response.body, Body::Json(_)).then_some("application/json");
    if let Some(media_type) = exchange.response.media_type.as_deref().or(usual).filter(|_| !has_type) {
        headers.push(("content-type".to_owned(), media_type.to_owned()));
    }
    Some(Answer { status, headers, body, notes: Vec::new() })
}
