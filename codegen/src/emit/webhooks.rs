//! Webhooks and callbacks.

use super::format::{self, Texts};
use super::format::{RenderResult, Rendered};
use super::path::Scope;
use super::{docs, ident, root};
use crate::plan::{CratePlan, Webhook};
use crate::text::Line;
use proc_macro2::TokenStream;
use quote::quote;

/// The docs of the module.
pub(super) fn title() -> [Line; 3] {
    [
        "Requests that the API sends: webhooks and callbacks.".into(),
        Line::default(),
        "Each function decodes the body of one of them and fails if it does not match the API description.".into(),
    ]
}

/// The module.
pub(super) fn module(plan: &CratePlan, made: Vec<RenderResult>) -> Texts {
    let root = root(plan);
    let pieces = made.into_iter().collect::<Result<Vec<Rendered>, _>>()?;
    let types = pieces.iter().any(|piece| !piece.written.is_empty()).then(|| quote! { use #root::types; });
    let mut texts = format::pieces([quote! {
        #types
        use bindery_runtime::__private as runtime;
    }])?;
    texts.extend(pieces.into_iter().map(|piece| piece.text));
    Ok(texts)
}

/// The function that decodes the payload of one.
pub(super) fn function(webhook: &Webhook, scope: &Scope) -> TokenStream {
    let (docs, name, of) = (docs(&webhook.docs), ident(&webhook.ident), scope.of(&webhook.of));
    quote! {
        #docs
        pub fn #name(body: &[u8]) -> Result<#of, runtime::DecodeError> {
            runtime::decode_slice(body)
        }
    }
}
