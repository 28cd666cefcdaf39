//! The tenant's events. The connection breaks after each event, which clients have to expect at any time.

use super::{Refusal, Tenant};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Types of events and what they are about, oldest first. The last one is of a type that came after the description.
const EVENTS: [(&str, &str); 3] =
    [("user.created", "auth0|1"), ("user.deleted", "auth0|1"), ("user.archived", "auth0|2")];

pub(super) async fn subscribe(
    State(tenant): State<Tenant>,
    Query(parameters): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    drop(tenant.enter(&headers)?);
    let values =
        |name: &'static str| parameters.iter().filter(move |(each, _)| each == name).map(|(_, value)| value.as_str());
    let types: Vec<&str> = values("event_type").collect();
    let from =
        values("from").next().map_or(Ok(0), str::parse).map_err(|_| Refusal::body("Invalid cursor".to_owned()))?;
    let next = EVENTS.iter().enumerate().skip(from).find(|(_, (name, _))| types.is_empty() || types.contains(name));
    let message = match next {
        Some((position, (name, user))) => message(name, &event(position + 1, name, user)),
        None => message("offset-only", &json!({ "type": "offset-only", "offset": EVENTS.len().to_string() })),
    };
    // Clients connect again after ten milliseconds.
    Ok(([(header::CONTENT_TYPE, "text/event-stream")], format!("retry: 10\n\n{message}")).into_response())
}

fn message(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

fn event(offset: usize, name: &str, user: &str) -> Value {
    json!({
        "type": name,
        "offset": offset.to_string(),
        "event": {
            "specversion": "1.0",
            "type": name,
            "source": "urn:auth0:tenant.example.com",
            "id": format!("evt_{offset:016}"),
            "time": format!("2026-11-28T12:00:{offset:02}Z"),
            "data": { "object": { "user_id": user } },
            "a0tenant": "tenant",
            "a0stream": "est_0000000000000001",
        },
    })
}
