//! Random damage to a description: the overlay from the traffic of the true description mends it.

use super::Workspace;
use bindery::api::Api;
use bindery::diag::Code;
use bindery::source::Documents;
use bindery::verify::{Traffic, read, verify};
use bindery::{Options, modelled, write_repairs};
use serde_json::{Map, Value, json};

/// A sequence of numbers that depends on its seed only.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }

    pub(crate) fn pick<'v, V>(&mut self, values: &'v [V]) -> Option<&'v V> {
        let index = self.roll(values.len());
        values.get(index)
    }
}

/// An operation with parameters and bodies that are not JSON.
fn labels(reference: &impl Fn(&str) -> Value) -> Value {
    json!({
        "parameters": [
            {"name": "ids", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "integer"}}},
            {"name": "size", "in": "query", "style": "deepObject", "explode": true, "schema": {"type": "object", "properties": {"min": {"type": "integer"}}}},
            {"name": "session", "in": "cookie", "schema": {"type": "integer"}}, {"name": "X-Trace", "in": "header", "schema": {"type": "boolean"}},
        ],
        "requestBody": {"content": {
            "application/x-www-form-urlencoded": {"schema": {"type": "object", "required": ["count"], "properties": {
                "count": {"type": "integer"}, "sizes": {"type": "array", "items": {"type": "number"}}, "text": {"type": "string"}}}},
            "multipart/form-data": {
                "schema": {"type": "object", "required": ["count"], "properties": {
                    "count": {"type": "integer"}, "to": reference("Place"), "photo": {"type": "string", "format": "binary"}}},
                "encoding": {"photo": {"contentType": "image/png"}}},
        }},
        "responses": {"200": {"description": "",
            "headers": {"X-Total": {"schema": {"type": "integer"}}, "X-Page": {"schema": {"type": "string"}}},
            "content": {"application/x-ndjson": {"schema": {"type": "array", "items": reference("Place")}}}}},
    })
}

/// A true description, in the form of a version.
fn truth(version: &str) -> Value {
    let is_new = version == "3.1.0";
    let maybe = |name: &str| match is_new {
        true => json!({"type": [name, "null"]}),
        false => json!({"type": name, "nullable": true}),
    };
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let body = |schema: Value| json!({"application/json": {"schema": schema}});
    json!({
        "openapi": version, "info": {"title": "Parcels", "version": "1"},
        "components": {"schemas": {
            "Parcel": {"type": "object", "required": ["id", "weight", "state"], "properties": {
                "id": {"type": "string"}, "weight": reference("Grams"), "limit": reference("Grams"), "state": reference("State"),
                "note": maybe("string"), "fragile": {"type": "boolean"}, "tags": {"type": "array", "items": {"type": "string"}},
                "to": reference("Address"), "from": reference("Address"), "load": reference("Load"),
                "any": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
                "counts": {"type": "object", "additionalProperties": {"type": "integer", "format": "int32"}},
                "secret": {"type": "string"}, "grid": {"type": "array", "items": {"type": "array", "items": maybe("number")}},
            }},
            "Grams": {"type": "number"},
            "State": {"type": "string", "enum": ["new", "sent", "lost"]},
            "Place": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}, "zip": {"type": "string"}}},
            "Address": {"allOf": [reference("Place"), {"type": "object", "required": ["street"], "properties": {"street": {"type": "string"}, "floor": {"type": "integer"}}}]},
            "Load": {"oneOf": [reference("Box"), reference("Bag")],
                "discriminator": {"propertyName": "kind", "mapping": {"box": "#/components/schemas/Box", "bag": "#/components/schemas/Bag"}}},
            "Box": {"type": "object", "required": ["kind", "size"], "properties": {"kind": {"type": "string", "enum": ["box"]}, "size": {"type": "integer"}}},
            "Bag": {"type": "object", "required": ["kind", "soft"], "properties": {"kind": {"type": "string", "enum": ["bag"]}, "soft": {"type": "boolean"}}},
            "Problem": {"type": "object", "required": ["code"], "properties": {"code": {"type": "integer"}, "details": {"type": "object", "properties": {"field": {"type": "string"}}}}},
        }},
        "paths": {
            "/parcels": {
                "get": {"parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {"200": {"description": "", "content": body(json!({"type": "array", "items": reference("Parcel")}))}}},
                "post": {"requestBody": {"content": body(reference("Parcel"))},
                    "responses": {"201": {"description": "", "content": body(reference("Parcel"))}, "400": {"description": "", "content": body(reference("Problem"))}}},
            },
            "/labels": {"post": labels(&reference)},
            "/parcels/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": body(reference("Parcel"))}, "404": {"description": "", "content": body(reference("Problem"))}},
            }},
        },
    })
}

