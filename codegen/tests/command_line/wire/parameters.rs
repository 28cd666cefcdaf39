//! Parameters of every style.

use super::{Workspace, deviations};
use crate::damage::Dice;
use bindery::verify::Finding;
use serde_json::{Map, Value, json};

/// A parameter of one kind.
struct Case {
    place: &'static str,
    /// `content`, or a style.
    style: &'static str,
    explode: bool,
    schema: Value,
}

fn cases() -> Vec<Case> {
    let object =
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}});
    let schemas = [
        json!({"type": "integer"}),
        json!({"type": "string"}),
        json!({"type": "boolean"}),
        json!({"type": "integer", "enum": [1, 22, 333]}),
        json!({"type": "array", "items": {"type": "integer"}}),
        json!({"type": "array", "items": {"type": "string"}}),
        object.clone(),
        json!({"type": "object", "additionalProperties": {"type": "number"}}),
        json!({"oneOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]}),
    ];
    let styles = [
        ("path", vec!["simple", "label", "matrix"]),
        ("query", vec!["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ("header", vec!["simple"]),
        ("cookie", vec!["form", "cookie"]),
    ];
    let mut cases = Vec::new();
    for (place, styles) in &styles {
        for style in styles {
            for (explode, schema) in
                [true, false].iter().flat_map(|explode| schemas.iter().map(|each| (*explode, each)))
            {
                cases.push(Case { place, style, explode, schema: schema.clone() });
            }
        }
        cases.push(Case { place, style: "content", explode: false, schema: object.clone() });
    }
    cases
}

/// A description with an operation for each parameter.
fn description(cases: &[Case]) -> Value {
    let mut paths = Map::new();
    for (index, case) in cases.iter().enumerate() {
        let mut parameter = json!({"name": "p", "in": case.place, "required": true});
        if case.style == "content" {
            parameter["content"] = json!({"application/json": {"schema": case.schema}});
        } else {
            parameter["style"] = json!(case.style);
            parameter["explode"] = json!(case.explode);
            parameter["schema"] = case.schema.clone();
        }
        let path = if case.place == "path" { format!("/c{index}/{{p}}") } else { format!("/c{index}") };
        paths.insert(path, json!({"get": {"parameters": [parameter], "responses": {"204": {"description": ""}}}}));
    }
    json!({"openapi": "3.2.0", "info": {"title": "Wire", "version": "1"}, "paths": paths})
}

/// Percent-encodes all but the unreserved characters.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out + &char::from(byte).to_string(),
        byte => out + &format!("%{byte:02X}"),
    })
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Case {
    fn escape(&self, text: &str) -> String {
        if self.place == "header" || self.style == "cookie" { text.to_owned() } else { escaped(text) }
    }

    /// A value of the schema, without what the style cannot write.
    fn made(&self, schema: &Value, dice: &mut Dice) -> Value {
        if let Some(values) = schema["enum"].as_array() {
            return dice.pick(values).cloned().unwrap_or_default();
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            return dice.pick(variants).map(|variant| self.made(variant, dice)).unwrap_or_default();
        }
        match schema["type"].as_str().unwrap_or_default() {
            "integer" => json!(dice.roll(2_000_000) as i64 - 1_000_000),
            "number" => json!(dice.roll(1_000)),
            "boolean" => json!(dice.roll(2) == 0),
            "array" => (0..1 + dice.roll(3)).map(|_| self.made(&schema["items"], dice)).collect(),
            "object" => {
                let mut members = Map::new();
                for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                    members.insert(name.clone(), self.made(property, dice));
                }
                if schema["additionalProperties"].is_object() {
                    for index in 0..1 + dice.roll(3) {
                        let blank = if self.style == "spaceDelimited" { "" } else { " " };
                        members.insert(format!("k{blank}{index}"), self.made(&schema["additionalProperties"], dice));
                    }
                }
                members.into()
            }
            _ => {
                let texts =
                    ["plain", "a b", "ü&=/?#", "100%", "a+b", "true", "12", "x:y@z", "%41", "a,b", "a.b", "a|b", "a;b"];
                let text = texts[dice.roll(texts.len())];
                // The separators of a style, and what a place cannot have.
                let is_apart = |mark: &str| match (self.place, self.style) {
                    ("header", _) => matches!(mark, ","),
                    (_, "cookie") => matches!(mark, "," | ";"),
                    (_, "label") => mark == ".",
                    (_, "spaceDelimited") => mark == " ",
                    (_, "pipeDelimited") => mark == "|",
                    _ => false,
                };
                if [",", ".", " ", "|", ";"].iter().any(|mark| text.contains(mark) && is_apart(mark)) {
                    return json!("plain");
                }
                json!(text)
            }
        }
    }

    /// The request of a value, by the table of styles in OpenAPI.
    fn line(&self, index: usize, value: &Value) -> String {
        let encoded = self.encoded(value);
        let url = match self.place {
            "path" => format!("/c{index}/{encoded}"),
            "query" => format!("/c{index}?{encoded}"),
            _ => format!("/c{index}"),
        };
        let headers = match self.place {
            "header" => json!({"P": encoded}),
            "cookie" => json!({"Cookie": encoded}),
            _ => json!({}),
        };
        json!({"method": "GET", "url": url, "status": 204, "requestHeaders": headers}).to_string() + "\n"
    }

    fn encoded(&self, value: &Value) -> String {
        let escape = |value: &Value| self.escape(&text_of(value));
        if self.style == "content" {
            let text = escape(&value.to_string().into());
            return if matches!(self.place, "query" | "cookie") { format!("p={text}") } else { text };
        }
        let has_name = !matches!(self.style, "simple" | "label");
        let (prefix, separator) = match self.style {
            "simple" => ("", ","),
            "label" => (".", "."),
            "matrix" => (";", ";"),
            _ if self.place == "cookie" => ("", "; "),
            _ => ("", "&"),
        };
        let joint = match self.style {
            "spaceDelimited" => "%20",
            "pipeDelimited" => "%7C",
            _ => ",",
        };
        let named = |text: String| if has_name { format!("p={text}") } else { text };
        let text = match value {
            Value::Array(elements) if self.style == "deepObject" => {
                elements.iter().map(|each| format!("p%5B%5D={}", escape(each))).collect::<Vec<_>>().join("&")
            }
            Value::Array(elements) if self.explode => {
                elements.iter().map(|each| named(escape(each))).collect::<Vec<_>>().join(separator)
            }
            Value::Array(elements) => named(elements.iter().map(escape).collect::<Vec<_>>().join(joint)),
            Value::Object(members) if self.style == "deepObject" => {
                let each = members.iter().map(|(key, value)| format!("p%5B{}%5D={}", self.escape(key), escape(value)));
                each.collect::<Vec<_>>().join("&")
            }
            Value::Object(members) if self.explode => {
                let each = members.iter().map(|(key, value)| format!("{}={}", self.escape(key), escape(value)));
                each.collect::<Vec<_>>().join(separator)
            }
            Value::Object(members) => {
                let each = members.iter().map(|(key, value)| format!("{}{joint}{}", self.escape(key), escape(value)));
                named(each.collect::<Vec<_>>().join(joint))
            }
            scalar => named(escape(scalar)),
        };
        format!("{prefix}{text}")
    }
}

