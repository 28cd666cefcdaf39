//! How two JSON values differ.

use serde_json::{Number, Value};

/// The first difference between what went in and what came out: what it is, and where.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: &'static str,
    /// A JSON pointer into the value.
    pub(crate) place: String,
}

/// The first difference, if there is one. The order of members means nothing, and numbers are equal by value.
pub(crate) fn difference(before: &Value, after: &Value) -> Option<Difference> {
    let here = |kind| Some(Difference { kind, place: String::new() });
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                match after.get(name) {
                    Some(other) => {
                        if let Some(found) = difference(value, other) {
                            return Some(within(name, found));
                        }
                    }
                    None if value.is_null() => {
                        return Some(within(name, Difference { kind: "a null is left out", place: String::new() }));
                    }
                    None => return Some(within(name, Difference { kind: "a member is lost", place: String::new() })),
                }
            }
            let more = after.keys().find(|name| !before.contains_key(*name))?;
            Some(within(more, Difference { kind: "a member is added", place: String::new() }))
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut pairs = before.iter().zip(after).enumerate();
            pairs.find_map(|(index, (before, after))| Some(within(&index.to_string(), difference(before, after)?)))
        }
        (Value::Array(_), Value::Array(_)) => here("an array of another length"),
        (Value::Number(before), Value::Number(after)) => {
            if same_number(before, after) {
                None
            } else {
                here("another number")
            }
        }
        (before, after) if before == after => None,
        (Value::String(_), Value::String(_)) => here("another string"),
        _ => here("a value of another type"),
    }
}

fn within(name: &str, found: Difference) -> Difference {
    Difference { place: format!("/{name}{}", found.place), ..found }
}

fn same_number(before: &Number, after: &Number) -> bool {
    match (before.is_f64(), after.is_f64()) {
        (false, false) => before == after,
        _ => before.as_f64() == after.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn differences_are_named_and_placed() {
        let cases = [
            (json!({"a": [1, {"b": null}]}), json!({"a": [1, {}]}), "a null is left out", "/a/1/b"),
            (json!({"a": 1}), json!({}), "a member is lost", "/a"),
            (json!([{}]), json!([{"c": 1}]), "a member is added", "/0/c"),
            (json!([1]), json!([1, 2]), "an array of another length", ""),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64), "another number", ""),
            (json!("a"), json!("b"), "another string", ""),
            (json!(1), json!("1"), "a value of another type", ""),
        ];
        for (before, after, kind, place) in cases {
            assert_eq!(difference(&before, &after), Some(Difference { kind, place: place.to_owned() }));
        }
        assert_eq!(difference(&json!({"a": 1, "b": 2.0}), &json!({"b": 2, "a": 1.0})), None);
    }
}
