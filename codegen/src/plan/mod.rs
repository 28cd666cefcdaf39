//! Plans every item of the generated crate. The plan contains all decisions.

mod additions;
mod client;
mod client_docs;
mod crate_docs;
mod dependencies;
mod error_bodies;
pub mod features;
mod first_call;
mod group_docs;
mod headers;
mod media;
pub mod model;
mod modules;
mod operation_docs;
mod operations;
mod paging;
mod returns;
mod rust_types;
pub mod rustdoc;
mod sample_address;
mod shared;
mod type_docs;
mod type_links;
mod types;
mod webhooks;

pub use model::{
    Additions, Alias, AliasOrigin, Body, CallForm, Client, Constructor, CratePlan, Credential, Delivery, Described,
    Encoding, Enum, EnumVariant, ErrorBody, Field, FieldPlace, Floats, FormerCall, Group, GroupDocs, HeaderAccessor,
    Held, Item, Module, Operation, OtherBody, OtherMedia, Output, Package, Paged, Parameter, Places, Presence, Probe,
    Requirement, RustType, Scheme, Server, SetBy, Shared, SharedType, Storing, Struct, Styling, TokenEndpoint, Union,
    Variant, VariantConstructor, Webhook,
};
pub use rust_types::{rust_type, temporal_type};

use model::FIRST_VERSION;

use crate::analysis::Analysis;
use crate::api::Api;
use crate::config::Config;
use crate::names::Names;
use crate::text::Line;

/// Plans the crate.
pub fn plan(api: &Api, analysis: &Analysis, names: &Names, config: &Config, places: &Places) -> CratePlan {
    let title = if api.title.is_empty() { names.package.clone() } else { api.title.clone() };
    let version = config.package.version.clone().unwrap_or_else(|| FIRST_VERSION.to_owned());
    let title = rustdoc::one_line(&title).into_owned();
    let description = config.package.description.clone().unwrap_or_else(|| format!("Rust bindings for {title}"));
    let description = rustdoc::one_line(&description).into_owned();
    let mut docs = vec![Line::new(format!("{}.", rustdoc::line(description.trim_end_matches('.'))))];
    if let Some(text) = &api.description {
        docs.push(Line::default());
        docs.extend(rustdoc::lines(text));
    }
    let types = types::plan(api, analysis, names);
    let gates = modules::Gates::choose(analysis, config);
    let features = gates.features(analysis, names);
    let client = client::client(api, names, config, &title);
    let mut groups = gates.groups(operations::groups(api, names, analysis), names);
    group_docs::complete(&mut groups, api, names);
    let mut plan = CratePlan {
        has_servers_module: client.servers.len() > 1,
        has_shared_security: has_shared_security(&client, &groups),
        recursion_limit: recursion_limit(&types),
        placement: config.placement.clone(),
        webhooks: webhooks::webhooks(api, names, analysis),
        headers: headers::headers(api, names, analysis),
        webhooks_feature: webhooks::feature(&features),
        unreached_feature: modules::unreached(analysis, &features).filter(|_| !api.operations.is_empty()),
        modules: gates.modules(api, analysis, names, &types),
        features,
        types,
        client,
        groups,
        package: Package {
            name: names.package.clone(),
            version,
            description,
            configured: config.package.clone(),
            runtime_path: places.runtime.clone(),
            runtime_features: dependencies::runtime_features(api, config),
            dependencies: dependencies::dependencies(config, places),
        },
        docs,
        group_docs: Vec::new(),
        feature_docs: Vec::new(),
    };
    crate_docs::complete(&mut plan, api, &names.library);
    plan
}

/// Whether several operations have the security requirement of the document.
fn has_shared_security(client: &Client, groups: &[Group]) -> bool {
    let operations = groups.iter().flat_map(|group| &group.operations);
    !client.security.is_empty() && operations.filter(|each| each.security == client.security).count() > 1
}

/// Macros number the rows of an object's table recursively, about four rows per call, and the compiler allows 128 nested calls by default.
/// A power of two, so that one more property rarely changes it.
fn recursion_limit(types: &[Item]) -> Option<usize> {
    let rows = types.iter().map(|item| match item {
        Item::Struct(object) => object.fields.len(),
        _ => 0,
    });
    let widest = rows.max().unwrap_or_default();
    (widest > 256).then(|| (128 + widest / 2).next_power_of_two())
}
