//! What the description requires has to be given.

use auth0_bindings::types::DatadogSink;

fn main() {
    let _ = DatadogSink::new("key");
}
