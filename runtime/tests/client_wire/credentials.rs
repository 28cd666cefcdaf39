//! Which credentials arrive at the server.

use bindery_runtime::{CallOptions, ErrorKind, Operation, Parameter, RequestError, Requirement, Response, Secret};

use crate::api::Client;
use crate::server::{Server, header};

async fn server() -> Server {
    Server::json("200 OK", "[]").await
}

fn client(server: &Server) -> Client {
    let builder = Client::builder(format!("http://{}", server.address));
    builder.token("the-token").build().unwrap()
}

#[tokio::test]
async fn the_token_goes_where_the_description_wants_it() {
    let bearer = Some("Bearer the-token");
    let server = server().await;
    client(&server).list().await.unwrap();
    assert_eq!(header(&server.request(), "authorization"), bearer);

    let open = Server::json("200 OK", "fine").await;
    client(&open).health().await.unwrap();
    assert_eq!(header(&open.request(), "authorization"), None);

    let optional = Server::json("202 Accepted", "1").await;
    client(&optional).start().await.unwrap();
    assert_eq!(header(&optional.request(), "authorization"), bearer);

    let called = self::server().await;
    let options = CallOptions::new().token("other-token");
    client(&called).list().options(options).await.unwrap();
    assert_eq!(header(&called.request(), "authorization"), Some("Bearer other-token"));

    let by_hand = self::server().await;
    let options = CallOptions::new().header("Authorization", "Basic eDp5");
    client(&by_hand).list().options(options).await.unwrap();
    assert_eq!(header(&by_hand.request(), "authorization"), Some("Basic eDp5"));
}

#[tokio::test]
async fn without_a_token_nothing_is_sent() {
    let server = Server::json("202 Accepted", "1").await;
    let client = Client::builder(format!("http://{}", server.address)).build().unwrap();
    let error = client.get("x").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(error.request_error(), Some(&RequestError::CredentialsMissing));
    for token in ["", "a\nb", "a\r\nX-Evil: 1", "Bearer abc", "ü"] {
        let options = CallOptions::new().token(Secret::from(token));
        let error = client.get("x").options(options).await.unwrap_err();
        assert!(matches!(error.request_error(), Some(RequestError::TokenInvalid { .. })));
    }
    assert!(server.requests().is_empty());
    // A token is only welcome here.
    client.start().await.unwrap();
    assert_eq!(header(&server.request(), "authorization"), None);
}

static KEYED: Operation = Operation {
    id: "keyed",
    method: "GET",
    path: "/keyed",
    parameters: &[Parameter::cookie("session")],
    request: &[],
    responses: &[Response::empty("200")],
    security: &[
        &[Requirement::key_in_header("head", "X-Key"), Requirement::key_in_query("query", "key")],
        &[Requirement::key_in_cookie("cookie", "key")],
        &[Requirement::new("bearer", &[])],
    ],
};

#[tokio::test]
async fn keys_go_where_the_description_wants_them() {
    let target = |path: &str| format!("/api/v2{path}");
    for (keys, path, key, cookie) in [
        (&["head", "query"][..], "/keyed?key=a%26b", Some("a&b"), Some("session=1")),
        (&["head", "cookie"], "/keyed", None, Some("session=1; key=a%26b")),
        (&["query", "cookie", "head"], "/keyed?key=a%26b", Some("a&b"), Some("session=1")),
    ] {
        let server = server().await;
        let mut builder = Client::builder(format!("http://{}", server.address));
        for scheme in keys {
            builder = builder.api_key(*scheme, "a&b");
        }
        let client = builder.build().unwrap();
        client.request(&KEYED).text_argument(0, "1").send::<()>().await.unwrap();
        let request = server.request();
        assert_eq!(server.target(), target(path));
        assert_eq!(header(&request, "x-key"), key);
        assert_eq!(header(&request, "cookie"), cookie);
        assert_eq!(header(&request, "authorization"), None);
    }
    let server = server().await;
    let client = Client::builder(format!("http://{}", server.address)).api_key("head", "a&b");
    let client = client.build().unwrap();
    let error = client.request(&KEYED).send::<()>().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::CredentialsMissing));
    assert!(server.requests().is_empty());
    // What is set by hand counts.
    let options = CallOptions::new().query("key", "q");
    client.request(&KEYED).options(options).send::<()>().await.unwrap();
    assert_eq!(server.target(), target("/keyed?key=q"));
    assert_eq!(header(&server.request(), "x-key"), Some("a&b"));
}
