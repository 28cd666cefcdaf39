//! Creates all identifiers.

mod features;
mod homes;
mod identifier;
mod listed;
mod media;
mod model;
mod operations;
mod scope;
mod script;
mod servers;
mod symbols;
mod types;

pub(crate) use features::RECEIVED;
pub(crate) use identifier::words;
pub(crate) use listed::list;
pub use model::{Homes, Names, TypeNames};
pub(crate) use operations::status_variant;
pub use operations::{GroupNames, OperationNames};

use crate::api::Api;
use crate::config::Config;

/// The feature for a group of operations.
pub(crate) fn feature(group: &str) -> String {
    features::feature(group)
}

/// Whether a package of this name would shadow another crate, or is invalid.
pub(crate) fn is_reserved_package(name: &str) -> bool {
    identifier::is_reserved_package(name)
}

/// A name for a package, made of any text.
pub(crate) fn package(text: &str) -> String {
    identifier::package(text)
}

/// Names everything.
pub fn names(api: &Api, config: &Config) -> Names {
    let package = config.package.name.clone().unwrap_or_else(|| identifier::package(&api.title));
    let (mut groups, operations) = operations::name_all(api);
    features::name_groups(&mut groups);
    let servers = servers::name_all(api);
    let types = types::name_all(api);
    let mut names = Names {
        homes: homes::name_all(api, &types),
        types,
        groups,
        operations,
        arguments: servers::name_arguments(&servers),
        servers,
        webhooks: operations::name_webhooks(api),
        headers: operations::name_headers(api),
        library: package.replace('-', "_"),
        package,
    };
    let mut all: Vec<String> = Vec::new();
    names.each_ident(&mut |ident| all.push(ident.clone()));
    let apart = script::apart(all.iter().map(String::as_str));
    if !apart.is_empty() {
        names.each_ident(&mut |ident| {
            if let Some(other) = apart.get(ident) {
                ident.clone_from(other);
            }
        });
    }
    names
}

#[cfg(test)]
mod tests;
