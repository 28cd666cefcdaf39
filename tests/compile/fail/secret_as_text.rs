//! A secret is no text.

use auth0_bindings::Secret;

fn main() {
    let secret = Secret::from("s3cret");
    let _: &str = &secret;
}
