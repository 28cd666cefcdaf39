use crate::api::TypeId;
use crate::config::{self, Config};
use crate::plan::{Item, Presence};
use crate::run::Product;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Binds components, all of which are received, and those in `sent` are also sent.
fn bind(components: &Value, sent: &[&str], config: &str) -> Product {
    let content =
        |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let mut paths = Map::new();
    for name in components.as_object().expect("components").keys() {
        let mut operation =
            json!({"tags": [name], "responses": {"200": {"description": "", "content": content(name)}}});
        if sent.contains(&name.as_str()) {
            operation["requestBody"] = json!({"required": true, "content": content(name)});
        }
        paths.insert(format!("/{name}"), json!({"post": operation}));
    }
    let description = json!({
        "openapi": "3.1.0", "info": {"title": "Equal", "version": "1"}, "paths": paths,
        "components": {"schemas": components},
    });
    let (config, found) = config::parse(config);
    assert!(found.is_empty(), "{found:?}");
    let run = crate::bind("equal.json".as_ref(), description.to_string().into_bytes(), &config);
    run.product.expect("a product")
}

/// The aliases, with the types they stand for.
fn aliases(product: &Product) -> BTreeMap<&str, &str> {
    let aliases = product.plan.types.iter().filter_map(|item| match item {
        Item::Alias(alias) => Some((alias.ident.as_str(), alias.target.as_str())),
        _ => None,
    });
    aliases.collect()
}

fn united<const N: usize>(components: &Value, expected: [(&str, &str); N]) {
    assert_eq!(aliases(&bind(components, &[], "")), BTreeMap::from(expected));
}