/// Makes a value of a schema.
fn made(document: &Value, schema: &Value, dice: &mut Dice) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return made(document, document.pointer(&reference[1..]).expect("a schema"), dice);
    }
    if let Some(values) = schema["enum"].as_array() {
        return dice.pick(values).cloned().unwrap_or_default();
    }
    if let Some(variants) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        return dice.pick(variants).map(|variant| made(document, variant, dice)).unwrap_or_default();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let each = parts.iter().map(|part| made(document, part, dice));
        return each.filter_map(|value| value.as_object().cloned()).flatten().collect::<Map<_, _>>().into();
    }
    let is_null = schema["nullable"] == true || schema["type"].is_array();
    if is_null && dice.roll(3) == 0 {
        return Value::Null;
    }
    match schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default() {
        "string" => json!(["a", "12", "true", "x y"][dice.roll(4)]),
        "integer" => json!(dice.roll(1_000)),
        "number" => json!([0.5, 12.0, 3.25][dice.roll(3)]),
        "boolean" => json!(dice.roll(2) == 0),
        "array" => (0..dice.roll(3)).map(|_| made(document, &schema["items"], dice)).collect(),
        _ => object(document, schema, dice),
    }
}

fn object(document: &Value, schema: &Value, dice: &mut Dice) -> Value {
    let mut members = Map::new();
    let required =
        |name: &str| schema["required"].as_array().is_some_and(|names| names.iter().any(|each| each == name));
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if required(name) || dice.roll(2) == 0 {
            members.insert(name.clone(), made(document, property, dice));
        }
    }
    if schema["additionalProperties"].is_object() {
        (0..dice.roll(3)).for_each(|index| {
            drop(members.insert(format!("k{index}"), made(document, &schema["additionalProperties"], dice)))
        });
    }
    members.into()
}

