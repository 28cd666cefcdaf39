//! Writes values in the styles of parameters (OpenAPI, Style Values).

use bindery::api::{Encoding, Parameter, Place};
use bindery::dialect::plain_text;
use serde_json::Value;

/// How a value is written.
pub(super) struct Style {
    name: String,
    explode: bool,
    /// Whether the value is one text of JSON.
    is_json: bool,
}

/// How the texts in a value are escaped.
type Escape = fn(&str) -> String;

/// A name with its value, or a text that is whole.
pub(super) type Pair = (String, Option<String>);

impl Style {
    pub(super) fn of(parameter: &Parameter) -> Self {
        let usual = match parameter.place {
            Place::Path | Place::Header => "simple",
            Place::Query | Place::QueryString | Place::Cookie => "form",
        };
        let is_json = parameter.media_type.is_some();
        Self { is_json, ..Self::new(parameter.style.as_deref().unwrap_or(usual), parameter.explode) }
    }

    /// The style of a property of a form, if it has one.
    pub(super) fn of_encoding(encoding: &Encoding) -> Option<Self> {
        let is_styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        is_styled.then(|| Self::new(encoding.style.as_deref().unwrap_or("form"), encoding.explode))
    }

    fn new(name: &str, explode: Option<bool>) -> Self {
        let explode = explode.unwrap_or(matches!(name, "form" | "cookie"));
        Self { name: name.to_owned(), explode, is_json: false }
    }
}

/// Percent-encodes everything that may have a meaning.
pub(super) fn escaped(text: &str) -> String {
    escaped_but(text, "")
}

fn escaped_but(text: &str, kept: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        let letter = char::from(byte);
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '~' => out.push(letter),
            letter if kept.contains(letter) => out.push(letter),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// The texts that a value consists of, with names if it is an object.
fn parts(value: &Value) -> Vec<(Option<&str>, String)> {
    match value {
        Value::Array(elements) => elements.iter().map(|each| (None, plain_text(each))).collect(),
        Value::Object(members) => members.iter().map(|(name, each)| (Some(name.as_str()), plain_text(each))).collect(),
        other => vec![(None, plain_text(other))],
    }
}

/// A value in one text, in the style `simple` or as that of a pair.
pub(super) fn joined(style: &Style, value: &Value, escape: Escape) -> String {
    if style.is_json {
        return escape(&value.to_string());
    }
    let separator = match style.name.as_str() {
        "spaceDelimited" => "%20",
        "pipeDelimited" => "%7C",
        _ => ",",
    };
    let sign = if style.explode { "=" } else { separator };
    let part = |(name, text): (Option<&str>, String)| match name {
        Some(name) => format!("{}{sign}{}", escape(name), escape(&text)),
        None => escape(&text),
    };
    parts(value).into_iter().map(part).collect::<Vec<_>>().join(separator)
}

/// A value in a path. One that may have several segments has slashes.
pub(super) fn in_path(parameter: &Parameter, style: &Style, value: &Value) -> String {
    let escape: Escape = if parameter.allow_reserved { |text| escaped_but(text, "/:@!$&'()*+,;=") } else { escaped };
    let name = escape(&parameter.name);
    let each = |before: &str, own: &dyn Fn(String) -> String| {
        let part = |(member, text): (Option<&str>, String)| match member {
            Some(member) => format!("{before}{}={}", escape(member), escape(&text)),
            None => format!("{before}{}", own(escape(&text))),
        };
        parts(value).into_iter().map(part).collect::<String>()
    };
    match (style.name.as_str(), style.explode) {
        ("label", true) => each(".", &|text| text),
        ("matrix", true) => each(";", &|text| format!("{name}={text}")),
        ("label", false) => format!(".{}", joined(style, value, escape)),
        ("matrix", false) => format!(";{name}={}", joined(style, value, escape)),
        _ => joined(style, value, escape),
    }
}

/// The pairs of a value in a query, a form or cookies.
pub(super) fn pairs(name: &str, style: &Style, value: &Value, escape: Escape) -> Vec<Pair> {
    match value {
        _ if style.is_json => vec![(escape(name), Some(joined(style, value, escape)))],
        _ if style.name == "deepObject" => deep(name, value, escape),
        Value::Object(members) if style.explode => {
            members.iter().flat_map(|(name, each)| pairs(name, style, each, escape)).collect()
        }
        Value::Array(_) if style.explode => {
            parts(value).into_iter().map(|(_, text)| (escape(name), Some(escape(&text)))).collect()
        }
        _ => vec![(escape(name), Some(joined(style, value, escape)))],
    }
}

fn deep(name: &str, value: &Value, escape: Escape) -> Vec<Pair> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(member, each)| deep(&format!("{name}[{member}]"), each, escape)).collect()
        }
        other => parts(other).into_iter().map(|(_, text)| (escape(name), Some(escape(&text)))).collect(),
    }
}
