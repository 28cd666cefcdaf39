use super::identifier::{Case, continued};
use super::scope::Scope;
use proptest::prelude::*;
use serde_json::json;
use std::collections::HashSet;

fn claimed(texts: &[&str], case: Case) -> Vec<String> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    Scope::default().claim_all(&texts, case, "Empty")
}

#[test]
fn names_that_are_equal_after_casing_stay_distinct_in_any_order() {
    assert_eq!(claimed(&["Foo", "foo", "foo_"], Case::Type), ["Foo", "Foo2", "FooUnderscore"]);
    assert_eq!(claimed(&["foo_", "foo", "Foo"], Case::Type), ["FooUnderscore", "Foo2", "Foo"]);
}

#[test]
fn values_that_differ_only_in_symbols_are_spelled_out() {
    assert_eq!(claimed(&["+1", "-1", "1"], Case::Type), ["Plus1", "Minus1", "N1"]);
    assert_eq!(claimed(&["amber-strict", "amber+strict"], Case::Type), ["AmberMinusStrict", "AmberStrict"]);
    assert_eq!(claimed(&["<", ">=", "a"], Case::Type), ["Less", "GreaterOrEqual", "A"]);
    assert_eq!(claimed(&["mW", "MW"], Case::Type), ["MW", "Mw"]);
    assert_eq!(claimed(&["", "self", "Self"], Case::Type), ["Empty", "Self2", "Self_"]);
}

#[test]
fn a_value_that_meets_another_after_casing_leaves_it_its_name() {
    for (values, members) in [
        (["seed", "lost", "LOST"], ["Seed", "Lost", "Lost2"]),
        (["seed", "LOST", "lost"], ["Seed", "Lost", "Lost2"]),
        (["seed", "lost", "Lost"], ["Seed", "Lost", "Lost2"]),
    ] {
        let names = named(&json!({
            "openapi": "3.1.0", "info": {"title": "States", "version": "1"}, "paths": {},
            "components": {"schemas": {"State": {"type": "string", "enum": values}}},
        }));
        assert_eq!(names.types[0].members, members, "{values:?}");
    }
}

#[test]
fn the_catch_all_keeps_its_name_beside_a_property_of_that_name() {
    let names = named(&json!({
        "openapi": "3.1.0", "info": {"title": "Extra", "version": "1"}, "paths": {},
        "components": {"schemas": {"Thing": {"type": "object", "properties": {"extra": {"type": "string"}}}}},
    }));
    assert_eq!((names.types[0].rest.as_str(), names.types[0].members[0].as_str()), ("extra", "extra2"));
}

#[test]
fn an_additional_name_renames_none() {
    let before = claimed(&["Stream", "stream_list"], Case::Type);
    let after = claimed(&["Stream", "stream_list", "zeta", "stream"], Case::Type);
    assert_eq!(before, after[..2]);
}

#[test]
fn a_number_does_not_create_a_reserved_file_name() {
    assert_eq!(claimed(&["com", "Com", "COM"], Case::Module), ["com", "com11", "com10"]);
    assert_eq!(claimed(&["con", "CON"], Case::Module), ["con_group2", "con_group"]);
}

/// The names of a description with these paths and schemas.
fn named(description: &serde_json::Value) -> super::Names {
    let bytes = description.to_string().into_bytes();
    let run = crate::bind("api.json".as_ref(), bytes, &crate::config::Config::default());
    run.product.expect("a product").names
}

#[test]
fn names_that_generated_code_uses_are_reserved() {
    let reply = json!({"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Words"}}}}});
    let operation = |tag: &str| json!({"get": {"tags": [tag], "operationId": "get", "responses": reply}});
    let body = json!({"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Words"}}}});
    let webhook = json!({"post": {"requestBody": body, "responses": {"204": {"description": ""}}}});
    let names = named(&json!({
        "openapi": "3.1.0", "info": {"title": "Core", "version": "1"},
        "paths": {"/a": operation("Vec"), "/b": operation("String"), "/c": operation("new"), "/d": operation("types")},
        "webhooks": {"runtime": webhook, "types": webhook, "self": webhook},
        "components": {"schemas": {"Words": {"type": "string", "enum": ["Err", "Ok", "Self", "Unknown"]}}},
    }));
    let groups: Vec<_> = names.groups.iter().map(|group| (group.ident.as_str(), group.method.as_str())).collect();
    assert_eq!(groups, [("StringGroup", "string"), ("VecGroup", "vec"), ("New", "new2"), ("Types", "types")]);
    let mut webhooks = names.webhooks;
    webhooks.sort();
    assert_eq!(webhooks, ["runtime_post", "self_", "types_post"]);
    assert_eq!(names.types[0].members, ["Err", "Ok", "Self_", "UnknownValue"]);
    assert_eq!(names.types[0].rest, "Unknown");
    assert_eq!(names.package, "core-api");
}

