//! The groups of operations, and their names where the description gives none.

use super::description::Tag;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The tags of a description by name.
pub(crate) struct Tags<'a>(HashMap<&'a str, &'a Tag>);

impl<'a> Tags<'a> {
    /// Of several tags with one name, the first is used.
    pub(crate) fn of(tags: &'a [Tag]) -> Self {
        Self(tags.iter().rev().map(|tag| (tag.name.as_str(), tag)).collect())
    }
}

/// The group of an operation, outermost first: `x-operation-group`, else the first navigational tag with its parents,
/// else the first segment of the path.
pub(crate) fn group(extensions: &Map<String, Value>, names: &[String], path: &str, tags: &Tags<'_>) -> Vec<String> {
    let words: Vec<String> = match extensions.get("x-operation-group") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let usable = |text: &str| text.chars().any(char::is_alphanumeric);
    if !words.is_empty() && words.iter().all(|word| usable(word)) {
        return words;
    }
    let declared = |name: &str| tags.0.get(name).copied();
    // Badges and audiences label an operation, but do not place it (OpenAPI 3.2, Tag Object).
    let is_navigational =
        |name: &str| declared(name).and_then(|tag| tag.kind.as_deref()).is_none_or(|kind| kind == "nav");
    if let Some(tag) = names.iter().find(|tag| usable(tag) && is_navigational(tag)) {
        return lineage(tag, declared);
    }
    // A fragment, as in AWS's `/#X-Amz-Target=Service.Operation`, is not a segment that operations share.
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let first = path.split('/').find(|segment| usable(segment) && !segment.starts_with('{'));
    vec![first.unwrap_or("root").to_owned()]
}

/// A tag after its parents. A parent that is not declared, or a cycle, ends the chain.
fn lineage<'t>(tag: &str, declared: impl Fn(&str) -> Option<&'t Tag>) -> Vec<String> {
    let mut names = vec![tag.to_owned()];
    let parent = |name: &str| declared(name)?.parent.as_deref().and_then(&declared);
    while let Some(next) = parent(&names[0]).filter(|next| !names.contains(&next.name)) {
        if names.len() == DEEPEST_GROUP {
            break;
        }
        names.insert(0, next.name.clone());
    }
    names
}

/// The limit for nested groups by tags.
const DEEPEST_GROUP: usize = 8;

/// `GET /a/{b}/c` is `get_a_by_b_c`.
pub(crate) fn name_from_path(method: &str, path: &str) -> String {
    let mut words = vec![method.to_ascii_lowercase()];
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            Some(parameter) => words.push(format!("by_{parameter}")),
            None => words.push(segment.to_owned()),
        }
    }
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_the_first_word_of_a_path() {
        let of = |path: &str| group(&Map::new(), &[], path, &Tags::of(&[]));
        assert_eq!(of("/{version}/users/{id}"), ["users"]);
        assert_eq!(of("/#X-Target=Service.First"), ["root"]);
        assert_eq!(of("/?Action=List"), ["root"]);
        assert_eq!(of("/"), ["root"]);
    }

    #[test]
    fn a_group_is_a_tag_after_its_parents() {
        let tag = |name: &str, parent: &str, kind: &str| Tag {
            name: name.to_owned(),
            parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
            kind: Some(kind.to_owned()).filter(|kind| !kind.is_empty()),
            ..Tag::default()
        };
        let tags = [
            tag("shop", "", "nav"),
            tag("orders", "shop", ""),
            tag("lines", "orders", "nav"),
            tag("new", "", "badge"),
            tag("lost", "nowhere", ""),
            tag("a", "b", ""),
            tag("b", "a", ""),
            tag("self", "self", ""),
        ];
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            group(&Map::new(), &names, "/path", &Tags::of(&tags))
        };
        assert_eq!(of(&["lines"]), ["shop", "orders", "lines"]);
        assert_eq!(of(&["new", "orders"]), ["shop", "orders"]);
        assert_eq!(of(&["new"]), ["path"]);
        assert_eq!(of(&["undeclared"]), ["undeclared"]);
        assert_eq!(of(&["lost"]), ["lost"]);
        assert_eq!(of(&["a"]), ["b", "a"]);
        assert_eq!(of(&["self"]), ["self"]);
    }
}
