//! A body without its sink cannot be made.

use auth0_bindings::types::CreateLogStream;

fn main() {
    let _ = CreateLogStream::http().name("audit");
}
