//! Writes the plan as text: one small `ToTokens` for each kind of item, formatted.

mod client;
mod descriptor;
mod encodings;
mod format;
mod headers;
mod macro_call;
mod manifest;
mod operations;
mod paging;
mod parallel;
mod path;
mod render;
mod replies;
mod structs;
mod tokens;
mod types;
mod unions;
mod webhooks;

use crate::config::Placement;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::output::OutputFile;
use crate::plan::{CratePlan, RustType};
use crate::text::Line;
use format::Texts;
use manifest::manifest;
use proc_macro2::TokenStream;
use quote::quote;
pub use tokens::HEADER;
use tokens::{additions, docs, file_stem, gate, ident, root};

/// Writes out the crate.
pub fn emit(plan: &CratePlan) -> (Vec<OutputFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut files = match plan.placement {
        Placement::Crate => vec![OutputFile { path: "Cargo.toml".to_owned(), text: manifest(plan) }],
        Placement::Module(_) => Vec::new(),
    };
    let mut add = |path: String, docs: &[Line], texts: Texts| match texts {
        Ok(texts) => files.push(OutputFile { path, text: format::file(docs, &texts) }),
        Err(error) => {
            let message = format!("generated invalid Rust in {path}: {error}");
            diagnostics.push(Diagnostic::new(Code::Malformed, &Pointer::root(), message));
        }
    };
    let mut pieces = render::pieces(plan);
    add("src/lib.rs".to_owned(), &plan.docs, format::pieces(library(plan)));
    add("src/client.rs".to_owned(), &["The client.".into()], format::pieces(client::pieces(plan)));
    add("src/types.rs".to_owned(), &["The types of the API.".into()], types::root(plan, &mut pieces.types));
    for module in &plan.modules {
        let path = format!("src/types/{}.rs", file_stem(&module.ident));
        add(path, &[], types::module(plan, module, &mut pieces.types));
    }
    add(
        "src/operations.rs".to_owned(),
        &["The operations of the API, by group.".into()],
        format::pieces(operations::modules(plan)),
    );
    if plan.has_servers_module {
        let texts = format::pieces(client::servers(plan));
        add("src/servers.rs".to_owned(), &["The servers of the API.".into()], texts);
    }
    if !plan.headers.is_empty() {
        add("src/headers.rs".to_owned(), &headers::title(), format::pieces(headers::pieces(plan)));
    }
    if !plan.webhooks.is_empty() {
        add("src/webhooks.rs".to_owned(), &webhooks::title(), webhooks::module(plan, pieces.webhooks));
    }
    for (group, made) in plan.groups.iter().zip(pieces.groups) {
        let path = format!("src/operations/{}.rs", file_stem(&group.module));
        add(path, &group.docs, operations::group(plan, group, made));
    }
    (files, diagnostics)
}

/// A type with full paths, as written by code outside of the crate.
pub(crate) fn whole_path(of: &RustType, library: &str) -> String {
    macro_call::spaced(&path::Scope::outside(library).of(of))
}

/// The rest of the crate docs: a line for each group, without a link if the group is disabled, and the features.
fn more_docs(plan: &CratePlan) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for each in &plan.group_docs {
        let (on, off) = (macro_call::text(&each.on), macro_call::text(&each.off));
        match &each.feature {
            Some(feature) => {
                let feature = macro_call::text(feature);
                lines.push(format!("#![cfg_attr(feature = {feature}, doc = {on})]"));
                lines.push(format!("#![cfg_attr(not(feature = {feature}), doc = {off})]"));
            }
            None => lines.push(format!("//! {}", each.on)),
        }
    }
    if !plan.feature_docs.is_empty() {
        lines.push("//!".to_owned());
        lines.extend(plan.feature_docs.iter().map(|line| format!("//! {line}")));
    }
    if lines.is_empty() { TokenStream::new() } else { macro_call::table(&lines) }
}

/// The root of the crate. rustfmt skips generated files: Bindery formats them itself.
fn library(plan: &CratePlan) -> Vec<TokenStream> {
    // The features of a module are those of the enclosing crate, which are unrelated.
    let (client, links) = match plan.placement {
        Placement::Crate => (
            gate(&["client".to_owned()]),
            // The docs of types link to operations, which may be disabled.
            quote! { #![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links))] },
        ),
        Placement::Module(_) => (TokenStream::new(), TokenStream::new()),
    };
    let feature: Vec<String> = plan.webhooks_feature.iter().cloned().collect();
    let gate = gate(&feature);
    let webhooks = (!plan.webhooks.is_empty()).then(|| quote! { #gate #[rustfmt::skip] pub mod webhooks; });
    let headers = (!plan.headers.is_empty()).then(|| quote! { #client #[rustfmt::skip] mod headers; });
    let reexported = (!plan.headers.is_empty()).then(|| quote! { #client pub use headers::ResponseHeaders; });
    let servers = plan.has_servers_module.then(|| quote! { #client #[rustfmt::skip] pub mod servers; });
    // A module cannot set the limit; the compiler tells the enclosing crate when to raise it.
    let recursion_limit = plan.recursion_limit.filter(|_| plan.placement == Placement::Crate).map(|limit| {
        let limit = limit.to_string();
        quote! { #![recursion_limit = #limit] }
    });
    let header = quote! {
        #recursion_limit
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![deny(warnings)]
        #links
        #![forbid(unsafe_code)]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            reason = "the prose is from the description"
        )]
    };
    let modules = quote! {
        #client
        #[rustfmt::skip]
        mod client;
        #headers
        #client
        #[rustfmt::skip]
        pub mod operations;
        #servers
        #[rustfmt::skip]
        pub mod types;
        #webhooks
    };
    let uses = quote! {
        pub use bindery_runtime as runtime;
        #[rustfmt::skip]
        pub use bindery_runtime::{Json, Patch, Secret};
        #client
        #[rustfmt::skip]
        pub use bindery_runtime::{CallOptions, ClientCredentials, Error, ErrorKind, RetryPolicy, WithResponse};
        #client
        pub use client::Client;
        #reexported
    };
    vec![more_docs(plan), header, modules, uses]
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    /// The root of the crate for an object with this many properties.
    fn root(properties: usize) -> String {
        let properties: Map<String, Value> =
            (0..properties).map(|number| (format!("p{number}"), json!({"type": "string"}))).collect();
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Wide", "version": "1"},
            "paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {
                "application/json": {"schema": {"type": "object", "properties": properties}},
            }}}}}},
        });
        let bytes = description.to_string().into_bytes();
        let run = crate::bind("wide.json".as_ref(), bytes, &crate::config::Config::default());
        let product = run.product.expect("a product");
        product.files.into_iter().find(|file| file.path == "src/lib.rs").expect("a root").text
    }

    #[test]
    fn only_wide_objects_raise_the_recursion_limit() {
        assert!(!root(256).contains("recursion_limit"));
        assert!(root(900).contains("#![recursion_limit = \"1024\"]\n"));
        assert!(root(1500).contains("#![recursion_limit = \"1024\"]\n"));
    }
}
