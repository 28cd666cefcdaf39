//! Only decoding makes an unknown value: one that is listed has its variant.

use auth0_bindings::runtime::Unrecognized;
use auth0_bindings::types::LogStreamStatus;

fn main() {
    let _ = LogStreamStatus::Unknown(Unrecognized::text("active"));
}
