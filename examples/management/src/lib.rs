//! The bindings that `build.rs` makes of `description.json`, for the examples in `examples/`.

include!(concat!(env!("OUT_DIR"), "/management.rs"));

use bindery_runtime::{Error, MockTransport};
use management::Client;

/// A client for the tenant that `AUTH0_DOMAIN` and `AUTH0_TOKEN` name; else one whose answers are prepared.
///
/// # Errors
/// When the environment holds something that cannot be used.
pub fn client(prepared: MockTransport) -> Result<Client, Error> {
    match (std::env::var("AUTH0_DOMAIN"), std::env::var("AUTH0_TOKEN")) {
        (Ok(domain), Ok(token)) => Client::builder(domain).token(token).build(),
        _ => Client::builder("tenant.example.com").token("token").transport(prepared).build(),
    }
}
