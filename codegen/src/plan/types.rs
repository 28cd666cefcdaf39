//! Plans structs, enums and unions.

use super::additions;
use super::rust_types::rust_type;
use super::shared;
use super::type_docs::{property_docs, type_docs};
use super::{
    Additions, Alias, AliasOrigin, Constructor, Enum, EnumVariant, Field, FieldPlace, Floats, Held, Item, Presence,
    Probe, RustType, SetBy, Storing, Struct, Union, Variant, VariantConstructor, rustdoc,
};
use crate::analysis::{Analysis, Direction};
use crate::api::{self, AdditionalProperties, Api, Dates, Kind, Made, Property, Type, TypeId};
use crate::config::{Derived, Openness, Required, Scalars, Standard};
use crate::names::{Names, TypeNames};
use crate::shape;
use crate::text::Line;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub(super) fn plan(api: &Api, analysis: &Analysis, names: &Names) -> Vec<Item> {
    let with_schema = additions::with_schema(api, analysis);
    let mut planner = Planner { api, analysis, names, fields: Vec::new(), with_schema };
    planner.fields = (0..api.types.len()).map(|index| planner.fields_of(TypeId(index))).collect();
    let mut items = Vec::with_capacity(api.types.len());
    let mut structs = Vec::new();
    for id in (0..api.types.len()).map(TypeId) {
        items.extend(planner.former(id));
        if analysis.representative(id) != id {
            items.push(Item::Alias(planner.alias(id)));
        } else if let Some(item) = planner.union_or_enum(id) {
            items.push(item);
        } else {
            structs.push(id);
        }
    }
    // Unions have used the fields of their variants by now.
    items.extend(structs.into_iter().map(|id| Item::Struct(planner.take_object(id))));
    items.sort_by(|a, b| a.ident().cmp(b.ident()));
    items
}

struct Planner<'a> {
    api: &'a Api,
    analysis: &'a Analysis,
    names: &'a Names,
    /// The fields of each type that is an object.
    fields: Vec<Vec<Field>>,
    /// The types that have a JSON Schema.
    with_schema: HashSet<TypeId>,
}

