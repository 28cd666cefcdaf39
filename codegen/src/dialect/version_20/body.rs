//! Parameters of 2.0 that become request bodies.

use super::parameter::keywords;
use super::{Media, Part, Rewriter, member, reference_to};
use crate::diag::Pointer;
use serde_json::{Map, Value, json};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl Rewriter<'_> {
    /// Converts a body parameter to a request body.
    pub(super) fn request_body(&mut self, part: Part, place: &Pointer, media: &Media) -> Value {
        if self.origins.original(place) != part.before {
            self.origins.moved(part.before.clone(), place.clone());
        }
        // A shared parameter keeps its schema in one place, and has the media types of each operation.
        let shared = self.named_parameter(&part.value).map(|(before, value)| (before, value.clone()));
        let (before, parameter, own) = match shared {
            Some((before, value)) => (before, value, false),
            None => (part.before, part.value, true),
        };
        let Value::Object(mut parameter) = parameter else { return parameter };
        let schema = parameter.shift_remove("schema").unwrap_or_else(|| json!({}));
        let before = before.join("schema");
        let content = if own {
            self.content(&media.consumes, schema, &before, &place.join("content"))
        } else {
            media
                .consumes
                .iter()
                .map(|media_type| (media_type.clone(), json!({"schema": same(&schema, &before)})))
                .collect()
        };
        let mut body = Map::new();
        for key in ["description", "required"] {
            if let Some(value) = parameter.shift_remove(key) {
                body.insert(key.to_owned(), value);
            }
        }
        body.insert("content".to_owned(), Value::Object(content));
        Value::Object(body)
    }

    /// Converts form parameters to one request body: an object with a property for each.
    pub(super) fn form(&mut self, parts: Vec<Part>, place: &Pointer, media: &Media) -> Value {
        let mut parameters = Vec::with_capacity(parts.len());
        for part in parts {
            let shared = self.named_parameter(&part.value).map(|(before, value)| (before, value.clone()));
            let (before, value) = shared.unwrap_or((part.before, part.value));
            if let (Some(name), Value::Object(members)) = (member(&value, "name").map(str::to_owned), value) {
                parameters.push((name, before, members));
            }
        }
        let has_file = parameters.iter().any(|(_, _, members)| members.get("type") == Some(&json!("file")));
        let media_types = form_media_types(&media.consumes, has_file);
        let content = place.join("content");
        let schema_place = content.join(&media_types[0]).join("schema");
        let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
        for (name, before, mut members) in parameters {
            self.origins.made(before.clone(), schema_place.join("properties").join(&name));
            if members.get("required") == Some(&Value::Bool(true)) {
                required.push(name.clone());
            }
            let format = members.shift_remove("collectionFormat");
            let mut schema = keywords(&mut members);
            if schema.get("type") == Some(&json!("array")) {
                let (style, explode) = self.style(format.as_ref().and_then(Value::as_str), None, &before);
                encoding.insert(name.clone(), json!({"style": style, "explode": explode}));
            }
            if let Some(description) = members.shift_remove("description") {
                schema.insert("description".to_owned(), description);
            }
            properties.insert(name, Value::Object(schema));
        }
        let is_required = !required.is_empty();
        let schema = json!({"type": "object", "properties": properties, "required": required});
        let mut content = Map::new();
        for (index, media_type) in media_types.iter().enumerate() {
            let schema = if index == 0 { schema.clone() } else { reference_to(&schema_place) };
            let mut inner = json!({"schema": schema});
            if !encoding.is_empty() {
                inner["encoding"] = Value::Object(encoding.clone());
            }
            content.insert(media_type.clone(), inner);
        }
        json!({"required": is_required, "content": content})
    }

    /// A schema under each of several media types: written under the first one, referenced under the others.
    pub(super) fn content(
        &mut self,
        media_types: &[String],
        schema: Value,
        before: &Pointer,
        place: &Pointer,
    ) -> Map<String, Value> {
        let mut content = Map::new();
        let foreign = !before.document().is_empty();
        for media_type in media_types {
            let schema = if content.is_empty() && !foreign {
                self.origins.moved(before.clone(), place.join(media_type).join("schema"));
                schema.clone()
            } else {
                same(&schema, before)
            };
            content.insert(media_type.clone(), json!({"schema": schema}));
        }
        content
    }
}

/// A schema that refers to the one at a place.
fn same(schema: &Value, before: &Pointer) -> Value {
    match member(schema, "$ref") {
        Some(reference) => json!({"$ref": reference}),
        None => reference_to(before),
    }
}

/// The media types of a form; never empty, since a file needs multipart.
fn form_media_types(consumes: &[String], has_file: bool) -> Vec<String> {
    let is_form = |media_type: &&String| {
        let essence = crate::text::essence(media_type);
        essence == MULTIPART || essence == FORM && !has_file
    };
    let declared: Vec<String> = consumes.iter().filter(is_form).cloned().collect();
    match (declared.is_empty(), has_file) {
        (false, _) => declared,
        (true, true) => vec![MULTIPART.to_owned()],
        (true, false) => vec![FORM.to_owned()],
    }
}
