//! Writes a JSON Schema as Markdown.

use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The tables of the configuration: heading, and the definition; the empty one is the whole configuration.
const TABLES: [(&str, &str); 9] = [
    ("Keys", ""),
    ("`[package]`", "Package"),
    ("`[select]`", "Select"),
    ("`[client]`", "Client"),
    ("`[client.telemetry]`", "Telemetry"),
    ("`[[rule]]`", "Rule"),
    ("`match` of a rule, as a table", "MatchTable"),
    ("`type` of a rule, as a table", "ExternalTable"),
    ("`paging` of a rule", "PagingRule"),
];

/// The keys of the configuration, table by table.
pub(crate) fn reference(schema: &Value) -> String {
    let mut out = String::from("# Reference\n");
    let empty = Map::new();
    let defs = schema["$defs"].as_object().unwrap_or(&empty);
    for (heading, name) in TABLES {
        let table = if name.is_empty() { schema } else { &defs[name] };
        section(&mut out, heading, table, defs);
    }
    // Tables that have no heading of their own yet.
    let is_listed = |name: &str| TABLES.iter().any(|(_, listed)| *listed == name);
    for (name, table) in defs.iter().filter(|(name, table)| !is_listed(name) && table["properties"].is_object()) {
        section(&mut out, &format!("`{name}`"), table, defs);
    }
    out
}

fn section(out: &mut String, heading: &str, table: &Value, defs: &Map<String, Value>) {
    let _ = writeln!(out, "\n## {heading}");
    let required: Vec<&str> = table["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for (key, value) in table["properties"].as_object().into_iter().flatten() {
        let needed = if required.contains(&key.as_str()) { ", required" } else { "" };
        let text = value["description"].as_str().unwrap_or_default().replace('\n', " ");
        let _ = writeln!(out, "\n**`{key}`** ({}{needed}): {text}", kind(value, defs));
        for (choice, meaning) in choices(value, defs) {
            let _ = writeln!(out, "- `\"{choice}\"`: {meaning}");
        }
    }
}

/// The definition that a value refers to, `null` aside.
fn target<'a>(value: &'a Value, defs: &'a Map<String, Value>) -> Option<(&'a str, &'a Value)> {
    let reference = value["$ref"].as_str().or_else(|| {
        let mut ways = value["anyOf"].as_array().into_iter().flatten();
        ways.find_map(|way| way["$ref"].as_str())
    })?;
    let name = reference.strip_prefix("#/$defs/")?;
    Some((name, &defs[name]))
}

fn kind(value: &Value, defs: &Map<String, Value>) -> String {
    if let Some((name, definition)) = target(value, defs) {
        return match name {
            "Patterns" => "string or list of strings".to_owned(),
            "Matcher" => "string, list of strings or table".to_owned(),
            "ExternalType" => "string or table".to_owned(),
            "PagingRules" => "string, table or list of tables".to_owned(),
            "Rules" => "list of tables".to_owned(),
            _ if definition["type"] == "object" => "table".to_owned(),
            _ => "string".to_owned(),
        };
    }
    if value["items"]["$ref"] == "#" {
        return "list of tables".to_owned();
    }
    let types: Vec<&str> = match &value["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).filter(|one| *one != "null").collect(),
        _ => Vec::new(),
    };
    let words = types.iter().map(|word| match *word {
        "array" => "list of strings",
        "object" => "table",
        other => other,
    });
    words.collect::<Vec<_>>().join(" or ")
}

/// The choices of an enum, with their meanings.
fn choices<'a>(value: &'a Value, defs: &'a Map<String, Value>) -> Vec<(&'a str, String)> {
    let Some((_, definition)) = target(value, defs) else { return Vec::new() };
    let each = definition["oneOf"].as_array().into_iter().flatten();
    each.filter_map(|choice| {
        let meaning = choice["description"].as_str().unwrap_or_default().replace('\n', " ");
        Some((choice["const"].as_str()?, meaning))
    })
    .collect()
}