impl Planner<'_> {
    /// `None` for an object.
    fn union_or_enum(&self, id: TypeId) -> Option<Item> {
        let definition = self.api.definition(id);
        let names = self.names.of(id);
        let docs = type_docs(definition);
        match &definition.kind {
            Kind::Object { .. } => None,
            Kind::Enum(values) => Some(Item::Enum(Enum {
                ident: names.ident.clone(),
                docs,
                variants: names.members.iter().zip(values).map(|(ident, each)| enum_variant(ident, each)).collect(),
                values: if api::is_closable(values) { definition.wishes.values } else { Openness::Open },
                additions: self.additions(id),
            })),
            Kind::Union { variants, dispatch } => Some(Item::Union(self.union(id, docs, variants, dispatch))),
        }
    }

    /// The former names of a type.
    fn former(&self, id: TypeId) -> impl Iterator<Item = Item> {
        let names = self.names.of(id);
        let target = &self.names.of(self.analysis.representative(id)).ident;
        names.former.iter().map(|former| {
            Item::Alias(Alias {
                ident: former.name.clone(),
                target: target.clone(),
                origin: AliasOrigin::FormerName(names.ident.clone()),
                docs: vec![format!("Has another name now: [`{}`].", names.ident).into()],
            })
        })
    }

    /// A type that equals another except for its name.
    fn alias(&self, id: TypeId) -> Alias {
        let target = self.analysis.representative(id);
        let ident = &self.names.of(target).ident;
        let text = |id: TypeId| self.api.definition(id).docs.text.as_deref().map(rustdoc::lines).unwrap_or_default();
        let own = Some(text(id)).filter(|own| !own.is_empty() && *own != text(target));
        Alias {
            ident: self.names.of(id).ident.clone(),
            target: ident.clone(),
            origin: AliasOrigin::EqualType,
            docs: own.unwrap_or_else(|| vec![format!("The same as [`{ident}`].").into()]),
        }
    }

    fn additions(&self, id: TypeId) -> Additions {
        additions::additions(self.api, self.api.definition(id), self.with_schema.contains(&id))
    }

    fn constructor(&self, id: TypeId) -> Constructor {
        // Components that no operation uses can be both constructed and received.
        let Direction { request, response } = self.analysis.direction(id);
        if request || !response { Constructor::Yes } else { Constructor::No }
    }

    fn take_object(&mut self, id: TypeId) -> Struct {
        let docs = type_docs(self.api.definition(id));
        let names = self.names.of(id);
        let (rest_type, others) = match &self.api.definition(id).kind {
            Kind::Object { rest, others, .. } => (rest.as_ref().map(|rest| rust_type(rest, self.analysis)), *others),
            Kind::Enum(_) | Kind::Union { .. } => (None, AdditionalProperties::Unspecified),
        };
        let mut object = Struct {
            ident: names.ident.clone(),
            docs,
            fields: std::mem::take(&mut self.fields[id.0]),
            rest: names.rest.clone(),
            rest_type,
            others,
            constructor: self.constructor(id),
            additions: self.additions(id),
        };
        if object.has_default() {
            object.additions.derive.retain(|each| each.of != Derived::Standard(Standard::Default));
        }
        object
    }

    fn fields_of(&self, id: TypeId) -> Vec<Field> {
        match &self.api.definition(id).kind {
            Kind::Object { properties, .. } => {
                properties.iter().enumerate().map(|(position, property)| self.field(id, position, property)).collect()
            }
            Kind::Enum(_) | Kind::Union { .. } => Vec::new(),
        }
    }

    fn field(&self, id: TypeId, position: usize, property: &Property) -> Field {
        let names: &TypeNames = self.names.of(id);
        let direction = self.analysis.direction(id);
        let mut inner = rust_type(&property.of, self.analysis);
        if self.analysis.is_boxed(id, position) {
            inner = RustType::Box(Box::new(inner));
        }
        if property.constant.is_some() {
            inner = RustType::Fixed;
        }
        // The server sets a readOnly property, so requests lack it, and responses may withhold a secret.
        let withheld = (property.of == Type::Secret || property.write_only) && direction.response;
        let server_set = property.read_only && direction.request;
        // A property that is required but not declared is a mistake, or meant for requests.
        let unheard_of = !property.declared && direction.response;
        let required_on_wire = property.required && !withheld && !server_set && !unheard_of;
        // Null is a valid JSON value.
        let nullable = if property.of == Type::Json { !required_on_wire } else { property.nullable };
        let may_be_omitted = property.leniency == Required::Lenient && direction.response;
        let unset = if required_on_wire { Presence::Expected } else { Presence::Optional };
        let (presence, of) = match (required_on_wire && !may_be_omitted, nullable) {
            (true, false) => (Presence::Required, inner.clone()),
            (true, true) => (Presence::Nullable, RustType::Option(Box::new(inner.clone()))),
            (false, true) => (unset, RustType::Patch(Box::new(inner.clone()))),
            (false, false) => (unset, RustType::Option(Box::new(inner.clone()))),
        };
        let asked = match &property.constant {
            Some(_) => SetBy::Never,
            None if property.required && !server_set => SetBy::Constructor,
            None => SetBy::Setter,
        };
        Field {
            ident: names.members[position].clone(),
            setter: names.methods[position].clone(),
            wire: property.name.clone(),
            docs: property_docs(property, presence, withheld && property.required, server_set),
            argument: argument(&inner, presence),
            storing: storing(&of, &inner),
            of,
            inner,
            presence,
            scalars: match direction.response
                && property.constant.is_none()
                && property.of.is_of_scalars(&self.api.types)
            {
                true => property.scalars,
                false => Scalars::Strict,
            },
            shown: property.shown,
            constant: property.constant.clone(),
            asked,
            place: match (&property.constant, presence) {
                (Some(_), Presence::Required) => FieldPlace::Table,
                _ => FieldPlace::Struct,
            },
            attributes: property.attributes.clone(),
        }
    }

    fn union(&self, id: TypeId, docs: Vec<Line>, variants: &[api::Variant], dispatch: &shape::Dispatch) -> Union {
        let names = self.names.of(id);
        let held: Vec<RustType> =
            variants.iter().map(|variant| as_text(rust_type(&variant.of, self.analysis))).collect();
        // Variants whose types have different names may still be equal.
        let led: Vec<RustType> = variants
            .iter()
            .map(|variant| as_text(rust_type(&self.analysis.with_representatives(&variant.of), self.analysis)))
            .collect();
        let mut holding: HashMap<&RustType, usize> = HashMap::new();
        for (of, _) in led.iter().zip(variants).filter(|(_, each)| each.constant.is_none()) {
            *holding.entry(of).or_default() += 1;
        }
        let planned = variants.iter().enumerate().map(|(position, variant)| {
            let of = held[position].clone();
            let distinct = holding.get(&led[position]) == Some(&1);
            let boxed = self.analysis.is_boxed(id, position);
            let of = if boxed { RustType::Box(Box::new(of)) } else { of };
            let constructor = || self.variant_constructor(id, position, &variant.of);
            Variant {
                ident: names.members[position].clone(),
                constructor: if variant.made == Made::Yes { constructor() } else { None },
                floats: floats(dispatch, position, &of),
                of: match &variant.constant {
                    Some(value) => Held::Constant(value.value.clone(), enum_variant("", value).docs),
                    None => Held::Type(of),
                },
                distinct,
                attributes: variant.constant.as_ref().map_or(&variant.attributes, |value| &value.attributes).clone(),
            }
        });
        let ident = |index: &usize| names.members[*index].clone();
        let named =
            |values: &[(Value, usize)]| values.iter().map(|(value, index)| (value.clone(), ident(index))).collect();
        let probes = dispatch.probes.iter().map(|probe| match probe {
            // A single value needs no tag.
            shape::Probe::Constants(values) => Probe::Tag(Vec::new(), named(values)),
            shape::Probe::Also(property, values) => Probe::Also(property.clone(), named(values)),
            shape::Probe::Tag { path, values } => Probe::Tag(path.clone(), named(values)),
            shape::Probe::Kinds(kinds) => {
                Probe::Kinds(kinds.iter().map(|(kind, index)| (*kind, ident(index))).collect())
            }
            shape::Probe::Keys(keys) => {
                Probe::Keys(keys.iter().map(|(path, index)| (path.clone(), ident(index))).collect())
            }
            shape::Probe::Elements(kinds) => {
                Probe::Elements(kinds.iter().map(|(kind, index)| (*kind, ident(index))).collect())
            }
            shape::Probe::Trial(candidates) => Probe::Trial(candidates.iter().map(ident).collect()),
            shape::Probe::Otherwise(index) => Probe::Otherwise(ident(index)),
        });
        Union {
            ident: names.ident.clone(),
            docs,
            variants: planned.collect(),
            probes: probes.collect(),
            additions: self.additions(id),
            shared: shared::properties(self.api, self.analysis, self.names, id, variants),
        }
    }

    fn variant_constructor(&self, id: TypeId, position: usize, of: &Type) -> Option<VariantConstructor> {
        let Type::Named(named) = of else { return None };
        let inner = self.analysis.representative(*named);
        let is_object = matches!(self.api.definition(inner).kind, Kind::Object { .. });
        // Components that no operation uses may contain types that are only received.
        let has_none = |id: TypeId| self.constructor(id) == Constructor::No;
        if !is_object || has_none(id) || has_none(inner) {
            return None;
        }
        let asked = self.fields[inner.0].iter().filter(|field| field.asked == SetBy::Constructor);
        Some(VariantConstructor {
            ident: self.names.of(id).methods[position].clone(),
            of: self.analysis.mentioned(*named).to_owned(),
            arguments: asked.map(|field| (field.ident.clone(), field.argument.clone())).collect(),
        })
    }
}

