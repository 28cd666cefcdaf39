//! Alternative media types of successful responses, besides the one that an awaited call reads.

use super::content::{content_type, preferred};
use super::types::TypeBuilder;
use super::{Events, Media, OtherMedia, Type};
use crate::resolve::{self, Content};
use crate::text::essence;
use indexmap::IndexMap;

/// The alternative media types of the successful responses of an operation, in the order of the description.
pub(super) fn others(
    builder: &mut TypeBuilder<'_>,
    operation: &resolve::Operation,
    words: &[String],
    events: Option<&Events>,
) -> Vec<OtherMedia> {
    let successes: Vec<&[Content]> = successes(operation).map(|response| response.content.as_slice()).collect();
    let read: Vec<&Content> = successes.iter().filter_map(|content| preferred(content)).collect();
    let mut found: IndexMap<String, OtherMedia> = IndexMap::new();
    for content in successes.iter().copied().flatten() {
        let is_known = read.iter().any(|read| essence(&read.media_type) == essence(&content.media_type))
            || events.is_some_and(|events| essence(&events.media_type) == essence(&content.media_type));
        if is_known || !can_be_asked_for(&content.media_type) || read.iter().any(|read| is_same(builder, content, read))
        {
            continue;
        }
        let essence = essence(&content.media_type);
        let role = format!("{} response", essence.rsplit('/').next().unwrap_or_default());
        let of = match Media::of(&content.media_type) {
            Media::Form => Type::Text,
            _ => content_type(builder, content, words, &role),
        };
        match found.get_mut(&content.media_type) {
            // The status decides which of them is returned.
            Some(known) if known.of != of => known.of = Type::Json,
            Some(_) => {}
            None => {
                let (media_type, encodings) = (content.media_type.clone(), content.encodings.clone());
                found.insert(content.media_type.clone(), OtherMedia { media_type, of, encodings });
            }
        }
    }
    found.into_values().collect()
}

/// The responses that an awaited call reads: `default` is a success only if there is no other. HEAD has no bodies, and
/// neither have 204 and 205 (RFC 9110, 9.3.2 and 15.3.5).
fn successes(operation: &resolve::Operation) -> impl Iterator<Item = &resolve::Response> {
    let declares = |class: char| operation.responses.iter().any(|response| response.status.starts_with(class));
    let default_succeeds = !declares('2') && !declares('3');
    operation.responses.iter().filter(move |response| match response.status.as_str() {
        _ if operation.method == "HEAD" => false,
        "204" | "205" => false,
        "default" => default_succeeds,
        status => status.starts_with('2'),
    })
}

/// Whether a media type is specific enough to be requested, and can be written in a header and in docs. Events are
/// requested by their own method.
fn can_be_asked_for(media_type: &str) -> bool {
    let is_name = |text: &str| {
        !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "!#$&^_.+*-".contains(letter))
    };
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " ;=\"!#$&^_.+*-/:,".contains(letter);
    let Some((kind, subtype)) = essence.trim().split_once('/') else { return false };
    let is_anything = (kind == "*" || kind.eq_ignore_ascii_case("application")) && subtype == "*";
    is_name(kind)
        && is_name(subtype)
        && (subtype == "*" || !subtype.contains('*'))
        && !is_anything
        && parameters.chars().all(is_plain)
        && !essence.trim().eq_ignore_ascii_case("text/event-stream")
}

/// Whether a media type carries the same value as another one: JSON of the same schema under two names, or `text/plain`
/// beside it, which some frameworks list for each operation.
fn is_same(builder: &TypeBuilder<'_>, content: &Content, read: &Content) -> bool {
    let is_alike = match Media::of(&content.media_type) {
        Media::Json => true,
        Media::Text => essence(&content.media_type) == "text/plain",
        Media::Form | Media::Multipart | Media::Bytes => false,
    };
    let is_json = Media::of(&read.media_type) == Media::Json;
    is_alike && is_json && content.schema.zip(read.schema).is_some_and(|(one, other)| builder.is_same(one, other))
}

#[cfg(test)]
mod tests {
    use crate::api::Type;
    use serde_json::{Value, json};

    /// The alternative media types of an operation with these responses.
    fn others(responses: &Value) -> Vec<(String, Type)> {
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Reports", "version": "1"},
            "components": {"schemas": {"Report": {"type": "object", "properties": {"id": {"type": "integer"}}}}},
            "paths": {"/a": {"get": {"responses": responses}}},
        });
        let bytes = description.to_string().into_bytes();
        let run = crate::bind("api.json".as_ref(), bytes, &crate::config::Config::default());
        let operation = run.product.expect("a product").api.operations.remove(0);
        operation.media.into_iter().map(|other| (other.media_type, other.of)).collect()
    }

    /// A response with media types and their schemas.
    fn content(each: &[(&str, Value)]) -> Value {
        let content: serde_json::Map<String, Value> =
            each.iter().map(|(media_type, schema)| ((*media_type).to_owned(), json!({"schema": schema}))).collect();
        json!({"description": "", "content": content})
    }

    #[test]
    fn each_alternative_media_type_is_listed_once() {
        let (report, text) = (json!({"$ref": "#/components/schemas/Report"}), json!({"type": "string"}));
        let json = || ("application/json", report.clone());
        let many =
            [json(), ("text/csv", text.clone()), ("application/xml", report.clone()), ("application/pdf", json!({}))];
        let expected = [("text/csv", Type::Text), ("application/xml", Type::Text), ("application/pdf", Type::Binary)];
        let expected = expected.map(|(media_type, of)| (media_type.to_owned(), of)).to_vec();
        assert_eq!(others(&json!({"200": content(&many)})), expected);
        assert_eq!(
            others(&json!({"200": content(&many), "2XX": content(&many[1..])})),
            expected[1..],
            "csv is read under 2XX"
        );
        assert_eq!(others(&json!({"default": content(&many)})), expected);
        assert_eq!(others(&json!({"302": content(&[json()]), "default": content(&many)})), []);
        assert_eq!(others(&json!({"404": content(&many), "204": content(&many)})), []);
    }

    #[test]
    fn equivalent_media_types_need_no_method() {
        let report = json!({"type": "array", "items": {"$ref": "#/components/schemas/Report"}});
        let json = || ("application/json", report.clone());
        for same in [
            "text/plain",
            "text/json",
            "application/*+json",
            "*/*",
            "application/*",
            "text/event-stream",
            "csv",
            "a/`b",
            "",
        ] {
            assert_eq!(others(&json!({"200": content(&[json(), (same, report.clone())])})), [], "{same}");
        }
        let other = content(&[json(), ("application/vnd.count+json", json!({"type": "integer"}))]);
        assert!(matches!(others(&json!({"200": other})).as_slice(), [(_, Type::Integer(_))]));
        let text = content(&[json(), ("text/plain", json!({"type": "string"}))]);
        assert_eq!(others(&json!({"200": text})), [("text/plain".to_owned(), Type::Text)]);
        let bytes = content(&[("application/pdf", json!({})), ("text/plain", json!({})), ("image/*", json!({}))]);
        let expected = [("application/pdf".to_owned(), Type::Binary), ("image/*".to_owned(), Type::Binary)];
        assert_eq!(others(&json!({"200": bytes})), expected);
    }
}
