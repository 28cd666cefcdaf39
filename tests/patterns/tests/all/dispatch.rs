//! Every way to distinguish the variants of a union.

use crate::kept;
use bindery_patterns::dispatch::{Client, types::*};
use bindery_runtime::{MockTransport, encode};
use http::StatusCode;

/// Asserts that a property decodes to a variant of its union and round-trips.
macro_rules! variants {
    ($($property:ident $json:literal $variant:pat,)*) => {$(
        let all: All = kept(&format!("{{{:?}:{}}}", stringify!($property), $json));
        assert!(matches!(all.$property, Some($variant)), "{}: {}", stringify!($property), $json);
    )*};
}

#[test]
fn each_value_decodes_to_the_described_variant() {
    variants! {
        tag r#"{"form":"round","radius":1}"# Tag::Circle(_),
        tag r#"{"side":1,"form":"flat"}"# Tag::Square(_),
        tag r#"{"form":"Square","side":1}"# Tag::Square(_),
        tag r#"{"form":"oval"}"# Tag::Unknown(_),
        tag r#"{"form":"round"}"# Tag::Unknown(_),
        number r#"{"version":1,"a":"x"}"# Number::First(_),
        number r#"{"version":2,"b":"x"}"# Number::Second(_),
        number r#"{"version":"2","b":"x"}"# Number::Unknown(_),
        nested r#"{"at":{"way":"up","x":1}}"# Nested::Up(_),
        nested r#"{"at":{"y":1,"way":"down"}}"# Nested::Down(_),
        nested r#"{"at":{"way":"left"}}"# Nested::Unknown(_),
        base r#"{"kind":"more","doors":2}"# Base::Heir(_),
        base r#"{"kind":"Heir","doors":2}"# Base::Heir(_),
        base r#"{"kind":"any","doors":2}"# Base::Base(_),
        base r#"{"kind":"more","doors":"2"}"# Base::Heir(_),
        fallback r#"{"name":"lion","mane":true}"# Fallback::Lion(_),
        fallback r#"{"name":"ant","legs":6}"# Fallback::Animal(_),
        fallback r#"{"legs":2}"# Fallback::Animal(_),
        kinds "true" Kinds::Bool(true),
        kinds "5" Kinds::Integer(5),
        kinds "5.5" Kinds::Number(_),
        kinds r#""a""# Kinds::Text(_),
        kinds r#"["a"]"# Kinds::TextList(_),
        kinds r#"{"form":"round","radius":1}"# Kinds::Circle(_),
        kinds r#"{"form":"round"}"# Kinds::Unknown(_),
        constants r#""none""# Constants::None,
        constants "0" Constants::N0,
        constants r#"{"cap":1}"# Constants::Cap(_),
        constants r#""some""# Constants::Unknown(_),
        keys r#"{"path":"a"}"# Keys::File(_),
        keys r#"{"url":"a"}"# Keys::Link(_),
        elements r#"["a"]"# Elements::TextList(_),
        elements "[1,2]" Elements::IntegerList(_),
        elements "[]" Elements::TextList(_),
        trial r#"{"size":1}"# Trial::Counted(_),
        trial r#"{"size":"L"}"# Trial::Named(_),
        trial r#"{"size":true}"# Trial::Unknown(_),
    }
}

#[tokio::test]
async fn constructed_values_are_sent_with_their_discriminators() {
    let all = All::new().tag(Tag::square(2)).number(Number::second().b("x")).base(Base::heir().doors(2));
    let all = all.fallback(Fallback::lion()).kinds(5.0).constants(Constants::N0).keys(Keys::link("u"));
    let text = r#"{"tag":{"form":"flat","side":2},"number":{"version":2,"b":"x"},"base":{"kind":"more","doors":2},"fallback":{"name":"lion"},"kinds":5.0,"constants":0,"keys":{"url":"u"}}"#;
    let mock = MockTransport::new().json(StatusCode::OK, text);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let came = client.all().put(all).await.unwrap();
    assert_eq!((mock.requests()[0].body(), encode(&came)), (&text.into(), text.to_owned()));
}
