//! Pattern 55: the oddities of YAML, and numbers beyond 64 bits.

use super::kept;
use bindery_patterns::odd_text::{Client, types::*};
use bindery_runtime::{MockTransport, Number, Patch, encode};
use http::StatusCode;

#[tokio::test]
async fn anchors_merge_keys_and_lone_extensions_are_read() {
    let text = r#"{"name":"Rex","legs":4,"on":true}"#;
    let mock = MockTransport::new().json(StatusCode::OK, text);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let response = client.pets().exchange(Dog::new("Rex").on(false).size(DogSize::No)).await.unwrap();
    assert_eq!(encode(&response), text);
    assert_eq!(mock.requests()[0].body(), r#"{"name":"Rex","on":false,"size":"no"}"#);
}

#[test]
fn yaml_words_and_numbers_are_strings_where_the_type_is_string() {
    for size in ["yes", "no", "1.10", "010"] {
        let dog: Dog = kept(&format!(r#"{{"name":"a","size":"{size}"}}"#));
        let Patch::Value(found) = dog.size else { panic!("{size}") };
        assert!(found.as_str() == size && DogSize::VALUES.contains(&found), "{size}");
    }
    // In an enum, an unquoted null is null.
    assert!(kept::<Dog>(r#"{"name":"a","size":null}"#).size.is_null());
}

#[test]
fn numbers_beyond_64_bits_keep_their_digits() {
    for number in ["1", "18446744073709551616", "-9223372036854775809", "36893488147419103232"] {
        let text = format!(r#"{{"name":"a","legs":{number},"version":{number}}}"#);
        let dog: Dog = kept(&text);
        assert_eq!(encode(&dog), text);
        assert_eq!(dog.version.map(|version| version.as_str().to_owned()).as_deref(), Some(number));
    }
    let dog = Dog::new("a").legs("18446744073709551616".parse::<Number>().unwrap()).hash(u64::MAX);
    assert_eq!(encode(&dog), r#"{"name":"a","legs":18446744073709551616,"hash":18446744073709551615}"#);
}
