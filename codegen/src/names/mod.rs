//! Creates all identifiers.

mod before;
mod features;
mod former;
mod homes;
mod identifier;
mod listed;
mod lock;
mod media;
mod model;
mod nesting;
mod operations;
mod places;
mod renew;
mod scope;
mod script;
mod servers;
mod status;
mod symbols;
mod types;

pub(crate) use features::RECEIVED;
pub(crate) use identifier::words;
pub(crate) use listed::list;
pub use lock::Lock;
pub(crate) use lock::{read as read_lock, text as lock_text};
pub use model::{FormerCall, GroupNames, Homes, Names, OperationNames, TypeNames};
pub(crate) use renew::renew;
pub(crate) use status::status_variant;

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

/// Names everything. Names of the lock file stay.
pub fn names(api: &Api, config: &Config, lock: &Lock) -> Names {
    let package = config.package.name.clone().or_else(|| lock.package.clone());
    let package = package.unwrap_or_else(|| identifier::package(&api.title));
    let (mut groups, mut operations) = operations::name_all(api, lock, config.select.is_all());
    features::name_groups(&mut groups);
    let servers = servers::name_all(api, lock);
    former::name_operations(api, &groups, &mut operations);
    let mut types = types::name_all(api, lock, config.select.is_all());
    former::name_types(api, &mut types);
    let mut names = Names {
        homes: homes::name_all(api, &types),
        types,
        groups,
        operations,
        arguments: servers::name_arguments(&servers, lock),
        servers,
        webhooks: operations::name_webhooks(api, lock),
        headers: operations::name_headers(api, lock),
        library: package.replace('-', "_"),
        package,
    };
    let mut all: Vec<String> = Vec::new();
    names.each_ident(&mut |ident| all.push(ident.clone()));
    let apart = script::apart(all.iter().map(String::as_str), &lock.foreign());
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
mod lock_tests;
#[cfg(test)]
mod tests;
