//! A struct may get more properties, so it cannot be written out.

use auth0_bindings::types::PiiConfig;

fn main() {
    let _ = PiiConfig { log_fields: Vec::new(), method: None, algorithm: None, extra: Default::default() };
}
