//! Open enums and unions.

use super::macro_call::{constant, path, spaced, table, text};
use super::path::Scope;
use super::{additions, attributes_of, docs, ident, json_schema};
use crate::config::Openness;
use crate::plan::{Additions, Enum, Floats, Held, Probe, RustType, Shared, SharedType, Union, VariantConstructor};
use crate::shape::Kind;
use crate::text::Line;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// An open enum: its variants and their values.
pub(super) struct EnumTokens<'a>(pub(super) &'a Enum, pub(super) &'a Scope);

impl ToTokens for EnumTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let variants = plan.variants.iter().map(|variant| {
            let (docs, attributes) = (docs(&variant.docs), attributes_of(&variant.attributes));
            let variant = ident(&variant.ident);
            quote! { #docs #attributes #variant, }
        });
        let values =
            plan.variants.iter().map(|variant| format!("    {} = {},", variant.ident, constant(&variant.value)));
        if plan.values == Openness::Closed {
            let (name, type_docs) = (ident(&plan.ident), docs(&plan.docs));
            let (derive, attributes) = additions(&plan.additions);
            tokens.extend(quote! {
                #type_docs
                #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash #derive)]
                #attributes
                pub enum #name {
                    #( #variants )*
                }
            });
            let mut lines = vec![format!("runtime::closed_enum! {{ {} {{", plan.ident)];
            lines.extend(values);
            lines.push("} }".to_owned());
            tokens.extend(table(&lines));
            tokens.extend(json_schema::enumeration(plan));
            return;
        }
        tokens.extend(open(&plan.ident, &plan.docs, &plan.additions, variants, &scope.unrecognized(), scope));
        let mut lines = vec![format!("runtime::open_enum! {{ {} {{", plan.ident)];
        lines.extend(values);
        lines.push("} }".to_owned());
        tokens.extend(table(&lines));
        tokens.extend(json_schema::enumeration(plan));
    }
}

/// An enum with a last variant for values that the others do not cover.
fn open(
    name: &str,
    lines: &[Line],
    added: &Additions,
    variants: impl Iterator<Item = TokenStream>,
    unknown: &TokenStream,
    scope: &Scope,
) -> TokenStream {
    let (name, type_docs) = (ident(name), docs(lines));
    let (derive, attributes) = additions(added);
    let unknown_docs = docs(&["Any other value.".into()]);
    let non_exhaustive = scope.non_exhaustive();
    quote! {
        #type_docs
        #[derive(Clone #derive)]
        #non_exhaustive
        #attributes
        pub enum #name {
            #( #variants )*
            #unknown_docs
            Unknown(#unknown),
        }
    }
}

/// A union: its variants and how they are told apart.
pub(super) struct UnionTokens<'a>(pub(super) &'a Union, pub(super) &'a Scope);

