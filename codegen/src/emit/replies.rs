//! The enums of the responses of an operation by status, for successes and for errors.

use super::macro_call::{spaced, table};
use super::path::Scope;
use super::{docs, ident};
use crate::plan::{CallForm, ErrorBody, Operation, RustType, rustdoc};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn error_body(plan: &Operation, error_body: &ErrorBody, scope: &Scope) -> TokenStream {
    let call = match plan.form {
        CallForm::Simple => format!("simple {}", plan.marker),
        CallForm::Own | CallForm::Events => plan.ident.clone(),
    };
    let docs = docs(&[format!(
        "The error bodies of `{} {}`, by status.",
        rustdoc::code(&plan.verb),
        rustdoc::code(&plan.path)
    )
    .into()]);
    match error_body {
        ErrorBody::One(of, statuses) => {
            let statuses: Vec<String> = statuses.iter().map(|status| super::macro_call::text(status)).collect();
            let of = spaced(&scope.of(of));
            table(&[format!("runtime::error_body! {{ {call} -> {of} = {} }}", statuses.join(", "))])
        }
        ErrorBody::Same(name, other) => {
            let table = table(&[format!("runtime::error_body! {{ {call} -> {name} }}")]);
            let (name, other) = (ident(name), ident(other));
            quote! { #docs pub type #name = #other; #table }
        }
        ErrorBody::PerStatus(name, variants) => {
            let members = variants.iter().map(|(variant, of, status)| {
                let docs = super::docs(&[format!("`{}`", rustdoc::code(status)).into()]);
                let (variant, of) = (ident(variant), scope.of(of));
                quote! { #docs #variant(#of), }
            });
            let mut lines = vec![
                format!("runtime::error_body! {{ {call} -> {name} }}"),
                format!("runtime::error_bodies! {{ {name} {{"),
            ];
            lines.extend(variants.iter().map(|(variant, of, status)| {
                format!("    {variant}({}) = {},", spaced(&scope.of(of)), super::macro_call::text(status))
            }));
            lines.push("} }".to_owned());
            let (name, table, non_exhaustive) = (ident(name), table(&lines), scope.non_exhaustive());
            quote! {
                #docs
                #[derive(Clone, Debug)]
                #non_exhaustive
                pub enum #name { #( #members )* }
                #table
            }
        }
    }
}

pub(super) fn reply(
    plan: &Operation,
    name: &str,
    variants: &[(String, Option<RustType>, String)],
    scope: &Scope,
) -> TokenStream {
    let docs =
        docs(&[
            format!("The result of `{} {}`, by status.", rustdoc::code(&plan.verb), rustdoc::code(&plan.path)).into()
        ]);
    let ident_of = ident(name);
    let members = variants.iter().map(|(variant, of, status)| {
        let docs = super::docs(&[format!("`{}`", rustdoc::code(status)).into()]);
        let variant = ident(variant);
        let inside = of.as_ref().map(|of| scope.of(of)).map(|of| quote! { (#of) });
        quote! { #docs #variant #inside, }
    });
    let rows = variants.iter().map(|(variant, of, status)| {
        let inside = of.as_ref().map(|of| format!("({})", spaced(&scope.of(of)))).unwrap_or_default();
        format!("    {variant}{inside} = {},", super::macro_call::text(status))
    });
    let mut lines = vec![format!("runtime::reply! {{ {name} {{")];
    lines.extend(rows);
    lines.push("} }".to_owned());
    let (rows, non_exhaustive) = (table(&lines), scope.non_exhaustive());
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #non_exhaustive
        pub enum #ident_of { #( #members )* }
        #rows
    }
}
