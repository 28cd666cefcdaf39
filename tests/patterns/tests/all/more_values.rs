//! Numbers in nested unions, maps with several types of values, and missing untyped JSON.

use bindery_patterns::more_values::{self, types::*};
use bindery_runtime::{Body, Json, MockTransport, Wire, decode, encode};
use http::StatusCode;

#[track_caller]
fn same<T: Wire>(text: &str) -> T {
    let value: T = decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(encode(&value), text);
    value
}

#[test]
fn integers_and_other_numbers_stay_distinct_across_unions() {
    for name in ["inline", "outer", "both"] {
        for value in ["9007199254740993", "5", "5.0", "-0.0", "0.25", "36893488147419103233", "\"5\""] {
            same::<Message>(&format!(r#"{{"kind":"reading","{name}":{value}}}"#));
        }
    }
    for value in ["9007199254740993", "5", "5.0", "-0.0", "0.25", "true"] {
        same::<Message>(&format!(r#"{{"kind":"reading","inner":{value}}}"#));
    }
    same::<Message>(r#"{"kind":"reading","listed":[1,2.0,null,"a",9007199254740993]}"#);
}

#[test]
fn a_map_accepts_the_values_of_each_alternative() {
    let maps: Maps = same(
        r#"{"counts":{"a":9007199254740993,"b":1.5,"c":2.0},"words":{"a":"b","c":1},"shapes":{"a":{"x":1},"b":["c"]},"open":{"a":1,"b":[null]}}"#,
    );
    assert_eq!(maps.counts.unwrap().len(), 3);
    same::<Maps>(r#"{"counts":{},"words":true,"shapes":{},"open":{}}"#);
    same::<Maps>(r#"{"words":{"a":"b"},"shapes":null}"#);
}

#[test]
fn missing_required_json_is_null() {
    let loose: Loose = decode(r#"{"name":"a"}"#).unwrap();
    assert!(loose.any == Json::null() && loose.nothing == Json::null());
    assert_eq!(encode(&loose), r#"{"name":"a"}"#);
    same::<Loose>(r#"{"any":{"a":null},"nothing":null,"name":"a"}"#);
    assert!(decode::<Loose>(r#"{"any":1,"nothing":null}"#).is_err());
    assert_eq!(encode(&Loose::new(Json::from(1), Json::null(), "a")), r#"{"any":1,"nothing":null,"name":"a"}"#);
}

#[tokio::test]
async fn untyped_json_can_be_read_from_plain_text() {
    for (media_type, body, expected) in [
        ("application/json", r#"{"a":1}"#, r#"{"a":1}"#),
        ("text/plain; charset=utf-8", "all is well", r#""all is well""#),
        ("text/plain", "[5]", "[5]"),
    ] {
        let mut response = http::Response::new(Body::from(body));
        response.headers_mut().insert("content-type", media_type.parse().unwrap());
        let client = more_values::Client::builder("https://api.example.com")
            .transport(MockTransport::new().response(response))
            .build()
            .unwrap();
        let json = client.exchange().exchange0(1).send_as::<Json>().await.unwrap();
        assert_eq!(json.text(), expected, "{media_type}");
    }
    // Text that does not parse is an error if the media type is JSON.
    let mock = MockTransport::new().json(StatusCode::OK, "all is well");
    let client = more_values::Client::builder("https://api.example.com").transport(mock).build().unwrap();
    assert!(client.exchange().exchange0(1).send_as::<Json>().await.is_err());
}
