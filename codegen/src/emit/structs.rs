//! Objects and aliases.

use super::macro_call::{constant, spaced, table, text};
use super::path::Scope;
use super::{additions, attributes_of, deprecated, docs, ident, json_schema};
use crate::api::{AdditionalProperties, Shown};
use crate::config::Scalars;
use crate::plan::{Alias, AliasOrigin, Constructor, Field, FieldPlace, Presence, RustType, SetBy, Storing, Struct};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// An object: the struct, its table, and, if users can construct it, its constructor and setters.
pub(super) struct StructTokens<'a>(pub(super) &'a Struct, pub(super) &'a Scope);

impl ToTokens for StructTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let name = ident(&plan.ident);
        let type_docs = docs(&plan.docs);
        let (derive, attributes) = additions(&plan.additions);
        let fields =
            plan.fields.iter().filter(|field| field.place == FieldPlace::Struct).map(|field| FieldTokens(field, scope));
        let rest = ident(&plan.rest);
        let rest_docs = docs(&["Additional properties.".into()]);
        let rest_type = match &plan.rest_type {
            Some(inner) => scope.additional(inner),
            None => scope.extra(),
        };
        tokens.extend(quote! {
            #type_docs
            #[derive(Clone #derive)]
            #[non_exhaustive]
            #attributes
            pub struct #name {
                #( #fields )*
                #rest_docs
                pub #rest: #rest_type,
            }
        });
        tokens.extend(rows(plan));
        tokens.extend(json_schema::object(plan, scope));
        if plan.constructor == Constructor::Yes {
            tokens.extend(methods(plan, scope));
        }
    }
}

struct FieldTokens<'a>(&'a Field, &'a Scope);

