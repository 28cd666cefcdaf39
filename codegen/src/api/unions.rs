//! Enums and unions.

use super::steer::TypeName;
use super::types::TypeBuilder;
use super::{Kind, Made, NameParts, Type, TypeId, Variant};
use super::{values, variant_names};
use crate::config::{Part, Settings};
use crate::resolve::SchemaId;
use crate::shape::Union;
use serde_json::Value;
use std::collections::HashMap;

impl TypeBuilder<'_> {
    pub(super) fn enumeration(&self, number: TypeId, id: SchemaId, listed: &[Value]) -> Kind {
        let holder = TypeName::of(&self.types[number.0].pointer);
        let steer = |value: &str| self.steering.member(Part::Value, &holder, &[value], None);
        Kind::Enum(values::values(self.shapes, id, listed, &steer))
    }

    pub(super) fn union(&mut self, number: TypeId, union: &Union) -> Kind {
        let holder = TypeName::of(&self.types[number.0].pointer);
        let words = variant_names::words(self.shapes, union);
        let mut variants = Vec::with_capacity(union.variants.len());
        let constants: HashMap<usize, &Value> = union.constants.iter().map(|(value, index)| (*index, value)).collect();
        for (index, id) in union.variants.iter().enumerate() {
            if let Some(value) = constants.get(&index) {
                variants.push(self.constant_variant(&holder, *id, value));
                continue;
            }
            let schema = self.shapes.schema(*id);
            let itself = self.shapes.is_base_itself(*id);
            let hint = if itself { Some("base".to_owned()) } else { words.get(index).cloned().flatten() };
            let made = if itself && schema.is_abstract { Made::Abstract } else { Made::Yes };
            let word = hint.clone().unwrap_or_else(|| format!("variant{}", index + 1));
            let (of, _) = self.type_of(*id, &mut || NameParts::Inside(number, vec![word.clone()])).split_null();
            let of_component = match &of {
                Type::Named(id) => self.types[id.0].pointer.component(),
                _ => None,
            };
            let names: Vec<&str> = of_component.iter().chain(&hint).map(String::as_str).collect();
            let Settings { rename, attributes, .. } =
                self.steering.member(Part::Variant, &holder, &names, Some(&schema.pointer));
            variants.push(Variant { rename, of, hint, constant: None, made, attributes });
        }
        Kind::Union { variants, dispatch: union.dispatch.clone() }
    }

    /// A variant that is a single value.
    fn constant_variant(&self, union: &TypeName, id: SchemaId, value: &Value) -> Variant {
        let steer = |text: &str| self.steering.member(Part::Value, union, &[text], None);
        let (canonical, _) = self.shapes.canonical(id);
        let mut value_docs = values::values(self.shapes, canonical, std::slice::from_ref(value), &steer).pop();
        let schema = self.shapes.schema(canonical);
        if let Some(each) = &mut value_docs {
            let title = schema.title.clone().filter(|title| crate::resolve::is_value_name(title));
            each.name = each.name.take().or(title);
            each.description = each.description.take().or_else(|| schema.description.clone());
        }
        Variant {
            rename: None,
            of: Type::Bool,
            hint: None,
            constant: value_docs,
            made: Made::Yes,
            attributes: Vec::new(),
        }
    }
}
