//! Writes values as forms and as parts (OpenAPI, Encoding Object).

use super::styles::{Pair, Style, escaped, pairs};
use bindery::api::{Encoding, EncodingPlace, Media};
use bindery::dialect::plain_text;
use serde_json::Value;

/// What an XML part has: its text is for the caller to write.
const XML: &str = "<made/>";

/// The pairs of a form: in a style, as JSON, or repeated; what is nested is JSON.
pub(super) fn form(value: &Value, encodings: &[Encoding]) -> Vec<Pair> {
    let members = value.as_object().into_iter().flatten();
    members.flat_map(|(name, value)| property(name, value, EncodingPlace::property(encodings, name))).collect()
}

fn property(name: &str, value: &Value, encoding: Option<&Encoding>) -> Vec<Pair> {
    if let Some(style) = encoding.and_then(Style::of_encoding) {
        return pairs(name, &style, value, escaped);
    }
    let pair = |text: String| (escaped(name), Some(escaped(&text)));
    match value {
        _ if only_type(encoding).is_some_and(|of| Media::of(of) == Media::Json) => vec![pair(value.to_string())],
        Value::Array(elements) => elements.iter().map(|each| pair(plain_text(each))).collect(),
        value => vec![pair(plain_text(value))],
    }
}

/// The only media type that an encoding allows.
fn only_type(encoding: Option<&Encoding>) -> Option<&str> {
    encoding?.content_type.as_deref().filter(|types| !types.contains([',', '*']))
}

/// A multipart body with its media type: parts by the names of an object, or by the positions of an array.
pub(super) fn multipart(value: &Value, media_type: &str, encodings: &[Encoding]) -> (String, String) {
    at_depth(value, media_type, encodings, 0)
}

fn at_depth(value: &Value, media_type: &str, encodings: &[Encoding], depth: usize) -> (String, String) {
    let boundary = format!("made-boundary-{depth}");
    let mut out = Parts { boundary: &boundary, depth, text: String::new() };
    match value {
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .for_each(|(index, each)| out.part(None, each, EncodingPlace::item(encodings, index))),
        value => {
            for (name, value) in value.as_object().into_iter().flatten() {
                out.property(name, value, EncodingPlace::property(encodings, name));
            }
        }
    }
    out.text.push_str(&format!("--{boundary}--\r\n"));
    let text = out.text;
    (format!("{media_type}; boundary={boundary}"), text)
}

/// The parts of a body so far.
struct Parts<'p> {
    boundary: &'p str,
    depth: usize,
    text: String,
}

impl Parts<'_> {
    fn property(&mut self, name: &str, value: &Value, encoding: Option<&Encoding>) {
        if let Some(style) = encoding.and_then(Style::of_encoding) {
            for (name, text) in pairs(name, &style, value, str::to_owned) {
                self.push(Some(&name), None, &text.unwrap_or_default());
            }
            return;
        }
        let is_whole = matches!(only_type(encoding).map(Media::of), Some(Media::Json | Media::Multipart));
        match value {
            Value::Array(elements) if !is_whole => {
                elements.iter().for_each(|each| self.part(Some(name), each, encoding))
            }
            value => self.part(Some(name), value, encoding),
        }
    }

    fn part(&mut self, name: Option<&str>, value: &Value, encoding: Option<&Encoding>) {
        let usual = (value.is_object() || value.is_array()).then_some("application/json");
        let media_type = only_type(encoding).or(usual);
        let inner = encoding.map(|encoding| encoding.parts.as_slice()).unwrap_or_default();
        match media_type.map(|media_type| (media_type, Media::of(media_type))) {
            Some((media_type, Media::Multipart)) => {
                let (media_type, text) = at_depth(value, media_type, inner, self.depth + 1);
                self.push(name, Some(&media_type), &text);
            }
            Some((media_type, Media::Json)) => self.push(name, Some(media_type), &value.to_string()),
            Some((media_type, _)) if media_type.contains("xml") => self.push(name, Some(media_type), XML),
            media_type => self.push(name, media_type.map(|(name, _)| name), &plain_text(value)),
        }
    }

    fn push(&mut self, name: Option<&str>, media_type: Option<&str>, text: &str) {
        self.text.push_str(&format!("--{}\r\n", self.boundary));
        if let Some(name) = name {
            let name = name.replace('"', "%22");
            self.text.push_str(&format!("Content-Disposition: form-data; name=\"{name}\"\r\n"));
        }
        if let Some(media_type) = media_type {
            self.text.push_str(&format!("Content-Type: {media_type}\r\n"));
        }
        self.text.push_str(&format!("\r\n{text}\r\n"));
    }
}