impl ToTokens for FieldTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(field, scope) = self;
        let name = ident(&field.ident);
        let of = scope.of(&field.of);
        if field.constant.is_some() {
            // Only decoding decides whether an optional constant is present.
            tokens.extend(quote! { #name: #of, });
            return;
        }
        let (docs, attributes) = (docs(&field.docs), attributes_of(&field.attributes));
        tokens.extend(quote! { #docs #attributes pub #name: #of, });
    }
}

fn rows(plan: &Struct) -> TokenStream {
    let mut lines = vec![format!("runtime::object! {{ {} {{", plan.ident)];
    for field in &plan.fields {
        let wire = text(&field.wire);
        let presence = match field.presence {
            // Null is a valid JSON value, and a missing one is read as null.
            Presence::Required if field.of == RustType::Json => "nullable",
            Presence::Required => "required",
            Presence::Expected => "expected",
            Presence::Optional => "optional",
            Presence::Nullable => "nullable",
        };
        let presence = match field.shown {
            Shown::Yes | Shown::ByRule => presence.to_owned(),
            Shown::Redacted => format!("{presence}_secret"),
        };
        let presence = match field.scalars {
            Scalars::Strict => presence,
            Scalars::Lenient => format!("{presence}_lenient"),
        };
        let name = if field.ident == field.wire { field.ident.clone() } else { format!("{wire} => {}", field.ident) };
        lines.push(match &field.constant {
            Some(value) if field.place == FieldPlace::Table => format!("    {wire} = const {},", constant(value)),
            Some(value) => format!("    {name}: {presence} const {},", constant(value)),
            None => format!("    {name}: {presence},"),
        });
    }
    let others = match plan.others {
        AdditionalProperties::Unspecified => "",
        AdditionalProperties::Expected => " expected",
        AdditionalProperties::Forbidden => " forbidden",
    };
    let default = if plan.has_default() { ", default new" } else { "" };
    lines.push(format!("}} rest {}{others}{default} }}", plan.rest));
    table(&lines)
}

fn methods(plan: &Struct, scope: &Scope) -> TokenStream {
    let name = ident(&plan.ident);
    let asked: Vec<&Field> = plan.fields.iter().filter(|field| field.asked == SetBy::Constructor).collect();
    let arguments = asked.iter().map(|field| {
        let name = ident(&field.ident);
        let of = scope.argument(&field.argument);
        quote! { #name: #of }
    });
    let values = asked.iter().map(|field| {
        let name = ident(&field.ident);
        let value = stored(&name.clone().into_token_stream(), field, scope);
        match (field.presence, &field.of) {
            // A secret that responses may withhold is optional, but the constructor requires it.
            (Presence::Expected | Presence::Optional, RustType::Option(_)) => quote! { #name: Some(#value) },
            (Presence::Expected | Presence::Optional, RustType::Patch(_)) => {
                let patch = scope.patch();
                quote! { #name: #patch::Value(#value) }
            }
            _ if field.argument.is_given_as_it_is() => name.into_token_stream(),
            _ => quote! { #name: #value },
        }
    });
    let constants =
        plan.fields.iter().filter(|field| field.constant.is_some() && field.place == FieldPlace::Struct).map(|field| {
            let name = ident(&field.ident);
            let fixed = scope.of(&RustType::Fixed);
            quote! { #name: Some(#fixed) }
        });
    let values: Vec<TokenStream> = values.chain(constants).collect();
    let summary = docs(&[if asked.is_empty() {
        "Creates an empty value.".into()
    } else {
        "Creates a value from its required properties.".into()
    }]);
    let body = if values.is_empty() {
        quote! { blank() }
    } else {
        // An argument may have the name of the function.
        let blank = match asked.iter().any(|field| field.ident == "blank") {
            true => quote! { ::bindery_runtime::__private::blank },
            false => quote! { blank },
        };
        quote! { Self { #( #values, )* ..#blank() } }
    };
    let setters = setters(plan, scope);
    quote! {
        impl #name {
            #summary
            pub fn new(#( #arguments ),*) -> Self {
                #body
            }
        }
        #setters
    }
}

/// A setter for each property that the constructor does not take.
fn setters(plan: &Struct, scope: &Scope) -> Option<TokenStream> {
    let rows: Vec<String> =
        plan.fields.iter().filter(|field| field.asked == SetBy::Setter).map(|field| setter(field, scope)).collect();
    let mut lines = vec![format!("runtime::setters! {{ {} {{", plan.ident)];
    lines.extend(rows.iter().map(|row| format!("    {row},")));
    lines.push("} }".to_owned());
    (!rows.is_empty()).then(|| table(&lines))
}

fn setter(field: &Field, scope: &Scope) -> String {
    let way = match field.storing {
        Storing::Plain => "",
        Storing::Into => "into ",
        Storing::List => return list_setter(field, scope),
        Storing::Map => return map_setter(field, scope),
        Storing::Boxed => "boxed ",
        Storing::Patch => "patch ",
        Storing::PatchBoxed => "patch boxed ",
    };
    named_setter(field, way, &scope.of(&field.argument))
}

fn list_setter(field: &Field, scope: &Scope) -> String {
    let RustType::Vec(element) = &field.argument else {
        return named_setter(field, "into ", &scope.of(&field.argument));
    };
    let way = if scope.is_exact(element) { "list " } else { "list into " };
    named_setter(field, way, &scope.of(element))
}

fn map_setter(field: &Field, scope: &Scope) -> String {
    let RustType::Map(value) = &field.argument else { return named_setter(field, "into ", &scope.of(&field.argument)) };
    let way = if scope.is_exact(value) { "map " } else { "map into " };
    named_setter(field, way, &scope.of(value))
}

fn named_setter(field: &Field, way: &str, of: &TokenStream) -> String {
    let of = spaced(of);
    match field.setter == field.ident {
        true => format!("{}({way}{of})", field.ident),
        false => format!("{} => {}({way}{of})", field.setter, field.ident),
    }
}

/// Converts an argument to the type of the field, or to the type inside of its `Option` or `Patch`.
fn stored(value: &TokenStream, field: &Field, scope: &Scope) -> TokenStream {
    let Some(value) = scope.converted(value, &field.argument) else { return value.clone() };
    match (&field.inner, field.presence) {
        (RustType::Box(_), Presence::Nullable) => boxed_inside(value, field, scope),
        (RustType::Box(_), _) => {
            let around = scope.boxed();
            quote! { #around::new(#value) }
        }
        _ => value,
    }
}

/// Converts an `Option` or a `Patch` given by the caller to that of the field.
fn boxed_inside(value: TokenStream, field: &Field, scope: &Scope) -> TokenStream {
    match &field.inner {
        RustType::Box(_) => {
            let around = scope.boxed();
            quote! { #value.map(#around::new) }
        }
        _ => value,
    }
}

/// An alias of a type.
pub(super) struct AliasTokens<'a>(pub(super) &'a Alias, pub(super) &'a Scope);

impl ToTokens for AliasTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan, scope) = self;
        let docs = docs(&plan.docs);
        let name = ident(&plan.ident);
        let target = scope.of(&RustType::Named(plan.target.clone()));
        let deprecated = match &plan.origin {
            AliasOrigin::EqualType => TokenStream::new(),
            AliasOrigin::FormerName(present) => deprecated(present),
        };
        tokens.extend(quote! { #docs #deprecated pub type #name = #target; });
    }
}