#[test]
fn confusable_names_are_distinct_across_the_crate() {
    let names = named(&json!({
        "openapi": "3.1.0", "info": {"title": "Looks", "version": "1"}, "paths": {},
        "webhooks": {"happened": {"post": {"requestBody": {"content": {"application/json": {"schema": {
            "type": "object", "properties": {"é1": {"type": "string"}, "rest": {"type": "object", "properties": {
                "él": {"type": "string"}, "Größe_0": {"type": "string"}}}}}}}}, "responses": {"204": {"description": ""}}}}},
    }));
    let members: Vec<&str> = names.types.iter().flat_map(|each| &each.members).map(String::as_str).collect();
    assert!(members.contains(&"é1") && members.contains(&"größe_0") && !members.contains(&"él"), "{members:?}");
}

#[test]
fn arguments_for_server_variables_are_distinct() {
    let names = named(&json!({
        "openapi": "3.1.0", "info": {"title": "Servers", "version": "1"}, "paths": {},
        "servers": [{"url": "https://{él}.{é1}.example/{a-b}/{a_b}/{type}/{größe}", "variables": {"a-b": {"default": "x"}}}],
    }));
    assert_eq!(names.arguments, ["el_df954857", "é1", "a_minus_b", "a_b", "r#type", "größe"]);
}

/// The types of a description whose operations have inline bodies and responses, by their places.
fn type_names(description: &serde_json::Value) -> Vec<String> {
    let mut idents: Vec<String> = named(description).types.into_iter().map(|names| names.ident).collect();
    idents.sort();
    idents
}

/// A description with some schemas and sections of shared components, each of which an operation uses.
fn sharing(schemas: serde_json::Value, parts: &[(&str, &str)]) -> serde_json::Value {
    let object =
        json!({"type": "object", "properties": {"a": {"type": "object", "properties": {"b": {"type": "string"}}}}});
    let content = json!({"application/json": {"schema": object}});
    let mut components = json!({"schemas": schemas});
    let mut paths = json!({});
    for (section, name) in parts {
        let reference = json!({"$ref": format!("#/components/{section}/{name}")});
        let path = format!("/{section}/{name}");
        let mut operation = json!({"responses": {"204": {"description": ""}}});
        (components[section][name], operation) = match *section {
            "responses" => {
                operation["responses"]["200"] = reference;
                (json!({"description": "", "content": content}), operation)
            }
            "requestBodies" => {
                operation["requestBody"] = reference;
                (json!({"required": true, "content": content}), operation)
            }
            _ => {
                operation["parameters"] = json!([reference]);
                (json!({"name": name, "in": "query", "schema": object}), operation)
            }
        };
        paths[path] = json!({"post": operation});
    }
    json!({"openapi": "3.1.0", "info": {"title": "Shared", "version": "1"}, "paths": paths, "components": components})
}

#[test]
fn inline_schemas_in_a_shared_component_are_named_after_it() {
    let parts = [("responses", "Page"), ("requestBodies", "Draft"), ("parameters", "Filter")];
    let idents = type_names(&sharing(json!({}), &parts));
    assert_eq!(idents, ["Draft", "DraftA", "Filter", "FilterA", "Page", "PageA"]);
}