/// An exchange with parameters of several styles, a form or parts, a stream and headers.
fn label(dice: &mut Dice) -> Value {
    let (count, size) = (dice.roll(9), dice.roll(9));
    let parts = [
        ("name=\"count\"".to_owned(), count.to_string()),
        ("name=\"to\"\r\nContent-Type: application/json".to_owned(), "{\"city\": \"a\"}".to_owned()),
        ("name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png".to_owned(), "...".to_owned()),
    ];
    let parts = parts.map(|(head, text)| format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{text}\r\n"));
    let (media_type, body) = match dice.roll(2) {
        0 => ("application/x-www-form-urlencoded", format!("count={count}&sizes=1.5&sizes={size}&text=a+b")),
        _ => ("multipart/form-data; boundary=b", parts.concat() + "--b--\r\n"),
    };
    json!({
        "method": "POST", "url": format!("/labels?ids=1,{count}&size[min]={size}"), "status": 200, "requestBody": body,
        "requestHeaders": {"Content-Type": media_type, "Cookie": format!("session={count}"), "X-Trace": "true"},
        "responseHeaders": {"Content-Type": "application/x-ndjson", "X-Total": count.to_string(), "X-Page": "p"},
        "responseBody": "{\"city\": \"a\", \"zip\": \"1\"}\n{\"city\": \"b\"}\n",
    })
}

/// Records exchanges of a server that does what the description says.
fn recorded(document: &Value, dice: &mut Dice) -> String {
    let mut lines = String::new();
    for _ in 0..12 {
        let paths = document["paths"].as_object().expect("paths");
        let path = ["/parcels", "/parcels/{id}", "/labels"][dice.roll(3)];
        if path == "/labels" {
            lines += &format!("{}\n", label(dice));
            continue;
        }
        let item = paths[path].as_object().expect("operations");
        let methods: Vec<&String> = item.keys().collect();
        let method = methods[dice.roll(methods.len())];
        let operation = &item[method];
        let statuses: Vec<&String> = operation["responses"].as_object().expect("responses").keys().collect();
        let status = statuses[dice.roll(statuses.len())];
        let schema = |of: &Value| of["content"]["application/json"]["schema"].clone();
        let answer = made(document, &schema(&operation["responses"][status]), dice);
        let sent = match operation.get("requestBody") {
            Some(body) => made(document, &schema(body), dice),
            None => Value::Null,
        };
        let query = if operation["parameters"][0]["in"] == "query" { "?page=2" } else { "" };
        let url = path.replace("{id}", "p1") + query;
        let status: u16 = status.parse().expect("a status");
        let line = json!({"method": method.to_uppercase(), "url": url, "status": status, "requestBody": sent, "responseBody": answer});
        lines += &format!("{line}\n");
    }
    lines
}

/// The places of all objects in a value.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.push(at.to_owned());
            let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
            members.iter().for_each(|(key, value)| objects(value, &format!("{at}/{}", escaped(key)), found));
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, value)| objects(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

/// Damages one place. Returns whether it has changed.
fn damage(document: &mut Value, dice: &mut Dice) -> bool {
    let mut places = Vec::new();
    objects(&document["components"], "/components", &mut places);
    objects(&document["paths"], "/paths", &mut places);
    let place = places[dice.roll(places.len())].clone();
    let before = document.clone();
    let Some(members) = document.pointer_mut(&place).and_then(Value::as_object_mut) else { return false };
    damage_members(members, &place, dice);
    before != *document
}

/// Damages the members of one object, in one of several ways.
fn damage_members(members: &mut Map<String, Value>, place: &str, dice: &mut Dice) {
    let keys: Vec<String> = members.keys().cloned().collect();
    let is_part = place.contains("/schema") || place.ends_with("/responses");
    match (dice.roll(8), is_part) {
        (0, true) if members.contains_key("type") => {
            let types = ["string", "integer", "boolean", "number", "object", "array"];
            let name = types[dice.roll(types.len())];
            members.insert("type".to_owned(), json!(name));
            if name == "array" {
                members.entry("items").or_insert(json!({"type": "boolean"}));
            }
        }
        (1, true) if keys.len() > 1 && (place.ends_with("/properties") || place.ends_with("/responses")) => {
            members.shift_remove(&keys[dice.roll(keys.len())]);
        }
        (2, true) if members.contains_key("properties") => {
            members
                .insert("required".to_owned(), json!(["id", "zip", "floor", "note", "field", "kind"][dice.roll(6)..]));
        }
        (3, true) if members.get("enum").is_some_and(Value::is_array) => {
            members.insert("enum".to_owned(), json!(["other"]));
        }
        (4, true) if members.contains_key("properties") => {
            drop(members.insert("additionalProperties".to_owned(), json!(false)))
        }
        (5, true) => ["oneOf", "anyOf"].iter().for_each(|keyword| {
            if let Some(Value::Array(variants)) = members.get_mut(*keyword) {
                variants.truncate(1);
            }
        }),
        (0 | 1, false) if members.contains_key("schema") && !members.contains_key("encoding") => {
            drop(members.insert("required".to_owned(), true.into()));
        }
        (2, false) if members.contains_key("X-Page") => drop(members.shift_remove("X-Page")),
        (3, false) if members.contains_key("contentType") => {
            drop(members.insert("contentType".to_owned(), "x/y".into()))
        }
        (6, true) => drop(members.shift_remove("nullable")),
        (6, false) => drop(members.shift_remove("requestBody")),
        (7, false) => drop(members.shift_remove("content")),
        (7, true) if members.get("type").is_some_and(Value::is_array) => {
            let first = members["type"][0].clone();
            members.insert("type".to_owned(), first);
        }
        (_, false) => {
            if let Some(Value::Array(parameters)) = members.get_mut("parameters") {
                parameters.retain(|parameter| parameter["in"] != "query");
                if parameters.is_empty() {
                    members.shift_remove("parameters");
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_overlay_from_traffic_mends_random_damage() {
    let workspace = Workspace::new("damage");
    let target = workspace.path().join("repairs.json");
    let (mut damaged, mut deviating, mut actions) = (0, 0, 0);
    let seeds: u64 = std::env::var("PROPTEST_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    for seed in 0..seeds {
        let mut dice = Dice(seed);
        let truth = truth(if seed % 2 == 0 { "3.0.3" } else { "3.1.0" });
        workspace.write("calls.jsonl", &recorded(&truth, &mut dice));
        let mut wrong = truth.clone();
        let count = 1 + dice.roll(5);
        let changed = (0..count * 20).filter(|_| damage(&mut wrong, &mut dice)).take(count).count();
        workspace.write("api.json", &wrong.to_string());
        let options = Options { description: Some(workspace.path().join("api.json")), ..Options::default() };
        let run = modelled(&options);
        let Some((api, documents)) = run.model() else { continue };
        damaged += u64::from(changed > 0);
        let traffic: Traffic = read(&[workspace.path().join("calls.jsonl")]);
        let check = |api: &Api, documents: &Documents| verify(api, documents, &traffic, &[]).findings;
        deviating += u64::from(!check(api, documents).is_empty());
        drop(std::fs::remove_file(&target));
        let repaired = write_repairs(&run, &options, &target, &check);
        let overlay = std::fs::read_to_string(&target).unwrap_or_default();
        assert!(repaired.problems.is_empty(), "{seed} {:?}", repaired.problems);
        let left: Vec<String> = repaired.left.iter().map(|finding| finding.diagnostic().message).collect();
        assert!(left.is_empty(), "{seed} {left:#?}\n{overlay}\n{wrong}");
        actions += repaired.files.iter().map(|file| file.actions as u64).sum::<u64>();
        if !repaired.files.is_empty() {
            let run = modelled(&Options { overlays: vec![target.clone()], ..options.clone() });
            let is_idle = |code: Code| matches!(code, Code::Overlay | Code::IdleAction | Code::Tolerated);
            let idle: Vec<_> =
                run.diagnostics.iter().filter(|each| is_idle(each.code) && each.message.contains("action")).collect();
            assert!(idle.is_empty(), "{seed} {idle:#?}\n{overlay}");
        }
    }
    println!("{damaged} of {seeds} damaged, {deviating} deviate, {actions} actions");
    let is_enough = damaged * 10 > seeds * 8 && deviating * 10 > seeds * 7 && actions > seeds;
    assert!(is_enough, "{damaged} {deviating} {actions}");
}
