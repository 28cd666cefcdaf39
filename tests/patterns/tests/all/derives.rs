//! Derives and attributes that rules add.

use super::kept;
use bindery_patterns::derives::types::{Berth, BerthState, Boat, Mooring, Place, Priority, Urgency};
use bindery_runtime::Extra;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashSet};

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

#[test]
fn a_json_schema_has_the_names_of_the_description() {
    let schema = schema::<Boat>();
    assert_eq!((&schema["title"], &schema["description"]), (&json!("Boat"), &json!("A boat.")));
    let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let expected = [
        "name",
        "kind",
        "built",
        "launched",
        "crewCount",
        "note",
        "owner",
        "lastPort",
        "type",
        "rig",
        "tender",
        "labels",
        "hull",
        "track",
        "papers",
    ];
    assert_eq!(BTreeSet::from_iter(names), BTreeSet::from_iter(&expected.map(str::to_owned)));
    assert_eq!(schema["required"], json!(["name", "kind", "built", "owner", "lastPort"]));
    let properties = &schema["properties"];
    assert_eq!(properties["name"], json!({"type": "string", "description": "What is painted on it."}));
    assert_eq!(properties["kind"], json!({"$ref": "#/$defs/BoatKind", "description": "How it moves."}));
    assert_eq!(properties["built"], json!({"type": "string", "format": "date-time"}));
    assert_eq!(properties["launched"], json!({"type": ["string", "null"], "format": "date"}));
    assert_eq!(properties["crewCount"], json!({"type": "integer", "format": "int32"}));
    for nullable in ["note", "owner"] {
        assert_eq!(properties[nullable], json!({"type": ["string", "null"]}), "{nullable}");
    }
    assert_eq!(properties["lastPort"], json!(true));
    assert_eq!(properties["labels"], json!({"type": "object", "additionalProperties": {"type": "string"}}));
    // An optional property is not nullable.
    assert_eq!(
        properties["track"],
        json!({
            "type": "array", "minItems": 0, "items": {"type": "boolean"},
            "prefixItems": [{"type": "string"}, {"type": "integer", "format": "int64"}],
        })
    );
    assert_eq!(properties["papers"]["contentSchema"], json!({"$ref": "#/$defs/BoatKind"}));
    // A boat in a boat.
    assert_eq!(properties["tender"], json!({"$ref": "#"}));
}

#[test]
fn types_inside_a_type_have_schemas_as_well() {
    let schema = schema::<Boat>();
    let of = |name: &str| &schema["$defs"][name];
    assert_eq!(of("BoatKind"), &json!({"type": "string", "enum": ["sail", "motor"]}));
    let rig = of("Rig");
    assert_eq!(rig["description"], "What carries the sails.");
    let variants = rig["anyOf"].as_array().unwrap();
    assert!(variants.contains(&json!({"$ref": "#/$defs/RigSloop"})), "{rig}");
    assert!(variants.contains(&json!({"const": "none", "description": "It has none."})), "{rig}");
    assert!(variants.contains(&json!({"type": "integer", "format": "int64"})), "{rig}");
    assert_eq!(of("RigSloop")["required"], json!(["sails"]));
    assert_eq!(of("BoatHull")["additionalProperties"], json!({"type": "integer", "format": "int64"}));
    // Every reference has a target.
    let text = schema.to_string();
    for reference in text.split("\"#/$defs/").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(of(reference).is_object(), "{reference} of {text}");
    }
    assert_eq!(self::schema::<Priority>()["enum"], json!([1, 2, "high"]));
}

#[test]
fn a_type_of_a_program_may_contain_a_generated_one() {
    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema is looked at")]
    struct Voyage {
        boat: Boat,
        other: bindery_runtime::Patch<Boat>,
        notes: Extra,
    }
    let schema = schema::<Voyage>();
    assert_eq!(schema["properties"]["boat"], json!({"$ref": "#/$defs/Boat"}));
    assert_eq!(schema["properties"]["other"], json!({"anyOf": [{"$ref": "#/$defs/Boat"}, {"type": "null"}]}));
    assert_eq!(schema["$defs"]["Boat"]["properties"]["tender"], json!({"$ref": "#/$defs/Boat"}));
}

#[test]
fn a_value_has_the_schema_of_its_type() {
    let boat = r#"{"name":"Ada","kind":"sail","built":"2020-01-01T00:00:00Z","owner":null,"lastPort":7,"type":"boat","rig":"none","tender":{"name":"B","kind":"motor","built":"2021-01-01T00:00:00Z","owner":"A","lastPort":null}}"#;
    let _: Boat = kept(boat);
    let schema = schema::<Boat>();
    let value: Value = serde_json::from_str(boat).unwrap();
    for required in schema["required"].as_array().unwrap() {
        assert!(
            value.get(required.as_str().unwrap()).is_some()
                && value["tender"].get(required.as_str().unwrap()).is_some()
        );
    }
}

#[test]
fn standard_derives_work() {
    let text = r#"{"code":"A1","state":"taken","place":{"pier":3},"price":"1.5","limit":"none","more":[1]}"#;
    let berth: Berth = kept(text);
    let set: HashSet<Berth> = [berth.clone(), berth, Berth::default()].into_iter().collect();
    assert_eq!(set.len(), 2);
    assert_eq!(BerthState::default(), BerthState::Free);
    assert_eq!(Place::default().pier, 0);
    assert!(Urgency::Low < Urgency::High);
}

#[test]
fn the_derive_macro_of_another_crate_sees_the_fields() {
    let mooring = Mooring::builder().name("north").chain(true).extra(Extra::default()).build();
    assert_eq!((mooring.name.as_str(), mooring.length, mooring.buoy), ("north", None, None));
}
