//! Names and descriptions of the values of an enum, in extensions that several tools support.

use super::read::Node;
use super::schema::ValueNames;
use crate::dialect::plain_text;
use serde_json::Value;
use std::collections::HashSet;

/// Lists of names, one for each value in order.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// Lists of descriptions, one for each value in order, or objects that map values to descriptions.
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// A longer text is not a name.
const LONGEST_NAME: usize = 60;

/// Reads names and descriptions of the values, except for `null`, which is not a variant. Malformed extensions are
/// ignored: nothing depends on them.
pub(super) fn read(node: &Node<'_>, values: &[Value]) -> Vec<ValueNames> {
    let named = values.iter().filter(|value| !value.is_null());
    let mut words: Vec<ValueNames> =
        named.map(|value| ValueNames { value: value.clone(), ..ValueNames::default() }).collect();
    let lists = |keys: &[&str]| keys.iter().find_map(|key| texts(node.members.get(*key)?, values));
    set_names(&mut words, lists(NAMES).unwrap_or_default());
    set_descriptions(&mut words, lists(DESCRIPTIONS).unwrap_or_default());
    // AutoRest (values with their names), and Apideck (names in the order of the values).
    let entries = node.members.get("x-ms-enum").and_then(|extension| extension.get("values"));
    let entries: Vec<&Value> = entries.and_then(Value::as_array).into_iter().flatten().collect();
    set_entries(&mut words, &entries, |entry, _, value| {
        entry.get("value").is_some_and(|each| plain_text(each) == plain_text(value))
    });
    let elements = node.members.get("x-enum-elements").and_then(Value::as_array);
    let elements = elements.and_then(|elements| in_step(elements, values)).unwrap_or_default();
    set_entries(&mut words, &elements, |_, positions, _| positions.0 == positions.1);
    words.retain(|each| each.name.is_some() || each.description.is_some());
    words
}

/// The items of a list in the order of the values, without the one for `null`. The list may omit `null`: in OpenAPI
/// 3.0, `nullable` adds one that the list does not know about.
fn in_step<'l>(list: &'l [Value], values: &[Value]) -> Option<Vec<&'l Value>> {
    let named = values.iter().filter(|value| !value.is_null()).count();
    if list.len() == values.len() {
        return Some(list.iter().zip(values).filter(|(_, value)| !value.is_null()).map(|(each, _)| each).collect());
    }
    (list.len() == named).then(|| list.iter().collect())
}

/// Whether a text can name a value: it is not a sentence, and it contains an identifier.
pub(crate) fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && text.chars().count() <= LONGEST_NAME && !text.contains('\n')
}

/// Takes all names or none: if one is not a name, or two are equal, the list is about something else.
fn set_names(words: &mut [ValueNames], names: Vec<Option<String>>) {
    let distinct: HashSet<&str> = names.iter().flatten().map(String::as_str).collect();
    if names.len() == words.len() && distinct.len() == names.len() && distinct.iter().all(|name| is_name(name)) {
        words.iter_mut().zip(names).filter(|(each, _)| each.name.is_none()).for_each(|(each, name)| each.name = name);
    }
}

fn set_descriptions(words: &mut [ValueNames], descriptions: Vec<Option<String>>) {
    for (each, text) in words.iter_mut().zip(descriptions) {
        each.description = each.description.take().or(text);
    }
}

/// Takes `name` and `description` of objects. `is_of` decides from an object, its position, and the position and text
/// of a value whether the object is about it.
fn set_entries(words: &mut [ValueNames], entries: &[&Value], is_of: impl Fn(&Value, (usize, usize), &Value) -> bool) {
    let found = words.iter().enumerate().map(|(position, each)| {
        let of_value = |(at, entry): &(usize, &Value)| is_of(entry, (*at, position), &each.value);
        entries.iter().copied().enumerate().find(of_value).map(|(_, entry)| entry)
    });
    let found: Vec<Option<&Value>> = found.collect();
    let said = |key: &str| found.iter().map(|entry| text((*entry)?.get(key)?)).collect();
    set_names(words, said("name"));
    set_descriptions(words, said("description"));
}

/// A text for each value except `null`: from a list in the same order, or from an object by value.
fn texts(said: &Value, values: &[Value]) -> Option<Vec<Option<String>>> {
    match said {
        Value::Array(list) => Some(in_step(list, values)?.into_iter().map(text).collect()),
        Value::Object(map) => {
            let of = |value: &Value| map.get(&plain_text(value)).and_then(text);
            Some(values.iter().filter(|value| !value.is_null()).map(of).collect())
        }
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Pointer;
    use serde_json::json;

    fn read_of(schema: &Value) -> Vec<(Option<String>, Option<String>)> {
        let members = schema.as_object().expect("an object");
        let values = schema["enum"].as_array().expect("values");
        let words = read(&Node { pointer: Pointer::root(), members }, values);
        words.into_iter().map(|each| (each.name, each.description)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn names_and_descriptions_are_read_in_every_form() {
        let expected = [(some("Monday"), some("The first.")), (some("Tuesday"), None)];
        for schema in [
            json!({"enum": [1, 2], "x-enum-varnames": ["Monday", "Tuesday"], "x-enum-descriptions": ["The first.", ""]}),
            json!({"enum": [1, 2], "x-enumNames": ["Monday", "Tuesday"], "x-enum-descriptions": {"1": "The first."}}),
            json!({"enum": ["1", "2"], "x-ms-enum": {"name": "Day", "values": [
                {"value": "2", "name": "Tuesday"}, {"value": "1", "name": "Monday", "description": "The first."},
            ]}}),
            json!({"enum": [1, 2], "x-enum-elements": [{"name": "Monday", "description": "The first."}, {"name": "Tuesday"}]}),
        ] {
            assert_eq!(read_of(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn null_has_no_name_and_needs_none() {
        let expected = [(some("One"), some("The first.")), (some("Two"), None)];
        for schema in [
            json!({"enum": [1, null, 2], "x-enum-varnames": ["One", "Two"], "x-enum-descriptions": ["The first.", ""]}),
            json!({"enum": [1, null, 2], "x-enum-varnames": ["One", "", "Two"], "x-enum-descriptions": ["The first.", "None.", ""]}),
            json!({"enum": [1, 2, null], "x-enum-elements": [{"name": "One", "description": "The first."}, {"name": "Two"}]}),
        ] {
            assert_eq!(read_of(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn unusable_names_are_dropped_together() {
        for names in
            [json!(["A"]), json!(["A", "A"]), json!(["A", "-"]), json!(["A", 2]), json!(["A", "b ".repeat(40)])]
        {
            assert_eq!(read_of(&json!({"enum": [1, 2], "x-enum-varnames": names})), []);
        }
        let some_named = json!({"enum": [1, 2], "x-ms-enum": {"values": [{"value": 1, "name": "One"}, {"value": 2, "description": "Two."}]}});
        assert_eq!(read_of(&some_named), [(None, some("Two."))]);
    }
}
