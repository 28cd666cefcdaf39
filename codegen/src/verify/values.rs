//! Checks values against their types.

use super::checker::{At, Checker, Step};
use super::model::Kind;
use crate::api::{self, AdditionalProperties, Definition, NameParts, Property, Type, TypeId, Use, Width};
use crate::text::is_same;
use serde_json::{Map, Value};

/// The maximum number of values of an enum that a report lists.
const MAX_LISTED: usize = 12;

impl<'a> Checker<'a> {
    /// Checks a value.
    pub(super) fn value(&mut self, of: &'a Type, value: &Value, at: &At<'_>) {
        if !self.step() || at.is_deep() {
            return;
        }
        match (of, value) {
            (Type::Json | Type::External(_) | Type::Binary | Type::File, _) => {}
            (Type::Nullable(_), Value::Null) => {}
            (Type::Nullable(inner), _) => self.value(inner, value, at),
            (_, Value::Null) if !self.takes_null(of, 0) => {
                self.deviates(Kind::UnexpectedNull, of, value, at, self.described(of));
            }
            (Type::Named(id), _) => self.named(*id, of, value, at),
            (Type::Bool, Value::Bool(_)) => {}
            (Type::Integer(width), Value::Number(number)) if is_within(number, *width) => {}
            (Type::Number | Type::Exact, Value::Number(_)) => {}
            (Type::Text | Type::Secret | Type::Temporal(..), Value::String(_)) => {}
            (Type::List(inner), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    self.value(inner, element, &at.to(Step::Item(index)));
                }
            }
            (Type::Tuple(elements, least, rest), Value::Array(given)) if given.len() >= *least => {
                for (index, element) in given.iter().enumerate() {
                    if let Some(of) = elements.get(index).or(rest.as_deref()) {
                        self.value(of, element, &at.to(Step::Position(index)));
                    }
                }
            }
            (Type::Map(inner), Value::Object(members)) => {
                members.iter().for_each(|(key, value)| self.value(inner, value, &at.to(Step::Key(key))));
            }
            (Type::Embedded(inner), Value::String(text)) => match serde_json::from_str::<Value>(text) {
                Ok(inside) => self.value(inner, &inside, &at.to(Step::Embedded)),
                Err(_) => self.deviates(Kind::WrongType, of, value, at, self.described(of)),
            },
            _ => self.deviates(Kind::WrongType, of, value, at, self.described(of)),
        }
    }

    fn named(&mut self, id: TypeId, of: &'a Type, value: &Value, at: &At<'_>) {
        let definition = self.api.definition(id);
        self.seen.insert(id);
        let inside = at.to(Step::Type(id));
        match (&definition.kind, value) {
            (api::Kind::Enum(values), _) if values.iter().any(|each| is_same(&each.value, value)) => {}
            // An enum of some texts and any other one is open.
            (api::Kind::Enum(_), Value::String(_)) if self.places.is_open(&definition.pointer) => {}
            (api::Kind::Enum(values), _) => {
                let is_alike = values.iter().any(|each| crate::text::kind(&each.value) == crate::text::kind(value));
                let kind = if is_alike { Kind::NewValue } else { Kind::WrongType };
                let expected = self.described(of);
                self.deviates(kind, of, value, &inside, expected);
            }
            (api::Kind::Object { .. }, Value::Object(members)) => self.members(id, definition, members, &inside),
            (api::Kind::Object { .. }, _) => self.deviates(Kind::WrongType, of, value, at, self.described(of)),
            (api::Kind::Union { .. }, _) => self.union(id, value, &inside),
        }
    }

    fn members(&mut self, id: TypeId, definition: &'a Definition, members: &Map<String, Value>, at: &At<'_>) {
        let api::Kind::Object { properties, rest, others } = &definition.kind else { return };
        for property in properties {
            match members.get(&property.name) {
                Some(value) => self.property(property, value, &at.to(Step::Property(&property.name))),
                None if is_needed(property, self.way) => {
                    let expected = format!("{:?}, which is required", property.name);
                    self.names(Kind::MissingRequired, &property.name, None, at, expected);
                }
                None => {}
            }
        }
        for (name, value) in members {
            if properties.iter().any(|property| property.name == *name) {
                continue;
            }
            if !self.step() {
                return;
            }
            match rest {
                Some(rest) => self.value(rest, value, &at.to(Step::Key(name))),
                None if *others == AdditionalProperties::Expected || self.is_twin(id, name) => {}
                None if self.places.is_open(&definition.pointer) => {}
                None => {
                    let expected = "one of the declared properties".to_owned();
                    self.names(Kind::UndeclaredProperty, name, Some(value), at, expected);
                }
            }
        }
    }

    fn property(&mut self, property: &'a Property, value: &Value, at: &At<'_>) {
        match (&property.constant, value) {
            (_, Value::Null) if property.nullable => {}
            (Some(constant), _) if is_same(constant, value) => {}
            (Some(constant), _) => {
                let is_alike = crate::text::kind(constant) == crate::text::kind(value);
                let kind = match value {
                    Value::Null => Kind::UnexpectedNull,
                    _ if is_alike => Kind::NewValue,
                    _ => Kind::WrongType,
                };
                self.deviates(kind, &property.of, value, at, format!("{constant}, the only value"));
            }
            (None, _) => self.value(&property.of, value, at),
        }
    }

    /// Whether the type of the same schema for the other direction declares the property.
    fn is_twin(&self, id: TypeId, name: &str) -> bool {
        let definition = self.api.definition(id);
        let NameParts::Inside(twin, _) = &definition.name else { return false };
        let twin = self.api.definition(*twin);
        twin.pointer == definition.pointer
            && matches!(&twin.kind, api::Kind::Object { properties, .. } if properties.iter().any(|each| each.name == name))
    }

    /// Whether a type accepts `null` by itself.
    pub(super) fn takes_null(&self, of: &Type, depth: usize) -> bool {
        match of {
            Type::Json | Type::Nullable(_) | Type::External(_) => true,
            Type::Named(id) if depth < 16 => match &self.api.definition(*id).kind {
                api::Kind::Enum(values) => values.iter().any(|each| each.value.is_null()),
                api::Kind::Union { variants, .. } => variants.iter().any(|variant| match &variant.constant {
                    Some(constant) => constant.value.is_null(),
                    None => self.takes_null(&variant.of, depth + 1),
                }),
                api::Kind::Object { .. } => false,
            },
            _ => false,
        }
    }

    /// Describes a type in a message.
    pub(super) fn described(&self, of: &Type) -> String {
        match of {
            Type::Bool => "a boolean".to_owned(),
            Type::Integer(Width::I32) => "a 32-bit integer".to_owned(),
            Type::Integer(Width::U32) => "an unsigned 32-bit integer".to_owned(),
            Type::Integer(Width::I64) => "a 64-bit integer".to_owned(),
            Type::Integer(Width::U64) => "an unsigned 64-bit integer".to_owned(),
            Type::Number | Type::Exact => "a number".to_owned(),
            Type::Text | Type::Secret | Type::Temporal(..) | Type::Binary | Type::File => "a string".to_owned(),
            Type::Json | Type::External(_) => "any value".to_owned(),
            Type::List(_) => "an array".to_owned(),
            Type::Tuple(elements, least, _) if *least > 0 => {
                format!("an array of {least} to {} elements", elements.len())
            }
            Type::Tuple(..) => "an array".to_owned(),
            Type::Map(_) => "an object".to_owned(),
            Type::Embedded(_) => "a string that contains JSON".to_owned(),
            Type::Nullable(inner) => format!("{} or null", self.described(inner)),
            Type::Named(id) => match &self.api.definition(*id).kind {
                api::Kind::Object { .. } => "an object".to_owned(),
                api::Kind::Union { variants, .. } => format!("one of {} variants", variants.len()),
                api::Kind::Enum(values) => {
                    let shown: Vec<String> =
                        values.iter().take(MAX_LISTED).map(|each| each.value.to_string()).collect();
                    let more = values.len().saturating_sub(MAX_LISTED);
                    let more = if more > 0 { format!(" and {more} others") } else { String::new() };
                    format!("one of {}{more}", shown.join(", "))
                }
            },
        }
    }
}

/// Whether a missing property is a deviation. It is not if only the other side sets the property.
fn is_needed(property: &Property, way: Use) -> bool {
    let other_side = match way {
        Use::Sent => property.read_only,
        Use::Received => property.write_only,
    };
    property.required && !other_side
}

fn is_within(number: &serde_json::Number, width: Width) -> bool {
    let (least, most): (i128, i128) = match width {
        Width::I32 => (i32::MIN.into(), i32::MAX.into()),
        Width::I64 => (i64::MIN.into(), i64::MAX.into()),
        Width::U32 => (0, u32::MAX.into()),
        Width::U64 => (0, u64::MAX.into()),
    };
    let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    let whole = whole.or_else(|| number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128));
    whole.is_some_and(|whole| (least..=most).contains(&whole))
}