/// An object with three strings and additional properties.
fn object(more: &Value) -> Value {
    let mut properties = json!({"a": {"type": "string"}, "b": {"type": "string"}, "c": {"type": "string"}});
    for (name, schema) in more.as_object().expect("properties") {
        properties[name] = schema.clone();
    }
    json!({"type": "object", "properties": properties})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn the_shortest_name_represents_the_others() {
    let same = object(&json!({}));
    united(
        &json!({"GetUserResponse": same, "User": same, "UserUpdate": same}),
        [("GetUserResponse", "User"), ("UserUpdate", "User")],
    );
}

#[test]
fn recursive_types_are_equal_when_no_walk_tells_them_apart() {
    let tree =
        |next: &str| object(&json!({"next": reference(next), "more": {"type": "array", "items": reference(next)}}));
    united(
        &json!({"Tree": tree("Tree"), "One": tree("Other"), "Other": tree("One"), "Root": tree("Tree")}),
        [("Other", "One"), ("Root", "One"), ("Tree", "One")],
    );
    let odd = object(&json!({"next": reference("Tree"), "more": {"type": "array", "items": {"type": "string"}}}));
    united(&json!({"Tree": tree("Odd"), "Odd": odd, "One": tree("Two"), "Two": tree("Two")}), [("Two", "One")]);
}

#[test]
fn visible_differences_keep_types_apart() {
    let plain = json!({"type": "string"});
    for other in [
        json!({"type": "string", "format": "password"}),
        json!({"type": "string", "writeOnly": true}),
        json!({"type": "string", "description": "Said."}),
        json!({"type": "string", "deprecated": true}),
        json!({"type": "string", "default": "x"}),
        json!({"type": ["string", "null"]}),
        json!({"type": "integer"}),
        json!({"type": "string", "enum": ["x", "y"]}),
    ] {
        united(&json!({"One": object(&json!({"d": plain})), "Two": object(&json!({"d": other}))}), []);
    }
    let mut required = object(&json!({"d": plain}));
    required["required"] = json!(["d"]);
    united(&json!({"One": object(&json!({"d": plain})), "Two": required}), []);
    united(&json!({"One": object(&json!({"d": plain})), "Two": object(&json!({"e": plain}))}), []);
}

#[test]
fn rules_that_change_a_type_keep_it_apart() {
    let components = json!({"One": object(&json!({})), "Two": object(&json!({}))});
    assert_eq!(aliases(&bind(&components, &[], "")).len(), 1);
    for rule in
        ["match = \"One.a\"\nsecret = true", "match = \"One.a\"\nrename = \"z\"", "match = \"One.a\"\nnullable = true"]
    {
        assert_eq!(aliases(&bind(&components, &[], &format!("[[rule]]\n{rule}\n"))), BTreeMap::new());
    }
}

#[test]
fn different_descriptions_keep_components_apart_and_a_missing_one_does_not() {
    let described = |text: &str| {
        let mut object = object(&json!({}));
        object["description"] = json!(text);
        object
    };
    united(&json!({"Role": described("A role."), "ClusterRole": described("A role of a cluster.")}), []);
    let product = bind(&json!({"Role": object(&json!({})), "GetRole": described("A role.")}), &[], "");
    let docs = |name: &str| {
        product.plan.types.iter().find_map(|item| match item {
            Item::Alias(alias) if alias.ident == name => Some(alias.docs.clone()),
            _ => None,
        })
    };
    assert_eq!(docs("GetRole").expect("an alias"), ["A role."]);
    let product = bind(&json!({"Role": described("A role."), "GetRole": described("A role.")}), &[], "");
    assert!(matches!(&product.plan.types[0], Item::Alias(alias) if alias.docs == ["The same as [`Role`]."]));
    // A type that contains types with different descriptions is not equal either.
    let list = |of: &str| object(&json!({"roles": {"type": "array", "items": reference(of)}}));
    united(
        &json!({
            "Role": described("A role."), "ClusterRole": described("A role of a cluster."),
            "Roles": list("Role"), "ClusterRoles": list("ClusterRole"),
        }),
        [],
    );
}

#[test]
fn types_are_not_merged_by_coincidence() {
    let state = json!({"type": "string", "enum": ["on", "off"]});
    let empty = json!({"type": "object", "properties": {}, "additionalProperties": false});
    let small = json!({"type": "object", "properties": {"id": {"type": "string"}}});
    let union = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
    united(
        &json!({
            "Light": {"type": "object", "properties": {"id": {"type": "string"}, "state": state, "limit": union, "settings": empty}},
            "Heater": {"type": "object", "properties": {"id": {"type": "integer"}, "state": state, "size": union, "other": empty}},
            "Key": small, "Door": small, "OtherKey": small,
            "LightKind": state, "DoorKind": state, "OtherLightKind": state,
        }),
        [("HeaterState", "LightState"), ("OtherLightKind", "LightKind")],
    );
    // Docs of one member are enough, and so is a rule.
    let told = json!({"type": "object", "properties": {"id": {"type": "string", "description": "Sixteen digits."}}});
    united(&json!({"Key": told, "Door": told}), [("Door", "Key")]);
    let components = json!({"Key": small, "Door": small, "Wall": small});
    let config =
        "[[rule]]\nmatch = \"*\"\nequal-types = \"unite\"\n[[rule]]\nmatch = \"Wall\"\nequal-types = \"apart\"\n";
    assert_eq!(aliases(&bind(&components, &[], config)), BTreeMap::from([("Door", "Key")]));
}

#[test]
fn types_in_merged_types_are_merged() {
    let holder = object(&json!({"inside": {"type": "object", "properties": {"id": {"type": "string"}}}, "none": {
        "type": "object", "properties": {}, "additionalProperties": false,
    }}));
    united(
        &json!({"Holder": holder, "GetHolder": holder}),
        [("GetHolder", "Holder"), ("GetHolderInside", "HolderInside"), ("GetHolderNone", "HolderNone")],
    );
    let config = "[[rule]]\nmatch = \"GetHolderInside\"\nequal-types = \"apart\"\n";
    let components = json!({"Holder": holder, "GetHolder": holder});
    assert_eq!(aliases(&bind(&components, &[], config)), BTreeMap::new());
}

#[test]
fn the_configuration_keeps_types_apart_and_names_the_representative() {
    let components = json!({"User": object(&json!({})), "GetUser": object(&json!({})), "PutUser": object(&json!({}))});
    assert_eq!(aliases(&bind(&components, &[], "equal-types = \"apart\"\n")), BTreeMap::new());
    let config = "[[rule]]\nmatch = \"GetUser\"\nrename = \"SomeUser\"\n[[rule]]\nmatch = \"PutUser\"\nequal-types = \"apart\"\n";
    assert_eq!(aliases(&bind(&components, &[], config)), BTreeMap::from([("User", "SomeUser")]));
}

#[test]
fn the_representative_has_what_each_alias_needs() {
    let product = bind(&json!({"User": object(&json!({})), "PutUser": object(&json!({}))}), &["PutUser"], "");
    let representative = product.plan.types.iter().find_map(|item| match item {
        Item::Struct(user) if user.ident == "User" => Some(user),
        _ => None,
    });
    assert_eq!(representative.expect("a struct").constructor, crate::plan::Constructor::Yes);
    let module_of = |ident: &str| {
        let position = product.plan.types.iter().position(|item| item.ident() == ident);
        let holds = |module: &&crate::plan::Module| position.is_some_and(|position| module.types.contains(&position));
        product.plan.modules.iter().find(holds).map(|module| module.features.clone())
    };
    assert_eq!(module_of("User").expect("a module"), ["put-user", "user"]);
    assert_eq!(module_of("PutUser").expect("a module"), ["put-user"]);
}

#[test]
fn a_read_only_property_stays_required_in_responses() {
    let mut made = object(&json!({"id": {"type": "string", "readOnly": true}}));
    made["required"] = json!(["id"]);
    let description = json!({
        "openapi": "3.1.0", "info": {"title": "Views", "version": "1"},
        "paths": {"/users": {"post": {
            "requestBody": {"content": {"application/json": {"schema": reference("NewUser")}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": reference("User")}}}},
        }}},
        "components": {"schemas": {"NewUser": made, "User": made}},
    });
    let run = crate::bind("views.json".as_ref(), description.to_string().into_bytes(), &Config::default());
    let product = run.product.expect("a product");
    assert_eq!(aliases(&product), BTreeMap::new());
    let presence = product.plan.types.iter().find_map(|item| match item {
        Item::Struct(user) if user.ident == "User" => Some(user.fields[3].presence),
        _ => None,
    });
    assert_eq!(presence, Some(Presence::Required));
}

#[test]
fn variants_of_one_type_are_not_converted_from_it() {
    let one = object(&json!({"kind": {"type": "string"}}));
    let product = bind(
        &json!({"Either": {"anyOf": [reference("One"), reference("OneToo"), {"type": "string"}]}, "One": one, "OneToo": one}),
        &[],
        "",
    );
    let union = product.plan.types.iter().find_map(|item| match item {
        Item::Union(union) => Some(union),
        _ => None,
    });
    let variants: Vec<_> =
        union.expect("a union").variants.iter().map(|each| (each.ident.as_str(), each.distinct)).collect();
    assert_eq!(variants, [("One", false), ("OneToo", false), ("Text", true)]);
}

#[test]
fn aliases_are_mentioned_if_they_say_more() {
    let same = object(&json!({}));
    let product =
        bind(&json!({"SetColourRequest": same, "GetColourResponse": same, "GetColourResponseList": same}), &[], "");
    let mentioned: Vec<&str> = (0..3).map(|index| product.analysis.mentioned(TypeId(index))).collect();
    let mut sorted = mentioned.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["GetColourResponse", "GetColourResponseList", "SetColourRequest"]);
}

#[test]
fn the_last_link_tells_chains_apart() {
    // Two chains that differ only in the last link.
    let size = 300;
    let link = |index: usize| match index + 1 < size {
        true => object(&json!({"next": reference(&format!("L{}", index + 1))})),
        false => object(&json!({"next": {"type": "string"}})),
    };
    let components: Map<String, Value> = (0..size).map(|index| (format!("L{index}"), link(index))).collect();
    let description = json!({
        "openapi": "3.1.0", "info": {"title": "Chain", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {
            "application/json": {"schema": reference("L0")},
        }}}}}},
        "components": {"schemas": components},
    });
    let run = crate::bind("chain.json".as_ref(), description.to_string().into_bytes(), &Config::default());
    assert_eq!(aliases(&run.product.expect("a product")), BTreeMap::new());
}
