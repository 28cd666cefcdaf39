//! A description several times over, each time under other names.

use serde_json::{Map, Value};

/// The description with its components and paths `times` times. The first copy keeps its names.
pub(crate) fn repeated(document: &Value, times: usize) -> Value {
    let mut whole = document.clone();
    mark(&mut whole, 0);
    for number in 1..times {
        let mut copy = document.clone();
        mark(&mut copy, number);
        rename(&mut copy, number);
        extend(&mut whole, &mut copy, "/paths", |path| format!("/copy{number}{path}"));
        for section in components(document) {
            extend(&mut whole, &mut copy, &format!("/components/{section}"), |name| format!("{name}Copy{number}"));
        }
    }
    whole
}

/// Gives the objects and enums of a copy a property or a value of their own, without which they would be equal to those of
/// other copies, and become one type with them.
fn mark(value: &mut Value, number: usize) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| mark(element, number)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| mark(member, number));
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.insert(format!("copy{number}"), serde_json::json!({"type": "boolean"}));
            }
            if let Some(Value::Array(values)) = members.get_mut("enum")
                && values.len() > 1
                && values.iter().all(Value::is_string)
            {
                values.push(format!("copy{number}").into());
            }
        }
        _ => {}
    }
}

/// The sections of components, of which references have the form `#/components/SECTION/NAME`.
fn components(document: &Value) -> Vec<String> {
    let sections = document.get("components").and_then(Value::as_object).map(Map::keys);
    // Security schemes are named without a reference, and there is no need for more of them.
    sections.into_iter().flatten().filter(|section| *section != "securitySchemes").cloned().collect()
}

/// Moves the members of an object in `from` into the same object of `into`, under other names.
fn extend(into: &mut Value, from: &mut Value, place: &str, name: impl Fn(&str) -> String) {
    let Some(members) = from.pointer_mut(place).and_then(Value::as_object_mut).map(std::mem::take) else { return };
    let Some(target) = into.pointer_mut(place).and_then(Value::as_object_mut) else { return };
    target.extend(members.into_iter().map(|(key, value)| (name(&key), value)));
}

/// Gives references, mappings of discriminators, ids and groups the names of a copy.
fn rename(value: &mut Value, number: usize) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| rename(element, number)),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "operationId" || key == "x-operation-group" => {
                        text.push_str(&format!("Copy{number}"));
                    }
                    // A path of groups: one name that differs tells the paths apart.
                    Value::Array(groups)
                        if key == "x-operation-group" && groups.first().is_some_and(Value::is_string) =>
                    {
                        groups[0] = Value::String(format!("{}Copy{number}", groups[0].as_str().unwrap_or_default()));
                    }
                    Value::Array(tags) if key == "tags" && tags.iter().all(Value::is_string) => {
                        for tag in tags.iter_mut() {
                            *tag = Value::String(format!("{} copy {number}", tag.as_str().unwrap_or_default()));
                        }
                    }
                    other => rename(other, number),
                }
            }
        }
        Value::String(text) if is_component(text) => text.push_str(&format!("Copy{number}")),
        _ => {}
    }
}

fn is_component(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("#/components/") else { return false };
    rest.matches('/').count() == 1 && !rest.starts_with("securitySchemes/")
}
