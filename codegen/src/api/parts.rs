//! Multipart bodies and forms: finds the type of each part or property from its encoding.

use super::types::TypeBuilder;
use super::{BodyContent, Encoding, EncodingPlace, Media, NameParts, Type};
use crate::diag::{Code, Diagnostic};
use crate::resolve::{Content, RequestBody, SchemaId};
use crate::shape::{Opaque, Shape};
use std::collections::HashSet;

mod convert;

pub(super) use convert::convert;

/// The maximum depth of unions to search for an object.
const DEEPEST: usize = 8;

/// The type of a multipart body, before encodings are applied to its parts.
pub(super) fn content_type(
    builder: &mut TypeBuilder<'_>,
    content: &Content,
    schema: SchemaId,
    name: &mut dyn FnMut() -> NameParts,
) -> Type {
    if content.is_item {
        let of = builder.type_of(schema, name);
        let items = EncodingPlace::item(&content.encodings, usize::MAX);
        return Type::List(Box::new(undescribed(builder, schema, of, items)));
    }
    let of = builder.type_of(schema, name);
    if is_form(&content.media_type) {
        return of;
    }
    let encoding = |position| EncodingPlace::item(&content.encodings, position);
    match (&builder.shapes.shape(builder.shapes.canonical(schema).0).shape, of) {
        (Shape::List(inner), Type::List(of)) => {
            Type::List(Box::new(undescribed(builder, *inner, *of, encoding(usize::MAX))))
        }
        (Shape::Tuple(tuple), Type::Tuple(elements, least, rest)) => {
            let tuple = tuple.clone();
            let each = tuple.elements.iter().zip(elements).enumerate();
            let elements: Vec<Type> =
                each.map(|(position, (id, of))| undescribed(builder, *id, of, encoding(position))).collect();
            let rest = tuple.rest.zip(rest);
            let rest = rest.map(|(id, of)| Box::new(undescribed(builder, id, *of, encoding(usize::MAX))));
            Type::Tuple(elements, least, rest)
        }
        (_, of) => of,
    }
}

/// The type of a multipart response: an object of named parts, or a list of parts. A scalar has no parts, so the whole response is bytes.
pub(super) fn received(of: Type) -> Type {
    match of.split_null().0 {
        of @ (Type::Named(_) | Type::List(_) | Type::Map(_) | Type::Tuple(..) | Type::Json) => of,
        _ => Type::Binary,
    }
}

/// A part without a schema is bytes (OpenAPI 3.2, Encoding Object), unless its encoding says that it is JSON or text.
fn undescribed(builder: &mut TypeBuilder<'_>, schema: SchemaId, of: Type, encoding: Option<&Encoding>) -> Type {
    let said = Said::of(encoding);
    let described = builder.shapes.schema(schema);
    // Additional items of any type are not described parts.
    let is_made = described.pointer.last().is_some_and(|last| last == "additionalProperties");
    let is_empty = matches!(builder.shapes.shape(schema).shape, Shape::Opaque(Opaque::Empty | Opaque::Elements));
    if of != Type::Json || !is_empty || is_made || said.any && !said.binary {
        return of;
    }
    let pointer = described.pointer.clone();
    builder.untyped.retain(|(untyped, _)| *untyped != pointer);
    Type::File
}

/// Whether the parts have names.
fn is_form(media_type: &str) -> bool {
    matches!(crate::text::essence(media_type).as_str(), "multipart/form-data" | "multipart/*")
}

/// The structure of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    OfMembers,
    OfItems,
    Whole,
}

fn made(builder: &TypeBuilder<'_>, schema: SchemaId, depth: usize) -> Made {
    match &builder.shapes.shape(builder.shapes.canonical(schema).0).shape {
        Shape::Scalar(_) | Shape::Enum(_) => Made::Whole,
        Shape::List(_) | Shape::Tuple(..) => Made::OfItems,
        Shape::Union(union) if depth > 0 => {
            let each: Vec<Made> = union.variants.iter().map(|variant| made(builder, *variant, depth - 1)).collect();
            let wanted = [Made::OfMembers, Made::OfItems].into_iter().find(|wanted| each.contains(wanted));
            wanted.unwrap_or(Made::Whole)
        }
        _ => Made::OfMembers,
    }
}

