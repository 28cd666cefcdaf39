//! Patterns 59, 60 and 69: bases that other schemas extend, and their discriminators, of any JSON type.

use super::kept;
use bindery_patterns::bases::types::*;
use bindery_runtime::encode;

#[test]
fn a_base_is_a_variant_of_itself() {
    let garage: Garage = kept(
        r#"{"first":{"kind":"vehicle","wheels":2},"all":[{"kind":"car","wheels":4,"doors":5},{"kind":"vehicle","wheels":1}],"named":{"a":{"wheels":4,"doors":3,"kind":"car"}}}"#,
    );
    assert!(matches!(&garage.first, Vehicle::Base(base) if base.wheels == 2 && base.kind == "vehicle"));
    assert!(matches!(&garage.all[..], [Vehicle::Car(car), Vehicle::Base(_)] if car.doors == 5));
    assert!(matches!(&garage.named.unwrap()["a"], Vehicle::Car(_)));
    assert_eq!(encode(&Vehicle::from(Vehicle::base("vehicle", 2))), r#"{"kind":"vehicle","wheels":2}"#);
    assert_eq!(encode(&Vehicle::car(4, 5)), r#"{"kind":"car","wheels":4,"doors":5}"#);
}

#[test]
fn the_properties_of_the_base_can_be_read_from_an_unknown_kind() {
    let boat: Vehicle = kept(r#"{"kind":"boat","wheels":0,"sails":[1,{"a":null}]}"#);
    assert!(matches!(&boat, Vehicle::Base(base) if base.wheels == 0 && base.kind == "boat"));
    // A value without the properties of the base is kept as JSON.
    assert!(matches!(kept::<Vehicle>(r#"{"kind":"boat","wheels":"none"}"#), Vehicle::Unknown(_)));
    assert!(matches!(kept::<Vehicle>(r#"{"kind":"car","wheels":4}"#), Vehicle::Unknown(_)));
    assert!(matches!(kept::<Vehicle>("[1]"), Vehicle::Unknown(_)));
}

#[test]
fn a_value_without_a_tag_is_recognized_by_its_properties() {
    assert!(matches!(kept::<Plant>(r#"{"type":"Tree","rings":9}"#), Plant::Tree(_)));
    assert!(matches!(kept::<Plant>(r#"{"type":"Oak","rings":9,"acorns":3}"#), Plant::Oak(_)));
    assert!(matches!(kept::<Plant>(r#"{"acorns":3,"rings":9}"#), Plant::Oak(_)));
    assert!(matches!(kept::<Plant>(r#"{"fronds":3}"#), Plant::Fern(_)));
    assert!(matches!(kept::<Plant>(r#"{"height":3}"#), Plant::Base(_)));
    assert!(matches!(kept::<Plant>(r#"{"type":"Plant","height":3}"#), Plant::Base(_)));
    assert!(matches!(kept::<Plant>(r#"{"type":"Moss","height":3}"#), Plant::Base(base) if base.height == Some(3)));
}

#[test]
fn discriminators_chain() {
    let sepa: Account = kept(r#"{"group":"bank","scheme":"sepa","iban":"NL00"}"#);
    assert!(matches!(&sepa, Account::Bank(BankAccount::Sepa(sepa)) if sepa.iban == "NL00"), "{sepa:?}");
    let other: Account = kept(r#"{"group":"bank","scheme":"other","owner":"a"}"#);
    assert!(matches!(&other, Account::Bank(BankAccount::Base(base)) if base.scheme == "other"), "{other:?}");
    assert!(matches!(kept::<Account>(r#"{"group":"card","digits":"1"}"#), Account::Card(_)));
    assert_eq!(encode(&SepaAccount::new("NL00")), r#"{"group":"bank","scheme":"sepa","iban":"NL00"}"#);
    assert!(matches!(kept::<Beast>(r#"{"kind":"Puppy","bark":true,"weeks":3}"#), Beast::Dog(Dog::Puppy(_))));
    assert!(matches!(kept::<Beast>(r#"{"kind":"Dog","bark":true}"#), Beast::Dog(Dog::Base(_))));
    assert!(matches!(kept::<Beast>(r#"{"kind":"Wolf"}"#), Beast::Base(_)));
    assert!(matches!(kept::<Account>(r#"{"group":"cash","owner":"a"}"#), Account::Base(_)));
}

#[test]
fn an_abstract_base_can_be_read_but_not_constructed() {
    assert!(matches!(kept::<Step>(r#"{"stepType":"wait","name":"a","seconds":1}"#), Step::Wait(_)));
    assert!(matches!(kept::<Step>(r#"{"stepType":"call","name":"a","address":"b"}"#), Step::Call(_)));
    assert!(matches!(kept::<Step>(r#"{"stepType":"draw","name":"a"}"#), Step::Base(base) if base.name == "a"));
    assert_eq!(encode(&Step::wait("a", 1)), r#"{"stepType":"wait","name":"a","seconds":1}"#);
}

#[test]
fn tags_that_the_base_lists_are_names_of_schemas() {
    assert!(matches!(kept::<Signal>(r#"{"colour":"RED_SIGNAL","wait":1}"#), Signal::Red(_)));
    assert!(matches!(kept::<Signal>(r#"{"colour":"green_signal"}"#), Signal::Green(_)));
    assert!(matches!(kept::<Signal>(r#"{"colour":"blue"}"#), Signal::Base(_)));
    assert_eq!(encode(&RedSignal::new()), r#"{"colour":"RED_SIGNAL"}"#);
}

#[test]
fn a_base_may_lack_a_discriminator() {
    assert!(matches!(kept::<Job>(r#"{"task":"CopyJob","from":"a","id":1}"#), Job::Copy(_)));
    let job: Job = kept(r#"{"task":"MoveJob","id":1}"#);
    assert!(matches!(&job, Job::Base(base) if base.task.as_deref() == Some("MoveJob") && base.id == Some(1)));
}

#[test]
fn tags_have_the_type_of_their_property() {
    assert!(matches!(kept::<Frame>(r#"{"type":1,"data":"a"}"#), Frame::Data(_)));
    assert!(matches!(kept::<Frame>(r#"{"at":7,"type":2}"#), Frame::Ping(_)));
    assert!(matches!(kept::<Frame>(r#"{"type":"1","data":"a"}"#), Frame::Unknown(_)));
    assert_eq!(encode(&DataFrame::new("a")), r#"{"type":1,"data":"a"}"#);
    assert!(matches!(kept::<Packet>(r#"{"version":4,"ttl":1}"#), Packet::Old(_)));
    assert!(matches!(kept::<Packet>(r#"{"version":6}"#), Packet::New(_)));
    assert!(matches!(kept::<Packet>(r#"{"version":7}"#), Packet::Base(_)));
    assert_eq!(encode(&NewPacket::new().hops(2)), r#"{"version":6,"hops":2}"#);
    assert!(matches!(kept::<Reply>(r#"{"ok":true,"value":1}"#), Reply::Good(_)));
    assert!(matches!(kept::<Reply>(r#"{"reason":"r","ok":false}"#), Reply::Bad(_)));
    assert_eq!(encode(&Bad::new("r")), r#"{"ok":false,"reason":"r"}"#);
}

#[test]
fn strings_that_look_like_numbers_stay_strings() {
    assert!(matches!(kept::<Coded>(r#"{"code":"1","a":1}"#), Coded::CodeOne(_)));
    assert!(matches!(kept::<Coded>(r#"{"code":"02","b":1}"#), Coded::CodeTwo(_)));
    assert_eq!(encode(&CodeTwo::new()), r#"{"code":"02"}"#);
}

#[test]
fn a_tag_may_be_null() {
    assert!(matches!(kept::<Layer>(r#"{"level":1,"pixels":1}"#), Layer::Raster(_)));
    assert!(matches!(kept::<Layer>(r#"{"level":2,"lines":1}"#), Layer::Vector(_)));
    assert_eq!(encode(&Vector::new(1)), r#"{"level":2,"lines":1}"#);
    let layer: Layer = bindery_runtime::decode(r#"{"level":null,"lines":1}"#).unwrap();
    assert!(matches!(layer, Layer::Vector(_)));
}

#[test]
fn names_of_schemas_are_valid_tags_in_addition_to_a_mapping() {
    assert!(matches!(kept::<Shape>(r#"{"form":"circle","radius":1}"#), Shape::Circle(_)));
    assert!(matches!(kept::<Shape>(r#"{"form":"Triangle","height":1}"#), Shape::Triangle(_)));
    assert!(matches!(kept::<Shape>(r#"{"form":"Circle","radius":1}"#), Shape::Circle(_)));
    assert!(matches!(kept::<Shape>(r#"{"side":1,"form":"Square"}"#), Shape::Square(_)));
    assert!(matches!(kept::<Shape>(r#"{"form":"Oval","radius":1}"#), Shape::Unknown(_)));
    assert_eq!(encode(&Shape::square(1)), r#"{"form":"square","side":1}"#);
}

#[tokio::test]
async fn a_base_and_its_extensions_can_be_sent_and_received() {
    let text = r#"{"first":{"kind":"vehicle","wheels":2},"all":[{"kind":"car","wheels":4,"doors":5}]}"#;
    let mock = bindery_runtime::MockTransport::new().json(http::StatusCode::OK, text);
    let client =
        bindery_patterns::bases::Client::builder("https://api.example.com").transport(mock.clone()).build().unwrap();
    let garage = Garage::new(Vehicle::base("vehicle", 2), vec![Vehicle::car(4, 5).into()]);
    let back = client.exchange().exchange2(garage).await.unwrap();
    assert!(matches!((&back.first, &back.all[0]), (Vehicle::Base(_), Vehicle::Car(_))));
    assert_eq!(mock.requests()[0].body(), text);
}
