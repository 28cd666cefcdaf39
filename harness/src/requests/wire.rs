//! Writes made values into a request, as clients do.

use super::Made;
use bindery::api::{Media, Operation, Parameter, Place};
use serde_json::Value;

const BOUNDARY: &str = "made-boundary";

/// A request without its method.
#[derive(Clone, Debug, Default)]
pub struct Wire {
    /// The path and the query.
    pub target: String,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Made {
    /// The request with these values.
    pub fn wire(&self, operation: &Operation) -> Wire {
        let mut wire = Wire { target: operation.path.clone(), ..Wire::default() };
        let (mut query, mut cookies) = (Vec::new(), Vec::new());
        let constant = |parameter: &Parameter| parameter.constant.clone().filter(|_| parameter.required);
        let constants = operation.parameters.iter().filter_map(|each| Some((each, Value::from(constant(each)?))));
        let given = self.parameters.iter().map(|(position, value)| (&operation.parameters[*position], value.clone()));
        for (parameter, value) in given.chain(constants) {
            match parameter.place {
                Place::Path => {
                    wire.target = wire.target.replace(&format!("{{{}}}", parameter.name), &path(parameter, &value));
                }
                Place::Query => query.extend(pairs(parameter, &value)),
                Place::QueryString => query.extend(form(&value)),
                Place::Header => wire.headers.push((parameter.name.clone(), one(parameter, &value, ","))),
                Place::Cookie => cookies.extend(pairs(parameter, &value)),
            }
        }
        let joined = |pairs: Vec<(String, String)>, separator: &str| {
            let each = pairs.into_iter().map(|(name, value)| format!("{}={}", escaped(&name), escaped(&value)));
            each.collect::<Vec<_>>().join(separator)
        };
        if !query.is_empty() {
            let separator = if wire.target.contains('?') { '&' } else { '?' };
            wire.target = format!("{}{separator}{}", wire.target, joined(query, "&"));
        }
        if !cookies.is_empty() {
            wire.headers.push(("cookie".to_owned(), joined(cookies, "; ")));
        }
        if let (Some(value), Some(body)) = (&self.body, &operation.body) {
            let media_type = &body.content[body.chosen].media_type;
            let (sent, bytes) = match Media::of(media_type) {
                Media::Json => (json_type(media_type), value.to_string().into_bytes()),
                Media::Form => (media_type.clone(), joined(form(value), "&").into_bytes()),
                Media::Multipart => (format!("{media_type}; boundary={BOUNDARY}"), multipart(value).into_bytes()),
                Media::Text | Media::Bytes => (media_type.clone(), text(value).into_bytes()),
            };
            wire.headers.push(("content-type".to_owned(), sent));
            wire.body = bytes;
        }
        wire
    }
}

/// A range is no media type of a body.
fn json_type(declared: &str) -> String {
    if declared.contains('*') { "application/json".to_owned() } else { declared.to_owned() }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// The names and values that a value consists of: without a name if it is not an object.
fn parts(value: &Value) -> Vec<(Option<String>, String)> {
    match value {
        Value::Array(elements) => elements.iter().map(|each| (None, text(each))).collect(),
        Value::Object(members) => members.iter().map(|(name, each)| (Some(name.clone()), text(each))).collect(),
        other => vec![(None, text(other))],
    }
}

/// A value in one text, as the styles `simple` and `form` do without `explode`.
fn one(parameter: &Parameter, value: &Value, separator: &str) -> String {
    if parameter.media_type.is_some() {
        return value.to_string();
    }
    let sign = if parameter.explode == Some(true) { "=" } else { separator };
    let part = |(name, value): (Option<String>, String)| match name {
        Some(name) => format!("{name}{sign}{value}"),
        None => value,
    };
    parts(value).into_iter().map(part).collect::<Vec<_>>().join(separator)
}

fn path(parameter: &Parameter, value: &Value) -> String {
    let name = &parameter.name;
    let is_exploded = parameter.explode == Some(true);
    let each = |begin: &str| {
        let part = |(member, value): (Option<String>, String)| match member {
            Some(member) => format!("{begin}{}={}", escaped(&member), escaped(&value)),
            None if begin == "." => format!(".{}", escaped(&value)),
            None => format!("{begin}{}={}", escaped(name), escaped(&value)),
        };
        parts(value).into_iter().map(part).collect::<String>()
    };
    match parameter.style.as_deref() {
        Some("label") if is_exploded => each("."),
        Some("matrix") if is_exploded => each(";"),
        Some("label") => format!(".{}", escaped(&one(parameter, value, ","))),
        Some("matrix") => format!(";{}={}", escaped(name), escaped(&one(parameter, value, ","))),
        _ => escaped(&one(parameter, value, ",")),
    }
}

/// The pairs of a parameter in the query or in cookies.
fn pairs(parameter: &Parameter, value: &Value) -> Vec<(String, String)> {
    let name = &parameter.name;
    let single = |separator: &str| vec![(name.clone(), one(parameter, value, separator))];
    match (parameter.style.as_deref(), parameter.explode) {
        _ if parameter.media_type.is_some() => single(","),
        (Some("deepObject"), _) => deep(name, value),
        (Some("spaceDelimited"), Some(false) | None) => single(" "),
        (Some("pipeDelimited"), Some(false) | None) => single("|"),
        (_, Some(false)) => single(","),
        _ => parts_apart(name, value),
    }
}

fn parts_apart(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members.iter().flat_map(|(name, each)| parts_apart(name, each)).collect(),
        other => parts(other).into_iter().map(|(_, value)| (name.to_owned(), value)).collect(),
    }
}

fn deep(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(member, each)| deep(&format!("{name}[{member}]"), each)).collect()
        }
        other => parts(other).into_iter().map(|(_, value)| (name.to_owned(), value)).collect(),
    }
}

/// The pairs of a form: arrays repeat a name, objects are JSON.
fn form(value: &Value) -> Vec<(String, String)> {
    let members = value.as_object().into_iter().flatten();
    members
        .flat_map(|(name, value)| {
            let each: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |each| each.iter().collect());
            each.into_iter().map(|value| (name.clone(), text(value))).collect::<Vec<_>>()
        })
        .collect()
}

fn multipart(value: &Value) -> String {
    let mut out = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let each: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |each| each.iter().collect());
        for value in each {
            out.push_str(&format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n"));
            if value.is_object() {
                out.push_str("Content-Type: application/json\r\n");
            }
            out.push_str(&format!("\r\n{}\r\n", text(value)));
        }
    }
    out.push_str(&format!("--{BOUNDARY}--\r\n"));
    out
}
