//! Part of pattern 55: descriptions of webhooks and callbacks, with and without operations.

use bindery_patterns::{callbacks, received};
use bindery_runtime::{DecodeErrorKind, encode};

#[test]
fn payloads_of_webhooks_are_decoded() {
    let pet: received::types::Pet = received::webhooks::pet_adopted(br#"{"name":"Rex","new":1}"#).unwrap();
    assert_eq!(pet.name, "Rex");
    let returned = received::webhooks::pet_returned(br#"{"pet":{"name":"Rex"},"reason":"barks"}"#).unwrap();
    assert_eq!((returned.pet.name.as_str(), returned.reason.as_str()), ("Rex", "barks"));
    let pets = received::webhooks::pet_returned_put(br#"[{"name":"a"},{"name":"b"}]"#).unwrap();
    assert_eq!(pets.len(), 2);
    let error = received::webhooks::pet_adopted(b"{}").unwrap_err();
    assert_eq!(error.kind(), DecodeErrorKind::Mismatch);
    // The response can be constructed.
    assert_eq!(encode(&received::types::Answer::new(true)), r#"{"ok":true}"#);
    assert!(received::Client::builder("https://example.com").build().is_ok());
}

#[test]
fn a_description_may_have_no_operations() {
    assert!(bindery_patterns::no_paths::Client::builder("https://example.com").build().is_ok());
}

#[test]
fn a_callback_of_several_operations_is_generated_once() {
    assert_eq!(callbacks::webhooks::on_event(br#"{"id":7}"#).unwrap().id, 7);
}
