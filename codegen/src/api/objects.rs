//! Objects.

use super::types::TypeBuilder;
use super::{AdditionalProperties, Kind, NameParts, Property, Type, TypeId};
use crate::resolve::{Schema, SchemaId};
use crate::shape::{self, Object};

/// The object that a property belongs to.
struct Holder {
    number: TypeId,
    schema: SchemaId,
    component: Option<String>,
    /// Whether it is a variant that is known by its only property, which does not repeat its word (`SrcS3Value`, not `SrcS3S3`).
    is_wrapper: bool,
}

impl TypeBuilder<'_> {
    pub(super) fn object(&mut self, number: TypeId, id: SchemaId, object: &Object) -> Kind {
        let component = self.types[number.0].pointer.component();
        let is_wrapper = match (&self.types[number.0].name, object.properties.as_slice()) {
            (NameParts::Inside(_, words), [only]) => words.last() == Some(&only.name) && only.required,
            _ => false,
        };
        let holder = Holder { number, schema: id, component, is_wrapper };
        let properties = object.properties.iter().map(|property| self.property(&holder, property)).collect();
        let rest = match object.rest {
            shape::AdditionalProperties::Typed(inner) if self.is_free_form(inner) => None,
            shape::AdditionalProperties::Typed(inner) => {
                Some(self.type_of(inner, &mut || NameParts::Inside(number, vec!["value".to_owned()])))
            }
            shape::AdditionalProperties::Open | shape::AdditionalProperties::Closed => None,
        };
        // Free-form values are what every object keeps anyway.
        let others = match object.rest {
            _ if !self.shapes.is_tried(id) => AdditionalProperties::Unspecified,
            shape::AdditionalProperties::Typed(_) => AdditionalProperties::Expected,
            shape::AdditionalProperties::Closed => AdditionalProperties::Forbidden,
            shape::AdditionalProperties::Open => AdditionalProperties::Unspecified,
        };
        Kind::Object { properties, rest: rest.filter(|rest| *rest != Type::Json), others }
    }

    fn property(&mut self, holder: &Holder, property: &shape::Property) -> Property {
        let word = if holder.is_wrapper { "value".to_owned() } else { property.name.clone() };
        let mut name = || NameParts::Inside(holder.number, vec![word.clone()]);
        // A lone value of an optional property is the first of an enum that will grow, and may be left unset.
        let constant = property
            .constant
            .clone()
            .filter(|_| property.required || self.shapes.is_tag(holder.schema, &property.name));
        // A constant needs no type; an undeclared property can be anything.
        let of = match (&constant, property.schema) {
            (Some(_), _) => Type::Text,
            (None, Some(schema)) => self.type_of(schema, &mut name),
            (None, None) => {
                let pointer = self.types[holder.number.0].pointer.join("required");
                self.untyped.push((pointer, format!("the property {:?} is required but not declared", property.name)));
                Type::Json
            }
        };
        let (of, nullable) = of.split_null();
        let rule = holder
            .component
            .as_ref()
            .map(|component| self.config.rules.member(component, &property.name))
            .unwrap_or_default();
        let is =
            |holds: fn(&Schema) -> bool| property.schema.is_some_and(|schema| self.shapes.is_somewhere(schema, holds));
        let (read_only, write_only) = (is(|schema| schema.read_only), is(|schema| schema.write_only));
        Property {
            name: property.name.clone(),
            rename: rule.rename,
            of: with_secrecy(of, rule.secret.unwrap_or(write_only)),
            required: property.required,
            declared: property.schema.is_some(),
            nullable: nullable || rule.nullable == Some(true),
            constant,
            read_only,
            write_only,
            docs: property.schema.map(|schema| self.docs_at(schema)).unwrap_or_default(),
        }
    }
}

/// Text becomes a secret; other types have no secret form.
fn with_secrecy(of: Type, secret: bool) -> Type {
    match of {
        Type::Text | Type::Embedded(_) if secret => Type::Secret,
        Type::List(inner) => Type::List(Box::new(with_secrecy(*inner, secret))),
        Type::Map(inner) => Type::Map(Box::new(with_secrecy(*inner, secret))),
        other => other,
    }
}
