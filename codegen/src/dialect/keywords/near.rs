//! Finds the keyword that a key was probably meant to be.

use super::model::Keyword;
use serde_json::{Map, Value};

/// The keyword that an unknown key most likely means: one whose values have the type of the key's value.
pub(super) fn keyword(
    keywords: &'static [Keyword],
    key: &str,
    value: &Value,
    members: &Map<String, Value>,
) -> Option<&'static str> {
    let lower = key.to_ascii_lowercase();
    // If the keyword itself is present, its plural is a key of its own.
    let fits = |keyword: &&Keyword| {
        is_of(keyword.1, value)
            && !(members.contains_key(keyword.0) && is_plural(&keyword.0.to_ascii_lowercase(), &lower))
    };
    let near = keywords.iter().filter(fits).filter_map(|keyword| Some((distance(keyword.0, &lower)?, keyword.0)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, keyword)| keyword)
}

fn is_plural(keyword: &str, key: &str) -> bool {
    keyword != key && singular(keyword) == singular(key)
}

/// The distance of a lower-case key from a keyword; `None` if it is too large.
fn distance(keyword: &str, key: &str) -> Option<usize> {
    let lower = keyword.to_ascii_lowercase();
    if lower == key {
        return Some(0);
    }
    // Of the keys with a `$`, only `$ref` is likely: an `id` is not a misspelt `$id`.
    let lower = match keyword.strip_prefix('$') {
        Some("ref") if key == "ref" => return Some(1),
        Some(_) if !key.starts_with('$') => return None,
        _ => lower,
    };
    if lower.len() > 3 && is_plural(&lower, key) {
        return Some(1);
    }
    let allowed = match lower.len().min(key.len()) {
        0..=2 => 0,
        3..=7 => 1,
        8..=13 => 2,
        _ => 3,
    };
    let distance = crate::text::distance(&lower, key);
    (lower.len() > 3 && distance <= allowed).then_some(distance)
}

/// A word without the ending of its plural.
fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix("ys"), word.strip_suffix('s')) {
        (Some(stem), ..) | (None, Some(stem), _) => format!("{stem}y"),
        (None, None, Some(stem)) => stem.to_owned(),
        (None, None, None) => word.to_owned(),
    }
}

/// Whether a value has one of the types, which are named by their first letters.
fn is_of(types: &str, value: &Value) -> bool {
    let letter = match value {
        Value::Null => return types == "*",
        Value::Bool(_) => 'b',
        Value::Number(_) => 'n',
        Value::String(_) => 's',
        Value::Array(_) => 'a',
        Value::Object(_) => 'o',
    };
    types == "*" || types.contains(letter)
}

#[cfg(test)]
mod tests {
    use super::super::model::Kind;
    use super::*;

    #[test]
    fn keywords_are_sorted_and_not_misspelt_themselves() {
        let kinds = [
            Kind::Root,
            Kind::Info,
            Kind::Components,
            Kind::PathItem,
            Kind::Operation,
            Kind::Parameter,
            Kind::RequestBody,
            Kind::MediaType,
            Kind::Encoding,
            Kind::Response,
            Kind::Example,
            Kind::Link,
            Kind::Tag,
            Kind::Schema,
            Kind::SecurityScheme,
            Kind::Flows,
            Kind::Flow,
            Kind::Xml,
            Kind::Discriminator,
            Kind::Server,
            Kind::ServerVariable,
            Kind::Contact,
            Kind::License,
            Kind::ExternalDocs,
            Kind::Responses,
            Kind::Callback,
        ];
        for kind in kinds {
            assert!(kind.keywords().is_sorted_by(|a, b| a.0 < b.0), "{kind:?}");
        }
    }

    #[test]
    fn small_slips_are_near_and_other_words_are_not() {
        for (keyword, key) in [
            ("required", "require"),
            ("required", "requierd"),
            ("requestBody", "requestBodies"),
            ("additionalProperties", "additionalPropertys"),
            ("unevaluatedProperties", "unevalutedPropertis"),
            ("description", "desciptoin"),
            ("url", "URL"),
            ("$ref", "ref"),
            ("tags", "tag"),
        ] {
            assert!(distance(keyword, &key.to_ascii_lowercase()).is_some(), "{key}");
        }
        for (keyword, key) in [
            ("url", "uri"),
            ("$id", "id"),
            ("$schema", "schema"),
            ("in", "id"),
            ("not", "note"),
            ("items", "times"),
            ("title", "tip"),
            ("propertyNames", "propertyOrder"),
            ("minimum", "optimum"),
            ("format", "former"),
            ("example", "sample"),
        ] {
            assert!(distance(keyword, key).is_none(), "{key}");
        }
    }
}