impl ToTokens for UnionTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let name = ident(&plan.ident);
        let variants = plan.variants.iter().map(|variant| {
            let (name, attributes) = (ident(&variant.ident), attributes_of(&variant.attributes));
            match &variant.of {
                Held::Type(of) => {
                    let (docs, of) = (docs(&[variant_docs(of).into()]), scope.of(of));
                    quote! { #docs #attributes #name(#of), }
                }
                Held::Constant(_, lines) => {
                    let docs = docs(lines);
                    quote! { #docs #attributes #name, }
                }
            }
        });
        tokens.extend(open(&plan.ident, &plan.docs, &plan.additions, variants, &scope.unmatched(), scope));
        tokens.extend(table(&self.rows()));
        tokens.extend(json_schema::union(plan, scope));
        tokens.extend(self.shared());
        let constructors: Vec<_> = plan.variants.iter().filter_map(|variant| variant.constructor.as_ref()).collect();
        if !constructors.is_empty() {
            let constructors = constructors.into_iter().map(|constructor| ConstructorTokens(constructor, scope));
            tokens.extend(quote! { impl #name { #( #constructors )* } });
        }
    }
}

fn variant_docs(of: &RustType) -> String {
    match of {
        RustType::Named(name) => format!("See [`{name}`]."),
        RustType::Box(inner) => variant_docs(inner),
        RustType::Bool => "A boolean.".to_owned(),
        RustType::I32 | RustType::I64 | RustType::U32 | RustType::U64 => "An integer.".to_owned(),
        RustType::F64 | RustType::Number => "A number.".to_owned(),
        RustType::Vec(_) | RustType::Tuple(_) | RustType::Prefixed(..) => "An array.".to_owned(),
        RustType::Map(_) => "An object with any keys.".to_owned(),
        RustType::Json => "Any JSON value.".to_owned(),
        RustType::Temporal(..) => "A date.".to_owned(),
        RustType::External(of) => format!("A `{}`.", of.path.trim_start_matches("::")),
        RustType::Embedded(_) => "A string that holds JSON.".to_owned(),
        RustType::Upload => "A file.".to_owned(),
        _ => "A string.".to_owned(),
    }
}

impl UnionTokens<'_> {
    /// The accessors of properties that all variants share.
    fn shared(&self) -> Option<TokenStream> {
        let Self(plan, scope) = self;
        let mut lines = vec![format!("runtime::shared! {{ {}", plan.ident)];
        let mut group = |word: &str, row: &dyn Fn(&Shared) -> Option<String>| {
            let rows: Vec<String> = plan.shared.iter().filter_map(row).collect();
            if !rows.is_empty() {
                lines.push(format!("    {word} {{"));
                lines.extend(rows.into_iter().map(|row| format!("        {row},")));
                lines.push("    }".to_owned());
            }
        };
        let method = |each: &Shared| format!("{} => {}", text(&each.wire), each.ident);
        let typed = |each: &Shared, of: &RustType| Some(format!("{}: {}", method(each), spaced(&scope.of(of))));
        group("texts", &|each| matches!(each.of, SharedType::Text).then(|| method(each)));
        group("values", &|each| match &each.of {
            SharedType::Value(of) => typed(each, of),
            _ => None,
        });
        group("references", &|each| match &each.of {
            SharedType::Reference(of) => typed(each, of),
            _ => None,
        });
        lines.push("}".to_owned());
        (!plan.shared.is_empty()).then(|| table(&lines))
    }

    fn rows(&self) -> Vec<String> {
        let Self(plan, scope) = self;
        let mut lines = vec![format!("runtime::union! {{ {} {{", plan.ident)];
        let mut constants = Vec::new();
        for variant in &plan.variants {
            match &variant.of {
                Held::Type(of) => {
                    let from = if variant.distinct { "" } else { " no from" };
                    let form = if variant.floats == Floats::Fractions { " as fraction" } else { "" };
                    lines.push(format!("    {}({}){form}{from},", variant.ident, spaced(&scope.of(of))));
                }
                Held::Constant(value, _) => constants.push(format!("    {} = {},", variant.ident, constant(value))),
            }
        }
        if !constants.is_empty() {
            lines.push("}, constants {".to_owned());
            lines.extend(constants);
        }
        lines.push("}".to_owned());
        for probe in &plan.probes {
            let (head, rows) = probe_rows(probe);
            if let Some(last) = lines.last_mut() {
                last.push_str(&format!(" {head} {{"));
            }
            lines.extend(rows.into_iter().map(|row| format!("    {row},")));
            lines.push("}".to_owned());
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(" }");
        }
        lines
    }
}

fn probe_rows(probe: &Probe) -> (String, Vec<String>) {
    match probe {
        Probe::Tag(names, values) => (
            format!("tag {}", path(names)),
            values.iter().map(|(value, variant)| format!("{} => {variant}", constant(value))).collect(),
        ),
        Probe::Also(name, values) => (
            format!("also {}", path(std::slice::from_ref(name))),
            values.iter().map(|(value, variant)| format!("{} => {variant}", constant(value))).collect(),
        ),
        Probe::Keys(keys) => {
            ("keys".to_owned(), keys.iter().map(|(names, variant)| format!("{} => {variant}", path(names))).collect())
        }
        Probe::Kinds(kinds) => (
            "kinds".to_owned(),
            kinds.iter().map(|(kind, variant)| format!("{} => {variant}", kind_word(*kind))).collect(),
        ),
        Probe::Elements(kinds) => (
            "elements".to_owned(),
            kinds.iter().map(|(kind, variant)| format!("{} => {variant}", kind_word(*kind))).collect(),
        ),
        Probe::Trial(candidates) => ("trial".to_owned(), candidates.clone()),
        Probe::Otherwise(variant) => ("otherwise".to_owned(), vec![variant.clone()]),
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "Bool",
        Kind::Integer => "Integer",
        Kind::Fraction => "Fraction",
        Kind::Text => "Text",
        Kind::List => "List",
        Kind::Object => "Object",
    }
}

/// A shorthand for the constructor of a variant's object.
struct ConstructorTokens<'a>(&'a VariantConstructor, &'a Scope);

impl ToTokens for ConstructorTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let name = ident(&plan.ident);
        let of = ident(&plan.of);
        let names: Vec<_> = plan.arguments.iter().map(|(name, _)| ident(name)).collect();
        let types = plan.arguments.iter().map(|(_, of)| scope.argument(of));
        let docs =
            docs(&[format!("Creates a [`{}`] from its required properties.", text(&plan.of).trim_matches('"')).into()]);
        tokens.extend(quote! {
            #docs
            pub fn #name(#( #names: #types ),*) -> #of {
                #of::new(#( #names ),*)
            }
        });
    }
}
