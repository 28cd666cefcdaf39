//! Collects the examples of a description, each with the types of its place.

use bindery::Product;
use bindery::api::Kind;
use bindery::diag::Pointer;
use bindery::dialect::Normal;
use bindery::listing::{listing, type_path};
use bindery::resolve::Follower;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The limit for examples of a document.
const MOST: usize = 50_000;
/// The keys of a path item that are operations.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The collected examples.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) examples: Vec<Example>,
    /// The types, as paths in the generated crate.
    pub(super) types: Vec<String>,
    /// The number of skipped examples, by reason.
    pub(super) skipped: BTreeMap<String, usize>,
}

/// An example.
pub(super) struct Example {
    /// The place of the example.
    pub(super) place: Pointer,
    pub(super) value: Value,
    /// Its possible types, by position in [`Collected::types`]: one type, or those of both directions.
    pub(super) types: Vec<usize>,
    /// The schema that it is an example of. For a property, that of its object, since several places of it can describe
    /// the property.
    pub(super) schema: Option<Pointer>,
    pub(super) property: Option<String>,
}

impl Example {
    /// The path from the value of the schema to the example.
    pub(super) fn prefix(&self) -> String {
        self.property.as_ref().map(|name| format!("/{name}")).unwrap_or_default()
    }
}

/// Collects the examples of the operations, and of the schemas that have a type.
pub(super) fn collect<'a>(product: &Product, normal: &'a Normal, follower: &'a Follower<'a>) -> Collected {
    let mut collector = Collector {
        normal,
        follower,
        library: format!("{}::", product.names.library),
        found: Collected::default(),
        known: HashMap::new(),
        passed: HashSet::new(),
        places: HashMap::new(),
    };
    let listing = listing(product);
    collector.operations(&listing);
    collector.schemas(&listing);
    collector.properties(product);
    collector.found
}

/// A value with its place.
type Node<'a> = (Pointer, &'a Value);

struct Collector<'a> {
    normal: &'a Normal,
    follower: &'a Follower<'a>,
    /// The prefix of paths into the generated crate.
    library: String,
    found: Collected,
    /// The position of each type.
    known: HashMap<String, usize>,
    /// The places of skipped examples.
    passed: HashSet<Pointer>,
    /// The position of each example by its place.
    places: HashMap<Pointer, usize>,
}

impl<'a> Collector<'a> {
    /// Counts a skipped example. Several operations may share one.
    fn skip(&mut self, place: Pointer, why: &str) {
        if self.passed.insert(place) {
            *self.found.skipped.entry(why.to_owned()).or_default() += 1;
        }
    }

