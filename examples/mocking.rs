//! Tests code that uses the bindings, without a server and without waiting.
//!
//! ```sh
//! cargo run --example mocking
//! ```

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use auth0_bindings::operations::log_streams::{List, Update};
use auth0_bindings::runtime::http::StatusCode;
use auth0_bindings::runtime::{DecodeError, MockClock, MockTransport, decode};
use auth0_bindings::types::{LogStream, LogStreamStatus, UpdateLogStream};
use auth0_bindings::{Client, Error, Json};

/// The code under test: pauses all streams and says how many there were.
async fn pause_all(client: &Client, ids: &[&str]) -> Result<usize, Error> {
    let streams = client.log_streams();
    for id in ids {
        streams.update(id, UpdateLogStream::new().status(LogStreamStatus::Paused)).await?;
    }
    Ok(streams.list().await?.len())
}

fn stream(id: &str) -> Result<LogStream, DecodeError> {
    decode(&format!(
        r#"{{"id":"{id}","name":"audit","type":"http","status":"paused","sink":{{"httpEndpoint":"https://x"}}}}"#
    ))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let first = stream("lst_1")?;
    // Answers belong to operations, and the compiler checks that they are of their types.
    let mock = MockTransport::new()
        .json_for::<Update>(StatusCode::TOO_MANY_REQUESTS, r#"{"message":"slow down"}"#)
        .always::<Update>(&first)
        .reply::<List>(&vec![stream("lst_1")?, stream("lst_2")?]);
    let clock = MockClock::new();
    let builder = Client::builder("tenant.example.com").token("token");
    let client = builder.transport(mock.clone()).clock(clock.clone()).build()?;

    let count = pause_all(&client, &["lst_1", "lst_2"]).await?;

    assert_eq!(count, 2);
    let updates = mock.requests_of::<Update>();
    // The first one was sent again.
    assert_eq!(
        updates.iter().map(|update| update.path()).collect::<Vec<_>>(),
        ["/api/v2/log-streams/lst_1", "/api/v2/log-streams/lst_1", "/api/v2/log-streams/lst_2",]
    );
    assert_eq!(updates[0].json::<Json>()?, Json::parse(r#"{"status":"paused"}"#)?);
    assert_eq!(mock.unused(), 0);
    println!("{count} streams, {} requests, {:?} of waiting that nobody waited", mock.requests().len(), clock.slept());
    Ok(())
}
