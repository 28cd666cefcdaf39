//! The tenant's log: one entry for each change of a log stream.

use super::{Refusal, Tenant};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

/// Entries, oldest first.
#[derive(Default)]
pub(super) struct Log(Vec<Value>);

impl Log {
    pub(super) fn record(&mut self, description: &str) {
        let number = self.0.len() + 1;
        self.0.push(json!({
            "log_id": format!("90020261128{number:08}"),
            "date": format!("2026-11-28T12:{:02}:{:02}.000Z", number / 60 % 60, number % 60),
            "type": "sapi",
            "description": description,
            "ip": "127.0.0.1",
            "details": { "response": { "statusCode": 200 } },
        }));
    }
}

/// The parameters that this tenant knows.
#[derive(Deserialize)]
#[serde(default)]
pub(super) struct Search {
    page: usize,
    per_page: usize,
    include_totals: bool,
    q: Option<String>,
    from: Option<String>,
    take: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { page: 0, per_page: 50, include_totals: false, q: None, from: None, take: 50 }
    }
}

pub(super) async fn list(
    State(tenant): State<Tenant>,
    Query(search): Query<Search>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let streams = tenant.enter(&headers)?;
    match &search.from {
        Some(from) => after(&streams.log, from, search.take, &headers),
        None => Ok(Json(found(&streams.log, &search)).into_response()),
    }
}

pub(super) async fn fetch(
    State(tenant): State<Tenant>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let streams = tenant.enter(&headers)?;
    let entry = streams.log.0.iter().find(|entry| entry["log_id"] == id).ok_or(Refusal::UNKNOWN_ENTRY)?;
    Ok(Json(entry).into_response())
}

/// A page of a search, newest first.
fn found(log: &Log, search: &Search) -> Value {
    let wanted = search.q.as_deref().and_then(|query| query.strip_prefix("type:"));
    let all: Vec<&Value> =
        log.0.iter().rev().filter(|entry| wanted.is_none_or(|wanted| entry["type"] == wanted)).collect();
    let start = search.page.saturating_mul(search.per_page);
    let page: Vec<&Value> = all.iter().skip(start).take(search.per_page).copied().collect();
    match search.include_totals {
        true => {
            let (length, total) = (page.len(), all.len());
            json!({ "start": start, "limit": search.per_page, "length": length, "total": total, "logs": page })
        }
        false => json!(page),
    }
}

/// The entries after one of them, with a link to those that follow.
fn after(log: &Log, from: &str, take: usize, headers: &HeaderMap) -> Result<Response, Refusal> {
    let position = log.0.iter().position(|entry| entry["log_id"] == from).ok_or(Refusal::UNKNOWN_ENTRY)?;
    let rest = &log.0[position + 1..];
    let page = &rest[..take.min(rest.len())];
    let mut response = Json(page).into_response();
    if let Some(last) = page.last().filter(|_| page.len() < rest.len()) {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let id = last["log_id"].as_str().unwrap_or_default();
        let link = format!("<http://{host}/api/v2/logs?from={id}&take={take}>; rel=\"next\"");
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}
