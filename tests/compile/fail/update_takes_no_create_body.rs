//! A body to create with is none to update with.

use auth0_bindings::Client;
use auth0_bindings::types::{CreateLogStream, HttpSink};

async fn update(client: &Client) {
    let body = CreateLogStream::http(HttpSink::new("https://logs.example.com"));
    let _ = client.log_streams().update("lst_1", body).await;
}

fn main() {}