/// Makes each content a text or bytes whose structure its media type cannot represent; the caller writes it. A content with the same
/// structure as another one stays as it is, because the other one is sent. Returns their positions.
pub(super) fn replace_formless(
    builder: &mut TypeBuilder<'_>,
    body: &RequestBody,
    content: &mut [BodyContent],
) -> HashSet<usize> {
    let mut formless = HashSet::new();
    for (position, described) in body.content.iter().enumerate() {
        let Some(schema) = described.schema else { continue };
        let media = Media::of(&described.media_type);
        let made = if described.is_item { Made::OfItems } else { made(builder, schema, DEEPEST) };
        let fits = match media {
            Media::Multipart if made == Made::OfItems => !is_form(&described.media_type),
            Media::Multipart | Media::Form => made == Made::OfMembers,
            Media::Json | Media::Text | Media::Bytes => true,
        };
        if !fits {
            formless.insert(position);
        }
    }
    let sent: Vec<Type> =
        (0..content.len()).filter(|each| !formless.contains(each)).map(|each| content[each].of.clone()).collect();
    for position in (0..content.len()).filter(|position| formless.contains(position)) {
        let each = &mut content[position];
        if sent.contains(&each.of) {
            continue;
        }
        let is_text = Media::of(&each.media_type) == Media::Form;
        let given = if is_text { Type::Text } else { Type::Binary };
        // The caller passes the text of such a form anyway.
        if each.of != given || !is_text {
            let instead = if is_text {
                "the caller passes the text of the body"
            } else {
                "the caller passes the bytes of the body, and sets the Content-Type with its boundary"
            };
            let of_items = matches!(each.of, Type::List(_) | Type::Tuple(..));
            let what = if of_items { "an array, whose items have no names" } else { "not an object" };
            let message = format!("the body is {what}, which {} cannot represent; {instead}", each.media_type);
            let pointer = body.content[position].schema.map(|schema| builder.shapes.schema(schema).pointer.clone());
            let pointer = pointer.unwrap_or_else(|| body.pointer.clone());
            builder.diagnostics.push(Diagnostic::new(Code::BodyForm, &pointer, message));
        }
        each.of = given;
    }
    formless
}

/// The kind of a part, by its media types.
#[derive(Clone, Copy, Default)]
struct Said {
    /// There is at least one.
    any: bool,
    /// At least one is that of a file.
    binary: bool,
    json: bool,
    /// All of them are XML.
    xml: bool,
    /// At least one is multipart or a form.
    parts: bool,
}

