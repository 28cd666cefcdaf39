//! Patterns 53 and 54: names of operations, and prose that looks like code.

use super::support::sent;
use bindery_patterns::operation_ids::{Client, operations, types};

/// Returns the path of the request of a call.
macro_rules! path {
    ($($call:tt)*) => {
        sent(|mock| {
            let client = Client::builder("https://example.com").transport(mock).build().unwrap();
            client.$($call)*.into_future()
        })
        .await
        .target
    };
}

#[tokio::test]
async fn operations_without_an_id_are_named_by_method_and_path() {
    assert_eq!(path!(none_at_all().get_a_by_id("x")), "/a/x");
    assert_eq!(path!(a().delete_a_by_id("x")), "/a/x");
    assert_eq!(path!(builder2().get_16()), "/16");
}

#[tokio::test]
async fn colliding_ids_get_distinct_names() {
    // An id that is already an identifier is kept.
    assert_eq!(path!(ids().get_thing()), "/3");
    assert_eq!(path!(ids().get_get_thing()), "/1");
    assert_eq!(path!(ids().put_get_thing()), "/2");
    assert_eq!(path!(ids().inner().list()), "/17");
    assert_eq!(path!(ids().get_inner()), "/18");
}

#[tokio::test]
async fn an_id_does_not_repeat_its_group() {
    assert_eq!(path!(ids().remove()), "/20");
    let client = Client::builder("https://example.com").build().unwrap();
    let _: operations::ids::Check = client.ids().check();
    let _: Option<types::IdsCheckResponse> = None;
    // Unless another operation has that name.
    assert_eq!(path!(ids().ids_send()), "/21");
}

#[tokio::test]
async fn ids_can_be_rust_keywords() {
    assert_eq!(path!(ids().new()), "/4");
    assert_eq!(path!(ids().clone()), "/5");
    assert_eq!(path!(ids().send()), "/6");
    assert_eq!(path!(ids().builder()), "/7");
    assert_eq!(path!(ids().with_client()), "/8");
    assert_eq!(path!(ids().self_()), "/11");
    assert_eq!(path!(ids().r#type()), "/12");
    assert_eq!(path!(ids().ids()), "/13");
    assert_eq!(path!(ids().n1st()), "/14");
    assert_eq!(path!(ids().日本()), "/15");
    let client = Client::builder("https://example.com").build().unwrap();
    let _: operations::ids::OptionCall = client.ids().option();
    let _: operations::ids::VecCall = client.ids().vec();
}

#[tokio::test]
async fn prose_never_becomes_code() {
    assert_eq!(path!(docs().described("x")), "/19?q=x");
}