#[test]
fn a_shared_component_whose_name_is_taken_gets_a_suffix() {
    let own = json!({"Page": {"type": "object", "properties": {"own": {"type": "integer"}}}});
    let parts = [("responses", "Page"), ("requestBodies", "Page"), ("parameters", "Page")];
    let mut description = sharing(own, &parts);
    description["paths"]["/own"] = json!({"get": {"responses": {"200": {"description": "", "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}});
    let idents = type_names(&description);
    assert_eq!(
        idents,
        ["Page", "PageBody", "PageBodyA", "PageParameter", "PageParameterA", "PageResponse", "PageResponseA"]
    );
    // If that is taken too, a number follows.
    description["components"]["schemas"]["PageBody"] =
        json!({"type": "object", "properties": {"x": {"type": "boolean"}}});
    description["paths"]["/own"]["get"]["responses"]["400"] = json!({"description": "", "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/PageBody"}}}});
    let idents = type_names(&description);
    assert!(
        ["Page", "PageBody", "PageBody2", "PageBody2A"].iter().all(|ident| idents.iter().any(|each| each == ident)),
        "{idents:?}"
    );
}

#[test]
fn an_extended_name_keeps_its_prefix_and_is_unique() {
    let inner = json!({"type": "object", "properties": {"x": {"type": "integer"}}});
    let idents = type_names(&json!({
        "openapi": "3.1.0", "info": {"title": "Inside", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content":
            {"application/json": {"schema": {"$ref": "#/components/schemas/V1C2c"}}}}}}}},
        "components": {"schemas": {
            "V1C2c": {"type": "object", "properties": {
                "deep": {"type": "object", "properties": {"log-in": inner, "log_in": {"type": "object", "properties": {"y": {"type": "string"}}},
                    "taken": {"type": "object", "properties": {"z": {"type": "boolean"}}}}},
                "nº": {"type": "object", "properties": {"w": {"type": "number"}}},
                "component": {"$ref": "#/components/schemas/V1C2cDeepTaken"}}},
            "V1C2cDeepTaken": {"type": "object", "properties": {"own": {"type": "string"}}},
        }},
    }));
    assert_eq!(
        idents,
        ["V1c2c", "V1c2cDeep", "V1c2cDeepLogIn", "V1c2cDeepLogIn2", "V1c2cDeepTaken", "V1c2cDeepTaken2", "V1c2cNo"]
    );
}

/// Realistic and unrealistic texts.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "[a-zA-Z_$.:/ +-]{0,6}",
        "\\PC{0,4}",
        prop::sample::select(vec![
            "self", "Self", "type", "r#type", "Foo", "foo", "FOO", "Foo2", "", "_", "1", "Option"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::hash_set(word, 0..12).prop_map(|set| {
        let mut texts: Vec<String> = set.into_iter().collect();
        texts.sort();
        texts
    })
}

fn any_case() -> impl Strategy<Value = Case> {
    prop::sample::select(vec![Case::Type, Case::Value, Case::Static])
}

fn of(texts: &[String], case: Case) -> Vec<String> {
    Scope::default().claim_all(texts, case, "Empty")
}

proptest! {
    #[test]
    fn any_names_give_unique_identifiers(texts in texts(), case in any_case()) {
        let idents = of(&texts, case);
        prop_assert_eq!(idents.iter().collect::<HashSet<_>>().len(), texts.len());
        for ident in &idents {
            prop_assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{:?}", ident);
        }
    }

    #[test]
    fn the_order_of_names_does_not_matter(texts in texts(), case in any_case()) {
        let mut turned = texts.clone();
        turned.reverse();
        let mut idents = of(&turned, case);
        idents.reverse();
        prop_assert_eq!(of(&texts, case), idents);
    }

    /// A prefix is kept exactly, unless its letters do not fit those that follow; the result is a valid identifier, and
    /// the same every time.
    #[test]
    fn an_extended_name_is_an_identifier(front in "[A-Z][A-Za-z0-9]{0,8}", text in "\\PC{0,6}", more in texts()) {
        let whole = continued(&front, &text);
        prop_assert!(whole.starts_with(&front), "{:?} and {:?} give {:?}", front, text, whole);
        prop_assert!(syn::parse_str::<syn::Ident>(&whole).is_ok(), "{:?}", whole);
        prop_assert!(super::script::is_plain(&whole), "{:?}", whole);
        // Extended names are unique beside others.
        let mut scope = Scope::default();
        let mut idents = scope.claim_all(&more, Case::Type, "Empty");
        idents.extend(more.iter().map(|text| scope.claim_exact(&continued(&front, text))));
        prop_assert_eq!(idents.iter().collect::<HashSet<_>>().len(), 2 * more.len());
    }

    /// Of two conflicting names, at least one changes; other names change nothing.
    #[test]
    fn a_name_that_meets_no_other_renames_none(texts in texts(), another in "[a-zA-Z_]{1,8}", case in any_case()) {
        let before = of(&texts, case);
        let alone = of(std::slice::from_ref(&another), case);
        prop_assume!(!texts.contains(&another) && !before.contains(&alone[0]));
        let mut more = texts.clone();
        more.push(another);
        prop_assert_eq!(&before[..], &of(&more, case)[..texts.len()]);
    }
}
