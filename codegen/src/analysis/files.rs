//! Which properties are files: parts of a multipart body that are not text.

use crate::api::{Api, Encoding, Kind, Media, Operation, Property, Type, TypeId};
use std::collections::{HashMap, HashSet};

/// The files, as a type and the position of a property in it.
pub(super) fn files(api: &Api) -> HashSet<(TypeId, usize)> {
    let mut files = HashSet::new();
    for (media_type, of, encodings) in api.operations.iter().flat_map(bodies) {
        if Media::of(media_type) == Media::Multipart {
            let encodings = by_name(encodings);
            objects(api, of, &mut |id, properties| {
                let positions = properties.iter().enumerate();
                let found = positions.filter(|(_, property)| is_file(property, &encodings)).map(|(at, _)| (id, at));
                files.extend(found);
            });
        }
    }
    files
}

/// What an operation sends and receives, each with its media type and what is said of its parts.
fn bodies(operation: &Operation) -> impl Iterator<Item = (&str, &Type, &[Encoding])> {
    let sent = operation.body.iter().flat_map(|body| &body.content);
    let sent = sent.map(|content| (content.media_type.as_str(), &content.of, content.encodings.as_slice()));
    let received = operation.responses.iter().filter_map(|response| {
        let (media_type, of) = response.content.as_ref()?;
        Some((media_type.as_str(), of, response.encodings.as_slice()))
    });
    let others = operation.media.iter();
    let others = others.map(|other| (other.media_type.as_str(), &other.of, other.encodings.as_slice()));
    sent.chain(received).chain(others)
}

/// The object that a body is, or each that it may be.
fn objects(api: &Api, of: &Type, visit: &mut dyn FnMut(TypeId, &[Property])) {
    match of {
        Type::Named(id) => match &api.definition(*id).kind {
            Kind::Object { properties, .. } => visit(*id, properties),
            // A union in a union is not looked into: it may hold itself.
            Kind::Union { variants, .. } => {
                for id in variants.iter().filter_map(|variant| variant.of.as_named()) {
                    if let Kind::Object { properties, .. } = &api.definition(id).kind {
                        visit(id, properties);
                    }
                }
            }
            Kind::Enum(_) => {}
        },
        // Those of a list are parts that are JSON.
        Type::Nullable(inner) => objects(api, inner, visit),
        _ => {}
    }
}

/// How properties are written, by their names.
fn by_name(encodings: &[Encoding]) -> HashMap<&str, &Encoding> {
    encodings.iter().rev().map(|encoding| (encoding.property.as_str(), encoding)).collect()
}

fn is_file(property: &Property, encodings: &HashMap<&str, &Encoding>) -> bool {
    let encoding = encodings.get(property.name.as_str());
    holds_file(&property.of, encoding.is_some_and(|encoding| says_binary(encoding)))
}

/// Whether a value is a file, or a list of files. A text is one when its media type says so.
fn holds_file(of: &Type, said: bool) -> bool {
    match of {
        Type::Binary => true,
        Type::Text => said,
        Type::List(inner) | Type::Nullable(inner) => holds_file(inner, said),
        _ => false,
    }
}

/// Whether one of the media types of a property is that of a file.
fn says_binary(encoding: &Encoding) -> bool {
    let types = encoding.content_type.as_deref().unwrap_or_default();
    types.split(',').map(str::trim).any(|each| {
        let is_text = each.starts_with("text/") || Media::of(each) == Media::Json || each.ends_with("xml");
        !each.is_empty() && !is_text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_tell_files_from_texts() {
        let encoding = |types: &str| Encoding { content_type: Some(types.to_owned()), ..Encoding::default() };
        assert!(says_binary(&encoding("image/png, image/jpeg")));
        assert!(says_binary(&encoding("application/octet-stream")));
        assert!(says_binary(&encoding("text/plain, image/*")));
        assert!(!says_binary(&encoding("text/plain")));
        assert!(!says_binary(&encoding("application/json; charset=utf-8")));
        assert!(!says_binary(&Encoding::default()));
        assert!(holds_file(&Type::List(Box::new(Type::Binary)), false));
        assert!(!holds_file(&Type::Text, false));
    }
}
