//! The static description of an operation.

use super::operations::Shared;
use super::{client, ident, root};
use crate::api::Place;
use crate::items::{Operation, Parameter, Styling};
use proc_macro2::TokenStream;
use quote::quote;

/// What is as in `Operation::EMPTY` is not said.
pub(super) fn descriptor(plan: &Operation, shared: &Shared<'_>) -> TokenStream {
    let (name, root) = (ident(&plan.constant), root(shared.plan));
    let (id, verb, path) = (&plan.id, &plan.verb, &plan.path);
    let mut members = quote! { id: #id, method: #verb, path: #path, };
    if let Some(server) = &plan.server {
        let server = ident(server);
        members.extend(quote! { server: Some(&#root::servers::#server), });
    }
    let parameters = plan.parameters.iter().map(parameter).collect();
    members.extend(member("parameters", parameters));
    let client_headers = plan.client_headers.iter().map(|header| quote! { #header }).collect();
    members.extend(member("client_headers", client_headers));
    let request = plan.request.iter().map(|media_type| quote! { #media_type }).collect();
    members.extend(member("request", request));
    let responses = plan.responses.iter().map(|(status, media_type)| match media_type {
        Some(media_type) => quote! { runtime::Response::new(#status, #media_type) },
        None => quote! { runtime::Response::empty(#status) },
    });
    members.extend(member("responses", responses.collect()));
    if shared.has_security && plan.security == shared.plan.client.security {
        members.extend(quote! { security: #root::client::SECURITY, });
    } else if !plan.security.is_empty() {
        let security = client::security(&plan.security);
        members.extend(quote! { security: #security, });
    }
    quote! {
        static #name: runtime::Operation = runtime::Operation {
            #members
            ..runtime::Operation::EMPTY
        };
    }
}

/// A member of a descriptor that is a list, unless it is empty.
fn member(name: &str, elements: Vec<TokenStream>) -> Option<TokenStream> {
    let name = ident(name);
    (!elements.is_empty()).then(|| quote! { #name: &[#( #elements ),*], })
}

fn parameter(plan: &Parameter) -> TokenStream {
    let wire = &plan.wire;
    let start = match plan.place {
        Place::Path => quote! { runtime::Parameter::path(#wire) },
        Place::Query => quote! { runtime::Parameter::query(#wire) },
        Place::Header => quote! { runtime::Parameter::header(#wire) },
        Place::Cookie => quote! { runtime::Parameter::cookie(#wire) },
        Place::QueryString => {
            let media_type = plan.style.iter().find_map(|styling| match styling {
                Styling::Content(media_type) => Some(media_type.as_str()),
                _ => None,
            });
            let media_type = media_type.unwrap_or("application/x-www-form-urlencoded");
            return quote! { runtime::Parameter::querystring(#wire, #media_type) };
        }
    };
    let constant = plan.constant.as_ref().map(|text| quote! { .constant(#text) });
    let styling = plan.style.iter().filter_map(|styling| match styling {
        Styling::Style(style) => style_variant(style).map(|style| {
            let style = ident(style);
            quote! { .style(runtime::Style::#style) }
        }),
        Styling::Explode(true) => Some(quote! { .exploded() }),
        Styling::Explode(false) => Some(quote! { .compact() }),
        Styling::AllowReserved => Some(quote! { .allow_reserved() }),
        Styling::Content(media_type) => Some(quote! { .content(#media_type) }),
    });
    quote! { #start #( #styling )* #constant }
}

/// The runtime's name for a style of OpenAPI; an unknown style is written like the default.
pub(super) fn style_variant(style: &str) -> Option<&'static str> {
    Some(match style {
        "simple" => "Simple",
        "label" => "Label",
        "matrix" => "Matrix",
        "form" => "Form",
        "spaceDelimited" => "SpaceDelimited",
        "pipeDelimited" => "PipeDelimited",
        "deepObject" => "DeepObject",
        "cookie" => "Cookie",
        _ => return None,
    })
}
