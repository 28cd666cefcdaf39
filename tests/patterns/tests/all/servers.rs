//! Servers and security schemes: the address and the credentials of calls.

use super::support::{Sent, sent};
use bindery_patterns::security::{Client, servers};
use bindery_runtime::{ClientBuilder, Error, RequestError};

/// Returns the request of a call with a configured client.
async fn of<C: IntoFuture<Output = Result<(), Error>>>(
    configure: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>,
    call: impl FnOnce(Client) -> C,
) -> Sent {
    let build = |mock| configure(Client::builder()).transport(mock).build().unwrap();
    sent(|mock| call(build(mock)).into_future()).await
}

#[tokio::test]
async fn the_first_server_with_tls_is_the_default_and_others_can_be_chosen() {
    let at = async |configure: fn(ClientBuilder<Client>) -> ClientBuilder<Client>| {
        let sent = of(|builder| configure(builder.token("t")), |client| client.servers().default()).await;
        format!("{}{}", sent.origin, sent.target)
    };
    assert_eq!(at(|builder| builder).await, "https://eu.example.com:443/default");
    let configured = at(|builder| builder.variable("region", "us").variable("stage", "beta")).await;
    assert_eq!(configured, "https://us.example.com:443/beta/default");
    assert_eq!(
        at(|builder| builder.server(&servers::SANDBOX_EXAMPLE_COM)).await,
        "https://sandbox.example.com/default"
    );
    assert_eq!(at(|builder| builder.base_url("http://localhost:1")).await, "http://localhost:1/default");
    assert!(Client::builder().variable("region", "xx").build().is_err());
    assert!(Client::builder().variable("regoin", "eu").build().is_err());
}

#[tokio::test]
async fn paths_and_operations_can_have_their_own_servers() {
    let us = |builder: ClientBuilder<Client>| builder.token("t").variable("region", "us");
    let sent = of(us, |client| client.servers().of_path()).await;
    assert_eq!((sent.origin.as_str(), sent.target.as_str()), ("https://uploads.us.example.com", "/path"));
    let sent = of(us, |client| client.servers().of_operation()).await;
    assert_eq!((sent.origin.as_str(), sent.target.as_str()), ("https://us.example.com:443", "/v2/path"));
    let given = |builder: ClientBuilder<Client>| builder.token("t").base_url("https://proxy.example/api");
    let sent = of(given, |client| client.servers().of_path()).await;
    assert_eq!((sent.origin.as_str(), sent.target.as_str()), ("https://proxy.example", "/api/path"));
}

#[tokio::test]
async fn operations_send_only_the_credentials_that_they_require() {
    let all = |builder: ClientBuilder<Client>| {
        let builder = builder.token("t").basic("user", "pass");
        builder.api_key("header", "h").api_key("query", "q").api_key("cookie", "c")
    };
    let sent = of(all, |client| client.security().open()).await;
    assert_eq!((sent.header("authorization"), sent.header("x-key"), sent.header("cookie")), (None, None, None));
    let sent = of(all, |client| client.security().optional()).await;
    assert_eq!(sent.header("authorization"), Some("Bearer t"));
    let sent = of(all, |client| client.security().basic()).await;
    assert_eq!(sent.header("authorization"), Some("Basic dXNlcjpwYXNz"));
    let sent = of(all, |client| client.security().keys()).await;
    assert_eq!((sent.header("authorization"), sent.header("x-key")), (None, Some("h")));
    assert_eq!((sent.target.as_str(), sent.header("cookie")), ("/keys?key=q", Some("sid=c")));
    let token = |builder: ClientBuilder<Client>| builder.token("t").api_key("header", "h");
    let sent = of(token, |client| client.security().keys()).await;
    assert_eq!((sent.header("authorization"), sent.header("x-key")), (Some("Bearer t"), None));
    let sent = of(all, |client| client.security().certificate()).await;
    assert_eq!(sent.header("authorization"), Some("Basic dXNlcjpwYXNz"));
    let sent = of(|builder| builder, |client| client.security().certificate()).await;
    assert_eq!(sent.header("authorization"), None);
}

#[tokio::test]
async fn a_call_without_its_required_credentials_is_not_sent() {
    let client = Client::builder().token("t").transport(bindery_runtime::MockTransport::new()).build().unwrap();
    let error = client.security().basic().await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::CredentialsMissing));
}
