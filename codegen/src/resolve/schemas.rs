//! Reads schema objects.

use super::read::{Node, Reader};
use super::schema::{Additional, Discriminator, Schema, SchemaId, TypeSet};
use super::{enum_names, key_names, unsupported_keywords};
use crate::diag::{Code, Diagnostic, Pointer};
use indexmap::IndexSet;
use serde_json::Value;

/// Keywords that apply to one type only, so that they imply the type if `type` is missing.
const IMPLIED: &[(&str, TypeSet)] = &[
    ("pattern", TypeSet::STRING),
    ("minLength", TypeSet::STRING),
    ("maxLength", TypeSet::STRING),
    ("format", TypeSet::STRING),
    ("minimum", TypeSet::NUMBER),
    ("maximum", TypeSet::NUMBER),
    ("multipleOf", TypeSet::NUMBER),
    ("minItems", TypeSet::ARRAY),
    ("maxItems", TypeSet::ARRAY),
    ("minProperties", TypeSet::OBJECT),
    ("maxProperties", TypeSet::OBJECT),
    ("propertyNames", TypeSet::OBJECT),
];

/// Reads every numbered schema, and those they refer to.
pub(super) fn read_all(reader: &mut Reader<'_>) {
    while let Some((id, value)) = reader.next_unread() {
        let pointer = reader.schemas[id.0].pointer.clone();
        reader.schemas[id.0] = read(reader, pointer, value);
    }
}

fn read<'a>(reader: &mut Reader<'a>, pointer: Pointer, value: &'a Value) -> Schema {
    let members = match value {
        Value::Bool(boolean) => return Schema { pointer, boolean: Some(*boolean), ..Schema::default() },
        Value::Object(members) => members,
        other => {
            reader.wrong_type(&pointer, other, "a schema: an object, true or false");
            return Schema { pointer, ..Schema::default() };
        }
    };
    let node = Node { pointer: pointer.clone(), members };
    let reference = reader.text(&node, "$ref").map(|reference| reader.referred(&pointer, &reference));
    let is_lost = reference == Some(None);
    let mut schema = Schema { pointer, reference: reference.flatten(), is_lost, ..Schema::default() };
    annotations(reader, &node, &mut schema);
    scalars(reader, &node, &mut schema);
    object(reader, &node, &mut schema);
    array(reader, &node, &mut schema);
    schema.content_schema = content_schema(reader, &node);
    composition(reader, &node, &mut schema);
    reader.widen(&node, &mut schema);
    if unsupported_keywords::forbids_everything(members) {
        schema.boolean = Some(false);
    }
    unsupported_keywords::report(reader, &node, schema.key_names.is_some());
    schema
}

fn annotations<'a>(reader: &mut Reader<'a>, node: &Node<'a>, schema: &mut Schema) {
    schema.title = reader.text(node, "title");
    schema.description = reader.text(node, "description");
    let shown = |pointer: Pointer, value: &Value| reader.shown(&pointer, value);
    schema.default = node.members.get("default").map(|value| shown(node.pointer.join("default"), value));
    // JSON Schema 2020-12, 9.5, has a list; OpenAPI 3.0 has one value.
    let examples = node.members.get("examples").and_then(Value::as_array).and_then(|examples| examples.first());
    let first = examples.map(|value| (node.pointer.join("examples").join(0), value));
    let own = node.members.get("example").map(|value| (node.pointer.join("example"), value));
    schema.example = own.or(first).map(|(pointer, value)| shown(pointer, value));
    let lifecycle = node.members.get("x-release-lifecycle").and_then(Value::as_str);
    schema.deprecated = reader.flag(node, "deprecated") == Some(true) || lifecycle == Some("deprecated");
    schema.read_only = reader.flag(node, "readOnly") == Some(true);
    schema.write_only = reader.flag(node, "writeOnly") == Some(true);
}

