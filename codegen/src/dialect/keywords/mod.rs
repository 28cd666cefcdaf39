//! Finds misspelt keywords: unknown keys that are close to a keyword of their place. Otherwise `requestbody` or `requird` would silently
//! lose a body or a requirement. Other unknown keys are not reported, because tools add their own.

mod model;
mod near;
mod tables;

use crate::diag::{Code, Diagnostic, Diagnostics, PathStack, Pointer};
use crate::source::{Documents, decoded};
use model::{Inside, Kind};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Reports the misspelt keywords of all documents. The references to other documents decide what is expected in them.
pub(super) fn check(documents: &Documents, diagnostics: &mut Diagnostics) {
    let mut checker = Checker { documents, diagnostics, open: Vec::new(), known: HashSet::new() };
    checker.value(documents.main(), Inside::Of(Kind::Root), &PathStack::root(""));
    while let Some((place, kind)) = checker.open.pop() {
        if let Some(value) = documents.at(&place) {
            let document = place.document().to_owned();
            let segments: Vec<String> = place.segments().collect();
            checker.below(value, kind, &PathStack::root(&document), &segments);
        }
    }
}

struct Checker<'d> {
    documents: &'d Documents,
    diagnostics: &'d mut Diagnostics,
    /// Places that references point to, still to be checked.
    open: Vec<(Pointer, Kind)>,
    /// All places that have been added to `open`.
    known: HashSet<Pointer>,
}

