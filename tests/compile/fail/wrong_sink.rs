//! A kind takes the sink of that kind.

use auth0_bindings::types::{CreateLogStream, DatadogRegion, DatadogSink};

fn main() {
    let _ = CreateLogStream::http(DatadogSink::new("key", DatadogRegion::Eu));
}
