//! The trait with the accessors of response headers.

use super::path::{Features, Scope};
use super::{docs, ident};
use crate::plan::{CratePlan, HeaderAccessor};
use crate::text::Line;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::sync::Arc;

/// The docs of the module.
pub(super) fn title() -> [Line; 3] {
    [
        "Typed response headers.".into(),
        Line::default(),
        "Implemented for responses with headers (`send_with_response`), errors and header maps.".into(),
    ]
}

pub(super) fn pieces(plan: &CratePlan) -> Vec<TokenStream> {
    let accessors = plan.headers.iter().map(AccessorTokens);
    let uses = quote! { use bindery_runtime::__private as runtime; };
    let accessors = quote! {
        /// The response headers that the API declares. A header that is missing, or has another type, is `None`.
        pub trait ResponseHeaders: runtime::HasHeaders {
            #( #accessors )*
        }
        impl<T: runtime::HasHeaders + ?Sized> ResponseHeaders for T {}
    };
    vec![uses, accessors]
}

struct AccessorTokens<'a>(&'a HeaderAccessor);

impl ToTokens for AccessorTokens<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(plan) = self;
        let (docs, name, wire) = (docs(&plan.docs), ident(&plan.ident), &plan.wire);
        let of = Scope::operations(Arc::default(), Features::Unrelated).of(&plan.of);
        let deprecated = plan.deprecated.then(|| quote! { #[deprecated] });
        let read = if plan.is_json { ident("json_header") } else { ident("header") };
        tokens.extend(quote! {
            #docs
            #deprecated
            fn #name(&self) -> Option<#of> {
                self.#read(#wire)
            }
        });
    }
}