impl Checker<'_> {
    /// Checks a value at the end of a path.
    fn below(&mut self, value: &Value, kind: Kind, trail: &PathStack<'_>, segments: &[String]) {
        match segments.split_first() {
            Some((first, rest)) => self.below(value, kind, &trail.key(first), rest),
            None => self.value(value, Inside::Of(kind), trail),
        }
    }

    fn value(&mut self, value: &Value, inside: Inside, trail: &PathStack<'_>) {
        match (inside, value) {
            (Inside::Of(kind), Value::Object(members)) => self.object(members, kind, trail),
            (Inside::Of(_), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate().filter(|(_, item)| item.is_object()) {
                    self.value(item, inside, &trail.index(index));
                }
            }
            (Inside::Map(kind), Value::Object(members)) => {
                for (name, value) in members.iter().filter(|(name, _)| !is_extension(name)) {
                    self.value(value, Inside::Of(kind), &trail.key(name));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, members: &Map<String, Value>, kind: Kind, trail: &PathStack<'_>) {
        let reference = members.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference {
            self.follow(reference, kind, trail);
        }
        let keywords = kind.keywords();
        for (key, value) in members {
            match keywords.binary_search_by(|keyword| keyword.0.cmp(key)) {
                Ok(index) => self.value(value, keywords[index].2, &trail.key(key)),
                Err(_) if is_extension(key) => {}
                Err(_) => {
                    // Keys of responses are case-insensitive.
                    let is_read = kind == Kind::Responses && key.trim().eq_ignore_ascii_case("default");
                    if reference.is_none()
                        && !is_read
                        && let Some(meant) = near::keyword(keywords, key, value, members)
                    {
                        self.report(key, meant, kind, trail);
                    }
                    self.value(value, kind.others(), &trail.key(key));
                }
            }
        }
    }

    /// The target of a reference has the kind that is expected at the reference.
    fn follow(&mut self, reference: &str, kind: Kind, trail: &PathStack<'_>) {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        // The components of the main document are checked anyway.
        if document.is_empty() && fragment.starts_with("/components/") || fragment.starts_with("/definitions/") {
            return;
        }
        let fragment = decoded(fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return;
        }
        let from = trail.pointer();
        let place = Pointer::in_document(&self.documents.named(from.document(), document), &fragment);
        if self.known.insert(place.clone()) {
            self.open.push((place, kind));
        }
    }

    fn report(&mut self, key: &str, meant: &str, kind: Kind, trail: &PathStack<'_>) {
        let message = format!("{key:?} is not a keyword of {} and is ignored", kind.words());
        let found = Diagnostic::new(Code::MisspeltKeyword, &trail.key(key).pointer(), message);
        self.diagnostics.push(found.expected(format!("{meant:?}")).at_key());
    }
}

/// Whether a key is one that tools add.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-") || key.starts_with("X-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The misspelt keywords of a description, with the intended ones.
    fn misspelt(main: Value, others: &[(&str, Value)]) -> Vec<(String, String)> {
        let mut documents = Documents::new(main, "api.yaml".to_owned());
        for (name, value) in others {
            documents.insert((*name).to_owned(), value.clone());
        }
        let mut diagnostics = Diagnostics::new();
        check(&documents, &mut diagnostics);
        diagnostics.iter().map(|each| (each.pointer.to_string(), each.expected.clone().unwrap_or_default())).collect()
    }

    fn pair(place: &str, meant: &str) -> (String, String) {
        (place.to_owned(), format!("{meant:?}"))
    }

    #[test]
    fn misspelt_keywords_are_found_in_every_kind_of_object() {
        let main = json!({
            "openapi": "3.1.0",
            "info": {"titel": "A", "version": "1", "licence": {"name": "MIT"}},
            "server": [{"url": "/"}],
            "paths": {"/a": {
                "dlete": {},
                "post": {
                    "operationID": "a", "tag": ["b"],
                    "parameters": [{"name": "b", "in": "query", "requird": true, "schema": {"typ": "string"}}],
                    "requestbody": {"content": {}},
                    "reponses": {"200": {"description": ""}},
                },
                "put": {
                    "requestBody": {"contnet": {}, "Required": true},
                    "responses": {"defualt": {"description": ""}, "200": {"desciption": "", "content": {"a/b": {"schmea": {}}}}},
                },
            }},
            "components": {
                "schmeas": {"B": {"type": "string"}},
                "securitySchemes": {"a": {"type": "http", "schema": "bearer"}},
                "schemas": {"A": {"readonly": true, "propertys": {}, "items": {"minLenght": 1, "enums": []}, "allof": []}},
            },
        });
        let expected = [
            pair("#/info/titel", "title"),
            pair("#/info/licence", "license"),
            pair("#/server", "servers"),
            pair("#/paths/~1a/dlete", "delete"),
            pair("#/paths/~1a/post/operationID", "operationId"),
            pair("#/paths/~1a/post/tag", "tags"),
            pair("#/paths/~1a/post/parameters/0/requird", "required"),
            pair("#/paths/~1a/post/parameters/0/schema/typ", "type"),
            pair("#/paths/~1a/post/requestbody", "requestBody"),
            pair("#/paths/~1a/post/reponses", "responses"),
            pair("#/paths/~1a/put/requestBody/contnet", "content"),
            pair("#/paths/~1a/put/requestBody/Required", "required"),
            pair("#/paths/~1a/put/responses/defualt", "default"),
            pair("#/paths/~1a/put/responses/200/desciption", "description"),
            pair("#/paths/~1a/put/responses/200/content/a~1b/schmea", "schema"),
            pair("#/components/schmeas", "schemas"),
            pair("#/components/securitySchemes/a/schema", "scheme"),
            pair("#/components/schemas/A/readonly", "readOnly"),
            pair("#/components/schemas/A/propertys", "properties"),
            pair("#/components/schemas/A/items/minLenght", "minLength"),
            pair("#/components/schemas/A/items/enums", "enum"),
            pair("#/components/schemas/A/allof", "allOf"),
        ];
        assert_eq!(misspelt(main, &[]), expected);
    }

    #[test]
    fn names_data_and_other_keys_are_left_alone() {
        let data = json!({"requird": [], "reponses": {}, "propertys": {}});
        let main = json!({
            "openapi": "3.1.0", "swagger": "2.0", "basePath": "/", "x-servres": [],
            "paths": {"/a": {"post": {
                "consumes": [], "x-requestbody": {}, "method": "post", "auth": true,
                "responses": {"200": {"description": "", "headers": {"Desciption": {"schema": {}}},
                    "content": {"a/b": {"example": data, "examples": {"exmaple": {"value": data}}}}}},
                "parameters": [{"name": "x", "in": "body", "type": "string", "x-requird": true}],
            }}},
            "components": {"schemas": {
                "A": {
                    "properties": {"requird": {"default": data}, "propertys": {"enum": [data]}, "typ": {"const": data}},
                    "name": "A", "id": "a", "optional": true, "enumNames": [], "order": 1, "titles": {"type": "string"},
                    "type": "object", "types": ["a"],
                    "discriminator": {"propertyName": "requird", "mapping": {"propertyname": "A"}},
                    "x-typ": data,
                },
                "Typ": {"$ref": "#/components/schemas/A", "typ": "string"},
            }},
        });
        assert_eq!(misspelt(main, &[]), []);
    }

    #[test]
    fn references_decide_what_is_expected_in_other_documents() {
        let main = json!({
            "openapi": "3.1.0",
            "paths": {"/a": {"$ref": "paths.yaml#/a"}, "/b": {"$ref": "paths.yaml#/a"}},
            "components": {"schemas": {"A": {"$ref": "a.yaml"}}, "x-more": {"B": {"requird": []}}},
        });
        let paths = json!({
            "a": {"get": {"reponses": {}, "responses": {"200": {"$ref": "#/ok"}}}, "post": {"reponses": {}}},
            "ok": {"contnet": {}}, "unused": {"reponses": {}},
        });
        let schema = json!({"type": "object", "properties": {"a": {"$ref": "#"}}, "requird": ["a"]});
        let found = misspelt(main, &[("paths.yaml", paths), ("a.yaml", schema)]);
        let expected = [
            pair("a.yaml#/requird", "required"),
            pair("paths.yaml#/a/get/reponses", "responses"),
            pair("paths.yaml#/a/post/reponses", "responses"),
            pair("paths.yaml#/ok/contnet", "content"),
        ];
        let mut sorted = found;
        sorted.sort();
        assert_eq!(sorted, expected);
    }
}
