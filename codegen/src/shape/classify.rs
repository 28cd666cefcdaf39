//! Computes the shape of one schema.

use super::mistyped::{Meant, meant};
use super::schedule::Circle;
use super::{
    AdditionalProperties, Object, Opaque, Property, Scalar, Shape, Shaped, Shaper, State, Temporal, Tuple, Width,
};
use crate::diag::Code;
use crate::resolve::{Additional, Schema, SchemaId, TypeSet};
use serde_json::Value;
use std::collections::HashSet;

impl Shaper {
    pub(super) fn classify(&mut self, id: SchemaId) -> Shaped {
        let schema = self.schema(id).clone();
        let subtypes = self.heirs_of(id);
        if !subtypes.is_empty() {
            return self.union_with_subtypes(id, &schema, subtypes);
        }
        if let Some(reference) = schema.reference {
            if schema.is_structural() {
                return self.merged(id);
            }
            if let Some(circle) = self.leads_back(id) {
                if circle == Circle::New {
                    let message =
                        "the references form a cycle without a schema in it; any JSON value is used instead".to_owned();
                    self.report(Code::CyclicReference, &schema.pointer.join("$ref"), message);
                }
                return plain(Shape::Opaque(Opaque::Missing));
            }
            return plain(Shape::Alias(reference));
        }
        if !schema.all_of.is_empty() {
            return self.merged(id);
        }
        self.classify_flat(&schema)
    }

    /// The shape of a schema without a reference and without `allOf`.
    pub(super) fn classify_flat(&mut self, schema: &Schema) -> Shaped {
        match schema.boolean {
            Some(true) => return plain(Shape::Opaque(Opaque::Empty)),
            Some(false) => return plain(Shape::Opaque(Opaque::Never)),
            None => {}
        }
        if schema.is_contradictory {
            return plain(Shape::Opaque(Opaque::Contradictory));
        }
        if let Some(values) = constants(schema) {
            return self.enumeration(schema, values);
        }
        if let Some(shaped) = self.union_of(schema) {
            return shaped;
        }
        let nullable = schema.types.contains(TypeSet::NULL);
        let types = schema.types.without(TypeSet::NULL);
        let mut each = types.each();
        let shape = match (each.next(), each.next()) {
            (None, _) if nullable => Shape::Opaque(Opaque::Null),
            (None, _) => match implied(schema) {
                Some(types) => self.of_type(schema, types),
                None if schema.is_lost => Shape::Opaque(Opaque::Missing),
                None => Shape::Opaque(if *schema == bare(schema) { Opaque::Empty } else { Opaque::Typeless }),
            },
            (Some(one), None) => self.of_type(schema, one),
            (Some(_), Some(_)) => return self.union_of_types(schema, types, nullable),
        };
        Shaped { nullable, shape }
    }

    fn of_type(&mut self, schema: &Schema, types: TypeSet) -> Shape {
        match types {
            TypeSet::BOOLEAN => Shape::Scalar(Scalar::Bool),
            TypeSet::INTEGER => Shape::Scalar(integer(schema)),
            TypeSet::NUMBER => Shape::Scalar(number(schema)),
            TypeSet::STRING => match (text(schema), schema.content_schema) {
                (Scalar::Text, Some(content)) => Shape::Embedded(content),
                (scalar, _) => Shape::Scalar(scalar),
            },
            TypeSet::ARRAY => self.array(schema),
            _ => self.object(schema),
        }
    }

    fn array(&mut self, schema: &Schema) -> Shape {
        match (schema.items, schema.prefix_items.as_slice()) {
            (Some(items), []) => Shape::List(items),
            (None, []) => {
                let any = self.add(Schema { pointer: schema.pointer.join("items"), ..Schema::default() });
                self.shapes[any.0] = State::Done(plain(Shape::Opaque(Opaque::Elements)));
                Shape::List(any)
            }
            (rest, elements) if elements.len() > LONGEST_TUPLE => {
                let any_of = elements.iter().copied().chain(rest).collect();
                let pointer = schema.pointer.join("prefixItems");
                Shape::List(self.add(Schema { pointer, any_of, ..Schema::default() }))
            }
            (items, elements) => Shape::Tuple(self.tuple(schema, items, elements)),
        }
    }

    /// The shape of an array with `prefixItems`, which alone neither requires that many items nor forbids more (JSON
    /// Schema 2020-12, "prefixItems").
    fn tuple(&mut self, schema: &Schema, items: Option<SchemaId>, elements: &[SchemaId]) -> Tuple {
        let count = |bound: Option<u64>| bound.map(|bound| usize::try_from(bound).unwrap_or(usize::MAX));
        let most = count(schema.max_items).filter(|most| *most > 0);
        let elements = elements[..elements.len().min(most.unwrap_or(usize::MAX))].to_vec();
        let least = elements.len().min(count(schema.min_items).unwrap_or(0));
        let none_follow = items.is_some_and(|items| self.schema(self.behind(items)).boolean == Some(false));
        let is_closed = none_follow || most.is_some_and(|most| most <= elements.len());
        let rest = match items {
            _ if is_closed && least == elements.len() => None,
            Some(items) if !is_closed => Some(items),
            // Anything may follow. If nothing may, additional items are kept nevertheless.
            _ => {
                let pointer = schema.pointer.join("prefixItems").join("additionalProperties");
                Some(self.add(Schema { pointer, ..Schema::default() }))
            }
        };
        Tuple { elements, least, rest }
    }

