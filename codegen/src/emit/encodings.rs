//! The encodings of the properties of forms and parts.

use super::macro_call::text;
use crate::api::{Encoding, EncodingPlace};
use crate::emit::ident;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An encoding as an expression.
pub(super) fn tokens(plan: &Encoding) -> TokenStream {
    let made = match &plan.place {
        EncodingPlace::Property(name) => quote! { new(#name) },
        EncodingPlace::Position(position) => {
            let position = Literal::usize_unsuffixed(*position);
            quote! { at(#position) }
        }
        EncodingPlace::Items => quote! { items() },
    };
    let content_type = plan.content_type.as_ref().map(|types| quote! { .content_type(#types) });
    let style = plan.style.as_deref().and_then(style_variant).map(|style| {
        let style = ident(style);
        quote! { .style(runtime::Style::#style) }
    });
    let explode = plan.explode.map(|explode| {
        if explode {
            quote! { .exploded() }
        } else {
            quote! { .compact() }
        }
    });
    let reserved = plan.allow_reserved.then(|| quote! { .allow_reserved() });
    let headers = plan.headers.iter().map(|(name, value)| quote! { (#name, #value) });
    let headers = (!plan.headers.is_empty()).then(|| quote! { .headers(&[#( #headers ),*]) });
    let content_id = plan.has_content_id.then(|| quote! { .content_id() });
    let parts = plan.parts.iter().map(tokens);
    let parts = (!plan.parts.is_empty()).then(|| quote! { .parts(const { &[#( #parts ),*] }) });
    quote! { runtime::Encoding::#made #content_type #style #explode #reserved #headers #content_id #parts }
}

/// An encoding as a row of a table.
pub(super) fn written(plan: &Encoding) -> String {
    let mut written = match &plan.place {
        EncodingPlace::Property(name) => format!("runtime::Encoding::new({})", text(name)),
        EncodingPlace::Position(position) => format!("runtime::Encoding::at({position})"),
        EncodingPlace::Items => "runtime::Encoding::items()".to_owned(),
    };
    if let Some(types) = &plan.content_type {
        written.push_str(&format!(".content_type({})", text(types)));
    }
    if let Some(style) = plan.style.as_deref().and_then(style_variant) {
        written.push_str(&format!(".style(runtime::Style::{style})"));
    }
    written.push_str(match plan.explode {
        Some(true) => ".exploded()",
        Some(false) => ".compact()",
        None => "",
    });
    if plan.allow_reserved {
        written.push_str(".allow_reserved()");
    }
    if !plan.parts.is_empty() {
        let parts: Vec<String> = plan.parts.iter().map(self::written).collect();
        written.push_str(&format!(".parts(const {{ &[{}] }})", parts.join(", ")));
    }
    written
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
