//! OpenAPI 3.0 schemas in the form of 3.1: `nullable` becomes a type, exclusive bounds become numbers, the siblings that
//! 3.0 ignores beside `$ref` are dropped.

use super::schema_positions::each_schema;
use serde_json::{Map, Value, json};

/// Rewrites every schema of a 3.0 document.
pub(super) fn rewrite(document: &mut Value) {
    each_schema(document, &mut |schema| {
        drop_siblings(schema);
        exclusive_bound(schema, "minimum", "exclusiveMinimum");
        exclusive_bound(schema, "maximum", "exclusiveMaximum");
        nullable(schema);
    });
}

/// 3.0 says that members beside `$ref` are ignored; descriptions are harmless and helpful, so they stay.
fn drop_siblings(schema: &mut Map<String, Value>) {
    if schema.contains_key("$ref") {
        schema.retain(|key, _| {
            matches!(key.as_str(), "$ref" | "description" | "nullable" | "deprecated") || key.starts_with("x-")
        });
    }
}

fn exclusive_bound(schema: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    match schema.get(exclusive) {
        Some(Value::Bool(true)) => {
            schema.shift_remove(exclusive);
            if let Some(value) = schema.shift_remove(bound) {
                schema.insert(exclusive.to_owned(), value);
            }
        }
        Some(Value::Bool(false)) => {
            schema.shift_remove(exclusive);
        }
        _ => {}
    }
}

fn nullable(schema: &mut Map<String, Value>) {
    if schema.shift_remove("nullable") != Some(Value::Bool(true)) {
        return;
    }
    if let Some(Value::String(name)) = schema.get("type") {
        let types = json!([name, "null"]);
        schema.insert("type".to_owned(), types);
        if let Some(Value::Array(values)) = schema.get_mut("enum")
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
        return;
    }
    // Without a type beside it, `nullable` speaks of a reference or of a composition: the union with null.
    let annotations: Map<String, Value> = ["description", "deprecated"]
        .iter()
        .filter_map(|key| schema.shift_remove(*key).map(|value| ((*key).to_owned(), value)))
        .collect();
    if schema.is_empty() {
        *schema = annotations;
        return;
    }
    let inner = std::mem::replace(schema, annotations);
    schema.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(schema: Value) -> Value {
        let mut document = json!({"components": {"schemas": {"A": schema}}});
        rewrite(&mut document);
        document["components"]["schemas"]["A"].take()
    }

    #[test]
    fn nullable_becomes_a_type() {
        assert_eq!(rewritten(json!({"type": "string", "nullable": true})), json!({"type": ["string", "null"]}));
        assert_eq!(rewritten(json!({"type": "string", "nullable": false})), json!({"type": "string"}));
        assert_eq!(
            rewritten(json!({"$ref": "#/x", "nullable": true})),
            json!({"anyOf": [{"$ref": "#/x"}, {"type": "null"}]})
        );
        assert_eq!(
            rewritten(json!({"properties": {"a": {"items": {"type": "integer", "nullable": true}}}})),
            json!({"properties": {"a": {"items": {"type": ["integer", "null"]}}}})
        );
    }

    #[test]
    fn exclusive_bounds_become_numbers() {
        assert_eq!(rewritten(json!({"minimum": 1, "exclusiveMinimum": true})), json!({"exclusiveMinimum": 1}));
        assert_eq!(rewritten(json!({"maximum": 1, "exclusiveMaximum": false})), json!({"maximum": 1}));
    }

    #[test]
    fn a_property_called_nullable_is_not_a_keyword() {
        let schema = json!({"properties": {"nullable": {"type": "boolean"}}});
        assert_eq!(rewritten(schema.clone()), schema);
    }
}
