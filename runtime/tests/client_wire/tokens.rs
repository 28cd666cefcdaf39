//! Tokens from a token endpoint, and from other providers.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bindery_runtime::{
    Algorithm, ClientAuthentication, ClientCredentials, ConfigurationProblem, ErrorKind, Json, MockClock, PrivateKey,
    RetryPolicy, Token, TokenError, TokenErrorKind,
};
use http::StatusCode;

use crate::api::Client;
use crate::server::{Response, Server, body, header, response};

const GRANTED: &str = r#"{"access_token":"t1","token_type":"Bearer","expires_in":86400,"scope":"read:things"}"#;

fn client(server: &Server, credentials: ClientCredentials, clock: &MockClock) -> Client {
    let builder = Client::builder(format!("http://{}", server.address)).clock(clock.clone());
    builder.token_provider(credentials).build().unwrap()
}

fn credentials() -> ClientCredentials {
    ClientCredentials::new("the id", "s3cret&")
}

fn at(tokens: &Server) -> ClientCredentials {
    credentials().token_url(format!("http://{}/token?x=1", tokens.address))
}

fn granted() -> Vec<u8> {
    response("200 OK", "", GRANTED)
}

fn list() -> Vec<u8> {
    response("200 OK", "", "[]")
}

#[tokio::test]
async fn token_url_and_audience_come_from_the_description() {
    let server = Server::sequence([granted(), list()]).await;
    let client = client(&server, credentials(), &MockClock::new());
    client.list().await.unwrap();
    client.clone().list().await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests[0].starts_with("POST /oauth/token HTTP/1.1\r\n"), "{}", requests[0]);
    assert_eq!(header(&requests[0], "content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(header(&requests[0], "authorization"), None);
    let audience = format!("audience=http%3A%2F%2F127.0.0.1%3A{}%2Fapi%2Fv2%2F", server.address.port());
    let expected = format!("grant_type=client_credentials&{audience}&client_id=the+id&client_secret=s3cret%26");
    assert_eq!(body(&requests[0]), expected);
    assert_eq!(header(&requests[1], "authorization"), Some("Bearer t1"));
    assert_eq!(header(&requests[2], "authorization"), Some("Bearer t1"));
    // An open operation needs no token.
    let (server, clock) = (Server::sequence([response("200 OK", "", "fine")]).await, MockClock::new());
    self::client(&server, credentials(), &clock).health().await.unwrap();
    assert_eq!(header(&server.request(), "authorization"), None);
}

#[tokio::test]
async fn credentials_override_the_description() {
    let (tokens, server) = (Server::sequence([granted()]).await, Server::sequence([list()]).await);
    let credentials = at(&tokens).audience("https://api.example.com/").scope("a b").parameter("organization", "o1");
    let credentials = credentials.client_authentication(ClientAuthentication::Basic);
    client(&server, credentials, &MockClock::new()).list().await.unwrap();
    let request = tokens.request();
    assert_eq!(tokens.target(), "/token?x=1");
    assert_eq!(
        body(&request),
        "grant_type=client_credentials&audience=https%3A%2F%2Fapi.example.com%2F&scope=a+b&organization=o1"
    );
    // `the+id:s3cret%26`
    assert_eq!(header(&request, "authorization"), Some("Basic dGhlK2lkOnMzY3JldCUyNg=="));
}

#[tokio::test]
async fn a_hundred_calls_request_one_token() {
    let (tokens, server) = (Server::sequence([granted()]).await, Server::sequence([list()]).await);
    let client = client(&server, at(&tokens), &MockClock::new());
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.clone().list().send())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!((tokens.requests().len(), server.requests().len()), (1, 100));
}

