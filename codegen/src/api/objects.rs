//! Objects.

use super::effects::Setting;
use super::steer::TypeName;
use super::types::TypeBuilder;
use super::{AdditionalProperties, Kind, NameParts, Property, Shown, Type, TypeId};
use crate::config::{Part, Required, Settings};
use crate::diag::{Code, Diagnostic, File, Pointer};
use crate::resolve::{Schema, SchemaId};
use crate::shape::{self, Object, Shape};
use crate::text::closest;
use serde_json::Value;

/// The object that a property belongs to.
struct Holder {
    number: TypeId,
    schema: SchemaId,
    name: TypeName,
    /// Whether it is a variant named after its only property, whose type then does not repeat the word (`SrcS3Value`, not `SrcS3S3`).
    is_wrapper: bool,
}

impl TypeBuilder<'_> {
    /// The content of a definition, with the dates that a rule for it chooses.
    pub(super) fn content(&mut self, number: TypeId, id: SchemaId) -> Option<Kind> {
        let name = TypeName::of(&self.types[number.0].pointer);
        let dates = self.steering.of_type(&name).dates;
        let around = self.dates;
        self.dates = dates.map_or(around, |(_, dates)| dates);
        let shapes = self.shapes;
        let kind = match &shapes.shape(id).shape {
            Shape::Object(object) => Some(self.object(number, id, object)),
            Shape::Union(union) => Some(self.union(number, union)),
            Shape::Enum(values) => Some(self.enumeration(number, id, values)),
            _ => None,
        };
        self.dates = around;
        if let (Some((rule, _)), Some(kind)) = (dates, &kind) {
            let known = name.component.as_deref().unwrap_or("the schema");
            self.effects.note(rule, Setting::Dates, kind.parts().any(has_date), known);
        }
        kind
    }

    fn object(&mut self, number: TypeId, id: SchemaId, object: &Object) -> Kind {
        let name = TypeName::of(&self.types[number.0].pointer);
        let is_wrapper = match (&self.types[number.0].name, object.properties.as_slice()) {
            (NameParts::Inside(_, words), [only]) => words.last() == Some(&only.name) && only.required,
            _ => false,
        };
        let holder = Holder { number, schema: id, name, is_wrapper };
        let properties = object
            .properties
            .iter()
            .filter_map(|property| self.property(&holder, property, &object.properties))
            .collect();
        let rest = match object.rest {
            shape::AdditionalProperties::Typed(inner) if self.is_free_form(inner) => None,
            shape::AdditionalProperties::Typed(inner) => {
                Some(self.type_of(inner, &mut || NameParts::Inside(number, vec!["value".to_owned()])))
            }
            shape::AdditionalProperties::Open | shape::AdditionalProperties::Closed => None,
        };
        // Every object keeps free-form values anyway.
        let others = match object.rest {
            _ if !self.shapes.is_tried(id) => AdditionalProperties::Unspecified,
            shape::AdditionalProperties::Typed(_) => AdditionalProperties::Expected,
            shape::AdditionalProperties::Closed => AdditionalProperties::Forbidden,
            shape::AdditionalProperties::Open => AdditionalProperties::Unspecified,
        };
        Kind::Object { properties, rest: rest.filter(|rest| *rest != Type::Json), others }
    }

    fn property(&mut self, holder: &Holder, property: &shape::Property, all: &[shape::Property]) -> Option<Property> {
        let place = property.schema.map(|schema| self.shapes.schema(schema).pointer.clone());
        let rule = self.steering.member(Part::Property, &holder.name, &[&property.name], place.as_ref());
        if let Some(position) = rule.omit
            && !self.is_kept(holder, property, position)
        {
            return None;
        }
        let word = if holder.is_wrapper { "value".to_owned() } else { property.name.clone() };
        let mut name = || NameParts::Inside(holder.number, vec![word.clone()]);
        // The single value of an optional property is often the first of an enum that will grow, and may be unset.
        let constant = property
            .constant
            .clone()
            .filter(|_| property.required || self.shapes.is_tag(holder.schema, &property.name))
            .filter(|_| rule.of.is_none());
        // A constant needs no type; an undeclared property may be anything.
        let of = match (&constant, property.schema) {
            (Some(_), _) => Type::Text,
            (None, Some(schema)) => self.steered_type(schema, &rule, &property.name, &mut name),
            (None, None) => {
                let pointer = self.types[holder.number.0].pointer.join("required");
                self.untyped.push((pointer, undeclared(&property.name, all)));
                Type::Json
            }
        };
        let (of, nullable) = of.split_null();
        let is =
            |holds: fn(&Schema) -> bool| property.schema.is_some_and(|schema| self.shapes.is_somewhere(schema, holds));
        let (read_only, write_only) = (is(|schema| schema.read_only), is(|schema| schema.write_only));
        let leniency = self.leniency(holder, property, constant.as_ref(), &rule);
        let scalars = rule.scalars.map_or(self.scalars, |(_, scalars)| scalars);
        if let Some((position, _)) = rule.scalars {
            let of = if constant.is_none() { of.clone() } else { Type::Json };
            self.effects.respelled.push((position, of, property.name.clone()));
        }
        let mut docs = property.schema.map(|schema| self.docs_at(schema)).unwrap_or_default();
        docs.text = rule.docs.or(docs.text);
        Some(Property {
            name: property.name.clone(),
            rename: rule.rename,
            boxed: self.boxed(holder, &property.name, constant.is_none().then_some(&of), rule.boxed),
            of: with_secrecy(of, rule.secret.unwrap_or(write_only)),
            required: rule.optional.map_or(property.required, |(_, optional)| !optional),
            leniency,
            scalars,
            declared: property.schema.is_some(),
            nullable: rule.nullable.unwrap_or(nullable),
            constant,
            read_only,
            write_only,
            shown: match rule.secret {
                Some(true) => Shown::Redacted,
                Some(false) => Shown::ByRule,
                None => Shown::Yes,
            },
            docs,
            attributes: rule.attributes,
        })
    }

    /// Whether a rule puts a property into a box, or takes it out.
    fn boxed(&mut self, holder: &Holder, name: &str, of: Option<&Type>, rule: Option<(usize, bool)>) -> Option<bool> {
        let (position, boxed) = rule?;
        let is_named = matches!(of, Some(Type::Named(_)));
        self.effects.note(position, Setting::Boxed, is_named, name);
        if is_named && !boxed {
            self.types[holder.number.0].wishes.unboxed.push((position, name.to_owned()));
        }
        is_named.then_some(boxed)
    }

    /// Whether responses may omit a property that is required.
    fn leniency(
        &mut self,
        holder: &Holder,
        property: &shape::Property,
        constant: Option<&Value>,
        rule: &Settings,
    ) -> Required {
        // Who reads a variant looks at its tag; a constant is not there to be looked at.
        let is_read = constant.is_none() && self.shapes.is_tag(holder.schema, &property.name);
        if let Some((position, _)) = rule.required {
            self.effects.note(position, Setting::Required, property.required && !is_read, &property.name);
        }
        let required = rule.required.map_or(self.required, |(_, required)| required);
        if is_read { Required::Strict } else { required }
    }

    /// The type of a property or parameter, with the rules for it applied.
    pub(super) fn steered_type(
        &mut self,
        schema: SchemaId,
        rule: &Settings,
        known: &str,
        name: &mut dyn FnMut() -> NameParts,
    ) -> Type {
        if let Some(of) = &rule.of {
            let of = self.external(schema, of);
            let (_, nullable) = self.shapes.canonical(schema);
            return if nullable { Type::Nullable(Box::new(of)) } else { of };
        }
        let around = self.dates;
        self.dates = rule.dates.map_or(around, |(_, dates)| dates);
        let of = self.type_of(schema, name);
        self.dates = around;
        if let Some((rule, _)) = rule.dates {
            self.effects.note(rule, Setting::Dates, has_date(&of), known);
        }
        of
    }

    /// Whether a property must stay although a rule omits it, because it tells the variants of a union apart.
    fn is_kept(&mut self, holder: &Holder, property: &shape::Property, rule: usize) -> bool {
        let is_tag = self.shapes.is_tag(holder.schema, &property.name);
        if is_tag {
            let message = format!(
                "the property {:?} cannot be omitted, because it tells the variants of a union apart",
                property.name
            );
            let place = Pointer::root().join("rule").join(rule).join("omit");
            self.diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
        }
        is_tag
    }
}

/// Whether there is a date in a type, outside of named types.
fn has_date(of: &Type) -> bool {
    let mut found = false;
    of.each(&mut |of| found |= matches!(of, Type::Temporal(..)));
    found
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

/// The reason why a property that is required but not declared has no type.
fn undeclared(name: &str, all: &[shape::Property]) -> String {
    let declared = all.iter().filter(|property| property.schema.is_some());
    let meant = closest(name, declared.map(|property| property.name.as_str()));
    let meant = meant.map(|meant| format!("; did you mean {meant:?}?")).unwrap_or_default();
    format!("the property {name:?} is required but not declared{meant}")
}
