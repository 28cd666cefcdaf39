//! Follows what happens in a tenant.
//!
//! ```sh
//! cargo run -p bindery-examples --example follow_events
//! ```
//!
//! The stream is prepared in this program, and ends. With `AUTH0_DOMAIN` and `AUTH0_TOKEN` (scope `read:events`) it comes
//! from a tenant, and goes on where it was when the connection breaks.

#![expect(clippy::print_stdout, reason = "printing is what the example is for")]

use bindery_examples::client;
use bindery_examples::management::types::Change;
use bindery_runtime::{Body, MockTransport, Reconnect};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut events = client(prepared()?)?.events().subscribe().events();
    if std::env::var("AUTH0_DOMAIN").is_err() {
        // There is only one prepared stream.
        events = events.reconnect(Reconnect::Never);
    }
    while let Some(event) = events.next().await {
        let event = event?;
        match event.data {
            Change::UserCreated(created) => println!("created: {}", created.user.email.unwrap_or_default()),
            Change::Heartbeat(beat) => println!("nothing new at {}", beat.offset),
            other => println!("{}: {other:?}", event.name),
        }
    }
    Ok(())
}

fn prepared() -> Result<MockTransport, Box<dyn Error>> {
    let text = "event: user.created\ndata: {\"offset\":\"1\",\"user\":{\"email\":\"ada@example.com\"}}\n\n\
                : a comment\n\nevent: offset-only\ndata: {\"offset\":\"2\"}\n\n\
                event: user.renamed\ndata: {\"offset\":\"3\",\"user\":{}}\n\n";
    let mut response = http::Response::new(Body::from(text));
    response.headers_mut().insert("content-type", "text/event-stream".parse()?);
    Ok(MockTransport::new().response(response))
}
