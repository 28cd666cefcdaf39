//! A property that the description does not have.

use auth0_bindings::types::{HttpSink, UpdateLogStream};

fn main() {
    let sink = HttpSink::new("https://logs.example.com").retries(3);
    let _ = UpdateLogStream::new().start_from("2026-01-01T00:00:00Z");
    println!("{:?}", sink.url);
}
