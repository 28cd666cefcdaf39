//! Requests that are sent, and requests that are rejected before: credentials of unknown schemes, empty path arguments, and required
//! parameters without a value.

use crate::support::{Sent, sent};
use bindery_patterns::requests::{Client, operations::paths::Search};
use bindery_runtime::{Body, ClientBuilder, Error, MockTransport, RequestError};

fn some() -> Vec<String> {
    vec!["a".to_owned()]
}

fn none() -> Vec<String> {
    Vec::new()
}

type Set = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;

fn client(mock: MockTransport, set: Set) -> Client {
    set(Client::builder().transport(mock)).build().unwrap()
}

async fn authorization<F: Future<Output = Result<(), Error>>>(
    set: Set,
    call: impl FnOnce(Client) -> F,
) -> Option<String> {
    let sent: Sent = sent(|mock| call(client(mock, set))).await;
    sent.header("authorization").map(str::to_owned)
}

#[tokio::test]
async fn an_unknown_scheme_is_never_sent_as_a_token() {
    let events = async |set: Set| authorization(set, async |client: Client| client.access().events().await).await;
    assert_eq!(events(|builder| builder.token("t")).await, None);
    assert_eq!(events(|builder| builder).await, None);
    let whole = Some("DSN https://key@host".to_owned());
    assert_eq!(events(|builder| builder.api_key("dsn", "DSN https://key@host").token("t")).await, whole);
    assert_eq!(events(|builder| builder.default_header("Authorization", "DSN https://key@host")).await, whole);
    // An alternative is used if its credentials are known.
    let signed = async |set: Set| authorization(set, async |client: Client| client.access().signed().await).await;
    assert_eq!(signed(|builder| builder.token("t")).await.as_deref(), Some("Bearer t"));
    assert_eq!(signed(|builder| builder).await, None);
}

#[tokio::test]
async fn an_anonymous_client_needs_no_dummy_credentials() {
    let owned = async |set: Set| authorization(set, async |client: Client| client.access().owned().await).await;
    assert_eq!(owned(|builder| builder.anonymous()).await, None);
    assert_eq!(owned(|builder| builder.anonymous().token("t")).await, None);
    let error = client(MockTransport::new(), |builder| builder).access().owned().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::CredentialsMissing));
}

#[tokio::test]
async fn an_empty_path_argument_is_only_sent_if_a_rule_allows_it() {
    let sent = sent(|mock| async move { client(mock, |builder| builder).paths().contents_get("").await }).await;
    assert_eq!(sent.target, "/contents/");
    for dots in [".", ".."] {
        let error = client(MockTransport::new(), |builder| builder).paths().contents_get(dots).await.unwrap_err();
        assert!(matches!(error.request_error(), Some(RequestError::SegmentDots { .. })), "{error}");
    }
    let error = client(MockTransport::new(), |builder| builder).paths().contents_delete("").await.unwrap_err();
    assert!(matches!(error.request_error(), Some(RequestError::SegmentEmpty { .. })), "{error}");
}

#[tokio::test]
async fn a_required_parameter_is_never_dropped_silently() {
    let refused = async |call: fn(&Client) -> Search| {
        let mock = MockTransport::new();
        let error = call(&client(mock.clone(), |builder| builder)).await.unwrap_err();
        assert!(mock.requests().is_empty());
        error.request_error().unwrap().clone()
    };
    let sent = sent(|mock| async move {
        let client = client(mock, |builder| builder);
        client.paths().search(some(), 0.5, some()).only(Vec::<String>::new()).await
    });
    let sent = sent.await;
    assert_eq!((sent.target.as_str(), sent.header("x-tags")), ("/search?ids=a&score=0.5", Some("a")));
    let empty = |name| RequestError::ArgumentEmpty { name };
    let formless = |name| RequestError::ArgumentFormless { name };
    assert_eq!(refused(|client| client.paths().search(none(), 0.5, some())).await, empty("ids"));
    assert_eq!(refused(|client| client.paths().search(some(), 0.5, none())).await, empty("X-Tags"));
    assert_eq!(
        refused(|client| client.paths().search(vec!["a".to_owned()], f64::NAN, vec!["a".to_owned()])).await,
        formless("score")
    );
    // An optional parameter that was set is not dropped silently, either.
    assert_eq!(
        refused(|client| client.paths().search(vec!["a".to_owned()], 1.0, vec!["a".to_owned()]).limit(f64::INFINITY))
            .await,
        formless("limit")
    );
}

#[tokio::test]
async fn a_media_type_range_is_replaced_by_the_media_type_of_the_response() {
    for (media_type, body, name) in
        [("application/json", "\"hello\"", "hello"), ("text/plain", "\"hello\"", "\"hello\"")]
    {
        let mut response = http::Response::new(Body::from(body));
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        let mock = MockTransport::new().response(response);
        assert_eq!(client(mock, |builder| builder).media().name().await.unwrap(), name);
    }
}
