//! Numbers in strings, strings as numbers and booleans as `0` and `1`, where `scalars = "lenient"` allows them, with generated types over a
//! socket.

use bindery_patterns::mixed_scalars::types::{Call, CallPriority, NewCall};
use bindery_patterns::mixed_scalars::{Client, ErrorKind, Patch};
use bindery_runtime::{Json, decode, encode};

use crate::support::Server;

/// Every scalar has another type than described.
const MIXED: &str = r#"{"id":17,"seconds":"65","price":"-0.0075","answered":"True","pin":4711,"priority":"2","ratings":["5",4],"charges":{"eur":"0.10"},"line":{"number":112,"extension":"9"}}"#;

#[tokio::test]
async fn scalars_of_another_type_are_read_reported_and_written_back() {
    let server = Server::json(&format!("[{MIXED}]"));
    let client = Client::builder(&server.address).build().unwrap();
    let received = client.calls().list_calls().send_with_response().await.unwrap();
    let [call] = &received.body[..] else { panic!("{:?}", received.body) };
    assert_eq!((call.id.as_str(), call.seconds, &call.price), ("17", 65, &Patch::Value(-0.0075)));
    assert_eq!((call.answered, &call.priority), (Some(true), &Some(CallPriority::N2)));
    assert_eq!((call.ratings.as_deref(), call.line.extension), (Some(&[5, 4][..]), Some(9)));
    assert_eq!(call.charges.as_ref().unwrap()["eur"].to_bits(), 0.1_f64.to_bits());
    assert_eq!(encode(call), MIXED);
    let deviations: Vec<String> = received.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(
        deviations,
        [
            r#"/0/id: expected a string, found an integer such as 00"#,
            r#"/0/seconds: expected a 64-bit integer, found a string such as "00""#,
            r#"/0/price: expected a number in the range of 64-bit floats, found a string such as "-0.0000""#,
            r#"/0/answered: expected true or false, found a string such as "aaaa""#,
            "/0/pin: expected a string, found an integer",
            r#"/0/priority: expected one of the listed values, found a string such as "0""#,
            r#"/0/ratings/0: expected a 32-bit integer, found a string such as "0""#,
            r#"/0/charges/eur: expected a number in the range of 64-bit floats, found a string such as "0.00""#,
            "/0/line/number: expected a string, found an integer such as 000",
            r#"/0/line/extension: expected a 64-bit integer, found a string such as "0""#,
        ]
    );
}

#[tokio::test]
async fn a_strict_client_refuses_them() {
    let server = Server::json(&format!("[{MIXED}]"));
    let client = Client::builder(&server.address).strict().build().unwrap();
    assert_eq!(client.calls().list_calls().await.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn requests_are_sent_as_described() {
    let server = Server::json(MIXED);
    let client = Client::builder(&server.address).build().unwrap();
    client.calls().place_call(NewCall::new(5).urgent(true)).await.unwrap();
    assert_eq!(server.last().text(), r#"{"seconds":5,"urgent":true}"#);
}

#[test]
fn a_rule_excepts_a_property() {
    let call: Call = decode(r#"{"id":"a","seconds":1,"exact":"1","line":{"number":"1"}}"#).unwrap();
    assert_eq!((call.exact, call.extra.kept("exact")), (None, Some(&Json::from("1"))));
    assert_eq!(call.line.number, "1");
    // A type that is only sent is decoded as described.
    assert!(decode::<NewCall>(r#"{"seconds":"1"}"#).is_err());
}
