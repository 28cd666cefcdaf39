//! Credentials: sent once, never stored in a cursor, and never shown, whatever a server repeats.

use bindery_runtime::__private::{Paging, Parameter};
use bindery_runtime::{CallOptions, ClientBuilder, ClientCredentials, Error, Operation, RetryPolicy, security};

use crate::api::Client;
use crate::server::{Response, Server, header, response};

const KEY: &str = "k3y/value+1";
const SENT_KEY: &str = "k3y%2Fvalue%2B1";

static LIST: Operation = Operation {
    id: "list",
    path: "/things",
    parameters: &[Parameter::query("page"), Parameter::query("key"), Parameter::cookie("sid")],
    security: security!([key_in_query "query" "key"] | [key_in_cookie "cookie" "sid"] | ["bearer"]),
    ..Operation::EMPTY
};

/// The path already contains the key.
static FIXED: Operation = Operation { path: "/things?key=fixed", ..LIST };

fn client(server: &Server, set: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).retry(RetryPolicy::never());
    set(builder).build().unwrap()
}

fn target(request: &str) -> &str {
    request.split(' ').nth(1).unwrap().trim_start_matches("/api/v2")
}

#[tokio::test]
async fn a_credential_that_is_set_manually_is_not_added_again() {
    let manual = |name: &str, value: &str| CallOptions::new().query(name, value);
    for (operation, argument, options, sent) in [
        (&LIST, None, CallOptions::new(), format!("/things?key={SENT_KEY}")),
        (&LIST, None, manual("key", "mine"), "/things?key=mine".to_owned()),
        (&LIST, Some((1, "mine")), CallOptions::new(), "/things?key=mine".to_owned()),
        (&LIST, Some((0, "2")), manual("monkey", "1"), format!("/things?page=2&monkey=1&key={SENT_KEY}")),
        (&FIXED, None, CallOptions::new(), "/things?key=fixed".to_owned()),
    ] {
        let server = Server::json("200 OK", "[]").await;
        let client = client(&server, |builder| builder.api_key("query", KEY));
        let mut request = client.request(operation).options(options);
        if let Some((index, text)) = argument {
            request.set_text_argument(index, text);
        }
        request.send::<()>().await.unwrap();
        assert_eq!(target(&server.request()), sent);
    }
    for (argument, manual, sent) in [
        (Some("mine"), None, "sid=mine"),
        (None, Some("a=1; sid=mine"), "a=1; sid=mine"),
        (None, Some("a=sid"), "a=sid; sid=key"),
        (None, None, "sid=key"),
    ] {
        let server = Server::json("200 OK", "[]").await;
        let client = client(&server, |builder| builder.api_key("cookie", "key"));
        let mut request = client.request(&LIST);
        if let Some(text) = argument {
            request.set_text_argument(2, text);
        }
        let options = manual.map(|cookies| CallOptions::new().header("Cookie", cookies)).unwrap_or_default();
        request.options(options).send::<()>().await.unwrap();
        assert_eq!(header(&server.request(), "cookie"), Some(sent));
    }
    // A cookie that is set manually is sufficient.
    let server = Server::json("200 OK", "[]").await;
    let call = client(&server, |builder| builder).request(&LIST).text_argument(2, "mine");
    call.send::<()>().await.unwrap();
}

static BY_LINK: Paging = Paging::by_link();
static BY_ADDRESS: Paging = Paging::by_address(&["next"]).items(&["things"]);
static BY_CURSOR: Paging = Paging::by_cursor(0, &["next"]).items(&["things"]);

