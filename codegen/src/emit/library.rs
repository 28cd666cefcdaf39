//! The root of the crate.

use super::macro_call;
use super::tokens::INTERFACE;
use crate::config::Placement;
use crate::plan::CratePlan;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pieces(plan: &CratePlan) -> Vec<TokenStream> {
    vec![more_docs(plan), attributes(plan), macro_call::table(&modules(plan))]
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

/// rustfmt skips generated files: Bindery formats them itself.
fn attributes(plan: &CratePlan) -> TokenStream {
    // The features of a module are those of the enclosing crate, which are unrelated, and its docs are part of that crate's.
    let of_crate = (plan.placement == Placement::Crate).then(|| {
        quote! {
            // docs.rs shows which feature an item needs.
            #![cfg_attr(docsrs, feature(doc_cfg))]
            // The docs of types link to operations, which may be disabled.
            #![cfg_attr(not(feature = "client"), allow(rustdoc::broken_intra_doc_links))]
        }
    });
    // A module cannot set the limit; the compiler tells the enclosing crate when to raise it.
    let recursion_limit = plan.recursion_limit.filter(|_| plan.placement == Placement::Crate).map(|limit| {
        let limit = limit.to_string();
        quote! { #![recursion_limit = #limit] }
    });
    quote! {
        #recursion_limit
        #![cfg_attr(rustfmt, rustfmt_skip)]
        #![deny(warnings)]
        #of_crate
        #![forbid(unsafe_code)]
        #![allow(
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            reason = "the prose is from the description"
        )]
    }
}

/// The call that declares the modules, which rustfmt does not look into. A runtime of another interface rejects it whole.
fn modules(plan: &CratePlan) -> Vec<String> {
    let client: &[String] = match plan.placement {
        Placement::Crate => &["client".to_owned()],
        Placement::Module(_) => &[],
    };
    let webhooks: &[String] = plan.webhooks_feature.as_slice();
    let has_headers = !plan.headers.is_empty();
    let version = macro_call::text(env!("CARGO_PKG_VERSION"));
    let head = format!("::bindery_runtime::generated! {{ interface {INTERFACE}, bindery {version};");
    let items = [
        (true, client, "mod client;"),
        (has_headers, client, "mod headers;"),
        (true, client, "pub mod operations;"),
        (plan.has_servers_module, client, "pub mod servers;"),
        (true, &[], "pub mod types;"),
        (!plan.webhooks.is_empty(), webhooks, "pub mod webhooks;"),
        (true, &[], ""),
        (true, &[], "pub use bindery_runtime as runtime;"),
        (true, &[], "pub use bindery_runtime::{Json, Patch, Secret};"),
        (
            true,
            client,
            "pub use bindery_runtime::{CallOptions, ClientCredentials, Error, ErrorKind, RetryPolicy, WithResponse};",
        ),
        (true, client, "pub use client::Client;"),
        (has_headers, client, "pub use headers::ResponseHeaders;"),
    ];
    let wanted = items.into_iter().filter(|(is_wanted, ..)| *is_wanted);
    let lines = wanted.flat_map(|(_, features, item)| {
        let gate = macro_call::condition(features).map(|condition| format!("    #[cfg({condition})]"));
        gate.into_iter().chain([format!("    {item}")])
    });
    [head].into_iter().chain(lines).chain(["}".to_owned()]).collect()
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
