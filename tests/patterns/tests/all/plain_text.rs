//! Pattern 78: numbers, booleans and enum values as plain text, in responses, request bodies and parts of forms.

use crate::support::Server;
use bindery_patterns::plain_text::{Client, operations::values, types::*};
use bindery_runtime::{Error, ErrorKind, MockTransport, RequestError, RetryPolicy, Secret, encode};

fn values(server: &Server) -> values::Values {
    Client::builder().base_url(&server.address).retry(RetryPolicy::never()).build().unwrap().values()
}

fn giving(body: &str) -> values::Values {
    values(&Server::giving("text/plain; charset=utf-8", body))
}

#[tokio::test]
async fn plain_text_is_parsed_by_its_schema() {
    assert_eq!(giving("-5\r\n").get_int32().await.unwrap(), -5_i32);
    assert_eq!(giving(" 9007199254740993").get_integer().await.unwrap(), 9_007_199_254_740_993_i64);
    assert_eq!(giving("0.25\n").get_number().await.unwrap(), 0.25);
    assert!(giving("true").get_boolean().await.unwrap());
    assert_eq!(giving("open\n").get_state().await.unwrap(), State::Open);
    assert_eq!(giving("1").get_state().await.unwrap().as_str(), "1");
    assert_eq!(giving("new").get_state().await.unwrap(), State::from("new"));
    assert_eq!(giving("null").get_state().await.unwrap(), State::from("null"));
    assert_eq!(giving("2").get_level().await.unwrap(), Level::N2);
    assert_eq!(giving("3").get_level().await.unwrap().to_string(), "3");
    for (text, json) in [("high", "\"high\""), ("1", "1"), ("true", "true"), ("new", "\"new\"")] {
        assert_eq!(encode(&giving(text).get_mixed().await.unwrap()), json);
    }
    assert_eq!(giving("new").maybe().await.unwrap(), Some(State::from("new")));
    assert_eq!(giving("2024-01-01T00:00:00Z").get_date().await.unwrap(), "2024-01-01T00:00:00Z");
    assert_eq!(giving(" s3cret ").get_password().await.unwrap().expose(), " s3cret ");
    assert_eq!(giving("7").get_nullable().await.unwrap(), Some(7));
    assert_eq!(giving("").get_nullable().await.unwrap(), None);
    assert_eq!(giving("null").get_nullable().await.unwrap(), None);
    // A schema that is not a scalar gives the text unchanged.
    assert_eq!(giving("5\n").get_text().await.unwrap(), "5\n");
    assert_eq!(giving("{\"a\":1}").get_object().await.unwrap(), "{\"a\":1}");
    // The alternative media type of a response.
    assert_eq!(giving("12").either().text().await.unwrap(), 12);
}

#[tokio::test]
async fn a_plain_text_value_may_arrive_as_json_or_without_a_media_type() {
    let json = |body| values(&Server::giving("application/json", body));
    assert_eq!(json("5").get_integer().await.unwrap(), 5);
    assert_eq!(json("\"open\"").get_state().await.unwrap(), State::Open);
    assert_eq!(json("open").get_state().await.unwrap(), State::Open);
    let nameless = Server::new(|_| ("200 OK".to_owned(), b"open".to_vec()));
    assert_eq!(values(&nameless).get_state().await.unwrap(), State::Open);
    let utf16 = Server::giving("text/plain; charset=utf-16le", b"4\x002\x00".as_slice());
    assert_eq!(values(&utf16).get_int32().await.unwrap(), 42);
}

