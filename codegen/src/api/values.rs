//! The values of an enum, with their names and descriptions.

use super::EnumValue;
use crate::config::Settings;
use crate::dialect::plain_text;
use crate::resolve::{SchemaId, is_value_name};
use crate::shape::Shapes;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The name and description of a value.
#[derive(Clone, Debug, Default)]
struct Documented {
    name: Option<String>,
    description: Option<String>,
    /// The title of a schema that allows only this value (JSON Schema's way to annotate one).
    title: Option<String>,
}

/// The values of an enum. `steer` returns the settings of rules for a value, which take precedence.
pub(super) fn values(
    shapes: &Shapes,
    id: SchemaId,
    values: &[Value],
    steer: &dyn Fn(&str) -> Settings,
) -> Vec<EnumValue> {
    let mut documented = documented(shapes, id);
    if !titles_are_names(values, &documented) {
        documented.values_mut().for_each(|each| each.title = None);
    }
    let each = values.iter().map(|value| {
        let text = plain_text(value);
        let Documented { name, description, title } = documented.remove(&text).unwrap_or_default();
        let rule = steer(&text);
        let description = rule.docs.or(description);
        let attributes = rule.attributes;
        let is_renamed = rule.rename.is_some();
        EnumValue { name: rule.rename.or(name).or(title), is_renamed, description, value: value.clone(), attributes }
    });
    each.collect()
}

/// Titles are names if every value has one and no two are equal.
fn titles_are_names(values: &[Value], documented: &HashMap<String, Documented>) -> bool {
    let titles = values.iter().map(|value| documented.get(&plain_text(value))?.title.as_deref());
    let titles: Option<HashSet<&str>> = titles.map(|title| title.filter(|title| is_value_name(title))).collect();
    titles.is_some_and(|titles| titles.len() == values.len())
}

/// The names and descriptions in a schema and the schemas that it is composed of; the outermost wins.
fn documented(shapes: &Shapes, id: SchemaId) -> HashMap<String, Documented> {
    let mut documented: HashMap<String, Documented> = HashMap::new();
    let mut seen = HashSet::from([id]);
    let mut queue = std::collections::VecDeque::from([id]);
    while let Some(at) = queue.pop_front() {
        let schema = shapes.schema(at);
        for words in &schema.value_names {
            let each = documented.entry(plain_text(&words.value)).or_default();
            each.name = each.name.take().or_else(|| words.name.clone());
            each.description = each.description.take().or_else(|| words.description.clone());
        }
        let only = match (&schema.constant, schema.values.as_deref()) {
            (Some(constant), _) => Some(constant),
            (None, Some([only])) => Some(only),
            (None, _) => None,
        };
        // The annotations of the enum itself are about the enum.
        if let Some(only) = only.filter(|_| at != id) {
            let each = documented.entry(plain_text(only)).or_default();
            each.title = each.title.take().or_else(|| schema.title.clone());
            each.description = each.description.take().or_else(|| schema.description.clone());
        }
        let parts = schema.reference.iter().chain(&schema.all_of).chain(&schema.one_of).chain(&schema.any_of);
        queue.extend(parts.copied().filter(|part| seen.insert(*part)));
    }
    documented
}
