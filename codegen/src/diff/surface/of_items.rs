//! The surface of the types of a plan.
//!
//! Each part of the plan is taken apart completely, so that nothing new in it is forgotten: what is not part of the surface is `_` here.

use super::items::{
    self, AliasOrigin, Constructor, Conversion, Handling, Held, Item, Kind, Openness, Presence, SetBy, Setter,
    SharedType, Taken,
};
use super::parts::Docs;
use super::types::Type;
use crate::api::{Dates, Shown, Temporal};
use crate::config::{self, Derived, Scalars};
use crate::diag::Pointer;
use crate::diff::Way;
use crate::plan::{self, Additions, Probe, RustType, Storing};
use serde_json::Value;

/// What a plan does not say about a type.
pub(super) struct About {
    pub(super) place: Pointer,
    pub(super) way: Way,
    pub(super) features: Vec<String>,
}

pub(super) fn item(of: &plan::Item, about: About) -> Item {
    let (additions, docs, kind) = match of {
        plan::Item::Struct(of) => object(of),
        plan::Item::Enum(of) => enumeration(of),
        plan::Item::Union(of) => union(of),
        plan::Item::Alias(plan::Alias { ident: _, target, origin, docs }) => {
            let origin = match origin {
                plan::AliasOrigin::EqualType => AliasOrigin::EqualType,
                plan::AliasOrigin::FormerName(present) => AliasOrigin::FormerName(present.clone()),
            };
            (None, docs.as_slice(), Kind::Alias(items::Alias { target: target.clone(), origin }))
        }
    };
    let About { place, way, features } = about;
    let (derives, attributes) = additions.map(added).unwrap_or_default();
    Item { ident: of.ident().to_owned(), place, way, features, derives, attributes, docs: Docs::of(docs), kind }
}

/// The traits and the attributes that the configuration adds.
fn added(Additions { derive, attributes, schema }: &Additions) -> (Vec<String>, Vec<String>) {
    let name = |of: &config::Derive| match &of.of {
        Derived::Standard(standard) => standard.name().to_owned(),
        Derived::JsonSchema => "JsonSchema".to_owned(),
        Derived::Other(path) => path.trim_start_matches("::").to_owned(),
    };
    let mut derives: Vec<String> = derive.iter().map(name).collect();
    // A type in such a type has the trait, too, without a rule of its own.
    derives.extend(schema.as_ref().map(|_| "JsonSchema".to_owned()));
    derives.sort();
    derives.dedup();
    (derives, attributes.clone())
}

type Parts<'p> = (Option<&'p Additions>, &'p [crate::text::Line], Kind);

fn object(of: &plan::Struct) -> Parts<'_> {
    let plan::Struct {
        ident: _,
        docs,
        fields,
        rest,
        rest_type,
        // Only whether they are reported as a deviation follows from it.
        others: _,
        constructor,
        additions,
    } = of;
    let constructor = match constructor {
        plan::Constructor::Yes => Constructor::New,
        plan::Constructor::No => Constructor::None,
    };
    let fields = fields.iter().map(|of| field(of, constructor)).collect();
    let rest_type = rest_type.as_ref().map(Type::of);
    (Some(additions), docs, Kind::Object(items::Struct { constructor, fields, rest: rest.clone(), rest_type }))
}

fn field(of: &plan::Field, constructor: Constructor) -> items::Field {
    let plan::Field {
        ident,
        setter,
        wire,
        docs,
        of,
        // It is in the type of the field.
        inner: _,
        argument,
        storing,
        presence,
        scalars,
        shown,
        constant,
        asked,
        // Code cannot see constants, wherever they are.
        place: _,
        attributes,
    } = of;
    let presence = match presence {
        plan::Presence::Expected => Presence::Expected,
        plan::Presence::Required => Presence::Required,
        plan::Presence::Optional => Presence::Optional,
        plan::Presence::Nullable => Presence::Nullable,
    };
    let taken = match storing {
        Storing::Plain => Taken::AsItIs,
        Storing::Into | Storing::Boxed => Taken::Into,
        Storing::List => Taken::Items,
        Storing::Map => Taken::Pairs,
        Storing::Patch | Storing::PatchBoxed => Taken::IntoPatch,
    };
    let asked = match (asked, constructor) {
        (plan::SetBy::Constructor, Constructor::New) => SetBy::New,
        (plan::SetBy::Setter, Constructor::New) => SetBy::Setter,
        (plan::SetBy::Never, _) | (_, Constructor::None) => SetBy::Never,
    };
    let setter = (asked == SetBy::Setter).then(|| Setter { ident: setter.clone(), taken });
    let handling = [
        (*scalars == Scalars::Lenient).then_some(Handling::Lenient),
        (*shown == Shown::Redacted).then_some(Handling::Redacted),
    ];
    items::Field {
        ident: ident.clone(),
        wire: wire.clone(),
        of: Type::of(of),
        presence,
        asked,
        argument: (asked != SetBy::Never).then(|| Type::of(argument)),
        setter,
        constant: constant.clone(),
        handling: handling.into_iter().flatten().collect(),
        attributes: attributes.clone(),
        docs: Docs::of(docs),
    }
}