#[tokio::test]
async fn credentials_in_the_url_of_the_next_page_are_not_kept() {
    let address = format!("https://elsewhere.example/x?page=2&key={SENT_KEY}&access_token=t0ken");
    let linked = response("200 OK", &format!("link: <{address}>; rel=next\r\n"), "[1]");
    let named = response("200 OK", "", &format!(r#"{{"things":[1],"next":"{address}"}}"#));
    let (last, none) = (response("200 OK", "", "[2]"), response("200 OK", "", r#"{"things":[2]}"#));
    for (first, last, paging) in
        [(linked, last, &BY_LINK), (named.clone(), none.clone(), &BY_ADDRESS), (named, none, &BY_CURSOR)]
    {
        for (is_keyed, sent) in
            [(true, format!("/things?page=2&access_token=t0ken&key={SENT_KEY}")), (false, "/things?page=2".to_owned())]
        {
            let server = Server::sequence([first.clone(), last.clone()]).await;
            let client = client(
                &server,
                |builder| if is_keyed { builder.api_key("query", KEY) } else { builder.token("t0ken") },
            );
            let mut pages = client.request(&LIST).pages::<bindery_runtime::Json>(paging);
            pages.next().await.unwrap().unwrap();
            let cursor = pages.cursor().unwrap().to_owned();
            assert!(!cursor.contains("k3y"), "{cursor}");
            assert!(is_keyed || !cursor.contains("t0ken"), "{cursor}");
            pages.next().await.unwrap().unwrap();
            let requests = server.requests();
            assert_eq!(target(&requests[1]), sent);
            assert_eq!(header(&requests[1], "authorization"), (!is_keyed).then_some("Bearer t0ken"));
        }
    }
}

#[tokio::test]
async fn an_error_never_shows_credentials_of_the_client() {
    let failed = async |code: &str, set: fn(ClientBuilder<Client>) -> ClientBuilder<Client>| -> Error {
        let body = format!(r#"{{"code":"{code}","message":"{code}"}}"#);
        let server = Server::json("400 Bad Request", &body).await;
        let error = client(&server, set).request(&LIST).send::<()>().await.unwrap_err();
        assert_eq!(error.error_code(), Some(code), "the accessor does not redact");
        error
    };
    let query: fn(ClientBuilder<Client>) -> ClientBuilder<Client> = |builder| builder.api_key("query", "s3cret-key");
    let cookie: fn(ClientBuilder<Client>) -> ClientBuilder<Client> = |builder| builder.api_key("cookie", "s3cret-key");
    let token: fn(ClientBuilder<Client>) -> ClientBuilder<Client> = |builder| builder.token("s3cret-key");
    let header: fn(ClientBuilder<Client>) -> ClientBuilder<Client> =
        |builder| builder.default_header("Authorization", "Basic dTpzM2NyZXQta2V5");
    for set in [query, cookie, token, header] {
        for code in ["s3cret-key", "unknown_s3cret-key", "s3cret-key.expired"] {
            let error = failed(code, set).await;
            let shown = format!("{error} {error:?} {:?}", error.api());
            assert!(!shown.contains("s3cret"), "{shown}");
        }
        assert!(failed("invalid_key", set).await.to_string().ends_with("(invalid_key)"));
    }
}

#[tokio::test]
async fn an_error_never_repeats_values_of_the_request() {
    let body = r#"{"client_secret":"ab1","pin":204711,"note":"line one\nline two","list":[{"mail":"jane@example.com"}],"kind":"admin"}"#;
    for (message, shown) in [
        ("ab1", "[redacted]"),
        ("no ab1, but ab1c", "no [redacted], but ab1c"),
        ("204711 is no PIN", "[redacted] is no PIN"),
        ("line one line two", "[redacted] [redacted]"),
        ("'jane@example.com' is taken, admin", "'[redacted]' is taken, admin"),
        ("page needle-1 of needle%2D1", "page [redacted] of needle%2D1"),
        ("the key s3cret-key is over", "the key [redacted] is over"),
    ] {
        let listed = format!(r#"{{"detail":[{{"loc":["body"],"msg":"{message}"}}]}}"#);
        for (answer, before) in [(listed, ": body: "), (format!(r#"{{"message":"{message}"}}"#), ": ")] {
            let server = Server::json("400 Bad Request", &answer).await;
            let client = client(&server, |builder| builder.token("s3cret-key"));
            let request = client.request(&LIST).text_argument(0, "needle-1");
            let request = request.body_as("application/json", body.to_owned());
            let error = request.send::<()>().await.unwrap_err().to_string();
            // A message is left out if redaction leaves nothing of it.
            let is_empty = before == ": " && !shown.replace("redacted", "").contains(char::is_alphabetic);
            let expected = if is_empty { String::new() } else { format!("{before}{shown}") };
            assert_eq!(error, format!("list: the server returned 400 Bad Request{expected}"));
        }
    }
    // The values in these bodies are unknown.
    for media_type in ["multipart/form-data; boundary=x", "application/octet-stream"] {
        let server = Server::json("400 Bad Request", r#"{"message":"hidden","code":"odd"}"#).await;
        let client = client(&server, |builder| builder.token("t"));
        let request = client.request(&LIST).body_as(media_type, "hidden".to_owned());
        let error = request.send::<()>().await.unwrap_err();
        assert_eq!(error.to_string(), "list: the server returned 400 Bad Request (odd)");
        assert_eq!(error.message(), Some("hidden"), "the accessor does not redact");
    }
}

#[tokio::test]
async fn a_client_secret_in_the_response_of_the_token_endpoint_is_redacted() {
    let server = Server::json("401 Unauthorized", r#"{"error":"s3cret-of-app"}"#).await;
    let credentials = ClientCredentials::new("app", "s3cret-of-app").token_url(format!("http://{}/t", server.address));
    let error = client(&server, |builder| builder.token_provider(credentials)).list().await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("401") && !shown.contains("s3cret"), "{shown}");
    let says = r#"{"error":"invalid_client","error_description":"No app with s3cret-of-app"}"#;
    let server = Server::json("401 Unauthorized", says).await;
    let credentials = ClientCredentials::new("app", "s3cret-of-app").token_url(format!("http://{}/t", server.address));
    let error = client(&server, |builder| builder.token_provider(credentials)).list().await.unwrap_err();
    let end = "the token endpoint returned 401 Unauthorized (invalid_client): No app with [redacted]";
    assert!(error.to_string().ends_with(end), "{error}");
}

#[tokio::test]
async fn debug_hides_credentials_in_a_response() {
    let headers = "set-cookie: sid=s3cret\r\nwww-authenticate: Digest nonce=s3cret\r\nx-csrf-token: s3cret\r\n\
                   location: /x?code=s3cret\r\ncontent-type: application/json\r\n";
    let server = Server::start(Response::Bytes(response("200 OK", headers, "[]"))).await;
    let client = client(&server, |builder| builder.token("t"));
    let response = client.list().send_with_response().await.unwrap();
    assert_eq!(response.headers["set-cookie"], "sid=s3cret", "the accessor does not redact");
    let shown = format!("{response:?} {:?}", response.headers);
    assert!(!shown.contains("s3cret") && shown.contains("application/json"), "{shown}");
}

#[tokio::test]
async fn an_anonymous_client_sends_and_needs_no_credentials() {
    for (is_client, options, sent) in [
        (true, CallOptions::new(), None),
        (false, CallOptions::new().anonymous(), None),
        (true, CallOptions::new().token("own"), Some("Bearer own")),
        (true, CallOptions::new().header("Authorization", "Digest x"), Some("Digest x")),
    ] {
        for is_configured in [true, false] {
            let server = Server::json("200 OK", "[]").await;
            let client = client(&server, |builder| {
                let builder = if is_client { builder.anonymous() } else { builder };
                if is_configured { builder.token("t").api_key("query", KEY) } else { builder }
            });
            client.request(&LIST).options(options.clone()).send::<()>().await.unwrap();
            let request = server.request();
            assert_eq!((target(&request), header(&request, "authorization")), ("/things", sent));
        }
    }
}
