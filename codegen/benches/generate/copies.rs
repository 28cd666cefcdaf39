//! A description several times over, each time under other names.

use serde_json::{Map, Value, json};

/// Where members stand that other places name, beside those of `/components`; the last three are of OpenAPI 2.0.
const NAMED: [&str; 5] = ["paths", "webhooks", "definitions", "parameters", "responses"];

/// A section of `/components` that is not repeated: its members are named without a reference, and there is no need for
/// more of them.
const SHARED: &str = "securitySchemes";

/// The description `times` times: its paths, its webhooks, its tags and what they refer to. All copies get names of one form,
/// the first as well: what types and variants are called, and thus which of them are equal, depends on the words of names.
pub(crate) fn repeated(document: &Value, times: usize) -> Value {
    let mut whole = document.clone();
    let sections = sections(document);
    clear(&mut whole, &sections);
    for number in 0..times {
        let mut copy = document.clone();
        mark(&mut copy, number);
        rename(&mut copy, number);
        for section in &sections {
            extend(&mut whole, &mut copy, section, |name| {
                if section == "/paths" { format!("/copy{number}{name}") } else { of_copy(name, number) }
            });
        }
        extend_tags(&mut whole, &mut copy, number);
    }
    whole
}

/// Takes out what is repeated.
fn clear(whole: &mut Value, sections: &[String]) {
    for section in sections {
        whole.pointer_mut(section).and_then(Value::as_object_mut).into_iter().for_each(Map::clear);
    }
    whole.get_mut("tags").and_then(Value::as_array_mut).into_iter().for_each(Vec::clear);
}

/// Gives the objects, enums and unions of a copy a property, a description and titles of their own, without which they would be
/// equal to those of other copies, and become one type with them.
fn mark(value: &mut Value, number: usize) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| mark(element, number)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| mark(member, number));
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.insert(format!("copy{number}"), json!({"type": "boolean"}));
            }
            // Values stay as they are: by some of them, unions tell their variants apart.
            if let Some(Value::Array(values)) = members.get("enum") {
                let mut descriptions = vec![String::new(); values.len()];
                descriptions.iter_mut().take(1).for_each(|first| *first = format!("In copy {number}."));
                members.insert("x-enum-descriptions".to_owned(), descriptions.into());
            }
            for union in ["oneOf", "anyOf"] {
                let variants = members.get_mut(union).and_then(Value::as_array_mut).into_iter().flatten();
                variants.for_each(|variant| mark_variant(variant, number));
            }
        }
        _ => {}
    }
}

/// A variant without a type of its own has its name from its title.
fn mark_variant(variant: &mut Value, number: usize) {
    let Value::Object(members) = variant else { return };
    if members.contains_key("type") && !members.contains_key("properties") {
        let title = members.get("title").and_then(Value::as_str).unwrap_or("Variant");
        let title = format!("{title} of copy {number}");
        members.insert("title".to_owned(), title.into());
    }
}

/// The pointers of the objects whose members are repeated.
fn sections(document: &Value) -> Vec<String> {
    let components = document.get("components").and_then(Value::as_object).map(Map::keys).into_iter().flatten();
    let components = components.filter(|section| *section != SHARED).map(|section| format!("/components/{section}"));
    NAMED.iter().map(|section| format!("/{section}")).chain(components).collect()
}

/// Moves the members of an object in `from` into the same object of `into`, under other names.
fn extend(into: &mut Value, from: &mut Value, place: &str, name: impl Fn(&str) -> String) {
    let Some(members) = from.pointer_mut(place).and_then(Value::as_object_mut).map(std::mem::take) else { return };
    let Some(target) = into.pointer_mut(place).and_then(Value::as_object_mut) else { return };
    target.extend(members.into_iter().map(|(key, value)| (name(&key), value)));
}

/// Moves what is said of the tags of a copy.
fn extend_tags(into: &mut Value, from: &mut Value, number: usize) {
    let Some(tags) = from.get_mut("tags").and_then(Value::as_array_mut).map(std::mem::take) else { return };
    let Some(target) = into.get_mut("tags").and_then(Value::as_array_mut) else { return };
    target.extend(tags.into_iter().map(|mut tag| {
        if let Some(Value::String(name)) = tag.get_mut("name") {
            *name = tag_of_copy(name, number);
        }
        tag
    }));
}

/// Gives references, mappings of discriminators, ids and groups the names of a copy.
fn rename(value: &mut Value, number: usize) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| rename(element, number)),
        Value::Object(members) => members.iter_mut().for_each(|(key, member)| rename_member(key, member, number)),
        Value::String(text) => {
            if let Some(reference) = reference_of_copy(text, number) {
                *text = reference;
            }
        }
        _ => {}
    }
}

fn rename_member(key: &str, member: &mut Value, number: usize) {
    match member {
        Value::String(text) if key == "operationId" || key == "x-operation-group" => {
            text.push_str(&format!("Copy{number}"));
        }
        // A path of groups: one name that differs tells the paths apart.
        Value::Array(groups) if key == "x-operation-group" && groups.first().is_some_and(Value::is_string) => {
            groups[0] = Value::String(format!("{}Copy{number}", groups[0].as_str().unwrap_or_default()));
        }
        Value::Array(tags) if key == "tags" && tags.iter().all(Value::is_string) => {
            for tag in tags.iter_mut() {
                *tag = Value::String(tag_of_copy(tag.as_str().unwrap_or_default(), number));
            }
        }
        // It may lead to a schema by a reference, or by no more than its name. A property may be called like it.
        Value::Object(discriminator) if key == "discriminator" && discriminator.contains_key("propertyName") => {
            let mapping = discriminator.get_mut("mapping").and_then(Value::as_object_mut);
            mapping.into_iter().flat_map(Map::values_mut).for_each(|target| match target {
                Value::String(name) if !name.contains(['/', '#']) => *name = of_copy(name, number),
                other => rename(other, number),
            });
        }
        other => rename(other, number),
    }
}

fn of_copy(name: &str, number: usize) -> String {
    format!("Copy{number}_{name}")
}

fn tag_of_copy(tag: &str, number: usize) -> String {
    format!("{tag} copy {number}")
}

/// What in a copy stands for a reference into this document; `None` for what is no reference, or to what is shared.
fn reference_of_copy(text: &str, number: usize) -> Option<String> {
    let (section, rest) = text.strip_prefix("#/")?.split_once('/')?;
    if section == "paths" {
        return Some(format!("#/paths/~1copy{number}{rest}"));
    }
    let (section, rest) = match section {
        "components" => {
            let (kind, rest) = rest.split_once('/')?;
            (kind != SHARED).then(|| (format!("components/{kind}"), rest))?
        }
        _ => NAMED.contains(&section).then(|| (section.to_owned(), rest))?,
    };
    Some(format!("#/{section}/{}", of_copy(rest, number)))
}
