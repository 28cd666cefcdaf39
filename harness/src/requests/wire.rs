//! Writes made values into a request, as clients do.

use super::Made;
use super::bodies::{form, multipart};
use super::styles::{Style, escaped, in_path, joined, pairs};
use bindery::api::{Media, Operation, Place};
use bindery::dialect::plain_text;
use serde_json::Value;

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
        let constants =
            operation.parameters.iter().filter_map(|each| Some((each, Value::from(each.constant.clone()?))));
        let given = self.parameters.iter().map(|(position, value)| (&operation.parameters[*position], value.clone()));
        for (parameter, value) in given.chain(constants) {
            let style = Style::of(parameter);
            match parameter.place {
                Place::Path => {
                    let written = in_path(parameter, &style, &value);
                    wire.target = wire.target.replace(&format!("{{{}}}", parameter.name), &written);
                }
                Place::Query => query.extend(pairs(&parameter.name, &style, &value, escaped)),
                Place::QueryString if parameter.media_type.as_deref().map(Media::of) == Some(Media::Json) => {
                    query.push((escaped(&value.to_string()), None));
                }
                Place::QueryString => query.extend(form(&value, &parameter.encodings)),
                Place::Header => wire.headers.push((parameter.name.clone(), joined(&style, &value, str::to_owned))),
                Place::Cookie if parameter.style.as_deref() == Some("cookie") => {
                    cookies.extend(pairs(&parameter.name, &style, &value, str::to_owned));
                }
                Place::Cookie => cookies.extend(pairs(&parameter.name, &style, &value, escaped)),
            }
        }
        if !query.is_empty() {
            let separator = if wire.target.contains('?') { '&' } else { '?' };
            wire.target = format!("{}{separator}{}", wire.target, together(&query, "&"));
        }
        if !cookies.is_empty() {
            wire.headers.push(("cookie".to_owned(), together(&cookies, "; ")));
        }
        self.body(operation, &mut wire);
        wire
    }

    fn body(&self, operation: &Operation, wire: &mut Wire) {
        let (Some(value), Some(body)) = (&self.body, &operation.body) else { return };
        let content = &body.content[body.chosen];
        let media_type = &content.media_type;
        let (sent, bytes) = match Media::of(media_type) {
            Media::Json => (json_type(media_type), value.to_string()),
            Media::Form if value.is_object() => (media_type.clone(), together(&form(value, &content.encodings), "&")),
            Media::Multipart => multipart(value, media_type, &content.encodings),
            // Who sends it writes it.
            Media::Form | Media::Text | Media::Bytes => (media_type.clone(), plain_text(value)),
        };
        wire.headers.push(("content-type".to_owned(), sent));
        wire.body = bytes.into_bytes();
    }
}

/// A range is no media type of a body.
fn json_type(declared: &str) -> String {
    if declared.contains('*') { "application/json".to_owned() } else { declared.to_owned() }
}

/// Names with their values, and texts that are whole.
fn together(pairs: &[(String, Option<String>)], separator: &str) -> String {
    let pair = |(name, value): &(String, Option<String>)| match value {
        Some(value) => format!("{name}={value}"),
        None => name.clone(),
    };
    pairs.iter().map(pair).collect::<Vec<_>>().join(separator)
}
