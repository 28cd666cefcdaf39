//! Resolves references to values.

use super::anchors::Anchors;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::dialect::Normal;
use crate::source::decoded;
use crate::text::closest;
use serde_json::Value;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashSet};

/// The limit for references in a chain, so that many chains together take bounded time.
const LONGEST_CHAIN: usize = 1_000;

/// How many existing names are compared with a missing one.
const MOST_SIBLINGS: usize = 5_000;

/// The limit for references that one JSON pointer may pass through.
const LONGEST_WAY: usize = 20;

/// Why a reference cannot be resolved.
type Nowhere = Box<Diagnostic>;
/// A place and its value.
type Found<'a> = (Pointer, &'a Value);

/// Resolves references through the documents of a description.
pub struct Follower<'a> {
    normal: &'a Normal,
    /// The identifiers in schemas, collected when a reference first needs them.
    identities: OnceCell<Anchors>,
    /// Documents that references pointed to and that are missing.
    missed: RefCell<BTreeSet<String>>,
}

impl<'a> Follower<'a> {
    /// Resolves the references of a description.
    pub fn new(normal: &'a Normal) -> Self {
        Self { normal, identities: OnceCell::new(), missed: RefCell::default() }
    }

    /// The diagnostics of documents that references pointed to and that could not be parsed.
    pub(super) fn broken(&self) -> Vec<Diagnostic> {
        self.missed.borrow().iter().filter_map(|name| self.normal.documents.broken(name)).cloned().collect()
    }

    /// The target of a reference at `from`, and a diagnostic if it had to be repaired.
    pub fn target(&self, from: &Pointer, reference: &str) -> Result<(Found<'a>, Diagnostics), Nowhere> {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = decoded(fragment);
        let name = self.normal.documents.named(from.document(), document);
        if let Some(found) = self.direct(&name, &fragment).or_else(|| self.identified(from, document, &fragment)) {
            return Ok((found, Diagnostics::new()));
        }
        let meant = self.meant(reference, document, &fragment).or_else(|| self.through(&name, &fragment));
        if let Some((found, meant)) = meant {
            let message = format!("cannot resolve the reference {reference:?}; {meant} is used instead");
            return Ok((found, Diagnostic::new(Code::Tolerated, &from.join("$ref"), message).into()));
        }
        Err(self.nowhere(from, reference, &name, &fragment))
    }