/// Whether the floats of a variant are beside integers.
fn floats(dispatch: &shape::Dispatch, variant: usize, of: &RustType) -> Floats {
    let of_kind = |kind: shape::Kind| {
        dispatch.probes.iter().find_map(|probe| match probe {
            shape::Probe::Kinds(kinds) => kinds.iter().find(|(each, _)| *each == kind).map(|(_, variant)| *variant),
            _ => None,
        })
    };
    let is_other = of_kind(shape::Kind::Integer).is_some_and(|integer| integer != variant);
    match of {
        // A named type that accepts integers is a union with such a variant.
        RustType::F64 | RustType::Named(_) | RustType::Box(_)
            if is_other && of_kind(shape::Kind::Fraction) == Some(variant) =>
        {
            Floats::Fractions
        }
        _ => Floats::Any,
    }
}

/// The type with dates as strings if no library is configured, so that variants with the same Rust type are found.
fn as_text(of: RustType) -> RustType {
    let inside = |inner: Box<RustType>| Box::new(as_text(*inner));
    match of {
        RustType::Temporal(_, Dates::Text) => RustType::String,
        RustType::Option(inner) => RustType::Option(inside(inner)),
        RustType::Vec(inner) => RustType::Vec(inside(inner)),
        RustType::Map(inner) => RustType::Map(inside(inner)),
        RustType::Embedded(inner) => RustType::Embedded(inside(inner)),
        RustType::Tuple(elements) => RustType::Tuple(elements.into_iter().map(as_text).collect()),
        RustType::Patch(inner) => RustType::Patch(inside(inner)),
        RustType::Prefixed(first, rest, least) => RustType::Prefixed(inside(first), inside(rest), least),
        other => other,
    }
}

/// The argument of a constructor or setter.
fn argument(inner: &RustType, presence: Presence) -> RustType {
    let inner = inner.unboxed().clone();
    match presence {
        Presence::Nullable => RustType::Option(Box::new(inner)),
        Presence::Required | Presence::Expected | Presence::Optional => inner,
    }
}

fn storing(of: &RustType, inner: &RustType) -> Storing {
    match (of, inner) {
        (RustType::Patch(_), RustType::Box(_)) => Storing::PatchBoxed,
        (RustType::Patch(_), _) => Storing::Patch,
        (_, RustType::Box(_)) => Storing::Boxed,
        (_, RustType::Vec(_)) => Storing::List,
        (_, RustType::Map(_)) => Storing::Map,
        (_, inner) if inner.is_given_as_it_is() => Storing::Plain,
        _ => Storing::Into,
    }
}

fn enum_variant(ident: &str, of: &api::EnumValue) -> EnumVariant {
    let value = format!("`{}`", rustdoc::code(&crate::dialect::plain_text(&of.value)));
    let mut docs = of.description.as_deref().map(rustdoc::lines).unwrap_or_default();
    match docs.first_mut() {
        // A prefix would break a list or a code block.
        Some(first) if first.starts_with(char::is_alphabetic) => *first = format!("{value}: {first}").into(),
        Some(_) => docs.splice(0..0, [value.into(), Line::default()]).for_each(drop),
        None if of.value.is_string() => docs.push(value.into()),
        None => docs.push(format!("The value {value}.").into()),
    }
    EnumVariant { ident: ident.to_owned(), value: of.value.clone(), docs, attributes: of.attributes.clone() }
}