fn scalars<'a>(reader: &mut Reader<'a>, node: &Node<'a>, schema: &mut Schema) {
    schema.types = types(reader, node);
    schema.says_null = node.members.get("nullable") == Some(&Value::Bool(true));
    schema.format = reader.text(node, "format");
    schema.pattern = reader.text(node, "pattern");
    schema.content_media_type = reader.text(node, "contentMediaType");
    schema.content_encoding = reader.text(node, "contentEncoding");
    let bound = |inclusive: &str, exclusive: &str| {
        [inclusive, exclusive].iter().find_map(|key| reader.bound(&node.pointer.join(key), node.members.get(*key)?))
    };
    schema.minimum = bound("minimum", "exclusiveMinimum");
    schema.maximum = bound("maximum", "exclusiveMaximum");
    schema.constant = node.members.get("const").cloned();
    if node.members.contains_key("enum") {
        let values: Vec<Value> = reader.elements(node, "enum").into_iter().map(|(_, value)| value.clone()).collect();
        schema.value_names = enum_names::read(node, &values);
        schema.values = Some(values);
    }
    schema.implied = IMPLIED
        .iter()
        .filter(|(keyword, _)| node.members.contains_key(*keyword))
        .fold(TypeSet::NONE, |set, (_, types)| set.with(*types));
}

fn types<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> TypeSet {
    let names = match node.members.get("type") {
        Some(Value::Array(_)) => reader.texts(node, "type"),
        _ => reader.text(node, "type").into_iter().collect(),
    };
    let mut set = TypeSet::NONE;
    for name in names {
        let named = TypeSet::named(&name);
        let meant = named.unwrap_or_else(|| meant(&name));
        set = set.with(meant);
        if named.is_none() {
            let message = match meant {
                TypeSet::NONE => format!("{name:?} is not a JSON type; any type is assumed"),
                meant => format!("{name:?} is not a JSON type; {meant} is assumed"),
            };
            let expected = "one of null, boolean, integer, number, string, array and object";
            reader.report(Diagnostic::new(Code::Tolerated, &node.pointer.join("type"), message).expected(expected));
        }
    }
    set
}

/// The type meant by a name that is not a JSON type.
fn meant(name: &str) -> TypeSet {
    match name.trim().to_ascii_lowercase().as_str() {
        "int" | "int32" | "int64" | "long" | "short" => TypeSet::INTEGER,
        "float" | "double" | "decimal" => TypeSet::NUMBER,
        "bool" => TypeSet::BOOLEAN,
        "str" | "text" | "date" | "datetime" | "date-time" | "timestamp" | "time" | "uuid" | "uri" | "url"
        | "email" | "file" | "binary" | "base64" => TypeSet::STRING,
        "list" => TypeSet::ARRAY,
        "map" | "dict" | "hash" => TypeSet::OBJECT,
        plain => TypeSet::named(plain).unwrap_or(TypeSet::NONE),
    }
}

fn object<'a>(reader: &mut Reader<'a>, node: &Node<'a>, schema: &mut Schema) {
    schema.properties = reader
        .entries(node, "properties")
        .into_iter()
        .map(|(name, pointer, value)| (name.to_owned(), reader.schema(pointer, value)))
        .collect();
    schema.required = match node.members.get("required") {
        // A boolean is the form of an old draft, and not about properties.
        Some(Value::Bool(_)) => IndexSet::new(),
        _ => reader.texts(node, "required").into_iter().collect(),
    };
    schema.key_names = key_names::read(reader, node);
    schema.additional = match node.members.get("additionalProperties") {
        None | Some(Value::Null) => Additional::Unsaid,
        Some(Value::Bool(true)) => Additional::Allowed,
        Some(Value::Bool(false)) => Additional::Forbidden,
        Some(value) => Additional::Typed(reader.schema(node.pointer.join("additionalProperties"), value)),
    };
    schema.pattern_properties = reader
        .entries(node, "patternProperties")
        .into_iter()
        .map(|(_, pointer, value)| reader.schema(pointer, value))
        .collect();
}

fn array<'a>(reader: &mut Reader<'a>, node: &Node<'a>, schema: &mut Schema) {
    schema.prefix_items = schemas(reader, node, "prefixItems");
    match node.members.get("items") {
        // The form of drafts before 2020-12.
        Some(Value::Array(_)) if schema.prefix_items.is_empty() => schema.prefix_items = schemas(reader, node, "items"),
        Some(value) => schema.items = Some(reader.schema(node.pointer.join("items"), value)),
        None => {}
    }
    let count = |key: &str| node.members.get(key).and_then(Value::as_u64);
    (schema.min_items, schema.max_items) = (count("minItems"), count("maxItems"));
}

