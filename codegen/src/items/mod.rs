//! The Rust plan: every item of the generated crate, with every decision taken.

mod client;
mod headers;
pub mod model;
mod modules;
mod operations;
mod paging;
mod problems;
mod rust_types;
pub mod rustdoc;
mod types;
mod webhooks;

pub use model::{
    Alias, Asked, Body, CallForm, Client, Constructor, Crate, Credential, Delivery, Encoding, Enum, EnumVariant, Field,
    Floats, Group, HeaderAccessor, Held, Item, Module, Operation, OtherBody, OtherMedia, Output, Package, Paged,
    Parameter, Presence, Probe, Problem, Requirement, RustType, Scheme, Server, Struct, Styling, TokenEndpoint, Union,
    Variant, VariantConstructor, Webhook,
};
pub use rust_types::{moment_type, received_type, rust_type};
pub(crate) use types::argument_type;

use model::FIRST_VERSION;

use crate::api::Api;
use crate::config::Config;
use crate::facts::Facts;
use crate::names::Names;
use crate::text::Line;

/// Plans the crate.
pub fn items(api: &Api, facts: &Facts, names: &Names, config: &Config, runtime_path: Option<String>) -> Crate {
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
    let types = types::plan(api, facts, names);
    let gates = modules::Gates::choose(facts, config);
    let features = gates.features(facts, names);
    Crate {
        placement: config.placement.clone(),
        webhooks: webhooks::webhooks(api, names),
        headers: headers::headers(api, names),
        webhooks_feature: webhooks::feature(&features),
        unreached_feature: modules::unreached(facts, &features).filter(|_| !api.operations.is_empty()),
        modules: gates.modules(api, facts, names, &types),
        features,
        types,
        client: client::client(api, names, config, &title),
        groups: gates.groups(operations::groups(api, names), names),
        package: Package {
            name: names.package.clone(),
            version,
            description,
            license: config.package.license.clone(),
            repository: config.package.repository.clone(),
            runtime_path,
            dates: config.dates.feature(),
        },
        docs,
    }
}