    /// The target of a JSON pointer in a document.
    fn direct(&self, name: &str, fragment: &str) -> Option<Found<'a>> {
        let is_pointer = fragment.is_empty() || fragment.starts_with('/');
        is_pointer.then(|| self.at(&Pointer::in_document(name, fragment))).flatten()
    }

    /// The value at an original place, as it was before rewriting.
    fn at(&self, before: &Pointer) -> Option<Found<'a>> {
        let now = self.normal.origins.current(before);
        Some((now.clone(), self.normal.documents.at(&now)?))
    }

    /// The target of a reference by `$id`, `$anchor` or `$dynamicAnchor` (JSON Schema 2020-12, 8.2).
    fn identified(&self, from: &Pointer, document: &str, fragment: &str) -> Option<Found<'a>> {
        let identities = self.identities.get_or_init(|| Anchors::of(&self.normal.documents));
        let place = identities.place(from, document, fragment, &self.normal.documents)?;
        let value = self.normal.documents.at(&place)?;
        Some((place, value))
    }

    /// The likely target of a reference in the form of another version or tool.
    fn meant(&self, reference: &str, document: &str, fragment: &str) -> Option<(Found<'a>, String)> {
        let schema = match fragment.strip_prefix("/definitions/") {
            Some(name) if document.is_empty() => name,
            Some(_) => return None,
            None if fragment.is_empty() && !reference.contains(['/', '#']) => document,
            None => return None,
        };
        let place = format!("/components/schemas/{schema}");
        let found = self.direct("", &place)?;
        Some((found, format!("#{place}")))
    }

    /// The target of a JSON pointer that passes through references, as some bundlers allow.
    fn through(&self, name: &str, fragment: &str) -> Option<(Found<'a>, String)> {
        if !fragment.starts_with('/') {
            return None;
        }
        let pointer = self.normal.origins.current(&Pointer::in_document(name, fragment));
        let root = Pointer::document_root(name);
        let mut found = (root.clone(), self.normal.documents.at(&root)?);
        let mut hops = 0;
        for segment in pointer.segments() {
            while let (None, Some(reference)) = (inside(found.1, &segment), found.1.get("$ref").and_then(Value::as_str))
            {
                hops += 1;
                if hops > LONGEST_WAY {
                    return None;
                }
                let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                let name = self.normal.documents.named(found.0.document(), document);
                found = self.direct(&name, &decoded(fragment))?;
            }
            found = (found.0.join(&segment), inside(found.1, &segment)?);
        }
        let place = found.0.to_string();
        Some((found, place))
    }

    fn nowhere(&self, from: &Pointer, reference: &str, name: &str, fragment: &str) -> Nowhere {
        let at = from.join("$ref");
        let documents = &self.normal.documents;
        if documents.get(name).is_none() {
            self.missed.borrow_mut().insert(name.to_owned());
            let (code, reason, expected) = match documents.absent(name) {
                Some(absent) => (absent.code, absent.reason.clone(), absent.expected.clone()),
                None => {
                    let expected = "a reference within the document, or to a file in its folder".to_owned();
                    (Code::RemoteReference, "points to another document".to_owned(), expected)
                }
            };
            return Box::new(
                Diagnostic::new(code, &at, format!("the reference {reference:?} {reason}")).expected(expected),
            );
        }
        let expected = match fragment.is_empty() || fragment.starts_with('/') {
            true => self.siblings(&Pointer::in_document(name, fragment)),
            false => format!("an \"$anchor\" {fragment:?}, or a JSON pointer such as \"#/components/schemas/Name\""),
        };
        let message = format!("cannot resolve the reference {reference:?}");
        Box::new(Diagnostic::new(Code::DanglingReference, &at, message).expected(expected))
    }

    /// Follows references until a value that is not one.
    pub fn last(&self, at: &Pointer, value: &'a Value) -> Result<(Found<'a>, Diagnostics), Nowhere> {
        let mut found = (at.clone(), value);
        let mut diagnostics = Diagnostics::new();
        let mut seen = HashSet::new();
        while let Some(reference) = found.1.get("$ref").and_then(Value::as_str) {
            let place = at.join("$ref");
            if !seen.insert(found.0.clone()) {
                let message = "the reference is circular";
                return Err(Box::new(Diagnostic::new(Code::CyclicReference, &place, message)));
            }
            if seen.len() > LONGEST_CHAIN {
                let message = format!("a chain of more than {LONGEST_CHAIN} references begins here");
                return Err(Box::new(Diagnostic::new(Code::TooLarge, &place, message)));
            }
            let (next, more) = self.target(&found.0, reference)?;
            found = next;
            diagnostics.extend(more);
        }
        Ok((found, diagnostics))
    }

    /// Suggests a target: similar names in the deepest place that exists.
    fn siblings(&self, before: &Pointer) -> String {
        let pointer = self.normal.origins.current(before);
        let mut place = self.normal.documents.get(pointer.document()).unwrap_or(&Value::Null);
        let mut wanted = String::new();
        for segment in pointer.segments() {
            match inside(place, &segment) {
                Some(value) => place = value,
                None => {
                    wanted = segment;
                    break;
                }
            }
        }
        let names = place.as_object().into_iter().flat_map(|members| members.keys().take(MOST_SIBLINGS));
        let nearest = closest(&wanted, names.map(String::as_str));
        match nearest {
            Some(name) => format!("an existing definition; there is no {wanted:?}, did you mean {name:?}?"),
            None => format!("an existing definition; there is no {wanted:?}"),
        }
    }
}

