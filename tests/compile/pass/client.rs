//! A client is shared between threads, and a call is a value.

use auth0_bindings::types::{CreateLogStream, LogStream, LogStreamStatus, SumoSink};
use auth0_bindings::{CallOptions, Client, Error};
use std::time::Duration;

fn shared<T: Clone + Send + Sync + 'static>() {}
fn sent<T: Send>(value: T) -> T {
    value
}

async fn calls(client: Client) -> Result<usize, Error> {
    let streams = client.log_streams();
    let call = sent(streams.create(CreateLogStream::sumo(SumoSink::new("https://sumo.example.com"))));
    let _future = sent(call.send());
    let options = CallOptions::new().timeout(Duration::from_secs(5)).header("x-trace", "1");
    let listed = streams.list().options(options).send_with_response().await?;
    assert!(listed.status.is_success());
    Ok(listed.body.iter().filter(|stream| is_active(stream)).count())
}

fn is_active(stream: &LogStream) -> bool {
    match stream {
        LogStream::Http(stream) => stream.status == Some(LogStreamStatus::Active),
        LogStream::Unknown(other) => other.json().get("status").is_some(),
        _ => false,
    }
}

fn main() {
    shared::<Client>();
    let client = Client::builder("example.eu.auth0.com").token("token").build().unwrap();
    drop(sent(calls(client)));
}
