//! The content of bodies and responses: chooses one of several media types, and binds its type.

use super::types::TypeBuilder;
use super::{Media, NameParts, Type, parts};
use crate::resolve::Content;

/// The rank of a media type to send; the smallest is preferred.
pub(super) fn preference(media_type: &str) -> usize {
    match Media::of(media_type) {
        Media::Json => 0,
        Media::Form => 1,
        Media::Multipart => 2,
        Media::Text => 3,
        Media::Bytes => 4,
    }
}

/// The rank of a media type to read; the smallest is preferred.
pub(super) fn preferred(content: &[Content]) -> Option<&Content> {
    content.iter().min_by_key(|content| preference(&content.media_type))
}

pub(super) fn content_type(builder: &mut TypeBuilder<'_>, content: &Content, words: &[String], role: &str) -> Type {
    let shared = content.schema.and_then(|schema| builder.shared_name(schema));
    let mut name = || {
        shared.clone().unwrap_or_else(|| {
            let mut words = words.to_vec();
            words.push(role.to_owned());
            NameParts::Operation(words)
        })
    };
    match (Media::of(&content.media_type), content.schema) {
        (Media::Text, Some(schema)) if is_plain_text(&content.media_type) => builder.text_type(schema, &mut name),
        (Media::Text, _) => Type::Text,
        // Any media type, without a schema.
        (Media::Json, None) if content.media_type.contains('*') => Type::Binary,
        (Media::Bytes, _) => Type::Binary,
        (Media::Multipart, Some(schema)) => {
            let of = parts::content_type(builder, content, schema, &mut name);
            if role == "body" { of } else { parts::received(of) }
        }
        (Media::Multipart, None) if role != "body" => Type::Binary,
        // JSON and forms contain strings instead of bytes. A response of bytes alone is not JSON, whatever its media
        // type.
        (_, Some(schema)) => match builder.type_of(schema, &mut name) {
            Type::Binary if role != "body" => Type::Binary,
            of => of.without_bytes(),
        },
        (_, None) => Type::Json,
    }
}

/// Whether a text is plain, unlike CSV and XML, which have a syntax of their own.
fn is_plain_text(media_type: &str) -> bool {
    crate::text::essence(media_type) == "text/plain"
}