/// The value of a key or index in a value.
fn inside<'v>(value: &'v Value, segment: &str) -> Option<&'v Value> {
    match value {
        Value::Object(members) => members.get(segment),
        Value::Array(elements) => segment.parse::<usize>().ok().and_then(|index| elements.get(index)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn place(normal: &Normal, from: &Pointer, reference: &str) -> String {
        Follower::new(normal).target(from, reference).expect("resolved").0.0.to_string()
    }

    #[test]
    fn references_of_every_form_are_followed() {
        let document = json!({"paths": {"/a b": {"get": [1]}}, "b": {"$ref": "#/paths"}, "c": {"$ref": "#/c"}});
        let normal = Normal::from(document);
        let follower = Follower::new(&normal);
        let at = Pointer::root();
        assert_eq!(place(&normal, &at, "#/paths/~1a%20b/get/0"), "#/paths/~1a b/get/0");
        assert_eq!(place(&normal, &at, "#"), "#");
        let value = |key: &str| &normal.documents.main()[key];
        assert_eq!(follower.last(&at, value("b")).expect("resolved").0.0.text().as_str(), "/paths");
        let code = |reference: &str| follower.target(&at, reference).expect_err("nowhere").code;
        assert_eq!(code("#/paths/b"), Code::DanglingReference);
        assert_eq!(code("#anchor"), Code::DanglingReference);
        assert_eq!(code("other.json#/a"), Code::RemoteReference);
        assert_eq!(follower.last(&at, value("c")).expect_err("cycle").code, Code::CyclicReference);
    }

    #[test]
    fn anchors_and_ids_are_found_where_they_count() {
        let normal = Normal::from(json!({
            "components": {"schemas": {
                "A": {"$anchor": "a", "$defs": {"D": {"$dynamicAnchor": "d"}}},
                "B": {
                    "$id": "https://a.example/s/b.json",
                    "$defs": {"I": {"$anchor": "a"}, "T": {"$id": "tree.json"}},
                },
            }},
            "example": {"$anchor": "e"},
        }));
        let root = Pointer::root();
        let b = root.join("components").join("schemas").join("B");
        assert_eq!(place(&normal, &root, "#a"), "#/components/schemas/A");
        assert_eq!(place(&normal, &root, "#d"), "#/components/schemas/A/$defs/D");
        assert_eq!(place(&normal, &b.join("not"), "#a"), "#/components/schemas/B/$defs/I");
        assert_eq!(place(&normal, &b.join("not"), "#/$defs/I"), "#/components/schemas/B/$defs/I");
        assert_eq!(place(&normal, &b.join("not"), "#/components/schemas/A"), "#/components/schemas/A");
        assert_eq!(place(&normal, &b.join("not"), "tree.json"), "#/components/schemas/B/$defs/T");
        assert_eq!(place(&normal, &root, "https://a.example/s/b.json#a"), "#/components/schemas/B/$defs/I");
        assert_eq!(place(&normal, &root, "https://a.example/s/tree.json"), "#/components/schemas/B/$defs/T");
    }

    #[test]
    fn a_reference_in_the_form_of_another_version_is_resolved() {
        let normal = Normal::from(json!({"components": {"schemas": {"Pet": {}}}}));
        let follower = Follower::new(&normal);
        for reference in ["#/definitions/Pet", "Pet"] {
            let (found, said) = follower.target(&Pointer::root(), reference).expect("resolved");
            assert_eq!(found.0.text().as_str(), "/components/schemas/Pet");
            assert!(said.iter().all(|each| each.code == Code::Tolerated) && said.len() == 1);
        }
    }

    #[test]
    fn a_pointer_through_references_is_resolved() {
        let normal = Normal::from(json!({
            "a": {"schema": {"$ref": "#/b"}},
            "b": {"properties": {"x": {"$ref": "#/c"}}},
            "c": {"items": {}},
            "d": {"$ref": "#/d"},
        }));
        let follower = Follower::new(&normal);
        let (found, said) = follower.target(&Pointer::root(), "#/a/schema/properties/x/items").expect("resolved");
        assert_eq!((found.0.text().as_str(), said.len()), ("/c/items", 1));
        assert!(follower.target(&Pointer::root(), "#/d/x").is_err());
    }

    #[test]
    fn a_dangling_reference_suggests_similar_names() {
        let normal = Normal::from(json!({"components": {"schemas": {"LogStream": {}}}}));
        let error = Follower::new(&normal).target(&Pointer::root(), "#/components/schemas/LogStraem");
        assert!(error.expect_err("nowhere").expected.expect("expected").contains("LogStream"));
    }

    #[test]
    fn a_chain_of_references_is_followed_up_to_a_limit() {
        let chain = |length: usize| {
            let names = (0..length).map(|index| (index.to_string(), json!({"$ref": format!("#/{}", index + 1)})));
            Normal::from(Value::Object(names.chain([(length.to_string(), json!({}))]).collect()))
        };
        let code = |normal: &Normal| {
            Follower::new(normal)
                .last(&Pointer::root(), &normal.documents.main()["0"])
                .map_err(|error| error.code)
                .map(|_| ())
        };
        assert_eq!(code(&chain(900)), Ok(()));
        assert_eq!(code(&chain(100_000)), Err(Code::TooLarge));
    }
}
