//! Requests as they arrive at the server.

use std::time::Duration;

use bindery_runtime::__private::Parameter;
use bindery_runtime::{CallOptions, ErrorKind, Json, Operation, RequestError, responses};

use crate::api::Client;
use crate::server::{Server, body, header};

const TOKEN: &str = "the-token";

async fn server() -> Server {
    Server::json("200 OK", "[]").await
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).token(TOKEN);
    builder.timeout(Duration::from_secs(30)).build().unwrap()
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

#[tokio::test]
async fn path_values_arrive_in_their_segment() {
    for (value, target) in [
        ("lst_1", "lst_1"),
        ("a/b", "a%2Fb"),
        ("/", "%2F"),
        ("../../users", "..%2F..%2Fusers"),
        ("...", "..."),
        (".a", ".a"),
        ("%", "%25"),
        ("%2e%2e", "%252e%252e"),
        ("%2E", "%252E"),
        ("%2f", "%252f"),
        ("?x=1", "%3Fx%3D1"),
        ("#f", "%23f"),
        ("..;/", "..%3B%2F"),
        ("..\\", "..%5C"),
        ("\\..\\", "%5C..%5C"),
        ("\t..\n", "%09..%0A"),
        (" ", "%20"),
        ("ü日", "%C3%BC%E6%97%A5"),
        ("a'b", "a%27b"),
        ("auth0|5f7c", "auth0%7C5f7c"),
        ("//evil.example", "%2F%2Fevil.example"),
        ("@evil.example", "%40evil.example"),
        ("\0", "%00"),
    ] {
        let server = server().await;
        client(&server).get(value).await.unwrap();
        assert_eq!(server.target(), format!("/api/v2/things/{target}"), "{value:?}");
    }
}

