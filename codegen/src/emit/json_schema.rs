//! `schemars::JsonSchema` of a type, where a rule derives it: what its table does not have, for the macro of the runtime.

use super::macro_call::{constant, spaced, table, text};
use super::path::Scope;
use crate::api::{ExternalForm, Temporal};
use crate::config::Openness;
use crate::plan::{Described, Enum, Field, Held, Presence, RustType, Struct, Union};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Of an object: a type for each property.
pub(super) fn object(plan: &Struct, scope: &Scope) -> Option<TokenStream> {
    let described = plan.additions.schema.as_ref()?;
    let mut lines = vec![format!("{} object {{", head(&plan.ident, described))];
    for (field, docs) in plan.fields.iter().zip(&described.members) {
        lines.push(match field.constant {
            Some(_) => format!("    {},", text(docs)),
            None => format!("    {} => {},", text(docs), spaced(&schema_of(&value_of(field), scope))),
        });
    }
    let rest = plan.rest_type.as_ref().map(|of| format!(" {}", spaced(&schema_of(of, scope))));
    lines.push(format!("}} rest{} }}", rest.unwrap_or_default()));
    Some(table(&lines))
}

/// Of an enum, whose table has all.
pub(super) fn enumeration(plan: &Enum) -> Option<TokenStream> {
    let described = plan.additions.schema.as_ref()?;
    let form = if plan.values == Openness::Closed { "closed_enum" } else { "open_enum" };
    Some(table(&[format!("{} {form} }}", head(&plan.ident, described))]))
}

/// Of a union: a type or a value for each variant.
pub(super) fn union(plan: &Union, scope: &Scope) -> Option<TokenStream> {
    let described = plan.additions.schema.as_ref()?;
    let mut lines = vec![format!("{} union {{", head(&plan.ident, described))];
    for (variant, docs) in plan.variants.iter().zip(&described.members) {
        lines.push(match &variant.of {
            Held::Type(of) => format!("    {} => {},", text(docs), spaced(&schema_of(of, scope))),
            Held::Constant(value, _) => format!("    {} = {},", text(docs), constant(value)),
        });
    }
    lines.push("} }".to_owned());
    Some(table(&lines))
}

fn head(name: &str, described: &Described) -> String {
    format!("runtime::json_schema! {{ {} {name}", text(&described.of))
}

/// What a property is if it is there.
fn value_of(field: &Field) -> RustType {
    let inner = field.inner.clone();
    let is_nullable = field.presence == Presence::Nullable || matches!(field.of, RustType::Patch(_));
    // Any JSON can be null anyway.
    if is_nullable && inner != RustType::Json { RustType::Option(Box::new(inner)) } else { inner }
}

/// A type that has the schema of a type. What a string or a file means is in its Rust type, which need not have a schema.
fn schema_of(of: &RustType, scope: &Scope) -> TokenStream {
    let around = |outer: TokenStream, inner: &RustType| {
        let inner = schema_of(inner, scope);
        quote! { #outer<#inner> }
    };
    match of {
        RustType::Temporal(Temporal::DateTime, _) => quote! { runtime::DateTimeText },
        RustType::Temporal(Temporal::Date, _) => quote! { runtime::DateText },
        RustType::External(of) => match of.form {
            ExternalForm::Text => scope.of(&RustType::String),
            ExternalForm::Number => scope.of(&RustType::F64),
            ExternalForm::Json => scope.of(&RustType::Json),
        },
        RustType::Bytes | RustType::Upload => quote! { runtime::BinaryText },
        RustType::Option(inner) | RustType::Patch(inner) => around(scope.option(), inner),
        RustType::Box(inner) => schema_of(inner, scope),
        RustType::Vec(inner) => around(scope.standard("Vec", quote! { ::std::vec::Vec }), inner),
        RustType::Embedded(inner) => around(quote! { runtime::Embedded }, inner),
        RustType::Map(inner) => {
            let map = scope.standard("BTreeMap", quote! { ::std::collections::BTreeMap });
            let (key, inner) = (scope.of(&RustType::String), schema_of(inner, scope));
            quote! { #map<#key, #inner> }
        }
        RustType::Tuple(elements) => {
            let elements = elements.iter().map(|element| schema_of(element, scope));
            quote! { ( #( #elements, )* ) }
        }
        RustType::Prefixed(first, rest, least) => {
            let first = match (&**first, least) {
                (RustType::Tuple(elements), Some(least)) => {
                    let elements = elements.iter().enumerate().map(|(index, element)| match element {
                        // What may be missing is not null for that.
                        RustType::Option(inner) if index >= *least => schema_of(inner, scope),
                        element => schema_of(element, scope),
                    });
                    quote! { ( #( #elements, )* ) }
                }
                (first, _) => schema_of(first, scope),
            };
            let rest = schema_of(rest, scope);
            let least = least.map(|least| {
                let least = Literal::usize_unsuffixed(least);
                quote! { , #least }
            });
            quote! { runtime::Prefixed<#first, #rest #least> }
        }
        other => scope.of(other),
    }
}