    fn object(&mut self, schema: &Schema) -> Shape {
        let typed = self.type_of_others(schema);
        let declared = !schema.properties.is_empty() || !schema.required.is_empty();
        if !declared && (typed.is_some() || schema.additional != Additional::Forbidden) {
            let inner = typed.unwrap_or_else(|| {
                self.add(Schema { pointer: schema.pointer.join("additionalProperties"), ..Schema::default() })
            });
            return Shape::Map(inner);
        }
        let rest = match (typed, schema.additional) {
            (Some(inner), _) => AdditionalProperties::Typed(inner),
            (None, Additional::Forbidden) => AdditionalProperties::Closed,
            (None, _) => AdditionalProperties::Open,
        };
        let mut properties = Vec::with_capacity(schema.properties.len());
        for (name, inner) in &schema.properties {
            let required = schema.required.contains(name);
            if required && self.schema(self.behind(*inner)).boolean == Some(false) {
                let message = format!(
                    "the property {name:?} is required, but its schema allows no value; any JSON value is used instead"
                );
                self.report(Code::Contradiction, &schema.pointer, message);
            }
            properties.push(Property {
                name: name.clone(),
                schema: Some(*inner),
                required,
                constant: self.constant(*inner),
            });
        }
        for name in &schema.required {
            if !schema.properties.contains_key(name) {
                properties.push(Property { name: name.clone(), schema: None, required: true, constant: None });
            }
        }
        Shape::Object(Object { properties, rest })
    }

    /// The type of properties that are not declared by name, if known. For several patterns it is the union of their types, whichever a
    /// name matches.
    fn type_of_others(&mut self, schema: &Schema) -> Option<SchemaId> {
        let mut allowed = schema.pattern_properties.clone();
        match schema.additional {
            Additional::Typed(inner) => allowed.push(inner),
            // A name that matches no pattern can have any value.
            Additional::Allowed => return None,
            Additional::Forbidden | Additional::Unsaid => {}
        }
        match allowed.as_slice() {
            [] => None,
            [inner] => Some(*inner),
            _ => {
                let pointer = schema.pointer.join("patternProperties");
                Some(self.add(Schema { pointer, any_of: allowed, ..Schema::default() }))
            }
        }
    }

