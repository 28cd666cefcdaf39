//! A secret has no `Display`.

use auth0_bindings::types::SegmentSink;

fn main() {
    let sink = SegmentSink::new("s3cret");
    println!("{}", sink.write_key.unwrap());
}
