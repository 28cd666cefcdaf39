//! Responses of 2.0.

use super::parameter::{file, keywords};
use super::{Media, Part, Rewriter};
use crate::diag::Pointer;
use crate::text::essence;
use serde_json::{Map, Value, json};

impl Rewriter<'_> {
    /// Converts a response: its schema goes under each media type that the operation produces.
    pub(super) fn response(&mut self, part: Part, place: &Pointer, media: &Media) -> Value {
        if self.origins.original(place) != part.before {
            self.origins.made(part.before.clone(), place.clone());
        }
        let Value::Object(mut response) = part.value else { return part.value };
        if response.contains_key("$ref") || response.contains_key("content") {
            return Value::Object(response);
        }
        if let Some(Value::Object(headers)) = response.get_mut("headers") {
            headers.values_mut().filter_map(Value::as_object_mut).for_each(header);
        }
        let examples = response.shift_remove("examples");
        if let Some(mut schema) = response.shift_remove("schema") {
            let is_file = schema.as_object_mut().is_some_and(file);
            let json = |media_type: &String| essence(media_type) == "application/json";
            let binary = vec!["application/octet-stream".to_owned()];
            let media_types = if is_file && media.produces.iter().all(json) { &binary } else { &media.produces };
            let mut content = self.content(media_types, schema, &part.before.join("schema"), &place.join("content"));
            if let Some(Value::Object(examples)) = examples {
                for (media_type, example) in examples {
                    let named = content.iter_mut().find(|(declared, _)| declared.eq_ignore_ascii_case(&media_type));
                    if let Some((_, Value::Object(inner))) = named {
                        inner.insert("example".to_owned(), example);
                    }
                }
            }
            response.insert("content".to_owned(), Value::Object(content));
        }
        Value::Object(response)
    }
}

fn header(header: &mut Map<String, Value>) {
    let schema = keywords(header);
    if !schema.is_empty() {
        header.insert("schema".to_owned(), json!(schema));
    }
}
