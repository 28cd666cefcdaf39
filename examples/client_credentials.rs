//! Lists log streams with the credentials of an application instead of a token.
//!
//! ```sh
//! AUTH0_DOMAIN=tenant.eu.auth0.com AUTH0_CLIENT_ID=... AUTH0_CLIENT_SECRET=... cargo run --example client_credentials
//! ```
//!
//! Without these variables a stand-in answers, and what would be sent is printed.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use auth0_bindings::operations::log_streams::List;
use auth0_bindings::runtime::MockTransport;
use auth0_bindings::{Client, ClientCredentials, Error, ErrorKind, RetryPolicy};
use std::env::var;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let mock = MockTransport::new().token("a-token").always::<List>(&Vec::new());
    let client = match (var("AUTH0_DOMAIN"), var("AUTH0_CLIENT_ID"), var("AUTH0_CLIENT_SECRET")) {
        (Ok(domain), Ok(id), Ok(secret)) => client(&domain, ClientCredentials::new(id, secret), None)?,
        _ => client("tenant.eu.auth0.com", ClientCredentials::new("id", "s3cret"), Some(mock.clone()))?,
    };
    // The token is asked for once: clones of the client share it.
    for client in [client.clone(), client] {
        match client.log_streams().list().send_with_response().await {
            Ok(response) => println!("{} streams; {:?}", response.body.len(), response.rate_limit),
            // No token, no request: the error says what the token endpoint answered.
            Err(error) if error.kind() == ErrorKind::Token => return Err(error),
            Err(error) => println!("{error}; worth another try: {}", error.is_retryable()),
        }
    }
    for request in mock.requests() {
        println!("{} {}", request.method(), request.uri());
    }
    Ok(())
}

/// A client with the audience and the token endpoint of the description.
fn client(domain: &str, credentials: ClientCredentials, mock: Option<MockTransport>) -> Result<Client, Error> {
    let builder = Client::builder(domain)
        .token_provider(credentials)
        .retry(RetryPolicy::new().attempts(3))
        .timeout(Duration::from_secs(30))
        .telemetry_entry("client_credentials-example", "1");
    match mock {
        Some(mock) => builder.transport(mock).build(),
        None => builder.build(),
    }
}
