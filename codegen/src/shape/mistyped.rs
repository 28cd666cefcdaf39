//! Enums whose values do not have the schema's type, but whose intent is plain.
//!
//! In strict JSON Schema (validation 6.1), no value matches such a schema. Yet descriptions written in YAML have them:
//! `enum: [1, 2]` under `type: string`, and the values of an array's items beside `type: array`.

use crate::resolve::TypeSet;
use serde_json::{Number, Value};

/// The author's intent.
#[derive(Debug, PartialEq)]
pub(super) enum Meant {
    /// The same values in the schema's type.
    Values(Vec<Value>),
    /// The listed values, ignoring the type: words under `type: integer`.
    Listed,
    /// An array whose items have these values.
    Elements(Vec<Value>),
}

/// The intent of values that do not have the type; `None` if it is unclear.
pub(super) fn meant(stated: TypeSet, values: &[Value]) -> Option<Meant> {
    if stated == TypeSet::ARRAY {
        let plain = values.iter().all(|value| !value.is_object());
        return plain.then(|| Meant::Elements(values.to_vec()));
    }
    let each = values.iter().map(|value| match (stated, value) {
        (TypeSet::STRING, Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        (TypeSet::INTEGER, Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        (TypeSet::NUMBER, Value::String(text)) => text.trim().parse::<Number>().ok().map(Value::Number),
        (TypeSet::BOOLEAN, Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::Bool),
        _ => None,
    });
    if let Some(values) = each.collect::<Option<Vec<Value>>>() {
        return Some(Meant::Values(values));
    }
    let is_scalar = |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
    values.iter().all(is_scalar).then_some(Meant::Listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn values(stated: TypeSet, values: &Value) -> Option<Meant> {
        meant(stated, values.as_array().map(Vec::as_slice).unwrap_or_default())
    }

    #[test]
    fn values_are_converted_to_the_type_if_possible() {
        let kept = |list: Value| Some(Meant::Values(list.as_array().cloned().unwrap_or_default()));
        assert_eq!(values(TypeSet::STRING, &json!([1, 2.5, true])), kept(json!(["1", "2.5", "true"])));
        assert_eq!(values(TypeSet::INTEGER, &json!(["10", " -1"])), kept(json!([10, -1])));
        assert_eq!(values(TypeSet::NUMBER, &json!(["0.5"])), kept(json!([0.5])));
        assert_eq!(values(TypeSet::BOOLEAN, &json!(["true"])), kept(json!([true])));
        assert_eq!(values(TypeSet::INTEGER, &json!(["1", "b"])), Some(Meant::Listed));
        assert_eq!(values(TypeSet::INTEGER, &json!(["small", "large"])), Some(Meant::Listed));
        assert_eq!(values(TypeSet::INTEGER, &json!(["small", ["large"]])), None);
        assert_eq!(values(TypeSet::OBJECT, &json!(["a", 1])), Some(Meant::Listed));
        assert_eq!(values(TypeSet::OBJECT, &json!([["a"]])), None);
    }

    #[test]
    fn the_values_beside_an_array_are_those_of_its_elements() {
        assert_eq!(values(TypeSet::ARRAY, &json!(["EU"])), Some(Meant::Elements(vec![json!("EU")])));
        assert_eq!(values(TypeSet::ARRAY, &json!([{}])), None);
    }
}
