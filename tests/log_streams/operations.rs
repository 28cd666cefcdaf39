//! The operations of log streams: the request of each, its success, and each error that the description declares.

use super::server::Server;
use super::{client, tenant};
use auth0_bindings::runtime::RetryPolicy;
use auth0_bindings::types::*;
use auth0_bindings::{Client, Error, ErrorKind, Patch};

const STREAM: &str = r#"{"id":"lst_1","type":"sumo","sink":{"sumoSourceAddress":"https://sumo.example.com/x"}}"#;

fn create_body() -> CreateLogStream {
    CreateLogStream::sumo(SumoSink::new("https://sumo.example.com/x")).name("audit").into()
}

fn update_body() -> UpdateLogStream {
    UpdateLogStream::new().status(LogStreamStatus::Paused).pii_config(Patch::Null)
}

/// Calls an operation and ignores its result.
async fn call(client: &Client, operation: &str) -> Result<(), Error> {
    let streams = client.log_streams();
    match operation {
        "list" => streams.list().await.map(drop),
        "create" => streams.create(create_body()).await.map(drop),
        "get" => streams.get("lst_1").await.map(drop),
        "update" => streams.update("lst_1", update_body()).await.map(drop),
        "delete" => streams.delete("lst_1").await,
        other => panic!("there is no operation {other}"),
    }
}

/// Calls an operation of a server that responds with `response`, and compares the request.
async fn sends(operation: &str, status: &str, response: &str, line: &str, body: Option<&str>) {
    let server = Server::json(status, response).await;
    call(&client(server.address), operation).await.expect("a success");
    let request = server.request();
    assert_eq!(request.line(), line);
    assert_eq!(request.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(request.header("user-agent"), Some("auth0-bindings/0.1.0"));
    assert_eq!(request.header("content-type"), body.map(|_| "application/json"));
    assert_eq!(request.body, body.unwrap_or_default());
}

#[tokio::test]
async fn list_sends_a_get() {
    sends("list", "200 OK", &format!("[{STREAM}]"), "GET /api/v2/log-streams", None).await;
}

#[tokio::test]
async fn create_sends_a_post_with_its_tag() {
    let body = r#"{"name":"audit","type":"sumo","sink":{"sumoSourceAddress":"https://sumo.example.com/x"}}"#;
    sends("create", "200 OK", STREAM, "POST /api/v2/log-streams", Some(body)).await;
}

#[tokio::test]
async fn get_sends_the_identifier() {
    sends("get", "200 OK", STREAM, "GET /api/v2/log-streams/lst_1", None).await;
}

#[tokio::test]
async fn update_sends_a_patch_with_the_properties_that_are_set() {
    let body = r#"{"status":"paused","pii_config":null}"#;
    sends("update", "200 OK", STREAM, "PATCH /api/v2/log-streams/lst_1", Some(body)).await;
}

#[tokio::test]
async fn delete_accepts_a_response_without_content() {
    sends("delete", "204 No Content", "", "DELETE /api/v2/log-streams/lst_1", None).await;
}

#[tokio::test]
async fn delete_takes_an_empty_200_too() {
    sends("delete", "200 OK", "", "DELETE /api/v2/log-streams/lst_1", None).await;
}

/// Asserts that each declared error of an operation is a typed error, and that its request is sent once.
async fn refuses(operation: &str, statuses: &[(u16, &str)]) {
    for (status, reason) in statuses {
        let body = format!(
            r#"{{"statusCode":{status},"error":"{reason}","message":"It will not do: t0ken.","errorCode":"some_code"}}"#
        );
        let server = Server::json(&format!("{status} {reason}"), &body).await;
        let builder = Client::builder(format!("http://{}", server.address)).token("t0ken");
        let client = builder.retry(RetryPolicy::never()).build().expect("a client");
        let error = call(&client, operation).await.expect_err("an error");
        assert_eq!(error.kind(), ErrorKind::Status, "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(*status));
        assert_eq!(error.message(), Some("It will not do: t0ken."));
        assert_eq!(error.error_code(), Some("some_code"));
        assert_eq!(error.body(), body.as_bytes());
        // The server may repeat values of the request.
        assert!(error.to_string().contains("It will not do: [redacted]."), "{error}");
        assert!(!format!("{error} {error:?}").contains("t0ken"), "{error}");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

const BAD_REQUEST: (u16, &str) = (400, "Bad Request");
const UNAUTHORIZED: (u16, &str) = (401, "Unauthorized");
const FORBIDDEN: (u16, &str) = (403, "Forbidden");
const NOT_FOUND: (u16, &str) = (404, "Not Found");
const CONFLICT: (u16, &str) = (409, "Conflict");
const TOO_MANY: (u16, &str) = (429, "Too Many Requests");

#[tokio::test]
async fn errors_of_list() {
    refuses("list", &[UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY]).await;
}

#[tokio::test]
async fn errors_of_create() {
    refuses("create", &[BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, CONFLICT, TOO_MANY]).await;
}

#[tokio::test]
async fn errors_of_get() {
    refuses("get", &[UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY]).await;
}

#[tokio::test]
async fn errors_of_update() {
    // The server sends 404 although it is not declared.
    refuses("update", &[BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY]).await;
}

#[tokio::test]
async fn errors_of_delete() {
    refuses("delete", &[BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TOO_MANY]).await;
}

#[tokio::test]
async fn a_stream_can_be_created_updated_and_deleted() {
    let address = tenant::start("t0ken").await.expect("a tenant");
    let streams = client(address).log_streams();
    assert_eq!(streams.list().await.expect("a list"), []);

    let created = streams.create(create_body()).await.expect("a stream");
    let LogStream::Sumo(created) = created else { panic!("a Sumo stream: {created:?}") };
    let id = created.id.as_deref().expect("an identifier");
    assert_eq!(created.name.as_deref(), Some("audit"));
    assert_eq!(created.status, Some(LogStreamStatus::Active));

    let changes = update_body().sink(SumoSink::new("https://sumo.example.com/y"));
    let updated = streams.update(id, changes).await.expect("a stream");
    assert_eq!(updated, streams.get(id).await.expect("a stream"));
    let LogStream::Sumo(updated) = updated else { panic!("a Sumo stream: {updated:?}") };
    assert_eq!(updated.status, Some(LogStreamStatus::Paused));
    let address = updated.sink.and_then(|sink| sink.source_address).expect("an address");
    assert_eq!(address.expose(), "https://sumo.example.com/y");

    streams.delete(id).await.expect("a success");
    let error = streams.get(id).await.expect_err("an error");
    assert_eq!(
        (error.status().map(|status| status.as_u16()), error.error_code()),
        (Some(404), Some("inexistent_log_stream"))
    );
}

#[tokio::test]
async fn a_tenant_rejects_other_tokens_and_too_many_streams() {
    let address = tenant::start("t0ken").await.expect("a tenant");
    let client = client(address);
    while let Ok(stream) = client.log_streams().create(create_body()).await {
        assert!(matches!(stream, LogStream::Sumo(_)));
    }
    let error = client.log_streams().create(create_body()).await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(409));
    assert_eq!(client.log_streams().list().await.expect("a list").len(), 16);

    let stranger = Client::builder(format!("http://{address}")).token("other").build().expect("a client");
    let error = stranger.log_streams().list().await.expect_err("an error");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
}
