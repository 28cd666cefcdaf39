//! Webhooks and callbacks.

use super::path::Scope;
use super::{docs, ident, root};
use crate::items::Crate;
use proc_macro2::TokenStream;
use quote::quote;

/// The docs of the module.
pub(super) fn title() -> [String; 3] {
    [
        "What the API sends to its users: webhooks and callbacks.".to_owned(),
        String::new(),
        "Each function decodes the body of one; it fails when the body is not what the description says.".to_owned(),
    ]
}

/// The module.
pub(super) fn functions(plan: &Crate) -> Vec<TokenStream> {
    let scope = Scope::operations();
    let functions: Vec<TokenStream> = plan
        .webhooks
        .iter()
        .map(|webhook| {
            let (docs, name, of) = (docs(&webhook.docs), ident(&webhook.ident), scope.of(&webhook.of));
            quote! {
                #docs
                pub fn #name(body: &[u8]) -> Result<#of, runtime::DecodeError> {
                    runtime::decode_slice(body)
                }
            }
        })
        .collect();
    let text: String = functions.iter().map(ToString::to_string).collect();
    let root = root(plan);
    let types = text.contains("types :: ").then(|| quote! { use #root::types; });
    let uses = quote! {
        #types
        use bindery_runtime as runtime;
    };
    [uses].into_iter().chain(functions).collect()
}
