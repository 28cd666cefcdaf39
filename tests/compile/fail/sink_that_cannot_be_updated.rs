//! The sinks of EventBridge and Event Grid cannot be changed.

use auth0_bindings::types::{EventBridgeRegion, EventBridgeSink, UpdateLogStream};

fn main() {
    let _ = UpdateLogStream::new().sink(EventBridgeSink::new("123456789012", EventBridgeRegion::EuCentral1));
}
