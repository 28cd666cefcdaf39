//! Names that Rust reserves or does not allow, in every place. The wire has the names of the description.

use crate::kept;
use bindery_patterns::identifiers::{Client, types};
use bindery_runtime::{MockTransport, encode};
use http::StatusCode;

#[tokio::test]
async fn arguments_and_properties_keep_their_wire_names() {
    let text = r#"{"type":"t","self":{"some":"s"},"a-b":1,"a_b":2,"@id":"i","2nd":"n","名前":"k","extra":"e","new":true,"HTTPCode":"-1","more":0}"#;
    let mock = MockTransport::new().json(StatusCode::OK, text);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let made = types::Self_::new("t").self_(types::Option::new().some("s")).n2nd("n").a_minus_b(1);
    let call = client.r#type().r#fn("a/b", made).self_("s").page_size(1).page_size_query(2).größe(3);
    let came: types::Self_ = call.await.unwrap();
    let target = mock.requests()[0].uri().path_and_query().unwrap().to_string();
    assert_eq!(target, "/a%2Fb/fn?self=s&page%5Bsize%5D=1&page-size=2&gr%C3%B6%C3%9Fe=3");
    assert_eq!((came.a_minus_b, came.a_b, came.名前.as_deref(), came.new), (Some(1), Some(2), Some("k"), Some(true)));
    assert_eq!((came.extra2.as_deref(), came.extra.len()), (Some("e"), 1));
    assert!(matches!(came.http_code, Some(types::N2nd::Minus1)));
    assert_eq!(encode(&came), text);
    assert_eq!(mock.requests()[0].body(), r#"{"type":"t","self":{"some":"s"},"a-b":1,"2nd":"n"}"#);
}

#[test]
fn values_have_distinct_names_and_unlisted_ones_are_kept() {
    for (text, value) in [
        ("\"\"", types::N2nd::Empty),
        ("\"+1\"", types::N2nd::Plus1),
        ("\"Self\"", types::N2nd::Self_),
        ("\"self\"", types::N2nd::Self2),
        ("\"größe\"", types::N2nd::Größe),
        ("\"unknown\"", types::N2nd::UnknownValue),
    ] {
        assert_eq!(kept::<types::N2nd>(text), value);
    }
    assert!(matches!(kept(r#""Other""#), types::N2nd::Unknown(_)));
}
