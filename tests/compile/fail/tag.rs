//! The type of a stream follows from its kind.

use auth0_bindings::types::{CreateLogStream, HttpLogStream, HttpSink};

fn look(stream: HttpLogStream) {
    let _ = stream.r#type;
}

fn main() {
    let _ = CreateLogStream::http(HttpSink::new("https://logs.example.com")).r#type;
}
