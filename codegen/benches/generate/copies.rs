//! Copies a description several times, with other names in each copy.

use serde_json::{Map, Value, json};

/// Maps whose members are referenced, besides those in `/components`; the last three are of OpenAPI 2.0.
const NAMED: [&str; 5] = ["paths", "webhooks", "definitions", "parameters", "responses"];

/// A section of `/components` that is not copied: its members are used by name, and more of them are not needed.
const SHARED: &str = "securitySchemes";

/// The description `times` times: its paths, webhooks and tags, and everything they refer to. All copies, including the first, get names of
/// the same form, since the names of types and variants, and thus which of them are equal, depend on the words in them.
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

/// Removes the parts to copy.
fn clear(whole: &mut Value, sections: &[String]) {
    for section in sections {
        whole.pointer_mut(section).and_then(Value::as_object_mut).into_iter().for_each(Map::clear);
    }
    whole.get_mut("tags").and_then(Value::as_array_mut).into_iter().for_each(Vec::clear);
}

/// Adds a property, a description and titles to the objects, enums and unions of a copy, so that they differ from those of other copies and
/// are not merged.
fn mark(value: &mut Value, number: usize) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(|element| mark(element, number)),
        Value::Object(members) => {
            members.values_mut().for_each(|member| mark(member, number));
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.insert(format!("copy{number}"), json!({"type": "boolean"}));
            }
            // Values are not changed, because unions may tell variants apart by them.
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

/// A variant without its own type is named by its title.
fn mark_variant(variant: &mut Value, number: usize) {
    let Value::Object(members) = variant else { return };
    if members.contains_key("type") && !members.contains_key("properties") {
        let title = members.get("title").and_then(Value::as_str).unwrap_or("Variant");
        let title = format!("{title} of copy {number}");
        members.insert("title".to_owned(), title.into());
    }
}

/// The pointers of the objects whose members are copied.
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

/// Moves the tags of a copy.
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

/// Renames references, discriminator mappings, ids and groups for a copy.
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
        // A path of groups: changing one name is enough.
        Value::Array(groups) if key == "x-operation-group" && groups.first().is_some_and(Value::is_string) => {
            groups[0] = Value::String(format!("{}Copy{number}", groups[0].as_str().unwrap_or_default()));
        }
        Value::Array(tags) if key == "tags" && tags.iter().all(Value::is_string) => {
            for tag in tags.iter_mut() {
                *tag = Value::String(tag_of_copy(tag.as_str().unwrap_or_default(), number));
            }
        }
        // It may refer to a schema by a reference or by name. It may also be a property of this name.
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

/// A reference into this document, renamed for a copy; `None` for other texts, and for references to shared parts.
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