/// Replaces a number or a boolean in a value by a word. Returns whether there is one.
fn damage(value: &mut Value) -> bool {
    match value {
        Value::Number(_) | Value::Bool(_) => {
            *value = json!("word");
            true
        }
        Value::Array(elements) => elements.iter_mut().any(damage),
        Value::Object(members) => members.values_mut().any(damage),
        _ => false,
    }
}

#[test]
fn parameters_of_every_style_are_read_as_they_are_written() {
    let workspace = Workspace::new("wire_parameters");
    let cases = cases();
    let description = description(&cases);
    let mut lines = String::new();
    let mut damaged = String::new();
    let mut expected = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let mut dice = Dice(index as u64);
        for _ in 0..20 {
            lines += &case.line(index, &case.made(&case.schema, &mut dice));
        }
        let mut value = case.made(&case.schema, &mut dice);
        if damage(&mut value) {
            damaged += &case.line(index, &value);
            expected.push(index);
        }
    }
    let found = deviations(&workspace, &description, &lines);
    let shown: Vec<String> = found.iter().map(|each| each.diagnostic().message).collect();
    assert!(shown.is_empty(), "{shown:#?}");
    let found = deviations(&workspace, &description, &damaged);
    assert!(expected.len() > 100, "{}", expected.len());
    for index in expected {
        let own: Vec<&Finding> = found
            .iter()
            .filter(|each| each.operations.iter().any(|name| name.split('/').nth(1) == Some(&format!("c{index}"))))
            .collect();
        let Case { place, style, explode, schema } = &cases[index];
        let what = format!("{place} {style} {explode} {schema}");
        let [only] = own.as_slice() else { panic!("{what} {own:#?}") };
        assert!(matches!(only.kind.word(), "wrong-type" | "unmatched-union"), "{what} {only:#?}");
        assert!(only.path.starts_with(&format!("{place}.p")), "{what} {}", only.path);
        let parameter = format!("#/paths/~1c{index}");
        assert!(only.pointer.to_string().starts_with(&parameter), "{what} {}", only.pointer);
        assert_eq!(only.sample == Some(json!("***")), *place == "cookie", "{what} {:?}", only.sample);
    }
}
