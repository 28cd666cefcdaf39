//! Reads the encodings of the properties of forms and of the parts of multipart bodies.

use super::description::{Encoding, EncodingPlace};
use super::read::{Node, Reader, child};
use crate::diag::{Code, Diagnostic};
use serde_json::Value;

/// The encodings of a media type (OpenAPI 3.2, Media Type Object).
pub(super) fn of_content<'a>(reader: &mut Reader<'a>, content: &Node<'a>, media_type: &str) -> Vec<Encoding> {
    let mut found: Vec<(EncodingPlace, Node<'a>)> = Vec::new();
    for (property, node) in reader.named_objects(content, "encoding") {
        found.push((EncodingPlace::Property(property.to_owned()), node));
    }
    for (index, (pointer, value)) in reader.elements(content, "prefixEncoding").into_iter().enumerate() {
        found.extend(reader.object(&pointer, value).map(|node| (EncodingPlace::Position(index), node)));
    }
    found.extend(child(reader, content, "itemEncoding").map(|node| (EncodingPlace::Items, node)));
    let is_in_parts = media_type.to_ascii_lowercase().starts_with("multipart/");
    found.into_iter().map(|(place, node)| encoding(reader, &node, place, is_in_parts)).collect()
}

fn encoding<'a>(reader: &mut Reader<'a>, node: &Node<'a>, place: EncodingPlace, is_part: bool) -> Encoding {
    let mut encoding = Encoding {
        place,
        content_type: reader.text(node, "contentType"),
        style: reader.text(node, "style"),
        explode: reader.flag(node, "explode"),
        allow_reserved: reader.flag(node, "allowReserved") == Some(true),
        parts: inner(reader, node, is_part),
        ..Encoding::default()
    };
    if is_part {
        headers(reader, node, &mut encoding);
    }
    encoding
}

/// The encodings of nested parts. References are not followed here, so that they cannot multiply.
fn inner<'a>(reader: &mut Reader<'a>, node: &Node<'a>, is_part: bool) -> Vec<Encoding> {
    let object = |pointer, value: &'a Value| value.as_object().map(|members| Node { pointer, members });
    let mut found: Vec<(EncodingPlace, Node<'a>)> = Vec::new();
    for (property, pointer, value) in reader.entries(node, "encoding") {
        found.extend(object(pointer, value).map(|node| (EncodingPlace::Property(property.to_owned()), node)));
    }
    for (index, (pointer, value)) in reader.elements(node, "prefixEncoding").into_iter().enumerate() {
        found.extend(object(pointer, value).map(|node| (EncodingPlace::Position(index), node)));
    }
    if let Some(value) = node.members.get("itemEncoding") {
        found.extend(object(node.pointer.join("itemEncoding"), value).map(|node| (EncodingPlace::Items, node)));
    }
    found.into_iter().map(|(place, node)| encoding(reader, &node, place, is_part)).collect()
}

/// The headers of a part. Those with a single value are sent. `Content-Type` is specified by `contentType`.
fn headers<'a>(reader: &mut Reader<'a>, node: &Node<'a>, encoding: &mut Encoding) {
    for (name, header) in reader.named_objects(node, "headers") {
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let schema = child(reader, &header, "schema");
        match schema.as_ref().and_then(only_value) {
            Some(value) => encoding.headers.push((name.to_owned(), value)),
            None if name.eq_ignore_ascii_case("content-id") => encoding.has_content_id = true,
            None if reader.flag(&header, "required") == Some(true) => {
                let message = format!(
                    "the header {name:?} of the part has no fixed value; set it with `Upload::header` for a file; any \
                     other part is sent without it"
                );
                reader.report(Diagnostic::new(Code::BodyForm, &header.pointer, message));
            }
            None => {}
        }
    }
}

fn only_value(schema: &Node<'_>) -> Option<String> {
    let listed = || schema.members.get("enum")?.as_array().filter(|values| values.len() == 1)?.first();
    match schema.members.get("const").or_else(listed)? {
        Value::String(text) => Some(text.clone()),
        value @ (Value::Bool(_) | Value::Number(_)) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
