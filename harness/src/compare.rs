//! How two JSON values differ.

use serde_json::{Number, Value};

/// The first difference between the value before and after.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of difference.
    pub kind: &'static str,
    /// Where: a JSON pointer into the value.
    pub place: String,
}

/// The first difference, if there is one. The order of properties is ignored, and numbers are compared by value.
pub fn difference(before: &Value, after: &Value) -> Option<Difference> {
    compare(before, after, same_number)
}

/// The first number that is equal but spelled differently: `5` for `5.0`.
pub fn respelled(before: &Value, after: &Value) -> Option<Difference> {
    compare(before, after, |before, after| before == after)
        .map(|found| Difference { kind: "another spelling of the number", ..found })
}

fn compare(before: &Value, after: &Value, same: fn(&Number, &Number) -> bool) -> Option<Difference> {
    let here = |kind| Some(Difference { kind, place: String::new() });
    let lost = |kind| Difference { kind, place: String::new() };
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let found = match after.get(name) {
                    Some(other) => compare(value, other, same),
                    None if value.is_null() => Some(lost("a null is left out")),
                    None => Some(lost("a member is lost")),
                };
                if let Some(found) = found {
                    return Some(within(name, found));
                }
            }
            let more = after.keys().find(|name| !before.contains_key(*name))?;
            Some(within(more, lost("a member is added")))
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut pairs = before.iter().zip(after).enumerate();
            pairs.find_map(|(index, (before, after))| Some(within(&index.to_string(), compare(before, after, same)?)))
        }
        (Value::Array(_), Value::Array(_)) => here("an array of another length"),
        (Value::Number(before), Value::Number(after)) if same(before, after) => None,
        (Value::Number(_), Value::Number(_)) => here("another number"),
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
        let (before, after) = (json!({"a": 1, "b": 2.0}), json!({"b": 2, "a": 1}));
        assert_eq!(difference(&before, &after), None);
        assert_eq!(respelled(&before, &after).map(|found| found.place), Some("/b".to_owned()));
        assert_eq!(respelled(&before, &before), None);
    }
}
