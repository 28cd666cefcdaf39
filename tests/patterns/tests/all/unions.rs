//! Patterns 1 to 18: unions, keywords beside them, and combined schemas.

use super::{keeps, kept};
use bindery_patterns::unions::types::*;
use bindery_runtime::{decode, encode};

#[test]
fn a_tag_that_the_variants_also_declare_is_read_and_written_once() {
    let shape: Shape = kept(r#"{"node_type":"circle","radius":1.5}"#);
    assert!(matches!(&shape, Shape::Circle(circle) if circle.radius == 1.5));
    assert_eq!(encode(&Shape::from(Circle::new(2.0))), r#"{"node_type":"circle","radius":2}"#);
    assert_eq!(encode(&Shape::square(3.0)), r#"{"node_type":"square","side":3}"#);
    assert!(matches!(kept::<Shape>(r#"{"node_type":"star","points":5}"#), Shape::Unknown(_)));
}

#[test]
fn a_tag_that_the_variants_do_not_require_may_be_missing_but_is_written() {
    assert_eq!(kept::<PublicViewer>(r#"{"login":"a"}"#).login, "a");
    assert!(matches!(kept::<Viewer>(r#"{"login":"a","keys":1}"#), Viewer::Private(_)));
    assert!(matches!(kept::<Viewer>(r#"{"login":"a"}"#), Viewer::Public(_)));
    assert!(matches!(kept::<Viewer>(r#"{"login":"a","view":"public"}"#), Viewer::Public(_)));
    assert_eq!(encode(&PublicViewer::new("a")), r#"{"login":"a","view":"public"}"#);
}

#[test]
fn a_default_mapping_applies_to_unknown_tags() {
    assert!(matches!(kept::<Animal>(r#"{"species":"lion","prey":9}"#), Animal::Lion(_)));
    for text in [r#"{"species":"snake","legs":0}"#, r#"{"legs":4}"#, "{}", r#"{"species":"OtherAnimal"}"#] {
        assert!(matches!(kept::<Animal>(text), Animal::Other(_)), "{text}");
    }
    // The tag names a variant that the value does not match.
    assert!(matches!(kept::<Animal>(r#"{"species":"lion","legs":4}"#), Animal::Unknown(_)));
    assert_eq!(encode(&OtherAnimal::new().species("snake").legs(0)), r#"{"species":"snake","legs":0}"#);
}

#[test]
fn several_tags_of_one_schema_are_preserved() {
    for tag in ["mail", "post"] {
        let alert: Alert = kept(&format!(r#"{{"via":"{tag}","to":"x"}}"#));
        assert!(matches!(&alert, Alert::Message(message) if message.via == tag));
    }
    assert!(matches!(kept::<Alert>(r#"{"via":"bell","tone":"ding"}"#), Alert::Bell(_)));
}

#[test]
fn inline_enums_of_several_variants_get_distinct_names() {
    assert!(matches!(kept::<Payment>(r#"{"type":"voucher","number":"1"}"#), Payment::CardOrVoucher(_)));
    let payment: Payment = kept(r#"{"type":"transfer","iban":"NL00"}"#);
    let Payment::DebitOrTransfer(transfer) = payment else { panic!("{payment:?}") };
    assert_eq!(transfer.r#type, PaymentDebitOrTransferType::Transfer);
}

#[test]
fn a_closed_variant_does_not_match_values_of_an_open_one() {
    assert!(matches!(kept::<Settings>(r#"{"level":1,"other":true}"#), Settings::Free(_)));
    assert!(matches!(kept::<Settings>(r#"{"level":1,"label":"x"}"#), Settings::Strict(_)));
    assert!(matches!(kept::<Settings>(r#"{"other":{"a":[]}}"#), Settings::Free(_)));
}

#[test]
fn an_object_variant_does_not_match_strings() {
    assert!(matches!(kept::<ObjectOrText>(r#""x""#), ObjectOrText::Text(_)));
    assert!(matches!(kept::<ObjectOrText>(r#"{"a":1}"#), ObjectOrText::JsonMap(_)));
    assert!(matches!(kept::<ObjectOrText>("[1]"), ObjectOrText::Unknown(_)));
}

#[test]
fn variants_that_json_cannot_distinguish_are_merged() {
    // Integers are distinguished from other numbers.
    assert_eq!(kept::<Loose>(r#"{"number":1}"#).number, Some(WholeOrNumber::Integer(1)));
    assert_eq!(kept::<Loose>(r#"{"number":1.5}"#).number, Some(WholeOrNumber::Number(1.5)));
    assert_eq!(encode(&decode::<Loose>(r#"{"number":1.0}"#).unwrap()), r#"{"number":1.0}"#);
    assert_eq!(kept::<KnownOrText>(r#""small""#), KnownOrText::Small);
    assert_eq!(kept::<KnownOrText>(r#""enormous""#).as_str(), "enormous");
    assert_eq!(kept::<Loose>(r#"{"moment":"soon"}"#).moment.as_deref(), Some("soon"));
}

#[test]
fn properties_beside_a_union_are_in_every_variant() {
    let page: Page = kept(r#"{"page":1,"users":["a"]}"#);
    let Page::Users(users) = page else { panic!("{page:?}") };
    assert_eq!((users.page, users.users), (1, vec!["a".to_owned()]));
    assert!(matches!(kept::<Page>(r#"{"groups":[1],"page":2}"#), Page::Groups(_)));
}

#[test]
fn an_object_has_the_properties_beside_its_all_of() {
    let pinned: Pinned = kept(r#"{"left":"l","pins":2,"more":true}"#);
    assert_eq!((pinned.left.as_str(), pinned.pins, pinned.more), ("l", 2, Some(true)));
    assert_eq!(decode::<Pinned>(r#"{"pins":2}"#).unwrap_err().path(), "$.left");
}

#[test]
fn map_keys_are_strings_even_inside_a_tagged_union() {
    let report: Report = kept(r#"{"by":"hour","counts":{"7":12,"-1":null}}"#);
    let Report::Hourly(hourly) = report else { panic!("{report:?}") };
    assert_eq!((hourly.counts["7"], hourly.counts["-1"]), (Some(12), None));
    let report: Report = kept(r#"{"by":"colour","red":1,"mauve":2}"#);
    assert!(matches!(&report, Report::Coloured(coloured) if coloured.extra.len() == 2), "{report:?}");
}

#[test]
fn branches_with_only_required_are_not_variants() {
    let contact: Contact = kept(r#"{"mail":"a@example.com"}"#);
    assert_eq!(contact.mail.as_deref(), Some("a@example.com"));
    kept::<Contact>(r#"{"phone":"1","mail":"b"}"#);
}

#[test]
fn a_union_inside_all_of_is_combined_with_the_other_parts() {
    let first: First = kept(r#"{"right":"r","note":"n"}"#);
    let First::Right(right) = first else { panic!("{first:?}") };
    assert_eq!((right.right.as_str(), right.note.as_deref()), ("r", Some("n")));
    assert!(matches!(kept::<Repeated>(r#"{"id":"1","left":"l"}"#), Repeated::Left(_)));
}

#[test]
fn two_unions_in_an_all_of_are_combined() {
    let crossed: Crossed = kept(r#"{"left":"l","down":true}"#);
    assert!(matches!(&crossed, Crossed::Left(CrossedLeft::Down(both)) if both.down && both.left == "l"));
    assert!(matches!(kept::<Crossed>(r#"{"up":false,"right":"r"}"#), Crossed::Right(CrossedRight::Up(_))));
}

#[test]
fn a_required_property_may_only_be_declared_in_the_variants() {
    let record: Record = kept(r#"{"name":"a","type":"MX","content":7}"#);
    assert!(matches!(&record, Record::Mx(mx) if mx.content == 7));
    assert!(matches!(kept::<Record>(r#"{"type":"A","content":"1.2.3.4","name":"a"}"#), Record::A(_)));
}

#[test]
fn boolean_schemas_and_not_accept_any_json() {
    keeps::<Loose>(&[r#"{"not":1}"#, r#"{"not":"x"}"#, r#"{"not":[null]}"#, r#"{"not":null}"#]);
    keeps::<Anything>(&[r#"{"yes":[1],"list":[1,"a",{}],"none":[]}"#, r#"{"yes":null}"#, r#"{"no":1}"#]);
    keeps::<BooleanBranches>(&["\"x\"", "{\"a\":1}", "true", "[]", "1.5"]);
    assert!(matches!(decode::<BooleanBranches>("\"x\"").unwrap(), BooleanBranches::Text(_)));
}

#[test]
fn constants_are_merged_into_one_enum() {
    assert_eq!(kept::<Mode>(r#""balanced""#), Mode::Balanced);
    assert_eq!(Mode::VALUES, [Mode::Fast, Mode::Exact, Mode::Balanced]);
}

#[test]
fn strings_and_tagged_objects_share_a_union() {
    assert!(matches!(kept::<ToolChoice>(r#""auto""#), ToolChoice::Text(ToolChoiceText::Auto)));
    assert!(matches!(kept::<ToolChoice>(r#""required""#), ToolChoice::Text(ToolChoiceText::Unknown(_))));
    assert!(matches!(kept::<ToolChoice>(r#"{"type":"function","name":"f"}"#), ToolChoice::FunctionTool(_)));
    assert!(matches!(kept::<ToolChoice>(r#"{"type":"search"}"#), ToolChoice::SearchTool(_)));
    assert!(matches!(kept::<ToolChoice>(r#"{"type":"new","x":1}"#), ToolChoice::Unknown(_)));
    assert!(matches!(kept::<OneOrMany>(r#"["a"]"#), OneOrMany::TextList(_)));
}

#[test]
fn an_enum_beside_all_of_is_limited_to_common_values() {
    kept::<Role>(r#"{"kind":1}"#);
    assert_eq!(encode(&Role::new()), r#"{"kind":1}"#);
}

#[test]
fn a_base_with_a_discriminator_is_a_union_of_its_extensions() {
    let owner: Owner = kept(
        r#"{"pet":{"petType":"Cat","claws":18},"pets":[{"petType":"dog","name":"Rex","bark":"wow"},{"petType":"Puppy","weeks":3},{"petType":"Fish"}]}"#,
    );
    assert!(matches!(&owner.pet, Some(Pet::Cat(cat)) if cat.claws == 18));
    let pets = owner.pets.unwrap();
    assert!(matches!(&pets[..], [Pet::Dog(_), Pet::Puppy(_), Pet::Base(_)]));
    assert_eq!(encode(&Owner::new().pet(Dog::new().name("Rex"))), r#"{"pet":{"petType":"dog","name":"Rex"}}"#);
}

#[test]
fn a_tag_may_be_in_a_nested_object() {
    assert!(matches!(kept::<Event>(r#"{"data":{"object":"y","y":"1"}}"#), Event::Y(_)));
    assert!(matches!(kept::<Event>(r#"{"data":{"x":"1","object":"x"}}"#), Event::X(_)));
    assert!(matches!(kept::<Event>(r#"{"data":{"object":"z"}}"#), Event::Unknown(_)));
}

#[test]
fn conditional_keywords_are_left_to_the_server() {
    kept::<Conditional>(r#"{"country":"NL","zip":"1011","state":"x"}"#);
}
