//! Constants beside objects in a union: each is a variant without content.

use super::kept;
use bindery_patterns::bases::types::*;
use bindery_runtime::encode;

#[test]
fn strings_beside_objects_are_variants() {
    assert!(matches!(kept::<Field>(r#""exact""#), Field::Exact));
    assert!(matches!(kept::<Field>(r#""any case""#), Field::AnyCase));
    assert!(matches!(kept::<Field>(r#""any \u0063ase""#), Field::AnyCase));
    assert!(matches!(kept::<Field>(r#"{"other":"a"}"#), Field::Other(other) if other.other == "a"));
    assert!(matches!(kept::<Field>(r#"{"limit":3,"x":[]}"#), Field::Limit(_)));
    for unknown in [r#""fuzzy""#, "1", r#"{"new":1}"#, "[]"] {
        assert!(matches!(kept::<Field>(unknown), Field::Unknown(_)), "{unknown}");
    }
    let rules: Vec<Rule> = kept(r#"[{"field":"exact"},{"field":{"other":"a"}},{"field":"any case"},{"field":"new"}]"#);
    assert!(matches!(rules[2].field, Field::AnyCase));
}

#[test]
fn constants_can_be_constructed_compared_and_displayed() {
    assert_eq!(encode(&Rule::new(Field::AnyCase)), r#"{"field":"any case"}"#);
    assert_eq!(encode(&Rule::new(Field::other("a"))), r#"{"field":{"other":"a"}}"#);
    assert_eq!(Field::Exact, Field::Exact);
    assert_ne!(Field::Exact, Field::AnyCase);
    assert_ne!(Field::Exact, kept::<Field>(r#""fuzzy""#));
    assert_eq!(format!("{:?}", Field::Exact), r#"Exact("exact")"#);
    assert_eq!(format!("{:?}", Limit::Off), "Off(0)");
}

#[test]
fn constants_of_other_types_are_variants_too() {
    assert!(matches!(kept::<Limit>(r#""none""#), Limit::None));
    assert!(matches!(kept::<Limit>("0"), Limit::Off));
    assert!(matches!(kept::<Limit>("true"), Limit::True));
    assert!(matches!(kept::<Limit>(r#"{"most":1}"#), Limit::Most(_)));
    for unknown in ["1", "false", r#""0""#, r#""true""#] {
        assert!(matches!(kept::<Limit>(unknown), Limit::Unknown(_)), "{unknown}");
    }
    assert_eq!(encode(&vec![Limit::None, Limit::Off, Limit::True]), r#"["none",0,true]"#);
}

#[test]
fn constants_can_be_beside_arrays_maps_and_null() {
    let rule: Rule = kept(r#"{"field":"exact","trigger":"always","free":"auto"}"#);
    assert!(matches!(rule.trigger.as_option(), Some(Trigger::Always)));
    assert!(matches!(rule.free, Some(Free::Auto)));
    let rule: Rule = kept(r#"{"field":"exact","trigger":["a"],"free":{"a":1}}"#);
    assert!(matches!(rule.free, Some(Free::JsonMap(_))));
    kept::<Rule>(r#"{"field":"exact","trigger":null,"free":"new"}"#);
}

#[test]
fn a_union_of_constants_only_is_an_enum() {
    assert_eq!(kept::<Level>(r#""low""#), Level::Low);
    assert_eq!(kept::<Level>("9"), Level::N9);
    assert!(matches!(kept::<Level>("8"), Level::Unknown(_)));
}

#[test]
fn strings_that_one_enum_lists_stay_one_variant() {
    assert!(matches!(kept::<Choice>(r#""two""#), Choice::Text(ChoiceText::Two)));
    assert!(matches!(kept::<Choice>(r#""three""#), Choice::Text(ChoiceText::Three)));
    assert!(matches!(kept::<Choice>(r#"{"other":"a"}"#), Choice::Object(_)));
}

#[tokio::test]
async fn constants_can_be_sent_and_received() {
    let text = r#"{"field":"any case","limit":0}"#;
    let mock = bindery_runtime::MockTransport::new().json(http::StatusCode::OK, text);
    let client =
        bindery_patterns::bases::Client::builder("https://api.example.com").transport(mock.clone()).build().unwrap();
    let back = client.exchange().exchange47(Rule::new(Field::AnyCase).limit(Limit::Off)).await.unwrap();
    assert!(matches!((back.field, back.limit), (Field::AnyCase, Some(Limit::Off))));
    assert_eq!(mock.requests()[0].body(), text);
}