#[tokio::test]
async fn a_rejected_token_is_replaced_and_the_call_retried_once() {
    let unauthorized = || response("401 Unauthorized", "", "{\"message\":\"no\"}");
    let second = response("200 OK", "", &GRANTED.replace("t1", "t2"));
    let tokens = Server::sequence([granted(), second.clone()]).await;
    let server = Server::sequence([unauthorized(), response("201 Created", "", "1")]).await;
    let clock = MockClock::new();
    client(&server, at(&tokens), &clock).create(&Json::null()).await.unwrap();
    let requests = server.requests();
    assert_eq!(header(&requests[0], "authorization"), Some("Bearer t1"));
    assert_eq!(header(&requests[1], "authorization"), Some("Bearer t2"));
    assert!(requests.len() == 2 && clock.slept().is_empty());

    // The second token is rejected, too.
    let tokens = Server::sequence([granted(), second]).await;
    let server = Server::sequence([unauthorized()]).await;
    let error = client(&server, at(&tokens), &clock).list().await.unwrap_err();
    assert_eq!((error.status(), error.message(), error.attempts()), (Some(StatusCode::UNAUTHORIZED), Some("no"), 2));
    assert_eq!((tokens.requests().len(), server.requests().len()), (2, 2));

    // The same token is not sent again.
    let tokens = Server::sequence([granted()]).await;
    let server = Server::sequence([unauthorized()]).await;
    let error = client(&server, at(&tokens), &clock).list().await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::UNAUTHORIZED), 1));

    // A fixed token has no replacement.
    let server = Server::sequence([unauthorized()]).await;
    let builder = Client::builder(format!("http://{}", server.address)).token("t").clock(clock);
    assert_eq!(builder.build().unwrap().list().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn without_a_token_nothing_is_sent_and_the_error_explains_why() {
    let server = Server::sequence([list()]).await;
    for (response, kind, status, code, requests) in [
        (
            response(
                "401 Unauthorized",
                "x-request-id: r1\r\n",
                r#"{"error":"access_denied","error_description":"No s3cret&"}"#,
            ),
            TokenErrorKind::Denied,
            Some(401),
            Some("access_denied"),
            1,
        ),
        (response("403 Forbidden", "", "<html>"), TokenErrorKind::Denied, Some(403), None, 1),
        (response("302 Found", "location: /elsewhere\r\n", ""), TokenErrorKind::Denied, Some(302), None, 1),
        (response("503 Busy", "", ""), TokenErrorKind::Unavailable, Some(503), None, 4),
        (response("429 Slow", "retry-after: 2\r\n", ""), TokenErrorKind::Unavailable, Some(429), None, 4),
        (response("200 OK", "", "<html>s3cret"), TokenErrorKind::Malformed, Some(200), None, 1),
        (response("200 OK", "", "{}"), TokenErrorKind::Malformed, Some(200), None, 1),
        (response("200 OK", "", r#"{"access_token":""}"#), TokenErrorKind::Malformed, Some(200), None, 1),
        (response("200 OK", "", r#"{"access_token":"s3cret\nX: y"}"#), TokenErrorKind::Malformed, None, None, 1),
        (
            response("200 OK", "", r#"{"access_token":"s3cret","token_type":"DPoP"}"#),
            TokenErrorKind::Malformed,
            Some(200),
            None,
            1,
        ),
        (response("200 OK", "", &format!("[{}", " ".repeat(100_000))), TokenErrorKind::Malformed, Some(200), None, 1),
        (Vec::new(), TokenErrorKind::Unavailable, None, None, 4),
    ] {
        let tokens = Server::sequence([response]).await;
        let error = client(&server, at(&tokens), &MockClock::new()).create(&Json::null()).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Token, 0), "{error}");
        let token_error = error.token_error().unwrap();
        assert_eq!((token_error.kind(), tokens.requests().len()), (kind, requests), "{error}");
        assert_eq!((error.status().map(|status| status.as_u16()), error.error_code()), (status, code), "{error}");
        assert_eq!(error.is_retryable(), kind == TokenErrorKind::Unavailable);
        let shown = format!("{error} {error:?} {token_error} {token_error:?}");
        assert!(!shown.contains("s3cret") && !shown.contains('\n'), "{shown}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn token_requests_are_retried() {
    let tokens = Server::sequence([response("503 Busy", "retry-after: 7\r\n", ""), granted()]).await;
    let (server, clock) = (Server::sequence([list()]).await, MockClock::new());
    let response = client(&server, at(&tokens), &clock).list().send_with_response().await.unwrap();
    assert_eq!((response.attempts, clock.slept()), (1, vec![Duration::from_secs(7)]));
}

#[tokio::test]
async fn a_silent_token_endpoint_is_an_error() {
    let server = Server::sequence([list()]).await;
    let tokens = Server::start(Response::Silence(Vec::new())).await;
    let clock = MockClock::new();
    let builder = Client::builder(format!("http://{}", server.address)).clock(clock.clone());
    let client = builder.token_provider(at(&tokens)).retry(RetryPolicy::never()).build().unwrap();
    let calls: Vec<_> = (0..10).map(|_| tokio::spawn(client.clone().list().send())).collect();
    while tokens.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    clock.advance(Duration::from_secs(60));
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.token_error().unwrap().kind(), TokenErrorKind::Unavailable);
        assert!(error.source().is_some());
        let expected = "list_things: the request was not sent: the token endpoint could not be reached";
        assert_eq!(error.to_string(), expected);
    }
    assert_eq!(tokens.requests().len(), 1);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_closure_provides_tokens() {
    let server = Server::sequence([list()]).await;
    let requests = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&requests);
    let provider = move || {
        let number = counted.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, TokenError>(Token::new(format!("t{number}"))) }
    };
    let builder = Client::builder(format!("http://{}", server.address)).token_provider(provider);
    let client = builder.build().unwrap();
    client.list().await.unwrap();
    client.list().await.unwrap();
    let tokens: Vec<_> =
        server.requests().iter().map(|request| header(request, "authorization").unwrap().to_owned()).collect();
    assert_eq!(tokens, ["Bearer t0", "Bearer t1"]);
    let failing = || async { Err(TokenError::new(TokenErrorKind::Failed, "the vault is closed")) };
    let builder = Client::builder(format!("http://{}", server.address)).token_provider(failing);
    let error = builder.build().unwrap().list().await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Token, false));
    assert_eq!(error.source().unwrap().to_string(), "the vault is closed");
}

#[tokio::test]
async fn an_assertion_replaces_the_secret() {
    let key = PrivateKey::from_pem(Algorithm::Es256, include_str!("../keys/p256.pem")).unwrap().key_id("k\"1");
    let tokens = Server::sequence([granted()]).await;
    let server = Server::sequence([list()]).await;
    let credentials = ClientCredentials::signed("the id", key);
    let credentials = credentials.token_url(format!("http://{}/oauth/token", tokens.address));
    client(&server, credentials, &MockClock::new()).list().await.unwrap();
    let request = tokens.request();
    let (rest, assertion) = body(&request).split_once("&client_assertion=").unwrap();
    assert!(rest.ends_with(
        "&client_id=the+id&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
    ));
    assert!(!request.contains("client_secret"));
    let parts: Vec<_> = assertion.split('.').map(decoded).collect();
    let json = |part: &[u8]| Json::parse(std::str::from_utf8(part).unwrap()).unwrap();
    let (head, claims) = (json(&parts[0]), json(&parts[1]));
    assert_eq!(head, Json::parse(r#"{"alg":"ES256","typ":"JWT","kid":"k\"1"}"#).unwrap());
    let text = |name: &str| claims.get(name).unwrap().as_str().unwrap().into_owned();
    assert_eq!((text("iss"), text("sub")), ("the id".to_owned(), "the id".to_owned()));
    assert_eq!(text("aud"), format!("http://{}/", tokens.address));
    assert_eq!(text("jti").len(), 32);
    let number = |name: &str| claims.get(name).unwrap().as_i64().unwrap();
    assert_eq!((number("iat"), number("exp")), (1_704_067_200, 1_704_067_320));
    assert_eq!(parts[2].len(), 64);
}

/// Base64 with the alphabet for URLs (RFC 4648, 5).
fn decoded(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits = text.bytes().map(|byte| ALPHABET.iter().position(|each| *each == byte).unwrap());
    let (mut bytes, mut held, mut count) = (Vec::new(), 0, 0);
    for bits in bits {
        (held, count) = (held << 6 | bits, count + 6);
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(held >> count & 0xff).unwrap());
        }
    }
    bytes
}

#[test]
fn invalid_credentials_are_reported_when_the_client_is_built() {
    let build = |credentials: ClientCredentials| {
        let error = Client::builder("tenant.example.com").token_provider(credentials).build().unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(!text.contains("s3cret") && !text.contains('\n'), "{text}");
        format!("{:?}", error.configuration_error().unwrap().problems())
    };
    assert!(build(ClientCredentials::new("", "s3cret")).contains("TokenProvider"));
    assert!(build(ClientCredentials::new("id", "")).contains("TokenProvider"));
    for url in [
        "",
        "ftp://tenant.example.com/token",
        "https://user:s3cret@tenant.example.com/token",
        "https://tenant.example.com/a/../token",
        "//elsewhere.example.com/token",
        // The secret would cross the network unencrypted.
        "http://tenant.example.com/token",
    ] {
        assert!(build(credentials().token_url(url)).contains("TokenUrl"), "{url}");
    }
    let builder = Client::builder("tenant.example.com").token_provider(credentials());
    assert!(builder.build().is_ok());
    let shown = format!("{:?}", credentials().parameter("p", "s3cret"));
    assert!(!shown.contains("s3cret"), "{shown}");
    let problem = ConfigurationProblem::TokenUrl { reason: "is missing" };
    assert_eq!(problem.to_string(), "the token URL is missing");
}