    /// The value of a key, behind all references.
    fn child(&self, node: &Node<'a>, key: &str) -> Option<Node<'a>> {
        self.last((node.0.join(key), node.1.get(key)?))
    }

    fn last(&self, node: Node<'a>) -> Option<Node<'a>> {
        if node.1.get("$ref").is_some_and(Value::is_string) {
            return self.follower.last(&node.0, node.1).ok().map(|(found, _)| found);
        }
        Some(node)
    }

    fn children(&self, node: &Node<'a>, key: &str) -> Vec<(String, Node<'a>)> {
        let Some(found) = self.child(node, key) else { return Vec::new() };
        let keys = found.1.as_object().into_iter().flat_map(Map::keys);
        keys.filter_map(|key| Some((key.clone(), self.child(&found, key)?))).collect()
    }

    /// The examples of requests and responses.
    fn operations(&mut self, listing: &Value) {
        let root = (Pointer::root(), self.normal.documents.main());
        for (path, item) in self.children(&root, "paths") {
            let shared = self.parameters(&item);
            let named = METHODS.iter().filter_map(|method| Some(((*method).to_owned(), self.child(&item, method)?)));
            let more = self.children(&item, "additionalOperations");
            for (method, operation) in named.collect::<Vec<_>>().into_iter().chain(more) {
                let is_it = |each: &&Value| {
                    each["path"] == *path && each["method"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(&method))
                };
                let bound = listing["operations"].as_array().into_iter().flatten().find(is_it);
                let bound = bound.unwrap_or(&Value::Null);
                let own = self.parameters(&operation);
                for (place, parameter) in own.into_iter().chain(shared.iter().cloned()) {
                    self.parameter((place, parameter), bound);
                }
                self.body(&operation, bound);
                self.responses(&operation, bound);
            }
        }
    }

    fn parameters(&self, node: &Node<'a>) -> Vec<Node<'a>> {
        let Some((place, listed)) = self.child(node, "parameters") else { return Vec::new() };
        let each = listed.as_array().into_iter().flatten().enumerate();
        each.filter_map(|(index, parameter)| self.last((place.join(index), parameter))).collect()
    }

    fn parameter(&mut self, parameter: Node<'a>, bound: &Value) {
        let name = parameter.1.get("name");
        let place = parameter.1.get("in");
        let listed = bound["parameters"].as_array().into_iter().flatten();
        let of = listed.clone().find(|each| Some(&each["name"]) == name && Some(&each["in"]) == place);
        let of = of.and_then(|each| each["type"].as_str());
        self.media(&parameter, of, "a parameter that is not bound", Form::Text);
        for (_, content) in self.children(&parameter, "content") {
            self.media(&content, of, "a parameter that is not bound", Form::Text);
        }
    }

    fn body(&mut self, operation: &Node<'a>, bound: &Value) {
        let Some(body) = self.child(operation, "requestBody") else { return };
        for (media_type, content) in self.children(&body, "content") {
            let of = bound["body"].as_array().into_iter().flatten().find(|each| each["media_type"] == *media_type);
            self.content(&media_type, &content, of.and_then(|each| each["type"].as_str()));
        }
    }

    fn responses(&mut self, operation: &Node<'a>, bound: &Value) {
        for (status, response) in self.children(operation, "responses") {
            let listed = bound["responses"].as_array().into_iter().flatten();
            let of: Vec<&Value> = listed.filter(|each| each["status"] == *status).collect();
            for (media_type, content) in self.children(&response, "content") {
                let of = of.iter().find(|each| each["media_type"] == *media_type);
                self.content(&media_type, &content, of.and_then(|each| each["type"].as_str()));
            }
            for (_, header) in self.children(&response, "headers") {
                self.media(&header, None, "a header of a response", Form::Text);
            }
        }
    }

    fn content(&mut self, media_type: &str, content: &Node<'a>, of: Option<&str>) {
        let (of, why) = match is_json(media_type) {
            true => (of, "a body that is not bound under this media type"),
            false => (None, "not JSON"),
        };
        self.media(content, of, why, Form::Json);
    }

    /// The examples beside a schema, and those of the schema itself unless it is a component.
    fn media(&mut self, node: &Node<'a>, of: Option<&str>, why: &str, form: Form) {
        let schema = node.1.get("schema").map(|_| node.0.join("schema"));
        let mut found = Vec::new();
        for key in ["example", "x-example"] {
            found.extend(node.1.get(key).map(|value| (node.0.join(key), value.clone())));
        }
        for (_, example) in self.children(node, "examples") {
            found.extend(self.value(&example));
        }
        if let Some(inner) = node.1.get("schema").filter(|schema| schema.get("$ref").is_none()) {
            found.extend(schema_examples(&node.0.join("schema"), inner));
        }
        for (place, value) in found {
            match of {
                None => self.skip(place, why),
                Some(of) if form == Form::Text && is_styled(of, &value) => {
                    self.skip(place, "a parameter's value as text");
                }
                Some(of) => self.add(place, &value, of, schema.clone(), None),
            }
        }
    }

    /// The value of an Example Object.
    fn value(&mut self, example: &Node<'a>) -> Option<(Pointer, Value)> {
        for key in ["value", "dataValue", "serializedValue"] {
            if let Some(value) = example.1.get(key) {
                return Some((example.0.join(key), value.clone()));
            }
        }
        match example.1.get("externalValue") {
            Some(_) => self.skip(example.0.clone(), "externalValue"),
            None => self.skip(example.0.clone(), "an example without a value"),
        }
        None
    }

    /// The examples in schemas that have types.
    fn schemas(&mut self, listing: &Value) {
        for row in listing["schemas"].as_array().into_iter().flatten() {
            let (Some(pointer), Some(of)) = (row["pointer"].as_str(), row["rust"].as_str()) else { continue };
            if row["kind"] == "constant" {
                continue;
            }
            let now = self.normal.origins.current(&Pointer::from_displayed(pointer));
            let Some(schema) = self.normal.documents.at(&now) else { continue };
            for (place, value) in schema_examples(&now, schema) {
                self.add(place, &value, of, Some(now.clone()), None);
            }
        }
    }

    /// The examples of properties, most of which have no type of their own.
    fn properties(&mut self, product: &Product) {
        for definition in &product.api.types {
            let Kind::Object { properties, .. } = &definition.kind else { continue };
            let now = self.normal.origins.current(&definition.pointer);
            for property in properties.iter().filter(|property| property.constant.is_none()) {
                let Some(example) = &property.docs.example else { continue };
                let of = type_path(product, &property.of);
                let of = if property.nullable { format!("Option<{of}>") } else { of };
                let place = now.join("properties").join(&property.name).join("example");
                self.add(place, example, &of, Some(now.clone()), Some(&property.name));
            }
        }
    }

    fn add(&mut self, place: Pointer, value: &Value, of: &str, schema: Option<Pointer>, property: Option<&str>) {
        let bytes = format!("{}runtime::Bytes", self.library);
        if of == bytes || of.contains("runtime::Upload") || of.starts_with('&') {
            return self.skip(place, "bytes, which JSON does not have");
        }
        // In JSON, bytes are strings.
        let of = of.replace(&bytes, "String");
        let of = if value.is_null() && !of.starts_with("Option<") { format!("Option<{of}>") } else { of };
        let next = self.found.types.len();
        let of = *self.known.entry(of).or_insert_with_key(|of| {
            self.found.types.push(of.clone());
            next
        });
        if let Some(index) = self.places.get(&place) {
            if let Some(example) = self.found.examples.get_mut(*index).filter(|each| !each.types.contains(&of)) {
                example.types.push(of);
            }
            return;
        }
        let Some(value) = self.with_files(&place, value, 0) else {
            return self.skip(place, "an unresolved reference");
        };
        if self.found.examples.len() >= MOST {
            return self.skip(place, "more than are tried");
        }
        self.places.insert(place.clone(), self.found.examples.len());
        let property = property.map(str::to_owned);
        self.found.examples.push(Example {
            place: self.normal.origins.original(&place),
            value,
            types: vec![of],
            schema,
            property,
        });
    }

    /// An example with the parts that it takes from other files: some descriptions keep examples there, behind `$ref`
    /// with siblings.
    fn with_files(&self, place: &Pointer, value: &Value, depth: usize) -> Option<Value> {
        match value {
            _ if depth > 20 => None,
            Value::Object(members) => {
                let mut whole = Map::new();
                if let Some(Value::String(reference)) = members.get("$ref").filter(|_| looks_like_file(value)) {
                    let ((at, target), _) = self.follower.target(place, reference).ok()?;
                    if let Value::Object(target) = self.with_files(&at, target, depth + 1)? {
                        whole = target;
                    }
                }
                let is_file = looks_like_file(value);
                for (name, member) in members.iter().filter(|(name, _)| !(is_file && *name == "$ref")) {
                    whole.insert(name.clone(), self.with_files(&place.join(name), member, depth + 1)?);
                }
                Some(Value::Object(whole))
            }
            Value::Array(elements) => {
                let each = elements.iter().enumerate();
                let each = each.map(|(index, element)| self.with_files(&place.join(index), element, depth + 1));
                each.collect::<Option<Vec<_>>>().map(Value::Array)
            }
            other => Some(other.clone()),
        }
    }
}

/// How the value of a place is serialized.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    /// In the style of a parameter.
    Text,
}

/// Whether the example of a parameter is a list or an object in serialized form.
fn is_styled(of: &str, value: &Value) -> bool {
    let of = of.strip_prefix("Option<").unwrap_or(of);
    let holds_values = of.starts_with("Vec<") || of.starts_with("std::collections") || of.starts_with('(');
    value.as_str().is_some_and(|text| holds_values && serde_json::from_str::<Value>(text).is_err())
}

/// Whether a value in an example refers to a file.
fn looks_like_file(value: &Value) -> bool {
    value
        .get("$ref")
        .and_then(Value::as_str)
        .is_some_and(|to| !to.starts_with('#') && to.contains('.') && !to.contains(' '))
}

/// `example`, and `examples` if it is a list as in JSON Schema.
fn schema_examples(at: &Pointer, schema: &Value) -> Vec<(Pointer, Value)> {
    let one = schema.get("example").map(|value| (at.join("example"), value.clone()));
    let all = schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate();
    one.into_iter().chain(all.map(|(index, value)| (at.join("examples").join(index), value.clone()))).collect()
}

/// Whether a body of a media type is one JSON value.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json") || matches!(essence.as_str(), "*/*" | "application/*")
}
