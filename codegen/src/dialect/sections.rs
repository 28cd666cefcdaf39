//! References in place of a whole section, as in `components: {schemas: {$ref: schemas.yaml}}`. OpenAPI does not allow
//! them there, but bundlers follow them. Each is expanded to one reference per entry, so that references to an entry
//! can be resolved.

use crate::diag::Pointer;
use crate::source::{Documents, decoded};
use serde_json::{Map, Value, json};

/// The sections of a document, in any version.
const SECTIONS: &[&str] =
    &["paths", "webhooks", "components", "definitions", "parameters", "responses", "securityDefinitions"];
/// The sections of `components`.
const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// How many references may point to each other in a chain.
const LONGEST_CHAIN: usize = 20;
/// The limit for the entries of all expanded sections together, far above what real descriptions have.
const MOST_ENTRIES: usize = 1_000_000;

/// Expands a reference to a section into a reference for each entry. An unresolved or cyclic one stays as it is.
pub(super) fn expand(documents: &mut Documents) {
    let names: Vec<String> = documents.iter().map(|(name, _)| name.to_owned()).collect();
    let mut room = MOST_ENTRIES;
    for name in names {
        let root = Pointer::document_root(&name);
        let components = root.join("components");
        // `components` itself comes before its sections.
        let sections = SECTIONS.iter().map(|section| root.join(section));
        for place in sections.chain(COMPONENTS.iter().map(|section| components.join(section))) {
            // Expand chains from the end, so that each has its entries when the previous one needs them.
            for place in chain(documents, place).into_iter().rev() {
                expand_at(documents, &place, &mut room);
            }
        }
    }
}

/// The places of a chain of references. Empty if it is cyclic.
fn chain(documents: &Documents, place: Pointer) -> Vec<Pointer> {
    let mut places = Vec::new();
    let mut next = Some(place);
    while let Some(place) = next {
        let Some(reference) = reference(documents, &place) else { break };
        if places.contains(&place) || places.len() == LONGEST_CHAIN {
            return Vec::new();
        }
        next = target(documents, &place, reference);
        places.push(place);
    }
    places
}

fn expand_at(documents: &mut Documents, place: &Pointer, room: &mut usize) {
    let Some(reference) = reference(documents, place).map(str::to_owned) else { return };
    let Some(Value::Object(found)) = target(documents, place, &reference).and_then(|target| documents.at(&target))
    else {
        return;
    };
    let Some(left) = room.checked_sub(found.len()) else { return };
    *room = left;
    // Security schemes of 2.0 are rewritten where they stand.
    let is_copied = place.last().is_some_and(|last| last == "securityDefinitions");
    let base = if reference.contains('#') { reference } else { reference + "#" };
    let entry = |(name, value): (&String, &Value)| {
        let value = if is_copied { value.clone() } else { json!({"$ref": format!("{base}/{}", escaped(name))}) };
        (name.clone(), value)
    };
    let mut entries: Map<String, Value> = found.iter().filter(|(name, _)| *name != "$ref").map(entry).collect();
    if let Some(Value::Object(section)) = documents.at_mut(place) {
        section.shift_remove("$ref");
        // Siblings of the reference add to its target.
        entries.append(section);
        *section = entries;
    }
}

/// The reference at a place.
fn reference<'d>(documents: &'d Documents, place: &Pointer) -> Option<&'d str> {
    documents.at(place)?.get("$ref")?.as_str()
}

fn target(documents: &Documents, place: &Pointer, reference: &str) -> Option<Pointer> {
    let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = decoded(fragment);
    let is_pointer = fragment.is_empty() || fragment.starts_with('/');
    is_pointer.then(|| Pointer::in_document(&documents.named(place.document(), document), &fragment))
}

/// A name as a segment of a JSON pointer in a URI fragment (RFC 6901, 6).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1").replace('%', "%25")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The main document of a description with these documents, sections expanded.
    fn expanded(main: Value, others: &[(&str, Value)]) -> Value {
        let mut documents = Documents::new(main, "api.yaml".to_owned());
        for (name, value) in others {
            documents.insert((*name).to_owned(), value.clone());
        }
        expand(&mut documents);
        documents.main().clone()
    }

    #[test]
    fn every_entry_gets_a_reference_of_its_own() {
        let main = expanded(
            json!({"components": {"schemas": {"$ref": "all.yaml#/x%20y", "Own": {}, "B": {"type": "string"}}}}),
            &[("all.yaml", json!({"x y": {"A/b~c%20": {}, "B": {}}}))],
        );
        let expected = json!({
            "A/b~c%20": {"$ref": "all.yaml#/x%20y/A~1b~0c%2520"},
            "B": {"type": "string"},
            "Own": {},
        });
        assert_eq!(main["components"]["schemas"], expected);
    }

    #[test]
    fn chains_of_references_are_followed() {
        let main = expanded(
            json!({"paths": {"$ref": "paths.yaml"}, "components": {"$ref": "parts/index.yaml"}}),
            &[
                ("paths.yaml", json!({"/a": {"get": {}}})),
                ("parts/index.yaml", json!({"schemas": {"$ref": "schemas.yaml#"}})),
                ("parts/schemas.yaml", json!({"Pet": {"type": "object"}})),
            ],
        );
        assert_eq!(main["paths"], json!({"/a": {"$ref": "paths.yaml#/~1a"}}));
        assert_eq!(main["components"]["schemas"], json!({"Pet": {"$ref": "parts/index.yaml#/schemas/Pet"}}));
    }

    #[test]
    fn unresolved_and_cyclic_references_stay() {
        for schemas in [
            json!({"$ref": "gone.yaml"}),
            json!({"$ref": "#/components/schemas"}),
            json!({"$ref": "#/x-a"}),
            json!({"$ref": "#/info/title"}),
            json!({"$ref": {"type": "object"}}),
        ] {
            let before = json!({
                "info": {"title": "a"}, "components": {"schemas": schemas},
                "x-a": {"$ref": "#/x-b"}, "x-b": {"$ref": "#/x-a"},
            });
            assert_eq!(expanded(before.clone(), &[]), before);
        }
    }
}
