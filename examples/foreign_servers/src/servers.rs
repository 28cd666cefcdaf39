//! Servers inside of this process, each on a free port of this machine.

use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::{future::IntoFuture, io};

/// What the servers keep.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<Value>>>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Vec<Value>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn serve(router: Router) -> io::Result<SocketAddr> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(axum::serve(listener, router).into_future());
    Ok(address)
}

/// A name server with one zone. It takes any key that is not empty.
///
/// # Errors
/// When no port is free.
pub async fn dns() -> io::Result<SocketAddr> {
    let zone = "/api/v1/servers/{server}/zones/{zone}";
    let router = Router::new()
        .route(zone, get(zone_of).patch(change))
        .route(&format!("{zone}/export"), get(export))
        .with_state(Shared::default());
    serve(router).await
}

fn refuse(headers: &HeaderMap, zone: &str) -> Option<Response> {
    let failure = |status: StatusCode, error: &str| Some((status, Json(json!({"error": error}))).into_response());
    if headers.get("x-api-key").is_none_or(axum::http::HeaderValue::is_empty) {
        return failure(StatusCode::UNAUTHORIZED, "Unauthorized");
    }
    if zone != "example.org." {
        return failure(StatusCode::NOT_FOUND, "Could not find domain");
    }
    None
}

/// The sets of records come without their `changetype`, which the description requires.
async fn zone_of(State(sets): State<Shared>, Path((_, zone)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let zone_with_sets = json!({
        "id": zone, "name": zone, "kind": "Native", "serial": 2_026_112_801_u64, "edited_serial": 2_026_112_802_u64,
        "rrsets": *sets.lock(),
    });
    refuse(&headers, &zone).unwrap_or_else(|| Json(zone_with_sets).into_response())
}

async fn change(
    State(sets): State<Shared>,
    Path((_, zone)): Path<(String, String)>,
    headers: HeaderMap,
    Json(change): Json<Value>,
) -> Response {
    if let Some(refused) = refuse(&headers, &zone) {
        return refused;
    }
    for set in change["rrsets"].as_array().into_iter().flatten() {
        let mut set = set.clone();
        let Some(kind) = set.as_object_mut().and_then(|set| set.remove("changetype")) else {
            let error = json!({"error": "RRset without changetype"});
            return (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response();
        };
        let mut sets = sets.lock();
        sets.retain(|other| other["name"] != set["name"] || other["type"] != set["type"]);
        if kind == "REPLACE" {
            sets.push(set);
        }
    }
    (StatusCode::NO_CONTENT, [("x-serial", "2026112802")]).into_response()
}

async fn export(State(sets): State<Shared>, Path((_, zone)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let line = |set: &Value| {
        let records = set["records"].as_array().map(Vec::as_slice).unwrap_or_default();
        let texts = records.iter().filter_map(|record| record["content"].as_str());
        let name = set["name"].as_str().unwrap_or_default();
        texts
            .map(|text| format!("{name}\t{}\tIN\t{}\t{text}\n", set["ttl"], set["type"].as_str().unwrap_or_default()))
            .collect::<String>()
    };
    let text: String = sets.lock().iter().map(line).collect();
    refuse(&headers, &zone).unwrap_or_else(|| text.into_response())
}

/// A task runner that wants no credentials, although its description has a scheme.
///
/// # Errors
/// When no port is free.
pub async fn tasks() -> io::Result<SocketAddr> {
    let router = Router::new()
        .route("/tasks", get(list).post(create))
        .route("/tasks/{id}", put(replace))
        .route("/tasks/{id}/retry", post(retry))
        .route("/version", get(|| async { "task runner 1.2" }))
        .with_state(Shared::default());
    serve(router).await
}

/// Scans two tasks for a page and leaves finished ones out, so that a page can be empty and still name a next one.
async fn list(State(tasks): State<Shared>, Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let start: usize = query.get("cursor").and_then(|cursor| cursor.strip_prefix("at-")?.parse().ok()).unwrap_or(0);
    let tasks = tasks.lock();
    let page: Vec<&Value> = tasks.iter().skip(start).take(2).filter(|task| task["finished"].is_null()).collect();
    let next = (start + 2 < tasks.len()).then(|| format!("at-{}", start + 2));
    Json(json!({"items": page, "next_cursor": next}))
}

async fn create(State(tasks): State<Shared>, Json(task): Json<Value>) -> Response {
    if task["name"].as_str().is_none_or(str::is_empty) {
        let detail = json!({"loc": ["body", "name"], "msg": "String should have at least 1 character", "type": "string_too_short"});
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"detail": [detail]}))).into_response();
    }
    let mut tasks = tasks.lock();
    let id = format!("00000000-0000-4000-8000-{:012}", tasks.len());
    let finished = if task["name"] == "old" { json!("2026-11-28T06:00:00Z") } else { Value::Null };
    tasks.push(json!({"id": id, "name": task["name"], "weight": task["weight"], "owner": null, "finished": finished}));
    (StatusCode::CREATED, Json(tasks.last().cloned())).into_response()
}

/// Takes a task that was read here and is sent back, and tells whoever changed something of it on the way.
async fn replace(State(tasks): State<Shared>, Path(id): Path<String>, Json(sent): Json<Value>) -> Response {
    match tasks.lock().iter().find(|task| task["id"] == *id) {
        Some(task) if *task == sent => StatusCode::NO_CONTENT.into_response(),
        Some(task) => (StatusCode::CONFLICT, format!("expected {task}, found {sent}")).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({"detail": "Not Found"}))).into_response(),
    }
}

/// Refuses a body that is no object, `null` as well: a body is left out or says something.
async fn retry(State(tasks): State<Shared>, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let is_empty = body.is_empty() && !headers.contains_key(header::CONTENT_TYPE);
    if !is_empty && !serde_json::from_slice::<Value>(&body).is_ok_and(|body| body.is_object()) {
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"detail": []}))).into_response();
    }
    match tasks.lock().iter().find(|task| task["id"] == *id) {
        Some(task) => Json(task).into_response(),
        None => (StatusCode::NOT_FOUND, Json(json!({"detail": "Not Found"}))).into_response(),
    }
}
