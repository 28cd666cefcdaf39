//! Events: how a stream begins, continues and ends.

use super::server::Server;
use super::{client, tenant};
use auth0_bindings::runtime::Reconnect;
use auth0_bindings::types::*;

/// Returns the messages of a tenant, abbreviated, up to the first position without an event.
async fn followed(call: auth0_bindings::operations::events::Subscribe) -> Vec<String> {
    let mut events = call.events();
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        match event.expect("an event").data {
            EventStreamMessage::Event(message) => {
                seen.push(format!("{} {}", message.offset, message.event.data.object["user_id"]));
            }
            EventStreamMessage::Offset(_) => break,
            EventStreamMessage::Unknown(message) => seen.push(format!("unknown {}", message.json())),
            other => panic!("{other:?}"),
        }
    }
    seen
}

#[tokio::test]
async fn a_broken_stream_is_resumed() {
    let client = client(tenant::start("t0ken").await.expect("a tenant"));
    let seen = followed(client.events().subscribe()).await;
    assert_eq!(seen[..2], ["1 \"auth0|1\"", "2 \"auth0|1\""]);
    // An event of an unlisted type is kept, too.
    assert!(seen.len() == 3 && seen[2].contains("user.archived"), "{seen:?}");
    assert_eq!(followed(client.events().subscribe().from("2")).await, seen[2..]);
}

#[tokio::test]
async fn a_stream_has_events_of_the_requested_types() {
    let client = client(tenant::start("t0ken").await.expect("a tenant"));
    let deleted = client.events().subscribe().event_type([EventType::UserDeleted, EventType::UserUpdated]);
    assert_eq!(followed(deleted).await, ["2 \"auth0|1\""]);
}

#[tokio::test]
async fn the_first_request_contains_the_starting_point() {
    let server =
        Server::raw("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n".to_owned()).await;
    let types = [EventType::UserCreated, EventType::GroupRoleAssigned];
    let call = client(server.address).events().subscribe().from_timestamp("2026-11-28T12:00:00Z").event_type(types);
    assert!(call.events().reconnect(Reconnect::Never).next().await.is_none());
    let request = server.request();
    let query = "from_timestamp=2026-11-28T12%3A00%3A00Z&event_type=user.created&event_type=group.role.assigned";
    assert_eq!(request.line(), format!("GET /api/v2/events?{query}"));
    assert_eq!(request.header("accept"), Some("text/event-stream"));
}

#[tokio::test]
async fn an_error_is_a_message() {
    let data = r#"{"type":"error","error":{"code":"cursor_expired","message":"too old","offset":"9"}}"#;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let server = Server::raw(format!("{head}event: error\ndata: {data}\n\n")).await;
    let mut events = client(server.address).events().subscribe().events().reconnect(Reconnect::Never);
    let message = events.next().await.expect("a message").expect("no error of the connection").data;
    let EventStreamMessage::Error(message) = message else { panic!("an error: {message:?}") };
    assert!(matches!(message.error.code, EventErrorCode::CursorExpired));
    assert_eq!(message.error.offset.as_deref(), Some("9"));
}
