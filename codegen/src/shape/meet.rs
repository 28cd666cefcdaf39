//! Intersects keywords of schemas that must all hold.

use crate::resolve::{Additional, Schema, SchemaId, TypeSet, ValueNames};
use indexmap::IndexMap;
use serde_json::Value;

/// The intersection of keywords that affect each other.
pub(super) struct Met {
    pub(super) types: TypeSet,
    pub(super) values: Option<Vec<Value>>,
    pub(super) value_names: Vec<ValueNames>,
    pub(super) constant: Option<Value>,
    pub(super) properties: IndexMap<String, SchemaId>,
    pub(super) items: Option<SchemaId>,
    pub(super) content_schema: Option<SchemaId>,
    pub(super) all_of: Vec<SchemaId>,
    pub(super) one_of: Vec<SchemaId>,
    pub(super) any_of: Vec<SchemaId>,
    pub(super) is_contradictory: bool,
}

impl Met {
    /// The whole schema: the other keywords one by one.
    pub(super) fn with_the_rest_of(self, left: Schema, right: Schema) -> Schema {
        let mut required = left.required;
        required.extend(right.required);
        Schema {
            pointer: left.pointer,
            reference: None,
            is_lost: left.is_lost || right.is_lost,
            is_contradictory: left.is_contradictory || right.is_contradictory || self.is_contradictory,
            boolean: meet_boolean(left.boolean, right.boolean),
            types: self.types,
            says_null: left.says_null && right.says_null,
            properties: self.properties,
            required,
            additional: meet_additional(left.additional, right.additional),
            key_names: left.key_names.or(right.key_names),
            pattern_properties: first(left.pattern_properties, right.pattern_properties),
            items: self.items,
            min_items: left.min_items.max(right.min_items),
            max_items: left.max_items.into_iter().chain(right.max_items).min(),
            prefix_items: first(left.prefix_items, right.prefix_items),
            all_of: self.all_of,
            one_of: self.one_of,
            any_of: self.any_of,
            discriminator: left.discriminator.or(right.discriminator),
            // These keywords do not apply to schemas that extend this one.
            discriminator_value: None,
            is_abstract: false,
            values: self.values,
            value_names: self.value_names,
            constant: self.constant,
            format: left.format.or(right.format),
            content_media_type: left.content_media_type.or(right.content_media_type),
            content_encoding: left.content_encoding.or(right.content_encoding),
            content_schema: self.content_schema,
            minimum: left.minimum.or(right.minimum),
            maximum: left.maximum.or(right.maximum),
            implied: left.implied.with(right.implied),
            title: left.title.or(right.title),
            description: left.description.or(right.description),
            default: left.default.or(right.default),
            example: left.example.or(right.example),
            pattern: left.pattern.or(right.pattern),
            deprecated: left.deprecated || right.deprecated,
            read_only: left.read_only || right.read_only,
            write_only: left.write_only || right.write_only,
            handed_down: left.handed_down.max(right.handed_down),
        }
    }
}

/// The values that a schema lists.
#[derive(Default)]
pub(super) struct Values {
    pub(super) constant: Option<Value>,
    pub(super) listed: Option<Vec<Value>>,
    pub(super) words: Vec<ValueNames>,
}

impl Values {
    pub(super) fn of(schema: &Schema) -> Self {
        Self { constant: schema.constant.clone(), listed: schema.values.clone(), words: schema.value_names.clone() }
    }
}

pub(super) fn first<T>(left: Vec<T>, right: Vec<T>) -> Vec<T> {
    if left.is_empty() { right } else { left }
}

pub(super) fn meet_boolean(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        // `true` adds nothing.
        _ => None,
    }
}

/// `additionalProperties: false` in one part of an `allOf` is meant for the properties of that part; taken strictly, it
/// would forbid the properties of the other parts, which is never intended.
pub(super) fn meet_additional(left: Additional, right: Additional) -> Additional {
    match (left, right) {
        (Additional::Typed(inner), _) | (_, Additional::Typed(inner)) => Additional::Typed(inner),
        (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
        (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
        (Additional::Unsaid, Additional::Unsaid) => Additional::Unsaid,
    }
}