#[tokio::test]
async fn path_values_that_change_the_route_are_not_sent() {
    let server = server().await;
    for value in ["", ".", ".."] {
        let error = client(&server).get(value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(error.operation(), "get_thing");
        assert!(matches!(
            error.request_error(),
            Some(RequestError::SegmentEmpty { .. } | RequestError::SegmentDots { .. })
        ));
    }
    let unset: &Option<String> = &None;
    let error = client(&server).request(&PUT).argument(0, unset).send::<()>().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::ArgumentMissing { name: "id" }));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn queries_headers_and_cookies_arrive() {
    let server = server().await;
    let list = client(&server).list().per_page(5).filter(&json(r#"{"a b":"c&d"}"#));
    list.q("it's/ok?&#").tag("a, b=\u{e9}").session("x;y").await.unwrap();
    // URL parsers encode the apostrophe.
    assert_eq!(server.target(), "/api/v2/things?per_page=5&filter%5Ba%20b%5D=c%26d&q=it%27s/ok?%26%23");
    let request = server.request();
    assert_eq!(header(&request, "x-tag"), Some("a, b=\u{e9}"));
    assert_eq!(header(&request, "cookie"), Some("session=x%3By"));
    assert_eq!(header(&request, "user-agent"), Some("test-bindings/1.2.3"));
    assert_eq!(header(&request, "accept"), Some("application/json"));
    assert_eq!(header(&request, "content-length"), None);
    assert_eq!(header(&request, "content-type"), None);
}

#[tokio::test]
async fn an_argument_can_be_set_again_and_unset() {
    let server = server().await;
    let unset: &Option<i64> = &None;
    let request = client(&server).list().per_page(1).per_page(2).tag("bad\n").tag("good");
    request.await.unwrap();
    assert_eq!(server.target(), "/api/v2/things?per_page=2");
    let second = self::server().await;
    let mut request = client(&second).request(&PUT).text_argument(0, "a").argument(1, &1_i64);
    request.set_argument(1, unset);
    request.send::<()>().await.unwrap();
    assert_eq!(second.target(), "/api/v2/p/a");
}

#[tokio::test]
async fn a_header_with_a_line_break_is_not_sent() {
    let server = server().await;
    for value in ["a\r\nX-Evil: 1", "a\n", "a\0"] {
        let error = client(&server).list().tag(value).await.unwrap_err();
        assert!(matches!(error.request_error(), Some(RequestError::Header { .. })), "{error:?}");
        let options = CallOptions::new().header("X-Other", value);
        let error = client(&server).list().options(options).await.unwrap_err();
        assert!(matches!(error.request_error(), Some(RequestError::Header { .. })), "{error:?}");
    }
    for name in ["", "a b", "a:b", "é", "content-length", "Transfer-Encoding"] {
        let options = CallOptions::new().header(name, "1");
        let error = client(&server).list().options(options).await.unwrap_err();
        assert!(matches!(error.request_error(), Some(RequestError::Header { .. })), "{error:?}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn bodies_arrive_in_their_media_type() {
    let server = server().await;
    client(&server).create(&json(r#"{"a": [1, 100000000000000000000]}"#)).await.unwrap();
    let request = server.request();
    assert!(request.starts_with("POST /api/v2/things HTTP/1.1\r\n"));
    assert_eq!(header(&request, "content-type"), Some("application/vnd.thing+json"));
    assert_eq!(body(&request), r#"{"a": [1, 100000000000000000000]}"#);

    let cases = [
        ("application/x-www-form-urlencoded", "a=1+2&a=3", 0),
        ("text/csv", "a,b", 1),
        ("text/csv", "\0\u{1}", 2),
        ("application/octet-stream", "xyz", 3),
    ];
    for (media_type, content, case) in cases {
        let server = self::server().await;
        let request = client(&server).request(&PUT).text_argument(0, "x");
        let request = match case {
            0 => request.form(&json(r#"{"a":["1 2",3]}"#)),
            1 => request.text(content),
            2 => request.bytes(content),
            _ => request.body_as("application/octet-stream", content),
        };
        request.send::<()>().await.unwrap();
        let request = server.request();
        assert_eq!(header(&request, "content-type"), Some(media_type));
        assert_eq!(header(&request, "content-length"), Some(content.len().to_string().as_str()));
        assert_eq!(body(&request), content);
    }
}

#[tokio::test]
async fn an_invalid_request_is_not_sent() {
    let server = server().await;
    let request = client(&server).request(&PUT).text_argument(0, "x").form(&json("[1]"));
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::BodyForm));
    let request = client(&server).request(&PUT).text_argument(0, "x").text_argument(9, "y");
    let error = request.send::<()>().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::ParameterUnknown { index: 9 }));
    let request = client(&server).request(&PUT).text_argument(0, "x");
    let request = request.body_as("text/plain\r\nX-Evil: 1", "y");
    let error = request.send::<()>().await.unwrap_err();
    assert!(matches!(error.request_error(), Some(RequestError::Header { .. })));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn methods_that_expect_a_body_send_a_content_length_of_zero() {
    let server = server().await;
    client(&server).request(&PUT).text_argument(0, "x").send::<()>().await.unwrap();
    assert_eq!(header(&server.request(), "content-length"), Some("0"));
    assert_eq!(header(&server.request(), "transfer-encoding"), None);
    let second = self::server().await;
    client(&second).delete("x").await.unwrap();
    assert_eq!(header(&second.request(), "content-length"), None);
}

static PUT: Operation = Operation {
    id: "put",
    method: "PUT",
    path: "/p/{id}",
    parameters: &[Parameter::path("id"), Parameter::query("q")],
    request: &["*/*", "text/csv"],
    responses: responses!["default"],
    ..Operation::EMPTY
};

#[tokio::test]
async fn call_options_override_client_settings() {
    let server = server().await;
    let builder = Client::builder(format!("http://{}", server.address)).token(TOKEN);
    let builder = builder.default_header("X-Tag", "default").default_header("X-Other", "default");
    let client = builder.default_header("User-Agent", "mine").build().unwrap();
    let options = CallOptions::new().header("x-other", "call").query("a b", "c&d").query("e", "");
    client.list().per_page(1).tag("parameter").options(options).await.unwrap();
    let request = server.request();
    assert_eq!(server.target(), "/api/v2/things?per_page=1&a%20b=c%26d&e=");
    assert_eq!(header(&request, "x-tag"), Some("parameter"));
    assert_eq!(header(&request, "x-other"), Some("call"));
    assert_eq!(header(&request, "user-agent"), Some("mine"));
    assert_eq!(request.matches("x-other").count(), 1);
}

#[tokio::test]
async fn a_url_that_is_too_long_is_not_sent() {
    let server = server().await;
    let error = client(&server).get("x".repeat(100_000)).await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::Address));
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_accept_header_lists_the_declared_media_types() {
    let server = Server::json("404 Not Found", "{}").await;
    assert!(client(&server).get("x").await.is_err());
    let accept = header(&server.request(), "accept").map(str::to_owned);
    assert_eq!(accept.as_deref(), Some("application/json, application/problem+json"));
    let second = Server::json("200 OK", "").await;
    client(&second).delete("x").await.unwrap();
    assert_eq!(header(&second.request(), "accept"), Some("*/*"));
}

static ELSEWHERE: bindery_runtime::__private::Server = bindery_runtime::__private::Server {
    url: "https://{domain}/elsewhere/{stage}",
    variables: &[
        bindery_runtime::__private::Variable { name: "domain", default: None, values: &[] },
        bindery_runtime::__private::Variable { name: "stage", default: Some("v1"), values: &["v1", "v2"] },
    ],
};

static OWN_SERVER: Operation = Operation {
    id: "own_server",
    path: "/own?action=x",
    server: Some(&ELSEWHERE),
    parameters: &[
        Parameter::header("X-Target").constant("a.b"),
        Parameter::query("version").constant("2020-01-01"),
        Parameter::query("other"),
    ],
    responses: responses!["302" "application/json", "default"],
    ..Operation::EMPTY
};

#[tokio::test]
async fn an_operation_can_have_its_own_server_and_constants() {
    let server = Server::json("302 Found", "{}").await;
    let host = server.address;
    client(&server).request(&OWN_SERVER).text_argument(2, "1").send::<()>().await.unwrap();
    assert_eq!(server.target(), "/elsewhere/v1/own?action=x&version=2020-01-01&other=1");
    assert_eq!(header(&server.request(), "x-target"), Some("a.b"));
    for (builder, target) in [
        (Client::builder(format!("http://{host}")).server(&ELSEWHERE).variable("stage", "v2"), "/elsewhere/v2/own"),
        (Client::builder("unused").base_url(format!("http://{host}/all")), "/all/own"),
    ] {
        let server_before = server.requests().len();
        let client = builder.build().unwrap();
        client.request(&OWN_SERVER).text_argument(1, "0").send::<()>().await.unwrap();
        let requests = server.requests();
        assert_eq!(requests.len(), server_before + 1);
        assert!(requests[server_before].starts_with(&format!("GET {target}?action=x&version=0 ")), "{requests:?}");
    }
}

#[tokio::test]
async fn a_redirect_is_a_success_only_if_no_other_success_is_declared() {
    static BOTH: Operation =
        Operation { id: "both", path: "/both", responses: responses!["200", "302"], ..Operation::EMPTY };
    let server = Server::json("302 Found", "{}").await;
    let error = client(&server).request(&BOTH).send::<()>().await.unwrap_err();
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Status, Some(302)));
    let server = Server::json("301 Moved Permanently", "{}").await;
    assert!(client(&server).request(&OWN_SERVER).send::<()>().await.is_err(), "only 302 is declared");
}
