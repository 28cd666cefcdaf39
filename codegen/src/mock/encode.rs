//! Writes the content of answers in their media types.

use super::produce::Content;
use crate::api::{EventContent, Framing, Media, Operation};
use serde_json::Value;

/// The boundary of multipart bodies, which made texts do not contain.
const BOUNDARY: &str = "bindery-mock-boundary";

/// Writes the body of an answer. Returns its media type, with parameters that the body needs, and its bytes.
pub(super) fn encode(operation: &Operation, media_type: &str, content: &Content) -> (String, Vec<u8>) {
    let bytes = match content {
        Content::None => Vec::new(),
        Content::Stream(values) => stream(operation, media_type, values),
        Content::One(value) => match Media::of(media_type) {
            Media::Json => value.to_string().into_bytes(),
            Media::Form => form(value).into_bytes(),
            Media::Multipart => return (format!("{media_type}; boundary={BOUNDARY}"), multipart(value)),
            Media::Text | Media::Bytes if crate::text::essence(media_type).ends_with("xml") => xml(value).into_bytes(),
            Media::Text | Media::Bytes => plain(value).into_bytes(),
        },
    };
    (media_type.to_owned(), bytes)
}

/// A text as it is, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn stream(operation: &Operation, media_type: &str, values: &[Value]) -> Vec<u8> {
    let mut text = String::new();
    for value in values {
        match Framing::of(media_type) {
            Some(Framing::Events) => event(operation, value, &mut text),
            Some(Framing::Records) => text.push_str(&format!("\u{1e}{value}\n")),
            Some(Framing::Lines) | None => text.push_str(&format!("{value}\n")),
        }
    }
    text.into_bytes()
}

/// Writes a server-sent event. The schema describes its data, or the whole of it.
fn event(operation: &Operation, value: &Value, text: &mut String) {
    let events = operation.events.as_ref();
    let is_whole = events.is_some_and(|events| events.content == EventContent::Event);
    let data = match is_whole {
        true => {
            for field in ["event", "id", "retry"] {
                if let Some(value) = value.get(field) {
                    text.push_str(&format!("{field}: {}\n", line(&plain(value))));
                }
            }
            plain(value.get("data").unwrap_or(&Value::Null))
        }
        false => {
            let tag = events.and_then(|events| events.tag.as_deref());
            if let Some(name) = tag.and_then(|tag| value.get(tag)?.as_str()) {
                text.push_str(&format!("event: {}\n", line(name)));
            }
            plain(value)
        }
    };
    data.split(['\n', '\r']).for_each(|line| text.push_str(&format!("data: {line}\n")));
    text.push('\n');
}

fn line(text: &str) -> String {
    text.replace(['\n', '\r', '\0'], " ")
}

fn form(value: &Value) -> String {
    let pairs = value.as_object().into_iter().flatten().flat_map(|(name, value)| {
        let each = value.as_array().map_or_else(|| vec![value], |each| each.iter().collect());
        each.into_iter().map(move |value| format!("{}={}", escaped(name), escaped(&plain(value))))
    });
    pairs.collect::<Vec<_>>().join("&")
}

/// Percent-encodes everything that has a meaning in a form.
pub(super) fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

fn multipart(value: &Value) -> Vec<u8> {
    let mut text = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let name = line(name).replace('"', "%22");
        text.push_str(&format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n"));
        if !value.is_string() {
            text.push_str("Content-Type: application/json\r\n");
        }
        text.push_str(&format!("\r\n{}\r\n", plain(value)));
    }
    text.push_str(&format!("--{BOUNDARY}--\r\n"));
    text.into_bytes()
}

/// Elements named by properties, without what the keyword `xml` says about names and attributes. A text is taken as a whole document.
fn xml(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => {
            let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
            element("root", other, &mut text);
            text
        }
    }
}

fn element(name: &str, value: &Value, text: &mut String) {
    let is_start = |letter: char| letter.is_alphabetic() || letter == '_';
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let name: String = name.chars().map(|letter| if is_name(letter) { letter } else { '_' }).collect();
    let name = if name.starts_with(is_start) { name } else { format!("_{name}") };
    if let Value::Array(elements) = value {
        elements.iter().for_each(|each| element(&name, each, text));
        return;
    }
    text.push_str(&format!("<{name}>"));
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| element(name, value, text)),
        other => text.push_str(&plain(other).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")),
    }
    text.push_str(&format!("</{name}>"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_written_in_their_media_types() {
        let value = json!({"a b": "x&y", "list": [1, 2]});
        assert_eq!(form(&value), "a%20b=x%26y&list=1&list=2");
        assert!(xml(&value).ends_with("<root><a_b>x&amp;y</a_b><list>1</list><list>2</list></root>"));
        let text = String::from_utf8(multipart(&value)).expect("text");
        assert!(
            text.starts_with("--bindery-mock-boundary\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\nx&y\r\n")
        );
        assert!(text.ends_with("application/json\r\n\r\n[1,2]\r\n--bindery-mock-boundary--\r\n"));
    }
}
