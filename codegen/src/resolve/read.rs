//! Reads fields of the document, with a diagnostic for each that has the wrong type.

use super::follow::Follower;
use super::schema::{Schema, SchemaId};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::dialect::{Normal, Origins, kind};
use crate::source::Documents;
use serde_json::{Map, Value};
use std::collections::{HashMap, VecDeque};

/// The state of the phase: the documents, and what has been read from them.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Value,
    follower: Follower<'a>,
    pub(super) origins: &'a Origins,
    pub(super) documents: &'a Documents,
    /// Replaces `null` where an empty object is allowed.
    empty: &'a Map<String, Value>,
    pub(super) schemas: Vec<Schema>,
    /// The numbers given to places so far.
    numbers: HashMap<Pointer, SchemaId>,
    /// Named schemas outside of the main document's `components`, in the order of discovery.
    pub(super) named: Vec<(String, SchemaId)>,
    /// Schemas that are numbered but not read yet. A queue instead of recursion, so that no description can exhaust the
    /// stack.
    queue: VecDeque<(SchemaId, &'a Value)>,
    diagnostics: Diagnostics,
}

/// An object of the document with its place.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) pointer: Pointer,
    pub(super) members: &'a Map<String, Value>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(normal: &'a Normal) -> Self {
        Self {
            document: normal.documents.main(),
            follower: Follower::new(normal),
            origins: &normal.origins,
            documents: &normal.documents,
            empty: &normal.empty,
            schemas: Vec::new(),
            numbers: HashMap::new(),
            named: Vec::new(),
            queue: VecDeque::new(),
            diagnostics: Diagnostics::new(),
        }
    }

    pub(super) fn into_diagnostics(mut self) -> Diagnostics {
        self.follower.broken().into_iter().for_each(|each| self.diagnostics.push(each));
        self.diagnostics
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a field of the wrong JSON type that is ignored.
    pub(super) fn wrong_type(&mut self, pointer: &Pointer, found: &Value, expected: &str) {
        let message = format!("found {}, which is ignored", kind(found));
        self.report(Diagnostic::new(Code::Tolerated, pointer, message).expected(expected));
    }

    fn taken(&mut self, pointer: &Pointer, found: &Value, as_what: &str, expected: &str) {
        let message = format!("found {}, which is read as {as_what}", kind(found));
        self.report(Diagnostic::new(Code::Tolerated, pointer, message).expected(expected));
    }

    /// The number of the schema at a place, which is read later by [`read_queue`](Self::read_queue).
    pub(super) fn schema(&mut self, pointer: Pointer, value: &'a Value) -> SchemaId {
        if let Some(id) = self.numbers.get(&pointer) {
            return *id;
        }
        let id = SchemaId(self.schemas.len());
        self.schemas.push(Schema { pointer: pointer.clone(), ..Schema::default() });
        self.numbers.insert(pointer, id);
        self.queue.push_back((id, value));
        id
    }

    /// The number of a place that has one.
    pub(super) fn number(&self, pointer: &Pointer) -> Option<SchemaId> {
        self.numbers.get(pointer).copied()
    }

    /// The component schema with a name.
    pub(super) fn component(&self, name: &str) -> Option<(Pointer, &'a Value)> {
        let pointer = Pointer::root().join("components").join("schemas").join(name);
        let value = self.document.pointer(&pointer.text())?;
        Some((pointer, value))
    }

    /// The target of a reference that need not exist.
    pub(super) fn found(&self, from: &Pointer, reference: &str) -> Option<(Pointer, &'a Value)> {
        self.follower.target(from, reference).ok().map(|(found, _)| found)
    }

    /// The number of the schema that a reference points to.
    pub(super) fn referred(&mut self, from: &Pointer, reference: &str) -> Option<SchemaId> {
        match self.follower.target(from, reference) {
            Ok(((pointer, value), more)) => {
                self.diagnostics.extend(more);
                let known = self.schemas.len();
                let name = pointer.component();
                let id = self.schema(pointer, value);
                // Those of the main document are numbered before any reference is resolved.
                if id.0 == known {
                    self.named.extend(name.map(|name| (name, id)));
                }
                Some(id)
            }
            Err(diagnostic) => {
                self.lost(*diagnostic, "any JSON value is used instead");
                None
            }
        }
    }

    /// Reports a reference that cannot be resolved, and what happens instead.
    fn lost(&mut self, diagnostic: Diagnostic, consequence: &str) {
        let message = format!("{}; {consequence}", diagnostic.message);
        self.report(Diagnostic { message, ..diagnostic });
    }

    /// The next schema that is numbered but not read.
    pub(super) fn next_unread(&mut self) -> Option<(SchemaId, &'a Value)> {
        self.queue.pop_front()
    }

    /// A value as an object, following references. `null` is ignored.
    pub(super) fn object(&mut self, pointer: &Pointer, value: &'a Value) -> Option<Node<'a>> {
        let (pointer, value) = self.last(pointer, value)?;
        match value {
            Value::Object(members) => Some(Node { pointer, members }),
            Value::Null => None,
            other => {
                self.wrong_type(&pointer, other, "an object");
                None
            }
        }
    }

    /// A value as an object, following references, where one is needed: `null` is read as an empty object. Reports
    /// anything else, with its `consequence`.
    pub(super) fn part(&mut self, pointer: &Pointer, value: &'a Value, consequence: &str) -> Option<Node<'a>> {
        let (pointer, value) = match self.follower.last(pointer, value) {
            Ok((found, more)) => {
                self.diagnostics.extend(more);
                found
            }
            Err(diagnostic) => {
                self.lost(*diagnostic, consequence);
                return None;
            }
        };
        match value {
            Value::Object(members) => Some(Node { pointer, members }),
            Value::Null => Some(Node { pointer, members: self.empty }),
            other => {
                let message = format!("found {}; {consequence}", kind(other));
                self.report(Diagnostic::new(Code::WrongType, &pointer, message).expected("an object"));
                None
            }
        }
    }

    fn last(&mut self, pointer: &Pointer, value: &'a Value) -> Option<(Pointer, &'a Value)> {
        match self.follower.last(pointer, value) {
            Ok((found, more)) => {
                self.diagnostics.extend(more);
                Some(found)
            }
            Err(diagnostic) => {
                self.lost(*diagnostic, "its target is skipped");
                None
            }
        }
    }

    /// The objects in a map, without extensions.
    pub(super) fn named_objects(&mut self, node: &Node<'a>, key: &str) -> Vec<(&'a str, Node<'a>)> {
        self.entries(node, key)
            .into_iter()
            .filter_map(|(name, pointer, value)| Some((name, self.object(&pointer, value)?)))
            .collect()
    }

    /// The entries of a map, without extensions.
    pub(super) fn entries(&mut self, node: &Node<'a>, key: &str) -> Vec<(&'a str, Pointer, &'a Value)> {
        let pointer = node.pointer.join(key);
        match node.members.get(key) {
            // The entries of a mapping are references themselves.
            Some(map @ Value::Object(own)) if key != "mapping" && own.get("$ref").is_some_and(Value::is_string) => {
                let elsewhere = self.object(&pointer, map).map(|found| listed(&found, key)).unwrap_or_default();
                let own = listed(&Node { pointer, members: own }, key).into_iter().filter(|(name, ..)| *name != "$ref");
                let mut entries: Vec<_> = own.collect();
                let added: Vec<_> =
                    elsewhere.into_iter().filter(|(name, ..)| !entries.iter().any(|(own, ..)| own == name)).collect();
                entries.extend(added);
                entries
            }
            Some(Value::Object(members)) => listed(&Node { pointer, members }, key),
            None | Some(Value::Null) => Vec::new(),
            // Some generators write this for an empty map.
            Some(Value::Array(elements)) if elements.is_empty() => Vec::new(),
            Some(other) => {
                self.wrong_type(&pointer, other, "an object");
                Vec::new()
            }
        }
    }

    /// The items of an array.
    pub(super) fn elements(&mut self, node: &Node<'a>, key: &str) -> Vec<(Pointer, &'a Value)> {
        let pointer = node.pointer.join(key);
        match node.members.get(key) {
            Some(Value::Array(elements)) => {
                elements.iter().enumerate().map(|(index, value)| (pointer.join(index), value)).collect()
            }
            None | Some(Value::Null) => Vec::new(),
            Some(other) => {
                self.wrong_type(&pointer, other, "an array");
                Vec::new()
            }
        }
    }

    /// A string. Numbers and booleans are read as their text.
    pub(super) fn text(&mut self, node: &Node<'a>, key: &str) -> Option<String> {
        match node.members.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => self.plain(&node.pointer.join(key), other),
        }
    }

    fn plain(&mut self, pointer: &Pointer, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => {
                self.taken(pointer, value, "a string", "a string");
                Some(value.to_string())
            }
            Value::Null | Value::Array(_) | Value::Object(_) => {
                self.wrong_type(pointer, value, "a string");
                None
            }
        }
    }

    /// An array of strings. A single string is read as an array of one.
    pub(super) fn texts(&mut self, node: &Node<'a>, key: &str) -> Vec<String> {
        if let Some(Value::String(text)) = node.members.get(key) {
            self.taken(&node.pointer.join(key), &node.members[key], "an array of one", "an array");
            return vec![text.clone()];
        }
        let elements = self.elements(node, key);
        elements.into_iter().filter_map(|(pointer, value)| self.plain(&pointer, value)).collect()
    }

    /// The example of a parameter or a media type, else the first of several (OpenAPI 3.1, 4.8.19; `dataValue` since
    /// 3.2). Serialized and external ones are ignored. Malformed examples are not reported: they do not matter.
    pub(super) fn example(&self, node: &Node<'a>) -> Option<Value> {
        if let Some(example) = node.members.get("example") {
            return Some(self.shown(&node.pointer.join("example"), example));
        }
        let (name, first) = node.members.get("examples")?.as_object()?.iter().next()?;
        let at = node.pointer.join("examples").join(name);
        let ((place, example), _) = self.follower.last(&at, first).ok()?;
        let key = ["value", "dataValue"].into_iter().find(|key| example.get(key).is_some())?;
        Some(self.shown(&place.join(key), &example[key]))
    }

    /// A boolean.
    pub(super) fn flag(&mut self, node: &Node<'a>, key: &str) -> Option<bool> {
        match node.members.get(key)? {
            Value::Bool(flag) => Some(*flag),
            Value::Null => None,
            other => {
                let pointer = node.pointer.join(key);
                let flag = other.as_str().and_then(|text| text.parse().ok());
                match flag {
                    Some(_) => self.taken(&pointer, other, "a boolean", "true or false"),
                    None => self.wrong_type(&pointer, other, "true or false"),
                }
                flag
            }
        }
    }
}

/// The maps that can have extensions among their entries. In all others a name that starts with `x-` is a name, as that of a header.
const EXTENDED: [&str; 2] = ["paths", "responses"];

/// The entries of the map `key`, without extensions.
fn listed<'a>(map: &Node<'a>, key: &str) -> Vec<(&'a str, Pointer, &'a Value)> {
    let entries = map.members.iter();
    entries
        .filter(|(name, _)| !(name.starts_with("x-") && EXTENDED.contains(&key)))
        .map(|(name, value)| (name.as_str(), map.pointer.join(name), value))
        .collect()
}

/// Extensions: fields that start with `x-`.
pub(super) fn extensions(node: &Node<'_>) -> Map<String, Value> {
    node.members
        .iter()
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

pub(super) fn child<'a>(reader: &mut Reader<'a>, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
    reader.object(&node.pointer.join(key), node.members.get(key)?)
}
