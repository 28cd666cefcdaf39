//! A list takes elements of its type.

use auth0_bindings::types::{CreateLogStream, HttpSink};

fn main() {
    let _ = CreateLogStream::http(HttpSink::new("https://logs.example.com")).filters(["auth.login.fail"]);
}
