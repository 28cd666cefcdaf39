//! There will be more values.

use auth0_bindings::types::LogStreamStatus;

fn flows(status: &LogStreamStatus) -> bool {
    match status {
        LogStreamStatus::Active => true,
        LogStreamStatus::Paused | LogStreamStatus::Suspended => false,
    }
}

fn main() {}
