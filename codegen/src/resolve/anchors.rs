//! Identifiers in schemas: `$id`, `$anchor` and `$dynamicAnchor` (JSON Schema 2020-12, 8.2).

use crate::diag::{PathStack, Pointer};
use crate::source::Documents;
use serde_json::Value;
use std::collections::HashMap;

/// The schemas of all documents that have such an identifier.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Schemas by their absolute `$id`.
    by_id: HashMap<String, Pointer>,
    /// The base URI inside of each schema with an `$id`.
    bases: HashMap<Pointer, String>,
    /// Schemas by their anchor and the nearest enclosing schema with an `$id`, else their document.
    anchors: HashMap<(Pointer, String), Pointer>,
    /// The first schema of each document with an anchor.
    first: HashMap<(String, String), Pointer>,
}

impl Anchors {
    pub(super) fn of(documents: &Documents) -> Self {
        let mut identities = Self::default();
        for (name, document) in documents.iter() {
            let scope = Scope { resource: Pointer::document_root(name), base: name.to_owned() };
            identities.collect(document, &PathStack::root(name), &scope, documents);
        }
        identities
    }

    fn collect(&mut self, value: &Value, trail: &PathStack<'_>, scope: &Scope, documents: &Documents) {
        match value {
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    self.collect(element, &trail.index(index), scope, documents);
                }
            }
            Value::Object(members) => {
                let text = |key: &str| members.get(key).and_then(Value::as_str);
                let own = text("$id").map(|id| {
                    let place = trail.pointer();
                    let base = documents.named(&scope.base, id.trim_end_matches('#'));
                    self.by_id.entry(base.clone()).or_insert_with(|| place.clone());
                    self.bases.insert(place.clone(), base.clone());
                    Scope { resource: place, base }
                });
                let scope = own.as_ref().unwrap_or(scope);
                for anchor in [text("$anchor"), text("$dynamicAnchor")].into_iter().flatten() {
                    let place = trail.pointer();
                    let document = (place.document().to_owned(), anchor.to_owned());
                    self.first.entry(document).or_insert_with(|| place.clone());
                    self.anchors.entry((scope.resource.clone(), anchor.to_owned())).or_insert(place);
                }
                for (key, value) in members {
                    self.collect(value, &trail.key(key), scope, documents);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// The target of a reference at `from` by such an identifier.
    pub(super) fn place(
        &self,
        from: &Pointer,
        document: &str,
        fragment: &str,
        documents: &Documents,
    ) -> Option<Pointer> {
        let around =
            std::iter::successors(Some(from.clone()), Pointer::parent).find(|place| self.bases.contains_key(place));
        let base = around.as_ref().and_then(|place| self.bases.get(place)).map_or(from.document(), String::as_str);
        let name = documents.named(base, document);
        let resource = match document.is_empty() {
            true => around.unwrap_or_else(|| Pointer::document_root(from.document())),
            false => match self.by_id.get(&name) {
                Some(resource) => resource.clone(),
                None => Pointer::document_root(documents.get(&name).map(|_| name.as_str())?),
            },
        };
        if fragment.is_empty() {
            return Some(resource);
        }
        if fragment.starts_with('/') {
            let path = format!("{}{fragment}", resource.text());
            return Some(Pointer::in_document(resource.document(), &path));
        }
        let anchor = fragment.to_owned();
        let anywhere = || self.first.get(&(resource.document().to_owned(), anchor.clone()));
        self.anchors.get(&(resource.clone(), anchor.clone())).or_else(anywhere).cloned()
    }
}

/// The scope of a schema.
struct Scope {
    /// The nearest enclosing schema with an `$id`, else the document.
    resource: Pointer,
    /// The base URI in this scope.
    base: String,
}
