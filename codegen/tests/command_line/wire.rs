//! Parameters and bodies of every kind, written by the rules of OpenAPI: true ones have no deviations, damaged ones have one at their
//! place.

use super::Workspace;
use super::damage::Dice;
use bindery::verify::{Finding, read, verify};
use bindery::{Options, modelled};
use serde_json::{Map, Value, json};

/// The deviations of exchanges, in lines, from a description.
pub(crate) fn deviations(workspace: &Workspace, description: &Value, lines: &str) -> Vec<Finding> {
    workspace.write("api.json", &description.to_string());
    workspace.write("calls.jsonl", lines);
    let run = modelled(&Options { description: Some(workspace.path().join("api.json")), ..Options::default() });
    let (api, documents) = run.model().expect("a model");
    let traffic = read(&[workspace.path().join("calls.jsonl")]);
    assert!(traffic.problems.is_empty(), "{:?}", traffic.problems);
    verify(api, documents, &traffic, &[]).findings
}

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

/// A description of a form and of a multipart body with the same properties.
fn bodies() -> Value {
    let schema = json!({"type": "object", "required": ["n"], "properties": {
        "n": {"type": "integer"}, "s": {"type": "string"}, "list": {"type": "array", "items": {"type": "integer"}},
        "inside": {"type": "object", "properties": {"x": {"type": "integer"}}}, "joined": {"type": "array", "items": {"type": "integer"}},
        "deep": {"type": "object", "properties": {"y": {"type": "integer"}}}, "whole": {"type": "array", "items": {"type": "integer"}},
        "file": {"type": "string", "format": "binary"},
    }});
    let encoding = json!({
        "joined": {"explode": false}, "deep": {"style": "deepObject", "explode": true},
        "whole": {"contentType": "application/json"}, "file": {"contentType": "image/png, image/jpeg"},
    });
    let body = |media_type: &str| {
        let content = json!({media_type: {"schema": schema, "encoding": encoding}});
        json!({"post": {"requestBody": {"required": true, "content": content}, "responses": {"204": {"description": ""}}}})
    };
    json!({
        "openapi": "3.1.0", "info": {"title": "Bodies", "version": "1"},
        "paths": {"/form": body("application/x-www-form-urlencoded"), "/parts": body("multipart/form-data")},
    })
}

fn post(path: &str, media_type: &str, body: &str) -> String {
    let headers = json!({"Content-Type": media_type});
    json!({"method": "POST", "url": path, "status": 204, "requestHeaders": headers, "requestBody": body}).to_string()
        + "\n"
}

