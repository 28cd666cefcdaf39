//! Parameters of 2.0 that stay parameters.

use super::{LONGEST_CHAIN, Part, Rewriter, member};
use crate::diag::Pointer;
use serde_json::{Map, Value, json};

/// Fields of a parameter that describe its value.
const KEYWORDS: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    // Extensions that describe the values of an enum.
    "x-ms-enum",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-names",
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-enum-elements",
];

/// The result of converting a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The request body.
    Body,
    /// A property of a form, which is the request body.
    Form,
    /// A parameter.
    Other,
}

impl Kind {
    pub(super) fn of(parameter: &Value) -> Self {
        match member(parameter, "in") {
            Some("body") => Self::Body,
            Some("formData") => Self::Form,
            _ => Self::Other,
        }
    }
}

impl Rewriter<'_> {
    /// The parameters of a path item or an operation, at their original places; those of other documents are copied.
    pub(super) fn parameters(&mut self, node: &mut Map<String, Value>, before: &Pointer) -> Vec<Part> {
        match node.shift_remove("parameters") {
            Some(Value::Array(elements)) => elements
                .into_iter()
                .enumerate()
                .map(|(index, value)| self.taken_in(Part { value, before: before.join("parameters").join(index) }))
                .collect(),
            Some(other) => {
                // Reported where parameters are read.
                node.insert("parameters".to_owned(), other);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Classifies a parameter, which may also be a shared one.
    pub(super) fn kind(&self, parameter: &Value) -> Kind {
        self.named_parameter(parameter).map_or_else(|| Kind::of(parameter), |(_, shared)| Kind::of(shared))
    }

    /// The shared parameter that a reference points to, with its place.
    pub(super) fn named_parameter<'s>(&'s self, parameter: &Value) -> Option<(Pointer, &'s Value)> {
        let mut found = None;
        let mut reference = member(parameter, "$ref")?.to_owned();
        for _ in 0..LONGEST_CHAIN {
            let name = reference.strip_prefix("#/parameters/")?;
            let place = Pointer::from_escaped(format!("/parameters/{}", crate::source::decoded(name)));
            let key = place.last()?;
            let shared = self.shared.get(&key)?;
            found = Some((place, shared));
            match member(shared, "$ref") {
                Some(next) => reference = next.to_owned(),
                None => break,
            }
        }
        found
    }

    pub(super) fn plain_parameters(&mut self, parts: Vec<Part>, place: &Pointer) -> Value {
        let place = place.join("parameters");
        let list = parts.into_iter().enumerate().map(|(index, part)| self.parameter(part, &place.join(index)));
        Value::Array(list.collect())
    }

    /// Converts a parameter: its keywords become a schema.
    pub(super) fn parameter(&mut self, part: Part, place: &Pointer) -> Value {
        if part.before != *place && self.origins.original(place) != part.before {
            self.origins.moved(part.before.clone(), place.clone());
        }
        let Value::Object(mut parameter) = part.value else { return part.value };
        if parameter.contains_key("$ref") || parameter.contains_key("schema") {
            return Value::Object(parameter);
        }
        let format = parameter.shift_remove("collectionFormat");
        let schema = keywords(&mut parameter);
        if schema.get("type") == Some(&json!("array")) {
            let format = format.as_ref().and_then(Value::as_str);
            let (style, explode) = self.style(format, member_of(&parameter, "in"), &part.before);
            parameter.insert("style".to_owned(), json!(style));
            parameter.insert("explode".to_owned(), json!(explode));
        }
        if !schema.is_empty() {
            self.origins.made(part.before, place.join("schema"));
            parameter.insert("schema".to_owned(), Value::Object(schema));
        }
        Value::Object(parameter)
    }

    /// Converts `collectionFormat` to style and explode.
    pub(super) fn style(
        &mut self,
        format: Option<&str>,
        place: Option<&str>,
        before: &Pointer,
    ) -> (&'static str, bool) {
        let list = if matches!(place, Some("path" | "header")) { "simple" } else { "form" };
        match format {
            Some("multi") => (list, true),
            Some("ssv") if list == "form" => ("spaceDelimited", false),
            Some("pipes") if list == "form" => ("pipeDelimited", false),
            Some("csv") | None => (list, false),
            Some(other) => {
                let message = format!(
                    "the collectionFormat {other:?} has no equivalent in OpenAPI 3 here; the values are separated by commas"
                );
                self.tolerated(&before.join("collectionFormat"), message);
                (list, false)
            }
        }
    }
}

fn member_of<'v>(members: &'v Map<String, Value>, key: &str) -> Option<&'v str> {
    members.get(key).and_then(Value::as_str)
}

/// Removes the keywords that describe the value from a parameter or a header.
pub(super) fn keywords(members: &mut Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    for key in KEYWORDS {
        if let Some(value) = members.shift_remove(*key) {
            schema.insert((*key).to_owned(), value);
        }
    }
    file(&mut schema);
    schema
}

/// JSON Schema has no type `file`.
pub(super) fn file(schema: &mut Map<String, Value>) -> bool {
    let file = schema.get("type") == Some(&json!("file"));
    if file {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
    file
}