    /// The only value that a schema allows.
    fn constant(&mut self, id: SchemaId) -> Option<Value> {
        let (behind, nullable) = self.canonical(id);
        match self.known(behind)?.shape {
            Shape::Enum(ref values) if !nullable => match values.as_slice() {
                [one] => Some(one.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    fn enumeration(&mut self, schema: &Schema, values: Vec<Value>) -> Shaped {
        let mut nullable = false;
        let mut kept: Vec<Value> = Vec::with_capacity(values.len());
        let mut seen = HashSet::with_capacity(values.len());
        for value in values {
            if value.is_null() {
                nullable = true;
            } else if seen.insert(value.to_string()) {
                kept.push(value);
            }
        }
        let stated = schema.types.without(TypeSet::NULL);
        let fits = |value: &Value| stated.is_empty() || !stated.meet(TypeSet::of(value)).is_empty();
        if !kept.is_empty() && !kept.iter().any(fits) {
            let message = format!("the type is {stated}, but no value of the enum has that type");
            match meant(stated, &kept) {
                Some(Meant::Values(values)) => {
                    self.report(
                        Code::MistypedValues,
                        &schema.pointer,
                        format!("{message}; the values are converted to it"),
                    );
                    kept = values;
                }
                Some(Meant::Listed) => {
                    self.report(Code::MistypedValues, &schema.pointer, format!("{message}; the type is ignored"));
                }
                Some(Meant::Elements(values)) => {
                    let message = format!("{message}; the values are used for the items");
                    self.report(Code::MistypedValues, &schema.pointer, message);
                    return Shaped { nullable, shape: Shape::List(self.elements(schema, values)) };
                }
                None => {
                    let message = format!("{message}; any JSON value is used instead");
                    self.report(Code::Contradiction, &schema.pointer, message);
                    return plain(Shape::Opaque(Opaque::Contradictory));
                }
            }
        }
        if kept.iter().any(|value| value.is_array() || value.is_object()) {
            return Shaped { nullable, shape: Shape::Opaque(Opaque::Typeless) };
        }
        if kept.is_empty() {
            return plain(Shape::Opaque(if nullable { Opaque::Null } else { Opaque::Never }));
        }
        // An enum of both booleans is a boolean.
        if kept.len() == 2 && kept.iter().all(Value::is_boolean) {
            return Shaped { nullable, shape: Shape::Scalar(Scalar::Bool) };
        }
        Shaped { nullable, shape: Shape::Enum(kept) }
    }

    /// The schema of the items of an array with an `enum` beside it: its own `items`, if they have an `enum`.
    fn elements(&mut self, schema: &Schema, values: Vec<Value>) -> SchemaId {
        match schema.items {
            Some(items) if constants(self.schema(self.behind(items))).is_some() => items,
            _ => self.add(Schema {
                pointer: schema.pointer.join("items"),
                values: Some(values),
                value_names: schema.value_names.clone(),
                ..Schema::default()
            }),
        }
    }

    /// `type: [string, integer]`: a union of the types.
    fn union_of_types(&mut self, schema: &Schema, types: TypeSet, nullable: bool) -> Shaped {
        let variants = types.each().map(|one| self.add(Schema { types: one, title: None, ..schema.clone() })).collect();
        let mut shaped = self.union(schema, variants);
        shaped.nullable |= nullable;
        shaped
    }
}

pub(super) fn plain(shape: Shape) -> Shaped {
    Shaped { nullable: false, shape }
}

/// The shape of a schema that does not constrain its values.
fn bare(schema: &Schema) -> Schema {
    Schema {
        pointer: schema.pointer.clone(),
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.clone(),
        example: schema.example.clone(),
        value_names: schema.value_names.clone(),
        key_names: schema.key_names.clone(),
        deprecated: schema.deprecated,
        says_null: schema.says_null,
        read_only: schema.read_only,
        write_only: schema.write_only,
        ..Schema::default()
    }
}

/// The values of `const` or `enum`.
pub(super) fn constants(schema: &Schema) -> Option<Vec<Value>> {
    match (&schema.constant, &schema.values) {
        (Some(constant), _) => Some(vec![constant.clone()]),
        (None, Some(values)) => Some(values.clone()),
        (None, None) => None,
    }
}

/// The type of a schema without `type`, implied by its other keywords.
fn implied(schema: &Schema) -> Option<TypeSet> {
    if !schema.properties.is_empty() || schema.additional != Additional::Unsaid || !schema.pattern_properties.is_empty()
    {
        return Some(TypeSet::OBJECT);
    }
    if schema.items.is_some() || !schema.prefix_items.is_empty() {
        return Some(TypeSet::ARRAY);
    }
    if schema.content_media_type.is_some() {
        return Some(TypeSet::STRING);
    }
    let mut each = schema.implied.each();
    match (each.next(), each.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// The limit for positions of a tuple; a longer one is a list.
const LONGEST_TUPLE: usize = 8;

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

pub(super) fn integer(schema: &Schema) -> Scalar {
    let (minimum, maximum) = (schema.minimum.unwrap_or(0.0), schema.maximum.unwrap_or(0.0));
    let width = match schema.format.as_deref() {
        Some("int32" | "int16" | "int8") => Width::I32,
        Some("uint32" | "uint16" | "uint8") => Width::U32,
        Some("uint64" | "uint") => Width::U64,
        Some("int64") => Width::I64,
        Some("bigint" | "big-integer" | "int128" | "uint128" | "int256" | "uint256") => return Scalar::Exact,
        // Bounds were rounded down to a float.
        _ if minimum < -TWO_TO_63 || maximum >= TWO_TO_64 => return Scalar::Exact,
        _ if maximum >= TWO_TO_63 && minimum < 0.0 => return Scalar::Exact,
        _ if maximum >= TWO_TO_63 => Width::U64,
        _ => Width::I64,
    };
    Scalar::Integer(width)
}

pub(super) fn number(schema: &Schema) -> Scalar {
    match schema.format.as_deref() {
        Some("decimal" | "decimal128" | "money" | "big-decimal" | "bigdecimal") => Scalar::Exact,
        Some("int32") => Scalar::Integer(Width::I32),
        Some("int64") => Scalar::Integer(Width::I64),
        _ => Scalar::Number,
    }
}

fn text(schema: &Schema) -> Scalar {
    match (schema.format.as_deref(), schema.content_media_type.as_deref()) {
        (Some("password"), _) => Scalar::Password,
        (Some("date-time"), _) => Scalar::Temporal(Temporal::DateTime),
        (Some("date"), _) => Scalar::Temporal(Temporal::Date),
        (Some("binary"), _) => Scalar::Binary,
        (_, Some(media_type)) if schema.content_encoding.is_none() && is_binary(media_type) => Scalar::Binary,
        _ => Scalar::Text,
    }
}

/// Whether a media type is binary, so that its content is bytes, which cannot be in JSON unless they are encoded.
fn is_binary(media_type: &str) -> bool {
    let essence = crate::text::essence(media_type);
    let is_text = essence.ends_with("+xml") || essence.ends_with("+json");
    match essence.split_once('/') {
        Some(("image" | "audio" | "video" | "font", _)) => !is_text,
        Some(("application", "octet-stream" | "pdf" | "zip" | "gzip")) => true,
        Some(("application", inner)) => inner.starts_with("vnd.") && !is_text,
        _ => false,
    }
}
