//! A tenant that exists as long as this process: log streams, the log and events of the Management API over HTTP, in memory.

mod entries;
mod events;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use entries::Log;
use serde_json::{Map, Value, json};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The number of streams that the tenant's plan permits.
const LIMIT: usize = 16;

/// The tenant's streams, oldest first.
#[derive(Clone)]
struct Tenant {
    token: &'static str,
    streams: Arc<Mutex<Streams>>,
}

#[derive(Default)]
struct Streams {
    all: Vec<Map<String, Value>>,
    created: usize,
    log: Log,
}

/// Starts a tenant on a free port of this machine. It accepts one token.
pub(crate) async fn start(token: &'static str) -> io::Result<SocketAddr> {
    let tenant = Tenant { token, streams: Arc::default() };
    let router = Router::new()
        .route("/api/v2/log-streams", get(list).post(create))
        .route("/api/v2/log-streams/{id}", get(fetch).patch(update).delete(remove))
        .route("/api/v2/logs", get(entries::list))
        .route("/api/v2/logs/{id}", get(entries::fetch))
        .route("/api/v2/events", get(events::subscribe))
        .with_state(tenant);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(axum::serve(listener, router).into_future());
    Ok(address)
}

async fn list(State(tenant): State<Tenant>, headers: HeaderMap) -> Result<Response, Refusal> {
    let streams = tenant.enter(&headers)?;
    Ok(Json(&streams.all).into_response())
}

async fn create(State(tenant): State<Tenant>, headers: HeaderMap, body: Bytes) -> Result<Response, Refusal> {
    let mut streams = tenant.enter(&headers)?;
    let mut stream = object(&body)?;
    for required in ["type", "sink"] {
        if !stream.contains_key(required) {
            return Err(Refusal::body(format!("Missing required property: {required}")));
        }
    }
    if streams.all.len() >= LIMIT {
        return Err(Refusal::LIMIT);
    }
    streams.created += 1;
    let id = format!("lst_{:016}", streams.created);
    stream.entry("name").or_insert_with(|| json!(format!("Stream {id}")));
    stream.insert("id".to_owned(), json!(id));
    stream.insert("status".to_owned(), json!("active"));
    streams.all.push(stream.clone());
    streams.log.record("Create a log stream");
    Ok(Json(stream).into_response())
}

async fn fetch(State(tenant): State<Tenant>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    let streams = tenant.enter(&headers)?;
    let position = streams.position(&id)?;
    Ok(Json(&streams.all[position]).into_response())
}

async fn update(
    State(tenant): State<Tenant>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut streams = tenant.enter(&headers)?;
    let position = streams.position(&id)?;
    let changes = object(&body)?;
    let stream = &mut streams.all[position];
    if changes.contains_key("type") {
        return Err(Refusal::body("Additional properties not allowed: type".to_owned()));
    }
    for (name, value) in changes {
        match value {
            Value::Null => drop(stream.remove(&name)),
            value => drop(stream.insert(name, value)),
        }
    }
    let response = Json(&*stream).into_response();
    streams.log.record("Update a log stream");
    Ok(response)
}

async fn remove(
    State(tenant): State<Tenant>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let mut streams = tenant.enter(&headers)?;
    let position = streams.position(&id)?;
    streams.all.remove(position);
    streams.log.record("Delete a log stream");
    Ok(StatusCode::NO_CONTENT)
}

impl Tenant {
    /// The streams, for who has the token.
    fn enter(&self, headers: &HeaderMap) -> Result<MutexGuard<'_, Streams>, Refusal> {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        if given.and_then(|value| value.strip_prefix("Bearer ")) != Some(self.token) {
            return Err(Refusal::TOKEN);
        }
        Ok(self.streams.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Streams {
    fn position(&self, id: &str) -> Result<usize, Refusal> {
        self.all.iter().position(|stream| stream.get("id").is_some_and(|each| each == id)).ok_or(Refusal::UNKNOWN)
    }
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(Refusal::body("Expected type object".to_owned())),
        Err(error) => Err(Refusal::body(error.to_string())),
    }
}

/// An error response, as the API words them.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: std::borrow::Cow<'static, str>,
}

impl Refusal {
    const TOKEN: Self = Self::new(StatusCode::UNAUTHORIZED, "invalid_token", "Invalid token");
    const UNKNOWN: Self = Self::new(StatusCode::NOT_FOUND, "inexistent_log_stream", "The log stream does not exist");
    const UNKNOWN_ENTRY: Self = Self::new(StatusCode::NOT_FOUND, "inexistent_log", "The log entry does not exist");
    const LIMIT: Self =
        Self::new(StatusCode::CONFLICT, "log_stream_limit", "You have reached the maximum number of log streams");

    const fn new(status: StatusCode, code: &'static str, message: &'static str) -> Self {
        Self { status, code, message: std::borrow::Cow::Borrowed(message) }
    }

    fn body(message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, code: "invalid_body", message: message.into() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({
            "statusCode": self.status.as_u16(),
            "error": self.status.canonical_reason(),
            "message": self.message,
            "errorCode": self.code,
        });
        (self.status, Json(body)).into_response()
    }
}