/// The kinds, paths and names of deviations.
fn shown(found: &[Finding]) -> Vec<String> {
    found
        .iter()
        .map(|each| format!("{} {} {}", each.kind.word(), each.path, each.name.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn forms_and_their_encodings_are_read() {
    let workspace = Workspace::new("wire_forms");
    let form = |body: &str| post("/form", "application/x-www-form-urlencoded", body);
    let whole = "n=1&s=a+%26+b&list=1&list=2&inside=%7B%22x%22%3A1%7D&joined=1,2&deep%5By%5D=3&whole=%5B1%2C2%5D";
    // Other clients write arrays and objects in brackets, or encode the comma.
    let other = "n=1&list[]=1&list[]=2&inside[x]=1&joined=1%2C2";
    assert_eq!(shown(&deviations(&workspace, &bodies(), &(form(whole) + &form(other) + &form("n=1")))), [""; 0]);
    for (from, to, expected) in [
        ("n=1", "n=one", "wrong-type $.n "),
        ("n=1&", "", "missing-required $.n n"),
        ("list=2", "list=two", "wrong-type $.list[] "),
        ("%3A1%7D", "%3Atrue%7D", "wrong-type $.inside.x "),
        ("%3A1%7D", "", "wrong-type $.inside "),
        ("joined=1,2", "joined=1,b", "wrong-type $.joined[] "),
        ("=3", "=c", "wrong-type $.deep.y "),
        ("%2C2%5D", "%2C%222%22%5D", "wrong-type $.whole[] "),
        ("s=a", "new=a", "undeclared-property $.new new"),
    ] {
        assert!(whole.contains(from), "{from}");
        let found = deviations(&workspace, &bodies(), &form(&whole.replacen(from, to, 1)));
        assert_eq!(shown(&found), [expected], "{from} {to}");
    }
}

/// A multipart body of headers and contents.
fn multipart(parts: &[(&str, &str)]) -> String {
    let each = parts
        .iter()
        .map(|(head, content)| format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n"));
    each.collect::<String>() + "--b--\r\n"
}

#[test]
fn parts_and_their_encodings_are_read() {
    let workspace = Workspace::new("wire_parts");
    let send = |body: &str| post("/parts", "multipart/form-data; boundary=b", body);
    let whole = [
        ("name=\"n\"", "1"),
        ("name=\"s\"", "a & b"),
        ("name=\"list\"", "1"),
        ("name=\"list\"", "2"),
        ("name=\"inside\"\r\nContent-Type: application/json", "{\"x\": 1}"),
        ("name=\"joined\"", "1,2"),
        ("name=\"deep[y]\"", "3"),
        ("name=\"whole\"\r\nContent-Type: application/json", "[1, 2]"),
        ("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png", "bytes"),
    ];
    assert_eq!(shown(&deviations(&workspace, &bodies(), &send(&multipart(&whole)))), [""; 0]);
    for (index, part, expected) in [
        (0, Some(("name=\"n\"", "one")), "wrong-type $.n "),
        (0, None, "missing-required $.n n"),
        (3, Some(("name=\"list\"", "two")), "wrong-type $.list[] "),
        (4, Some(("name=\"inside\"\r\nContent-Type: application/json", "{\"x\": true}")), "wrong-type $.inside.x "),
        (4, Some(("name=\"inside\"\r\nContent-Type: application/json", "{")), "wrong-type $.inside "),
        (5, Some(("name=\"joined\"", "1,b")), "wrong-type $.joined[] "),
        (6, Some(("name=\"deep[y]\"", "c")), "wrong-type $.deep.y "),
        (7, Some(("name=\"whole\"\r\nContent-Type: application/json", "[\"1\"]")), "wrong-type $.whole[] "),
        (
            7,
            Some(("name=\"whole\"\r\nContent-Type: text/csv", "1,2")),
            "undeclared-media-type $.whole text/csv|wrong-type $.whole ",
        ),
        (
            8,
            Some(("name=\"file\"; filename=\"a\"\r\nContent-Type: text/css", "")),
            "undeclared-media-type $.file text/css",
        ),
        (8, Some(("name=\"more\"; filename=\"a\"", "")), "undeclared-property $.more more"),
    ] {
        let mut parts: Vec<_> =
            whole.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, part)| *part).collect();
        parts.extend(part);
        let found = shown(&deviations(&workspace, &bodies(), &send(&multipart(&parts))));
        let expected: Vec<&str> = expected.split('|').collect();
        assert_eq!(found, expected, "{part:?}");
    }
    let cut = multipart(&whole).replace("--b--", "");
    assert_eq!(shown(&deviations(&workspace, &bodies(), &send(&cut))), ["wrong-type $ "]);
}

#[test]
fn archives_have_parts_and_cookies_in_lists() {
    let workspace = Workspace::with("wire_archives", &bodies());
    let entry = |params: Value| {
        json!({"request": {"method": "POST", "url": "/parts", "headers": [], "cookies": [{"name": "a", "value": "b"}],
            "postData": {"mimeType": "multipart/form-data; boundary=x", "params": params}}, "response": {"status": 204}})
    };
    let good = json!([{"name": "n", "value": "1"}, {"name": "file", "fileName": "a", "contentType": "image/png"}]);
    let bad = json!([{"name": "n", "value": "x"}, {"name": "file", "fileName": "a", "contentType": "text/css"}]);
    let archive = |params: Value| json!({"log": {"version": "1.2", "entries": [entry(params)]}}).to_string();
    workspace.write("good.har", &archive(good));
    workspace.write("bad.har", &archive(bad));
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "good.har"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "bad.har"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stderr.contains("($.n; first at bad.har:1)") && outcome.stderr.contains("text/css"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_values_of_streams_are_checked() {
    let workspace = Workspace::new("wire_streams");
    let item = json!({"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}});
    let content = json!({
        "/lines": {"application/x-ndjson": {"schema": {"type": "array", "items": item}}},
        "/items": {"application/jsonl": {"itemSchema": {"type": "integer"}}},
        "/records": {"application/json-seq": {"itemSchema": item}},
        "/data": {"text/event-stream": {"schema": item}},
        "/whole": {"text/event-stream": {"itemSchema": {"type": "object", "required": ["data"],
            "properties": {"event": {"type": "string", "enum": ["add", "end"]}, "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": item}}}}},
    });
    let mut paths = Map::new();
    for (path, content) in content.as_object().expect("an object") {
        paths.insert(path.clone(), json!({"get": {"responses": {"200": {"description": "", "content": content}}}}));
    }
    let description = json!({"openapi": "3.2.0", "info": {"title": "Streams", "version": "1"}, "paths": paths});
    let answer = |path: &str, body: &str| {
        let media_type = content[path].as_object().and_then(|content| content.keys().next()).expect("a media type");
        let headers = json!({"Content-Type": media_type});
        json!({"method": "GET", "url": path, "status": 200, "responseHeaders": headers, "responseBody": body})
            .to_string()
            + "\n"
    };
    for (path, body, from, to, expected) in [
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "2", "true", "wrong-type $[].n "),
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "{\"n\":2}", "{}", "missing-required $[].n n"),
        ("/lines", "{\"n\":1}\n{\"n\":2}\n", "{\"n\":2}", "oops", "wrong-type $[] "),
        ("/items", "1\n2\n", "2", "\"2\"", "wrong-type $ "),
        ("/records", "\u{1e}{\"n\":1}\n\u{1e}{\"n\":2}\n", "2", "null", "unexpected-null $.n "),
        (
            "/data",
            ": hi\n\ndata: {\"n\":1}\n\ndata: {\ndata: \"n\":2}\n\ndata: [DONE]\n\n",
            "2",
            "\"x\"",
            "wrong-type $.n ",
        ),
        ("/whole", "event: add\ndata: {\"n\":1}\n\n", "add", "new", "new-enum-value $.event "),
        ("/whole", "event: add\ndata: {\"n\":1}\n\n", "1", "{}", "wrong-type $.data<json>.n "),
    ] {
        assert_eq!(shown(&deviations(&workspace, &description, &answer(path, body))), [""; 0], "{path}");
        // A recording may end anywhere.
        let cut = &body[..body.len() - 4];
        assert_eq!(shown(&deviations(&workspace, &description, &answer(path, cut))), [""; 0], "{path} {cut:?}");
        let damaged = body.replacen(from, to, 1);
        assert_eq!(
            shown(&deviations(&workspace, &description, &answer(path, &damaged))),
            [expected],
            "{path} {damaged:?}"
        );
    }
}

#[test]
fn declared_headers_of_responses_are_checked() {
    let workspace = Workspace::new("wire_headers");
    let headers = json!({
        "X-Total": {"required": true, "schema": {"type": "integer"}}, "X-Kinds": {"schema": {"type": "array", "items": {"type": "integer"}}},
        "X-Name": {"schema": {"type": "string"}}, "X-Secret": {"schema": {"type": "integer"}},
    });
    let responses = json!({"204": {"description": "", "headers": headers}, "404": {"description": ""}});
    let description = json!({
        "openapi": "3.1.0", "info": {"title": "Headers", "version": "1"}, "paths": {"/a": {"get": {"responses": responses}}},
    });
    let answer = |status: u16, headers: Value| {
        json!({"method": "GET", "url": "/a", "status": status, "responseHeaders": headers}).to_string() + "\n"
    };
    for (status, headers, expected) in [
        (204, json!({"x-total": "7", "x-kinds": "1, 2", "x-name": "a,b", "date": "now", "cf-ray": "1"}), ""),
        (404, json!({"x-total": "many", "x-other": "1"}), ""),
        (204, Value::Null, ""),
        (204, json!({"x-name": "a"}), "missing-required header.X-Total X-Total"),
        (204, json!({"x-total": "many"}), "wrong-type header.X-Total "),
        (204, json!({"x-total": "7", "x-kinds": "1,b"}), "wrong-type header.X-Kinds[] "),
        (204, json!({"x-total": "7", "x-other": "1"}), "undeclared-header header.x-other x-other"),
        (204, json!({"x-total": "7", "x-secret": "s3cr3t"}), "wrong-type header.X-Secret "),
    ] {
        let found = deviations(&workspace, &description, &answer(status, headers.clone()));
        assert_eq!(shown(&found).join("|"), expected, "{headers}");
        assert!(!format!("{:?}", found.iter().map(Finding::diagnostic).collect::<Vec<_>>()).contains("s3cr3t"));
    }
}

#[test]
fn hostile_recordings_end_with_a_message() {
    let workspace = Workspace::with("wire_hostile", &bodies());
    let form = "application/x-www-form-urlencoded";
    let long = |text: &str, count: usize| text.repeat(count);
    let name = |index: usize| format!("k{index}=1&");
    let lines = [
        post("/form", form, &(0..20_000).map(name).collect::<String>()),
        post("/form", form, &format!("deep{}=1&n=1&%zz=%&=&&n", long("[y]", 5_000))),
        post("/form", form, &long("list[]=1&", 20_000)),
        post("/parts", "multipart/form-data; boundary=b", &(long("--b\r\n", 20_000) + "--b--")),
        post("/parts", "multipart/form-data", "--\r\n"),
        post("/parts?\u{0}[[]&[=]&%ff=%fe", "multipart/mixed; boundary=", "x"),
    ];
    workspace.write("hostile.jsonl", &lines.concat());
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "hostile.jsonl", "--message-format", "short"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    let shown: Vec<&str> = outcome.stderr.lines().collect();
    // A message has a thousand deviations at most, and a name a hundred letters.
    assert!(shown.len() < 2_500 && shown.iter().all(|line| line.chars().count() < 600), "{}", shown.len());
    assert!(outcome.stderr.contains("6 exchanges, 6 checked"), "{}", shown.last().unwrap_or(&""));
    let entry = |request: Value| json!({"request": request, "response": {"status": 204}});
    let entries = json!([
        1,
        null,
        {},
        entry(json!([])),
        entry(json!({"method": 1, "url": 2})),
        entry(
            json!({"method": "POST", "url": "/parts", "headers": [1, {"name": 1}], "cookies": [1, {}], "postData": {"params": [1, {"value": 3}]}})
        ),
        entry(
            json!({"method": "POST", "url": "/form", "headers": {}, "cookies": 3, "postData": {"mimeType": form, "text": "!", "encoding": "base64"}})
        ),
    ]);
    workspace.write("hostile.har", &json!({"log": {"entries": entries}}).to_string());
    let outcome = workspace.run(&["verify", "api.json", "--traffic", "hostile.har"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("warning[B0611]").count(), 3, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("6 unreadable parts"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("hostile.har:1: a body is declared as base64"), "{}", outcome.stderr);
}

#[test]
fn mutated_recordings_are_read_without_a_panic() {
    let workspace = Workspace::with("wire_mutated", &bodies());
    let run = modelled(&Options { description: Some(workspace.path().join("api.json")), ..Options::default() });
    let (api, documents) = run.model().expect("a model");
    let parts = multipart(&[("name=\"n\"", "1"), ("name=\"file\"; filename=\"a\"\r\nContent-Type: image/png", "x")]);
    let lines = post("/parts", "multipart/form-data; boundary=b", &parts)
        + &post(
            "/form?a[b][]=1",
            "application/x-www-form-urlencoded",
            "n=1&deep%5By%5D=3&joined=1,2&inside=%7B%22x%22%3A1%7D",
        );
    let entry = json!({
        "request": {"method": "POST", "url": "https://a.example/parts?x=%41", "headers": [{"name": "Cookie", "value": "a=1; b"}], "cookies": [],
            "postData": {"mimeType": "multipart/form-data", "params": [{"name": "n", "value": "1"}, {"name": "file", "fileName": "a"}]}},
        "response": {"status": 204, "headers": [], "content": {"mimeType": "text/event-stream", "text": "ZGF0YTogMQoK", "encoding": "base64"}},
    });
    let archive = json!({"log": {"version": "1.2", "entries": [entry, entry]}}).to_string();
    let pieces: [&[u8]; 12] =
        [b"\"", b"{", b"]", b"--b", b"%", b"\xff", b"\\u0000", b"[", b"null", b"1e999", b"\r\n", b"&="];
    let mut checked = 0;
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let (name, text) = if seed % 2 == 0 { ("a.jsonl", &lines) } else { ("a.har", &archive) };
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..1 + dice.roll(6) {
            let (at, length) = (dice.roll(bytes.len()), dice.roll(12));
            let piece = dice.pick(&pieces).map(|piece| piece.to_vec()).unwrap_or_default();
            match dice.roll(4) {
                0 => drop(bytes.splice(at..at, piece)),
                1 => drop(bytes.drain(at..(at + length).min(bytes.len()))),
                2 => bytes[at] = u8::try_from(dice.roll(256)).unwrap_or_default(),
                _ => bytes.extend_from_within(at..(at + length).min(bytes.len())),
            }
            if bytes.is_empty() {
                break;
            }
        }
        workspace.write_bytes(name, &bytes);
        let traffic = read(&[workspace.path().join(name)]);
        assert!(traffic.problems.len() < 20, "{seed} {:?}", traffic.problems);
        // Each says where it is.
        assert!(traffic.problems.iter().all(|problem| problem.contains(&format!("{name}:"))), "{:?}", traffic.problems);
        checked += verify(api, documents, &traffic, &[]).checked;
    }
    assert!(checked > 200, "{checked}");
}