fn enumeration(of: &plan::Enum) -> Parts<'_> {
    let plan::Enum { ident: _, docs, variants, values, additions } = of;
    let openness = match values {
        config::Openness::Open => Openness::Open,
        config::Openness::Closed => Openness::Closed,
    };
    let variant = |plan::EnumVariant { ident, value, docs, attributes }: &plan::EnumVariant| items::EnumVariant {
        ident: ident.clone(),
        value: value.clone(),
        attributes: attributes.clone(),
        docs: Docs::of(docs),
    };
    let variants = variants.iter().map(variant).collect();
    (Some(additions), docs, Kind::Enum(items::Enum { openness, variants }))
}

fn union(of: &plan::Union) -> Parts<'_> {
    let plan::Union { ident: _, docs, variants, probes, additions, shared } = of;
    let variant = |of: &plan::Variant| {
        let plan::Variant {
            ident,
            of,
            // How numbers are told apart, which the types of the variants show.
            floats: _,
            distinct,
            constructor,
            attributes,
        } = of;
        items::Variant {
            ident: ident.clone(),
            of: match of {
                plan::Held::Type(of) => Held::Type(Type::of(of)),
                plan::Held::Constant(value, _) => Held::Constant(value.clone()),
            },
            conversion: match (distinct, of) {
                (true, plan::Held::Type(_)) => Conversion::From,
                _ => Conversion::None,
            },
            // Its arguments are those of the object.
            constructor: constructor
                .as_ref()
                .map(|plan::VariantConstructor { ident, of: _, arguments: _ }| ident.clone()),
            tags: tags(probes, ident),
            attributes: attributes.clone(),
        }
    };
    let accessor = |plan::Shared { ident, wire, of }: &plan::Shared| items::Shared {
        ident: ident.clone(),
        wire: wire.clone(),
        of: match of {
            plan::SharedType::Text => SharedType::Text,
            plan::SharedType::Value(of) => SharedType::Value(Type::of(of)),
            plan::SharedType::Reference(of) => SharedType::Reference(Type::of(of)),
        },
    };
    let tag = probes.iter().find_map(|probe| match probe {
        Probe::Tag(path, _) => Some(path.clone()),
        // How variants without a tag are told apart follows from their types.
        Probe::Also(..)
        | Probe::Kinds(_)
        | Probe::Keys(_)
        | Probe::Elements(_)
        | Probe::Trial(_)
        | Probe::Otherwise(_) => None,
    });
    let union = items::Union {
        variants: variants.iter().map(variant).collect(),
        tag: tag.unwrap_or_default(),
        shared: shared.iter().map(accessor).collect(),
    };
    (Some(additions), docs, Kind::Union(union))
}

/// The tags that choose a variant.
fn tags(probes: &[Probe], ident: &str) -> Vec<Value> {
    let values = probes.iter().filter_map(|probe| match probe {
        Probe::Tag(_, values) | Probe::Also(_, values) => Some(values),
        _ => None,
    });
    values.flatten().filter(|(_, variant)| variant == ident).map(|(value, _)| value.clone()).collect()
}

impl Type {
    /// The type in a plan.
    pub(super) fn of(of: &RustType) -> Self {
        let around = |name: &str, inner: &RustType| Self::around(name, Self::of(inner));
        match of {
            RustType::Bool => Self::plain("bool"),
            RustType::I32 => Self::plain("i32"),
            RustType::I64 => Self::plain("i64"),
            RustType::U32 => Self::plain("u32"),
            RustType::U64 => Self::plain("u64"),
            RustType::F64 => Self::plain("f64"),
            RustType::Number => Self::plain("Number"),
            RustType::Temporal(moment, dates) => temporal(*moment, *dates),
            RustType::External(of) => Self::around(of.form.carrier(), Self::at(of.path.trim_start_matches("::"))),
            RustType::String => Self::plain("String"),
            RustType::Secret => Self::plain("Secret"),
            RustType::Bytes => Self::plain("Bytes"),
            RustType::Upload => Self::plain("Upload"),
            RustType::Json => Self::plain("Json"),
            RustType::Fixed => Self::plain("Fixed"),
            RustType::Option(inner) => around("Option", inner),
            RustType::Patch(inner) => around("Patch", inner),
            RustType::Box(inner) => around("Box", inner),
            RustType::Vec(inner) => around("Vec", inner),
            RustType::Map(inner) => Self::Other("BTreeMap".to_owned(), vec![Self::plain("String"), Self::of(inner)]),
            RustType::Embedded(inner) => around("Embedded", inner),
            RustType::Tuple(elements) => Self::Tuple(elements.iter().map(Self::of).collect()),
            RustType::Prefixed(first, rest, least) => {
                let least = least.map(|least| Self::plain(&least.to_string()));
                let inside = [Self::of(first), Self::of(rest)].into_iter().chain(least);
                Self::Other("Prefixed".to_owned(), inside.collect())
            }
            RustType::Named(name) => Self::Own(name.clone()),
        }
    }

    /// The type of a library, by its path.
    fn at(path: &str) -> Self {
        Self::parse(path).unwrap_or_else(|| Self::plain(path))
    }
}

fn temporal(moment: Temporal, dates: Dates) -> Type {
    match plan::temporal_type(moment, dates) {
        Some(of) => Type::around("Parsed", Type::at(&of.replace('@', ""))),
        None => Type::plain("String"),
    }
}
