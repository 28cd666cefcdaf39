//! The places by which a lock file knows what has names: places in the description that neither an addition nor another order changes.

use super::identifier::{Case, identifier};
use super::nesting::around;
use crate::api::{Api, NameParts, Operation, Parameter, Part, Type, TypeId, Variant, Webhook};
use serde_json::Value;
use std::collections::HashMap;

/// Between a place and what is inside of it.
const INSIDE: &str = " > ";

/// The place of a group.
pub(super) fn group(path: &[String]) -> String {
    path.join(INSIDE)
}

/// The place of an operation. Its operationId may change.
pub(super) fn operation(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path_key)
}

/// The places of webhooks and callbacks, by position.
pub(super) fn webhooks(webhooks: &[Webhook]) -> Vec<String> {
    let text = |each: &Webhook| match &each.expression {
        Some(expression) => format!("{} {}{INSIDE}{expression}", each.method, each.name),
        None => format!("{} {}", each.method, each.name),
    };
    let mut places: Vec<String> = webhooks.iter().map(text).collect();
    let order: Vec<usize> = (0..places.len()).collect();
    number(&mut places, &order);
    places
}

/// The places of all types, by position. A component is its pointer; an inline schema is known by the words of its name, since the
/// indices in its pointer change when a variant is added.
pub(super) fn types(api: &Api) -> Vec<String> {
    let owners: HashMap<Vec<&str>, &Operation> = api
        .operations
        .iter()
        .map(|operation| (operation.group.iter().chain([&operation.name]).map(String::as_str).collect(), operation))
        .collect();
    let mut places: Vec<String> = (0..api.types.len())
        .map(|index| {
            let way: Vec<TypeId> = std::iter::once(TypeId(index)).chain(around(api, TypeId(index))).collect();
            let outermost = way.last().copied().unwrap_or(TypeId(index));
            let mut place = outer(api, outermost, &owners);
            for id in way.iter().rev() {
                if let NameParts::Inside(_, words) = &api.definition(*id).name {
                    words.iter().for_each(|word| place.extend([INSIDE, word]));
                }
            }
            place
        })
        .collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|index| api.types[*index].pointer.clone());
    number(&mut places, &order);
    places
}

/// The place of a type that is in no other.
fn outer(api: &Api, id: TypeId, owners: &HashMap<Vec<&str>, &Operation>) -> String {
    let definition = api.definition(id);
    match &definition.name {
        NameParts::Operation(words) => {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let owner = (1..words.len()).rev().find_map(|length| Some((length, owners.get(&words[..length])?)));
            match owner {
                Some((length, owner)) => {
                    let all: Vec<&str> = std::iter::once("").chain(words[length..].iter().copied()).collect();
                    operation(owner) + &all.join(INSIDE)
                }
                None => words.join(INSIDE),
            }
        }
        NameParts::Shared(words, part) => {
            let section = match part {
                Part::Response => "responses",
                Part::Body => "requestBodies",
                Part::Parameter => "parameters",
            };
            format!("#/components/{section}/{}", words.join(INSIDE))
        }
        NameParts::Component(_) | NameParts::Inside(..) => definition.pointer.to_string(),
    }
}

/// The name of the constructor that follows from the name of a variant.
pub(super) fn usual_constructor(variant: &str) -> String {
    identifier(variant, Case::Value, "variant")
}

/// The name of the type of a call that follows from its method.
pub(super) fn usual_type(method: &str) -> String {
    identifier(method.trim_start_matches("r#"), Case::Type, "Call")
}

/// The name of a type that belongs to a call.
pub(super) fn beside(ident: &str, word: &str) -> String {
    identifier(&format!("{ident} {word}"), Case::Type, "Call")
}

/// The key of a parameter.
pub(super) fn parameter_key(parameter: &Parameter) -> String {
    format!("{} {}", parameter.place.word(), parameter.name)
}

/// Numbers equal places, in this order.
fn number(places: &mut [String], order: &[usize]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for index in order {
        let count = counts.entry(places[*index].clone()).or_default();
        *count += 1;
        if *count > 1 {
            let numbered = format!(" ({count})");
            places[*index].push_str(&numbered);
        }
    }
}

/// The key of a value of an enum: a string as it is, anything else as JSON.
pub(super) fn value(value: &Value) -> String {
    match value {
        // A string that looks like JSON is quoted, so that `"1"` and `1` differ.
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    }
}

/// The keys of the variants of a union, by position. The index of a variant changes when another one is added.
pub(super) fn variants(union: usize, variants: &[Variant], types: &[String]) -> Vec<String> {
    let text = |variant: &Variant| match (&variant.constant, &variant.of, &variant.hint) {
        (Some(constant), ..) => value(&constant.value),
        (None, Type::Named(id), _) => {
            let own = types.get(union).and_then(|own| types[id.0].strip_prefix(own.as_str())?.strip_prefix(INSIDE));
            own.unwrap_or(&types[id.0]).to_owned()
        }
        (None, _, Some(hint)) => hint.clone(),
        (None, of, None) => word(of).to_owned(),
    };
    let mut keys: Vec<String> = variants.iter().map(text).collect();
    let order: Vec<usize> = (0..keys.len()).collect();
    number(&mut keys, &order);
    keys
}

/// Whether a rule gives a variant its name.
pub(super) fn is_renamed(variant: &Variant) -> bool {
    variant.rename.is_some() || variant.constant.as_ref().is_some_and(|value| value.is_renamed)
}

fn word(of: &Type) -> &'static str {
    match of {
        Type::Bool => "boolean",
        Type::Integer(_) => "integer",
        Type::Number | Type::Exact => "number",
        Type::List(_) | Type::Tuple(..) => "array",
        Type::Map(_) | Type::Json => "object",
        Type::Nullable(inner) => word(inner),
        _ => "string",
    }
}
