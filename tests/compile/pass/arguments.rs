//! What setters and parameters take besides values of their own type.

use auth0_bindings::Client;
use auth0_bindings::types::*;

fn main() {
    // Whatever becomes an element; an empty list has elements of the type.
    let _ = PiiConfig::new(["first_name", "last_name"]);
    let _ = PiiConfig::new(vec![PiiLogField::Email]);
    let _ = PiiConfig::new("email,phone".split(','));
    let stream = CreateLogStream::http(HttpSink::new("https://logs.example.com"));
    let _ = stream.clone().filters([]);
    let _ = stream.clone().filters(Vec::new());
    let _ = stream.clone().filters([LogStreamFilter::new()]);
    let _ = stream.filters((0..3).map(|_| LogStreamFilter::new()));

    // Any integer that fits.
    let client = Client::builder("example.eu.auth0.com").token("token").build().unwrap();
    let per_page: u32 = 50;
    let _ = client.logs().list().page(0).per_page(per_page);
    let _ = client.logs().list().page(1_u8).per_page(50_i64);
    let _ = client.events().subscribe().event_type(["user.created"]);
}
