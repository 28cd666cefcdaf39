//! Strings that hold JSON: `contentMediaType` and `contentSchema` (JSON Schema 2020-12 Validation, 8).

use super::family::MOST_MAPS;
use super::{Shape, Shaper};
use crate::resolve::{Schema, SchemaId};
use indexmap::IndexSet;

impl Shaper {
    /// Strings that all hold JSON are merged into one that holds any of their values.
    pub(super) fn widest_embedded(&mut self, schema: &Schema, members: &[SchemaId]) -> Option<Shape> {
        let mut inner: IndexSet<SchemaId> = IndexSet::new();
        let mut pointer = None;
        for member in members {
            let canonical = self.canonical(*member).0;
            pointer.get_or_insert_with(|| self.schema(canonical).pointer.clone());
            match self.shape(canonical).map(|shaped| &shaped.shape) {
                Some(Shape::Embedded(content)) => inner.insert(*content),
                _ => return None,
            };
        }
        let any_of: Vec<SchemaId> = inner.into_iter().collect();
        match any_of.as_slice() {
            [only] => Some(Shape::Embedded(*only)),
            // As for maps.
            _ if schema.handed_down >= MOST_MAPS => None,
            _ => {
                let pointer = pointer.unwrap_or_default().join("contentSchema");
                let handed_down = schema.handed_down + 1;
                Some(Shape::Embedded(self.add(Schema { pointer, any_of, handed_down, ..Schema::default() })))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::api::{Kind, Type, Width};
    use serde_json::{Value, json};

    /// The type of a property, and the number of types.
    fn bound(schemas: &Value) -> (Type, usize) {
        let mut document = json!({"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {"/a": {"get": {
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "title": "Holder", "type": "object", "properties": {"held": {"$ref": "#/components/schemas/A"}},
            }}}}}
        }}}});
        document["components"]["schemas"] = schemas.clone();
        let config = crate::config::Config::default();
        let run = crate::bind("api.json".as_ref(), document.to_string().into_bytes(), &config);
        let api = run.product.expect("a product").api;
        let held = api.types.iter().find_map(|definition| match &definition.kind {
            Kind::Object { properties, .. } => {
                properties.iter().find(|property| property.name == "held").map(|property| property.of.clone())
            }
            _ => None,
        });
        (held.expect("a property"), api.types.len())
    }

    #[test]
    fn a_string_holds_json_of_its_content_schema() {
        let embedded = |of: Type| Type::Embedded(Box::new(of));
        let integer = || Type::Integer(Width::I64);
        let content = |media_type: &str, encoding: &str, schema: Value| {
            let encoding = if encoding.is_empty() { Value::Null } else { encoding.into() };
            let mut string = json!({"type": "string", "contentMediaType": media_type, "contentSchema": schema});
            string
                .as_object_mut()
                .unwrap()
                .extend((!encoding.is_null()).then(|| ("contentEncoding".to_owned(), encoding)));
            string
        };
        let json = || content("application/json", "", json!({"type": "integer"}));
        for (schema, of) in [
            (json(), embedded(integer())),
            (content("text/json; charset=utf-8", "7bit", json!({"type": "integer"})), embedded(integer())),
            (
                content("application/problem+json", "", json!({"type": "string", "format": "binary"})),
                embedded(Type::Text),
            ),
            (content("application/json", "base64", json!({"type": "integer"})), Type::Text),
            (content("application/xml", "", json!({"type": "integer"})), Type::Text),
            (content("application/octet-stream", "", json!({"type": "integer"})), Type::Text),
            (content("application/json", "", json!({})), Type::Text),
            (json!({"type": "string", "contentMediaType": "application/json"}), Type::Text),
            (json!({"type": "string", "contentSchema": {"type": "integer"}}), Type::Text),
            (json!({"type": "integer", "contentMediaType": "application/json", "contentSchema": {}}), integer()),
            (json!({"allOf": [json(), {"description": "It."}]}), embedded(integer())),
            (json!({"oneOf": [json(), json()]}), embedded(integer())),
            (json!({"oneOf": [json(), {"type": "string"}]}), Type::Text),
        ] {
            assert_eq!(bound(&json!({"A": schema})).0, of, "{schema}");
        }
    }

    #[test]
    fn strings_that_hold_each_other_terminate() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let of = |schema: Value| json!({"contentMediaType": "application/json", "contentSchema": schema});
        let itself = bound(&json!({"A": of(to("A"))}));
        assert_eq!(itself, (Type::Embedded(Box::new(Type::Json)), 1));
        let (_, types) = bound(&json!({
            "A": {"oneOf": [of(to("A")), of(to("B")), {"type": "integer"}]},
            "B": {"oneOf": [of(to("B")), of(to("A")), {"type": "boolean"}]},
        }));
        assert!(types < 20, "{types}");
    }
}
