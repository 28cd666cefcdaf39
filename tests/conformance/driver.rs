//! Writes the program that makes the calls.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use crate::recordings::{self, Recording};
use crate::{secrets, values};

/// The header that identifies a call in the journal of the stub.
pub(crate) const ID_HEADER: &str = "X-Test-Id";

/// The calls of the program.
pub(crate) struct Plan {
    pub(crate) calls: Vec<Call>,
    /// Recordings of operations that the description does not declare.
    pub(crate) undescribed: Vec<String>,
}

/// One call.
pub(crate) struct Call {
    pub(crate) recording: Recording,
    /// The code of the function that makes the call.
    code: String,
}

pub(crate) fn plan(listing: &Value, document: &Value, recordings: Vec<Recording>) -> Plan {
    let operations: HashMap<String, &Value> = listing["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| (recordings::key(text(operation, "method"), text(operation, "path")), operation))
        .collect();
    let mut plan = Plan { calls: Vec::new(), undescribed: Vec::new() };
    for recording in recordings {
        match operations.get(&recording.operation) {
            Some(operation) => {
                let code = function(operation, document, &recording, plan.calls.len());
                plan.calls.push(Call { recording, code });
            }
            None => plan.undescribed.push(recording.operation),
        }
    }
    plan
}

/// Returns, for each component schema with secrets, code that decodes a value of it.
pub(crate) fn marked(listing: &Value, document: &Value) -> Vec<String> {
    // Types that no operation uses are behind a feature.
    let is_used = |schema: &&Value| schema["kind"] != "constant" && schema["direction"] != "none";
    let schemas = listing["schemas"].as_array().unwrap().iter().filter(is_used);
    let code = schemas.filter_map(|schema| {
        let pointer = text(schema, "pointer").trim_start_matches('#');
        let value = secrets::marked(document, document.pointer(pointer)?)?;
        Some(format!("    ({pointer:?}, shown::<{}>, {:?}),\n", text(schema, "rust"), value.to_string()))
    });
    code.collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// Returns the code of a function that calls an operation with the values of a recording.
fn function(operation: &Value, document: &Value, recording: &Recording, index: usize) -> String {
    let template = recordings::names(text(operation, "path"));
    let (mut arguments, mut setters) = (Vec::new(), String::new());
    for parameter in operation["parameters"].as_array().unwrap() {
        let name = text(parameter, "name");
        let position = template.iter().position(|each| *each == name);
        let given = match (text(parameter, "in"), position) {
            ("path", Some(position)) => {
                Some(recording.path[position].clone().map_or_else(Vec::new, |value| vec![value]))
            }
            ("query", _) => recording.query.get(name).cloned(),
            _ => None,
        };
        let required = parameter["required"] == true;
        let Some(values) = given.or_else(|| required.then(Vec::new)) else { continue };
        let read = reader(text(parameter, "type"), &values);
        match required {
            true => arguments.push(read),
            false => write!(setters, ".{}({read})", text(parameter, "rust")).unwrap(),
        }
    }
    let known = |name: &String| operation["parameters"].as_array().unwrap().iter().any(|each| each["name"] == **name);
    let unknown: Vec<_> = recording.query.keys().filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "{}: {unknown:?} are not parameters", recording.name);
    if let Some(body) = preferred(operation["body"].as_array().unwrap()) {
        let schema = schema(document, operation, text(body, "media_type"));
        let read = format!("read::<{}>({:?})?", text(body, "type"), values::smallest(document, schema).to_string());
        match body["required"] == true {
            true => arguments.push(read),
            false => write!(setters, ".body({read})").unwrap(),
        }
    }
    let accessors: String = operation["accessors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| format!(".{}()", each.as_str().unwrap()))
        .collect();
    let method = text(operation, "rust").rsplit("::").next().unwrap();
    format!(
        "\n/// {}\nasync fn call_{index}(client: Client) -> Result<(), Failure> {{\n    let call = \
         client{accessors}.{method}({}){setters};\n    let call = call.options(options({:?}));\n    {}\n    Ok(())\n}}\n",
        recording.name,
        arguments.join(", "),
        recording.id,
        if operation["events"].is_null() {
            "call.await?;"
        } else {
            "events(call.events().reconnect(runtime::Reconnect::Never)).await?;"
        },
    )
}

fn preferred(bodies: &[Value]) -> Option<&Value> {
    bodies.iter().find(|body| body["media_type"] == "application/json").or(bodies.first())
}

fn schema<'a>(document: &'a Value, operation: &Value, media_type: &str) -> &'a Value {
    let method = text(operation, "method").to_ascii_lowercase();
    &document["paths"][text(operation, "path")][method]["requestBody"]["content"][media_type]["schema"]
}

/// Returns Rust code for a value of a type, from the texts of a recording.
fn reader(of: &str, values: &[String]) -> String {
    let first = values.first().map_or("text", String::as_str);
    let json = match of.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>')) {
        Some(inner) => values.iter().map(|value| scalar(inner, value)).collect::<Value>(),
        None => scalar(of, first),
    };
    format!("read::<{of}>({:?})?", json.to_string())
}

fn scalar(of: &str, text: &str) -> Value {
    match of {
        "bool" | "f64" | "i32" | "i64" | "u32" | "u64" => serde_json::from_str(text).unwrap_or_else(|_| json!(1)),
        _ => json!(text),
    }
}

/// Writes the program into the workspace of the generated crate.
pub(crate) fn write(workspace: &Path, root: &Path, package: &str, calls: &[Call], marked: &[String]) {
    let library = package.replace('-', "_");
    let source = workspace.join("driver/src");
    std::fs::create_dir_all(&source).unwrap();
    // With the same versions and settings, the dependencies are already built.
    std::fs::copy(root.join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    let manifest = "[workspace]\nmembers = [\"api\", \"driver\"]\nresolver = \"3\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n";
    put(&workspace.join("Cargo.toml"), manifest);
    let manifest = format!(
        "[package]\nname = \"driver\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{package} = {{ path = \
         \"../api\" }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
    );
    put(&workspace.join("driver/Cargo.toml"), &manifest);
    let functions: String = calls.iter().map(|call| call.code.as_str()).collect();
    let table: String = calls
        .iter()
        .enumerate()
        .map(|(index, call)| format!("    ({:?}, |client| Box::pin(call_{index}(client))),\n", call.recording.name))
        .collect();
    let main = include_str!("program.rs")
        .replace("api_crate", &library)
        .replace("ID_HEADER", ID_HEADER)
        .replace("MARK", secrets::MARK);
    let secrets =
        format!("static SECRETS: &[(&str, fn(&str) -> Result<String, Failure>, &str)] = &[\n{}];", marked.concat());
    let program =
        format!("{main}\n{secrets}\n\nstatic CALLS: &[(&str, fn(Client) -> Called)] = &[\n{table}];\n{functions}");
    put(&source.join("main.rs"), &program);
}

/// Writes a file only if its content changed, so that it is not rebuilt otherwise.
fn put(path: &Path, text: &str) {
    if std::fs::read_to_string(path).ok().as_deref() != Some(text) {
        std::fs::write(path, text).unwrap();
    }
}
