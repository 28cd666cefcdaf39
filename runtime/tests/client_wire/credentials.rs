//! Credentials as they arrive at the server.

use bindery_runtime::__private::Parameter;
use bindery_runtime::{CallOptions, ErrorKind, Operation, RequestError, Secret, responses, security};

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
async fn the_token_is_sent_if_the_description_requires_it() {
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

    let manual = self::server().await;
    let options = CallOptions::new().header("Authorization", "Basic eDp5");
    client(&manual).list().options(options).await.unwrap();
    assert_eq!(header(&manual.request(), "authorization"), Some("Basic eDp5"));
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
    // The token is optional here.
    client.start().await.unwrap();
    assert_eq!(header(&server.request(), "authorization"), None);
}

static KEYED: Operation = Operation {
    id: "keyed",
    method: "GET",
    path: "/keyed",
    parameters: &[Parameter::cookie("session")],
    responses: responses!["200"],
    security: security!(
        [key_in_header "head" "X-Key", key_in_query "query" "key"] | [key_in_cookie "cookie" "key"] | ["bearer"]
    ),
    ..Operation::EMPTY
};

#[tokio::test]
async fn keys_are_sent_where_the_description_declares_them() {
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
    // A key that is set manually counts.
    let options = CallOptions::new().query("key", "q");
    client.request(&KEYED).options(options).send::<()>().await.unwrap();
    assert_eq!(server.target(), target("/keyed?key=q"));
    assert_eq!(header(&server.request(), "x-key"), Some("a&b"));
}

static BASIC: Operation = Operation {
    id: "basic",
    path: "/basic",
    responses: responses!["200"],
    security: security!([basic "login"] | [key_in_header "key" "Authorization"]),
    ..Operation::EMPTY
};

static CERTIFIED: Operation = Operation {
    id: "certified",
    path: "/certified",
    responses: responses!["200"],
    security: security!([transport "certificate"] | ["bearer"]),
    ..Operation::EMPTY
};

#[tokio::test]
async fn a_user_name_and_a_password_are_sent_if_required() {
    let server = server().await;
    let builder = Client::builder(format!("http://{}", server.address));
    let client = builder.basic("Aladdin", "open sesame").build().unwrap();
    client.request(&BASIC).send::<()>().await.unwrap();
    // The example of RFC 7617.
    assert_eq!(header(&server.request(), "authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    let error = client.list().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::CredentialsMissing));
    for (user, password) in [("a:b", "c"), ("a\n", "c"), ("a", "c\r")] {
        let builder = Client::builder("example.com").basic(user, password);
        assert!(!format!("{builder:?}").contains("Aladdin"));
        let error = builder.build().unwrap_err();
        let problems = error.configuration_error().unwrap().problems();
        assert!(matches!(problems, [bindery_runtime::ConfigurationProblem::Basic { .. }]));
    }
}

#[tokio::test]
async fn a_key_in_the_authorization_header_can_be_a_token() {
    for (client, sent) in [
        (Client::builder("x").token("t"), "Bearer t"),
        (Client::builder("x").api_key("key", "raw value").token("t"), "raw value"),
    ] {
        let server = self::server().await;
        let client = client.base_url(format!("http://{}", server.address)).build().unwrap();
        client.request(&BASIC).send::<()>().await.unwrap();
        assert_eq!(header(&server.request(), "authorization"), Some(sent));
    }
}

#[tokio::test]
async fn credentials_of_the_transport_need_no_others() {
    for (builder, sent) in [(Client::builder("x"), None), (Client::builder("x").token("t"), Some("Bearer t"))] {
        let server = self::server().await;
        let client = builder.base_url(format!("http://{}", server.address)).build().unwrap();
        client.request(&CERTIFIED).send::<()>().await.unwrap();
        assert_eq!(header(&server.request(), "authorization"), sent);
    }
}