/// The schema of JSON in a string. Base64 stays a string: decoding it is up to the user.
fn content_schema<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<SchemaId> {
    let value = node.members.get("contentSchema")?;
    let essence = crate::text::essence(&reader.text(node, "contentMediaType")?);
    let is_json = crate::text::is_json(&essence);
    let encoding = reader.text(node, "contentEncoding").unwrap_or_default().to_ascii_lowercase();
    // The encodings of RFC 2045 that change nothing.
    let is_plain = matches!(encoding.as_str(), "" | "7bit" | "8bit" | "binary");
    (is_json && is_plain).then(|| reader.schema(node.pointer.join("contentSchema"), value))
}

fn composition<'a>(reader: &mut Reader<'a>, node: &Node<'a>, schema: &mut Schema) {
    schema.all_of = schemas(reader, node, "allOf");
    schema.one_of = schemas(reader, node, "oneOf");
    schema.any_of = schemas(reader, node, "anyOf");
    if node.members.contains_key("discriminator") {
        schema.discriminator = discriminator(reader, node);
    }
    let own = node.members.get("x-ms-discriminator-value");
    schema.discriminator_value =
        own.filter(|value| !(value.is_null() || value.is_array() || value.is_object())).cloned();
    schema.is_abstract = node.members.get("x-abstract") == Some(&Value::Bool(true));
}

fn schemas<'a>(reader: &mut Reader<'a>, node: &Node<'a>, key: &str) -> Vec<SchemaId> {
    let elements = reader.elements(node, key);
    elements.into_iter().map(|(pointer, value)| reader.schema(pointer, value)).collect()
}

fn discriminator<'a>(reader: &mut Reader<'a>, node: &Node<'a>) -> Option<Discriminator> {
    let pointer = node.pointer.join("discriminator");
    let inner = match node.members.get("discriminator")? {
        Value::Object(members) => Node { pointer, members },
        // The form of Swagger 2.0.
        Value::String(property) => {
            return Some(Discriminator { property: property.clone(), mapping: Vec::new(), default: None });
        }
        other => {
            reader.wrong_type(&pointer, other, "an object with a \"propertyName\"");
            return None;
        }
    };
    let property = reader.text(&inner, "propertyName")?;
    let mapping = mapping(reader, &inner);
    let default = default_mapping(reader, &inner);
    Some(Discriminator { property, mapping, default })
}

/// `defaultMapping`. Like entries of the mapping, it is not essential for the union.
fn default_mapping<'a>(reader: &mut Reader<'a>, discriminator: &Node<'a>) -> Option<SchemaId> {
    let name = reader.text(discriminator, "defaultMapping")?;
    let place = discriminator.pointer.join("defaultMapping");
    let target = mapped(reader, &place, &name);
    if target.is_none() {
        let message = format!("{name:?} does not name a schema; it is ignored");
        reader.report(Diagnostic::new(Code::LostMapping, &place, message));
    }
    target
}

/// The schema of a mapping's value: the name of a component or a reference (OpenAPI 3.1, 4.8.25.3).
fn mapped<'a>(reader: &mut Reader<'a>, place: &Pointer, name: &str) -> Option<SchemaId> {
    let (pointer, value) = reader.component(name).or_else(|| reader.found(place, name))?;
    Some(reader.schema(pointer, value))
}

/// The entries of a mapping that can be resolved. The others are not essential for the union.
fn mapping<'a>(reader: &mut Reader<'a>, discriminator: &Node<'a>) -> Vec<(String, SchemaId)> {
    let place = discriminator.pointer.join("mapping");
    let mut mapping = Vec::new();
    let mut lost = Vec::new();
    for (key, _, value) in reader.entries(discriminator, "mapping") {
        let Some(name) = value.as_str() else {
            reader.wrong_type(&place.join(key), value, "a string");
            continue;
        };
        match mapped(reader, &place.join(key), name) {
            Some(schema) => mapping.push((key.to_owned(), schema)),
            None => lost.push(format!("{key:?}")),
        }
    }
    if !lost.is_empty() {
        let message = format!("these keys of the mapping do not name schemas and are ignored: {}", lost.join(", "));
        reader.report(Diagnostic::new(Code::LostMapping, &place, message));
    }
    mapping
}