#[tokio::test]
async fn plain_text_that_does_not_parse_is_a_decode_error() {
    let of = |result: Result<String, Error>, expected: &str| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        let text = error.to_string();
        assert!(text.contains(&format!("expected {expected}")) && !text.contains("s3cret"), "{text}");
    };
    let text = |value: &dyn std::fmt::Display| value.to_string();
    for body in ["s3cret", "", "1.5", "5 6", "0x10", "\"5\"", "1e400", "9223372036854775808", "nan", "n"] {
        of(giving(body).get_integer().await.map(|value| text(&value)), "");
    }
    of(giving("s3cret").get_integer().await.map(|value| text(&value)), "a 64-bit integer, found 6 bytes of text");
    of(giving("2147483648").get_int32().await.map(|value| text(&value)), "a 32-bit integer");
    of(giving("s3cret").get_number().await.map(|value| text(&value)), "a number");
    of(giving("s3cret").get_boolean().await.map(|value| text(&value)), "true or false");
    of(giving("s3cret").get_level().await.map(|value| text(&value)), "a value of the enum");
    of(giving("s3cret").get_nullable().await.map(|value| format!("{value:?}")), "a 64-bit integer");
    let error = giving("s3cret").get_integer().await.unwrap_err();
    assert_eq!(error.body(), b"s3cret");
}

#[tokio::test]
async fn a_scalar_body_is_sent_as_plain_text() {
    let server = Server::new(|_| ("204 No Content".to_owned(), Vec::new()));
    let values = values(&server);
    let sent = || {
        let request = server.last();
        (request.header("content-type").unwrap_or_default().to_owned(), request.text().to_owned())
    };
    let plain = |text: &str| ("text/plain".to_owned(), text.to_owned());
    values.put_int32(-5).await.unwrap();
    assert_eq!(sent(), plain("-5"));
    values.put_integer(9_007_199_254_740_993_i64).await.unwrap();
    assert_eq!(sent(), plain("9007199254740993"));
    values.put_number(0.25).await.unwrap();
    assert_eq!(sent(), plain("0.25"));
    values.put_boolean(true).await.unwrap();
    assert_eq!(sent(), plain("true"));
    values.put_state(State::Closed).await.unwrap();
    assert_eq!(sent(), plain("closed"));
    values.put_level(Level::N1).await.unwrap();
    assert_eq!(sent(), plain("1"));
    values.put_date("2024-01-01T00:00:00Z").await.unwrap();
    assert_eq!(sent(), plain("2024-01-01T00:00:00Z"));
    values.put_password(Secret::from("s3cret")).await.unwrap();
    assert_eq!(sent(), plain("s3cret"));
    values.put_text("5").await.unwrap();
    assert_eq!(sent(), plain("5"));
    values.patch_integer().body(6).await.unwrap();
    assert_eq!(sent(), ("text/plain; charset=utf-8".to_owned(), "6".to_owned()));
    values.patch_integer().await.unwrap();
    assert_eq!(sent().1, "");
    let error = values.put_number(f64::NAN).await.unwrap_err();
    assert!(matches!(error.request_error(), Some(RequestError::BodyFormless)), "{error}");
}

#[tokio::test]
async fn scalar_parts_of_a_form_are_sent_as_plain_text() {
    let server = Server::new(|_| ("204 No Content".to_owned(), Vec::new()));
    values(&server).form(ValuesFormBody::new(5, 0.5, true, State::Open)).await.unwrap();
    let body = server.last().text().to_owned();
    for part in [
        "name=\"count\"\r\nContent-Type: text/plain\r\n\r\n5\r\n",
        "name=\"ratio\"\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n0.5\r\n",
        "name=\"flag\"\r\n\r\ntrue\r\n",
        "name=\"state\"\r\n\r\nopen\r\n",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
}

#[tokio::test]
async fn a_mock_responds_with_the_plain_text_of_a_value() {
    let mock = MockTransport::new().reply::<values::GetState>(&State::Open).reply::<values::GetInteger>(&5);
    let client = Client::builder().transport(mock).build().unwrap();
    let response = client.values().get_state().send_with_response().await.unwrap();
    assert_eq!((response.body, response.headers["content-type"].to_str().unwrap()), (State::Open, "text/plain"));
    assert_eq!(client.values().get_integer().await.unwrap(), 5);
}
