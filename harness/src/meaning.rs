//! What the names of a crate stand for on the wire: where a name stays and its meaning does not, code compiles and does something else.
//!
//! This is read from the plans alone, name by name, without anything that `bindery diff` does to match the two sides.

use crate::caller::{accessors, in_json, outside, plain};
use bindery::plan::{Constructor, CratePlan, FieldPlace, Group, Held, Item, Operation, Probe, SetBy, Struct, Union};
use bindery::resolve::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What a name stands for.
#[derive(Debug)]
struct Meaning {
    /// On the wire.
    wire: String,
    /// Its Rust type. If that changes, too, code does not compile, so the compiler is the one to tell.
    of: String,
}

type Meanings = BTreeMap<String, Meaning>;

/// The names that stand for something else on the new side, though code that uses them compiles.
pub fn changed(old: &CratePlan, new: &CratePlan) -> Vec<String> {
    let (before, after) = (of(old), of(new));
    let arity = |all: &Meanings| -> BTreeMap<String, usize> {
        let arguments = all.keys().filter_map(|name| name.split_once('('));
        arguments.fold(BTreeMap::new(), |mut counts, (function, _)| {
            *counts.entry(function.to_owned()).or_default() += 1;
            counts
        })
    };
    let (arguments, others) = (arity(&before), arity(&after));
    let is_same_call = |name: &str| {
        let Some((function, _)) = name.split_once('(') else { return true };
        let count = arguments.get(function).copied().unwrap_or_default();
        let types = |all: &Meanings| -> Vec<String> {
            (0..count).filter_map(|number| Some(all.get(&format!("{function}({number})"))?.of.clone())).collect()
        };
        // A call with other arguments does not compile.
        arguments.get(function) == others.get(function) && types(&before) == types(&after)
    };
    let mut changed: Vec<String> = before
        .iter()
        .filter(|(name, one)| {
            let other = after.get(*name);
            other.is_some_and(|other| other.wire != one.wire && other.of == one.of) && is_same_call(name)
        })
        .map(|(name, _)| name.clone())
        .collect();
    changed.extend(exchanged(&requests(old), &requests(new)));
    let (tags, others) = (self::tags(old), self::tags(new));
    // The first one is sent.
    let is_other = |(variant, was): &(&String, &Vec<String>)| {
        others.get(*variant).is_some_and(|is| was.first().is_some_and(|first| !is.contains(first)))
    };
    changed.extend(tags.iter().filter(is_other).map(|(variant, _)| variant.clone()));
    changed
}

/// The functions that send another operation's request. A request that merely moved is the same operation.
fn exchanged(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<String> {
    let (known, still): (BTreeSet<&String>, BTreeSet<&String>) = (old.values().collect(), new.values().collect());
    let is_other = |(function, was): &(&String, &String)| {
        new.get(*function).is_some_and(|is| is != *was && (known.contains(is) || still.contains(was)))
    };
    old.iter().filter(is_other).map(|(function, _)| function.clone()).collect()
}

/// The tags of each variant that has some. One more changes nothing about those that it had.
fn tags(plan: &CratePlan) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in &plan.types {
        let Item::Union(union) = item else { continue };
        for probe in &union.probes {
            let (Probe::Tag(_, values) | Probe::Also(_, values)) = probe else { continue };
            for (value, variant) in values {
                found.entry(format!("{}::{variant}", plain(&union.ident))).or_default().push(value.to_string());
            }
        }
    }
    found
}

/// The request of each function.
fn requests(plan: &CratePlan) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for group in &plan.groups {
        for operation in &group.operations {
            let path = operation.path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
            let request = format!("{} {}", operation.verb, path.collect::<Vec<_>>().join("{}"));
            found.insert(function(plan, group, operation), request);
        }
    }
    found
}

fn of(plan: &CratePlan) -> Meanings {
    let mut found = Meanings::new();
    for item in &plan.types {
        let name = plain(item.ident());
        match item {
            Item::Struct(object) => of_object(&name, object, &mut found),
            Item::Enum(of) => of.variants.iter().for_each(|variant| {
                insert(&mut found, format!("{name}::{}", variant.ident), variant.value.to_string(), String::new());
            }),
            Item::Union(union) => of_union(&name, union, &mut found),
            Item::Alias(_) => {}
        }
    }
    for group in &plan.groups {
        for operation in &group.operations {
            of_operation(&function(plan, group, operation), operation, &mut found);
        }
    }
    for header in &plan.headers {
        insert(
            &mut found,
            format!("ResponseHeaders::{}", header.ident),
            header.wire.to_ascii_lowercase(),
            outside(&header.of),
        );
    }
    for (number, (wire, _)) in plan.client.arguments.iter().enumerate() {
        insert(&mut found, format!("Client::builder({number})"), wire.clone(), String::new());
    }
    found
}

fn insert(found: &mut Meanings, name: String, wire: String, of: String) {
    found.insert(name, Meaning { wire, of });
}

fn of_object(name: &str, object: &Struct, found: &mut Meanings) {
    let seen = object.fields.iter().filter(|field| field.place == FieldPlace::Struct && field.constant.is_none());
    for field in seen {
        insert(found, format!("{name}.{}", field.ident), field.wire.clone(), in_json(&field.of));
    }
    if object.constructor == Constructor::No {
        return;
    }
    let asked = object.fields.iter().filter(|field| field.asked == SetBy::Constructor);
    for (number, field) in asked.enumerate() {
        insert(found, format!("{name}::new({number})"), field.wire.clone(), in_json(&field.argument));
    }
    for field in object.fields.iter().filter(|field| field.asked == SetBy::Setter) {
        insert(found, format!("{name}.{}()", field.setter), field.wire.clone(), in_json(&field.argument));
    }
}

fn of_union(name: &str, union: &Union, found: &mut Meanings) {
    for variant in &union.variants {
        if let Held::Constant(value, _) = &variant.of {
            insert(found, format!("{name}::{}", variant.ident), value.to_string(), String::new());
        }
    }
    for shared in &union.shared {
        let of = shared.of.of_type().map(in_json).unwrap_or_default();
        insert(found, format!("{name}.{}()", shared.ident), shared.wire.clone(), of);
    }
}

fn function(plan: &CratePlan, group: &Group, operation: &Operation) -> String {
    format!("client{}.{}", accessors(plan, group), plain(&operation.method))
}

fn of_operation(function: &str, operation: &Operation, found: &mut Meanings) {
    let wire = |wire: &str, place: Place| match operation.path.find(&format!("{{{wire}}}")) {
        // The names of parameters in the path mean nothing to callers, their positions do.
        Some(at) if place == Place::Path => format!("{{{}}}", operation.path[..at].matches('{').count()),
        _ if place == Place::Header => wire.to_ascii_lowercase(),
        _ => wire.to_owned(),
    };
    let asked = operation.parameters.iter().filter(|parameter| parameter.required);
    let function_name = function.replace("()", "");
    for (number, parameter) in asked.enumerate() {
        let meaning = wire(&parameter.wire, parameter.place);
        insert(found, format!("{function_name}({number})"), meaning, outside(&parameter.of));
    }
    for parameter in operation.parameters.iter().filter(|parameter| !parameter.required) {
        let meaning = wire(&parameter.wire, parameter.place);
        insert(found, format!("{function_name}.{}", parameter.ident), meaning, outside(&parameter.of));
    }
}
