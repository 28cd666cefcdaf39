//! Responses, and the results and errors that they become.

use std::error::Error as _;
use std::time::Duration;

use bindery_runtime::{DecodeErrorKind, ErrorKind, Json, Operation, RetryPolicy, responses};
use bytes::Bytes;
use http::StatusCode;

use crate::api::{Client, Failing, FailingErrorBody, Refusing, Started};
use crate::server::{Response, Server, response};

fn client(server: &Server) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).token("the-token");
    builder.retry(RetryPolicy::never()).timeout(Duration::from_secs(30)).build().unwrap()
}

#[tokio::test]
async fn a_result_is_decoded() {
    let server = Server::json("200 OK", r#"[{"a":1},{}]"#).await;
    let things = client(&server).list().await.unwrap();
    assert_eq!(things.len(), 2);
    assert_eq!(things[0]["a"], 1);
}

#[tokio::test]
async fn the_head_of_the_response_is_available() {
    let bytes = response("201 Created", "x-request-id: 7\r\n", "{\"a\":1}");
    let server = Server::start(Response::Bytes(bytes)).await;
    let received = client(&server).get("x").send_with_response().await.unwrap();
    assert_eq!(received.status, StatusCode::CREATED);
    assert_eq!(received.headers["x-request-id"], "7");
    assert_eq!(received.body, Json::parse("{\"a\":1}").unwrap());
}

#[tokio::test]
async fn the_unit_type_accepts_any_success() {
    for (status, body) in [
        ("204 No Content", ""),
        ("200 OK", ""),
        ("200 OK", "\"\""),
        ("200 OK", "<html>"),
        ("202 Accepted", "{\"a\":1}"),
        ("299 Fine", "\u{0}"),
    ] {
        let server = Server::json(status, body).await;
        client(&server).delete("x").await.unwrap();
    }
}

#[tokio::test]
async fn an_empty_body_is_none_or_an_error() {
    let server = Server::json("201 Created", "").await;
    assert_eq!(client(&server).create(&Json::null()).await.unwrap(), None);
    let error = client(&server).get("x").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status(), Some(StatusCode::CREATED));
    let missing = Server::json("204 No Content", "").await;
    assert_eq!(client(&missing).get("x").await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn declared_text_is_not_decoded() {
    let bytes = response("200 OK", "content-type: text/plain\r\n", "all \"well\"\n");
    let server = Server::start(Response::Bytes(bytes)).await;
    assert_eq!(client(&server).health().await.unwrap(), "all \"well\"\n");
    let body = client(&server).request(&DOWNLOAD).send::<Bytes>().await.unwrap();
    assert_eq!(body, "all \"well\"\n");
    // The operation declares JSON, but the media type of the response decides.
    assert_eq!(client(&server).request(&NAME).send::<String>().await.unwrap(), "all \"well\"\n");
}

pub(crate) static DOWNLOAD: Operation = Operation {
    id: "download",
    method: "GET",
    path: "/download",
    responses: responses!["200" "application/octet-stream"],
    ..Operation::EMPTY
};

static NAME: Operation = Operation {
    id: "name",
    method: "GET",
    path: "/name",
    responses: responses!["2XX" "application/json", "default" "text/plain"],
    ..Operation::EMPTY
};

#[tokio::test]
async fn the_status_selects_the_variant_of_a_reply() {
    let server = Server::json("202 Accepted", "{\"job\":1}").await;
    let accepted = Started::Accepted(Json::parse("{\"job\":1}").unwrap());
    assert_eq!(client(&server).start().await.unwrap(), accepted);
    let server = Server::json("204 No Content", "").await;
    assert_eq!(client(&server).start().await.unwrap(), Started::NoContent);
    let server = Server::json("200 OK", "{}").await;
    let error = client(&server).start().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Status, Some(StatusCode::OK)));
}

