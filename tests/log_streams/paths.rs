//! Identifiers cannot change the path of a request.

use super::client;
use super::server::Server;
use auth0_bindings::ErrorKind;
use auth0_bindings::runtime::RequestError;

#[tokio::test]
async fn every_value_stays_in_its_segment() {
    for (id, segment) in [
        ("lst_0000000000000001", "lst_0000000000000001"),
        ("a/b", "a%2Fb"),
        ("../users", "..%2Fusers"),
        ("a\\b", "a%5Cb"),
        ("%", "%25"),
        ("%2e%2e", "%252e%252e"),
        ("%2F", "%252F"),
        ("...", "..."),
        ("a?b=c", "a%3Fb%3Dc"),
        ("a#b", "a%23b"),
        ("a b", "a%20b"),
        ("a;b", "a%3Bb"),
        ("ü", "%C3%BC"),
        ("a\r\nx: y", "a%0D%0Ax%3A%20y"),
        ("\0", "%00"),
    ] {
        let server = Server::json("200 OK", r#"{"type":"http"}"#).await;
        client(server.address).log_streams().get(id).await.expect("a success");
        assert_eq!(server.request().line(), format!("GET /api/v2/log-streams/{segment}"), "{id:?}");
    }
}

#[tokio::test]
async fn a_request_whose_path_would_change_is_not_sent() {
    let server = Server::json("200 OK", r#"{"type":"http"}"#).await;
    let streams = client(server.address).log_streams();
    for id in ["", ".", ".."] {
        for error in [
            streams.get(id).await.expect_err("an error"),
            streams.delete(id).await.expect_err("an error"),
            streams.update(id, auth0_bindings::types::UpdateLogStream::new()).await.expect_err("an error"),
        ] {
            assert_eq!(error.kind(), ErrorKind::Request, "{id:?}");
            let expected = matches!(
                (id, error.request_error()),
                ("", Some(RequestError::SegmentEmpty { .. })) | ("." | "..", Some(RequestError::SegmentDots { .. }))
            );
            assert!(expected, "{id:?}: {error}");
        }
    }
    assert!(server.requests().is_empty(), "nothing was sent");
}