impl Said {
    fn of(encoding: Option<&Encoding>) -> Self {
        let types = encoding.and_then(|encoding| encoding.content_type.as_deref()).unwrap_or_default();
        let types: Vec<&str> = types.split(',').map(str::trim).filter(|each| !each.is_empty()).collect();
        let is_xml = |each: &&str| {
            let essence = crate::text::essence(each);
            essence.ends_with("/xml") || essence.ends_with("+xml")
        };
        Self {
            any: !types.is_empty(),
            binary: types.iter().any(|each| {
                !(crate::text::essence(each).starts_with("text/")
                    || matches!(Media::of(each), Media::Json | Media::Text)
                    || is_xml(each))
            }),
            json: types.iter().any(|each| Media::of(each) == Media::Json),
            xml: !types.is_empty() && types.iter().all(is_xml),
            parts: types.iter().any(|each| matches!(Media::of(each), Media::Multipart | Media::Form)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// The diagnostics about the body of a description, by place and message, and the type that the caller passes.
    fn bound(content: &Value) -> (Vec<(String, String)>, Type) {
        let description = json!({
            "openapi": "3.2.0", "info": {"title": "Parts", "version": "1"},
            "paths": {"/a": {"post": {"requestBody": {"required": true, "content": content}, "responses": {}}}},
        });
        let run = crate::bind("parts.json".as_ref(), description.to_string().into_bytes(), &Default::default());
        let found = run.diagnostics.iter().filter(|each| each.code == Code::BodyForm);
        let found = found.map(|each| (each.pointer.last().unwrap_or_default(), each.message.clone())).collect();
        let body = run.product.expect("a product").api.operations.remove(0).body.expect("a body");
        (found, body.content[body.chosen].of.clone())
    }

    #[test]
    fn a_body_that_has_no_form_is_reported_and_passed_by_the_caller() {
        let (form, data) = ("application/x-www-form-urlencoded", "multipart/form-data");
        let (list, file) =
            (json!({"type": "array", "items": {"type": "integer"}}), json!({"type": "string", "format": "binary"}));
        let either = json!({"oneOf": [{"type": "object", "properties": {"a": {}}}, list]});
        let tuple =
            json!({"type": "array", "prefixItems": [file, {}, {"type": "integer"}], "minItems": 3, "maxItems": 3});
        let of = |media_type: &str, schema: &Value| bound(&json!({media_type: {"schema": schema}}));
        for (media_type, schema, given) in [
            (form, &list, Type::Text),
            (form, &tuple, Type::Text),
            (form, &json!({"type": "integer"}), Type::Text),
            (data, &list, Type::Binary),
            (data, &file, Type::Binary),
            ("multipart/mixed", &file, Type::Binary),
        ] {
            let (found, of) = of(media_type, schema);
            assert_eq!((found.len(), &of), (1, &given), "{media_type} {schema}");
            assert!(found[0].0 == "schema" && found[0].1.contains(media_type), "{found:?}");
        }
        for (media_type, schema, given) in [
            (form, &json!({"type": "string"}), Type::Text),
            (form, &json!({"type": "object", "additionalProperties": file}), Type::Map(Box::new(Type::Text))),
            (data, &json!({"type": "object", "additionalProperties": file}), Type::Map(Box::new(Type::File))),
            (
                "multipart/mixed",
                &tuple,
                Type::Tuple(vec![Type::File, Type::File, Type::Integer(crate::api::Width::I64)], 3, None),
            ),
        ] {
            let (found, of) = of(media_type, schema);
            assert_eq!((found, of), (Vec::new(), given), "{media_type} {schema}");
        }
        assert!(matches!(of(form, &either), (found, Type::Named(_)) if found.is_empty()));
        // The content that is sent instead has the same structure.
        let both = json!({form: {"schema": list}, "application/json": {"schema": list}});
        assert!(matches!(bound(&both), (found, Type::List(_)) if found.is_empty()));
    }

    #[test]
    fn a_header_without_a_value_is_reported() {
        let header = |header: Value| {
            let encoding = json!({"headers": {"X-A": header, "Content-ID": {"required": true}, "content-type": {"required": true}}});
            bound(&json!({"multipart/mixed": {"schema": {"type": "array", "items": {}}, "itemEncoding": encoding}})).0
        };
        let found = header(json!({"required": true, "schema": {"type": "string"}}));
        assert!(
            matches!(&found[..], [(place, message)] if place == "X-A" && message.contains("Upload::header")),
            "{found:?}"
        );
        for silent in [
            json!({"schema": {"type": "string"}}),
            json!({"required": true, "schema": {"const": 1}}),
            json!({"required": true, "schema": {"enum": ["a"]}}),
        ] {
            assert_eq!(header(silent), []);
        }
    }

    #[test]
    fn media_types_tell_files_from_texts() {
        let said =
            |types: &str| Said::of(Some(&Encoding { content_type: Some(types.to_owned()), ..Encoding::default() }));
        for types in ["image/png, Image/JPEG", "application/octet-stream", "text/plain, image/*"] {
            assert!(said(types).binary, "{types}");
        }
        for types in [
            "text/plain",
            "Text/Event-Stream",
            "Application/JSON; charset=utf-8",
            "application/xml",
            "image/svg+xml",
            "text/csv",
        ] {
            assert!(!said(types).binary, "{types}");
        }
        assert!(said("text/xml, application/soap+xml; a=b").xml && !said("text/xml, text/plain").xml);
        assert!(said("*/*").json && said("text/plain, application/ld+json").json);
        assert!(!Said::of(None).any && !said("").any && !said("").xml);
    }
}