#[tokio::test]
async fn the_macros_work_among_hostile_names() {
    use crate::api::hostile::{Get, Response};
    let server = Server::json("200 OK", "1").await;
    assert!(matches!(Get(client(&server).request(&NAME)).await, Ok(Response::Ok(_))));
    let server = Server::json("201 Created", "").await;
    assert!(matches!(Get(client(&server).request(&NAME)).await, Ok(Response::None)));
}

#[tokio::test]
async fn messages_and_codes_of_error_responses_are_available() {
    for (body, message, code) in [
        (
            r#"{"statusCode":400,"error":"Bad Request","message":"Bad \"id\"","errorCode":"invalid_body"}"#,
            Some("Bad \"id\""),
            Some("invalid_body"),
        ),
        (
            r#"{"error":"invalid_client","error_description":"Unknown client"}"#,
            Some("Unknown client"),
            Some("invalid_client"),
        ),
        (r#"{"error":"Bad Request"}"#, Some("Bad Request"), None),
        (r#"{"error":{"message":"m","code":"c"}}"#, Some("m"), Some("c")),
        (r#"{"type":"about:blank","title":"T","detail":"D"}"#, Some("D"), None),
        (r#"{"detail":"D"}"#, Some("D"), None),
        (r#"{"message":""}"#, None, None),
        (r#"{"message":{"a":1}}"#, None, None),
        ("[]", None, None),
        ("\"text\"", None, None),
        ("<html><h1>Bad</h1></html>", None, None),
        ("{\"message\":", None, None),
        ("", None, None),
    ] {
        let server = Server::json("400 Bad Request", body).await;
        let error = client(&server).get("x").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
        assert_eq!(error.message(), message, "{body}");
        assert_eq!(error.error_code(), code, "{body}");
        assert_eq!(error.body(), body.as_bytes());
        assert_eq!(error.decode_body::<Json>().ok(), Json::parse(body).ok());
        assert_eq!(error.headers().unwrap()["content-type"], "application/json");
        assert!(error.decode_error().is_none() && error.source().is_none());
    }
}

#[tokio::test]
async fn an_error_is_displayed_on_one_line_with_the_message_of_the_server() {
    for (status, body, shown) in [
        (
            "400 Bad Request",
            r#"{"statusCode":400,"error":"Bad Request","message":"Name\n\u001b[31m is\u202e odd.","errorCode":"invalid_body"}"#,
            "400 Bad Request (invalid_body): Name [31m is odd.",
        ),
        (
            "422 Unprocessable Entity",
            r#"{"detail":[{"type":"missing","loc":["body","name"],"msg":"Field required"},{"loc":["query","q"],"msg":"x"}]}"#,
            "422 Unprocessable Entity: body.name: Field required (and 1 more)",
        ),
        (
            "422 Unprocessable Entity",
            r##"{"type":"about:blank","title":"Invalid","status":422,"detail":"The body is odd.","errors":[{"detail":"must be even","pointer":"#/a"}]}"##,
            "422 Unprocessable Entity: The body is odd: #/a: must be even",
        ),
        ("404 Not Found", r#"{"title":"Not Found","status":404}"#, "404 Not Found"),
        ("403 Forbidden", r#"{"error":"access_denied","error_description":"No"}"#, "403 Forbidden (access_denied): No"),
        ("400 Bad Request", r#"{"errors":["one","two"]}"#, "400 Bad Request: one (and 1 more)"),
        ("400 Bad Request", r#"{"errors":{"Age":["is odd"]}}"#, "400 Bad Request: Age: is odd"),
        ("400 Bad Request", r#"{"error":{"code":"c","message":"m"}}"#, "400 Bad Request (c): m"),
        ("500 Oops", r#"{"code":"code with spaces"}"#, "500 Internal Server Error"),
        ("500 Oops", "<html>oops", "500 Internal Server Error"),
    ] {
        let server = Server::json(status, body).await;
        let error = client(&server).get("x").await.unwrap_err();
        assert_eq!(error.to_string(), format!("get_thing: the server returned {shown}"), "{body}");
        let debug = format!("{error:?} {:?}", error.api());
        assert!(!debug.contains("odd") && !debug.contains("required"), "{debug}");
    }
    let server = Server::json("400 Bad Request", &format!(r#"{{"message":"{}"}}"#, "ab ".repeat(9000))).await;
    let shown = client(&server).get("x").await.unwrap_err().to_string();
    assert!(shown.len() < 320 && shown.ends_with('…'), "{shown}");
}

#[tokio::test]
async fn a_list_of_problems_is_a_message_too() {
    let body = r#"{"detail":[{"loc":["body","a",0],"msg":"Field required"}]}"#;
    let error = client(&Server::json("422 Unprocessable Entity", body).await).get("x").await.unwrap_err();
    assert_eq!(error.message(), Some("body.a[0]: Field required"));
}

#[tokio::test]
async fn decode_errors_locate_the_difference() {
    for (body, path, kind) in [
        ("<html></html>", "$", DecodeErrorKind::Syntax),
        ("[{\"a\":1},{\"a\":2", "$[1]", DecodeErrorKind::Syntax),
        ("[{\"a\":1},{\"b\":[\"s3cret\"]}]", "$[1].b", DecodeErrorKind::Mismatch),
        ("[{\"a\":1},{\"x y\":\"s3cret\"}]", "$[1][\"x y\"]", DecodeErrorKind::Mismatch),
        ("{}", "$", DecodeErrorKind::Mismatch),
        ("[] []", "$", DecodeErrorKind::Syntax),
    ] {
        let server = Server::json("200 OK", body).await;
        let error = client(&server).list().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert_eq!(error.body(), body.as_bytes());
        let decode = error.decode_error().unwrap();
        assert_eq!((decode.path().as_str(), decode.kind()), (path, kind), "{body}: {error}");
        assert!(!error.to_string().contains("s3cret") && !format!("{error:?}").contains("s3cret"));
        assert!(error.to_string().starts_with("list_things: "));
    }
    let latin = Response::Bytes(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"\xe9\"".to_vec());
    let server = Server::start(latin).await;
    assert_eq!(client(&server).get("x").await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn nesting_is_bounded() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let server = Server::json("200 OK", &deep).await;
    for error in
        [client(&server).get("x").await.map(drop).unwrap_err(), client(&server).list().await.map(drop).unwrap_err()]
    {
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body(), deep.as_bytes());
    }
    let server = Server::json("500 Oops", &deep).await;
    let error = client(&server).get("x").await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Status, None));
}

#[tokio::test]
async fn errors_keep_a_bounded_part_of_the_body() {
    let body = format!("[{}", " ".repeat(200_000));
    for status in ["200 OK", "500 Oops"] {
        let server = Server::json(status, &body).await;
        let error = client(&server).get("x").await.unwrap_err();
        assert_eq!(error.body(), &body.as_bytes()[..64 * 1024]);
    }
}

static FAILING: Operation = Operation { id: "failing", path: "/failing", ..Operation::EMPTY };

#[tokio::test]
async fn error_responses_have_the_type_of_their_status() {
    for (status, body, expected) in [
        ("404 Not Found", r#"["a"]"#, Some(FailingErrorBody::NotFound(vec!["a".to_owned()]))),
        ("409 Conflict", "7", Some(FailingErrorBody::ClientError(7))),
        ("500 Internal Server Error", "true", Some(FailingErrorBody::Other(true))),
        ("404 Not Found", "<html>", None),
    ] {
        let server = Server::json(status, body).await;
        let error = Failing(client(&server).request(&FAILING)).await.unwrap_err();
        assert_eq!(Failing::error_body(&error), expected);
        let is_list = matches!(expected, Some(FailingErrorBody::NotFound(_)));
        assert_eq!(Refusing::error_body(&error).is_some(), is_list);
    }
    let server = Server::json("200 OK", "[1]").await;
    let list: Vec<i64> = Failing(client(&server).request(&FAILING)).send_as().await.unwrap();
    assert_eq!(list, [1]);
    let undeclared: bindery_runtime::Error = client(&server).list().await.unwrap_err();
    assert_eq!(Failing::error_body(&undeclared), None, "a response that cannot be read has no error body");
}
