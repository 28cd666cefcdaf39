//! The only room that makes identifiers.

mod features;
mod identifier;
mod operations;
mod scope;
mod servers;
mod symbols;
mod types;

pub use features::PartNames;
pub(crate) use operations::status_variant;
pub use operations::{GroupNames, OperationNames};

use crate::api::{Api, Server, TypeId};
use crate::config::Config;
use crate::facts::Facts;

/// Every identifier of the generated crate.
#[derive(Debug, Default)]
pub struct Names {
    /// Per type.
    pub types: Vec<TypeNames>,
    /// The groups of operations, outermost first, each before those inside it.
    pub groups: Vec<GroupNames>,
    /// Per operation.
    pub operations: Vec<OperationNames>,
    /// The servers, the default one first, each with the name of its static.
    pub servers: Vec<(Server, String)>,
    /// Per part of the types, as [`Reach::parts`](crate::facts::Reach::parts).
    pub parts: Vec<PartNames>,
    /// The functions of webhooks and callbacks, by position.
    pub webhooks: Vec<String>,
    /// The package, with hyphens.
    pub package: String,
    /// The crate, with underscores.
    pub library: String,
}

impl Names {
    /// The names of a type.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0]
    }
}

/// The identifiers of one type.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub ident: String,
    /// Its properties or variants, by position.
    pub members: Vec<String>,
    /// The setters or constructors of those, by position.
    pub methods: Vec<String>,
    /// The arguments that stand for them, by position.
    pub arguments: Vec<String>,
    /// The property that holds what the description does not name, or the variant for what fits no other.
    pub rest: String,
    /// Other names of the type, by position of the alias.
    pub aliases: Vec<String>,
}

/// The feature for a group of operations.
pub(crate) fn feature(group: &str) -> String {
    features::feature(group)
}

/// The argument for a server variable.
pub(crate) fn argument(name: &str) -> String {
    identifier::identifier(name, identifier::Case::Value, "variable")
}

/// Names everything.
pub fn names(api: &Api, facts: &Facts, config: &Config) -> Names {
    let package = config.package.name.clone().unwrap_or_else(|| identifier::package(&api.title));
    let (mut groups, operations) = operations::name_all(api);
    features::name_groups(&mut groups);
    let types = types::name_all(api, config);
    Names {
        parts: features::name_parts(&facts.reach, &types),
        types,
        groups,
        operations,
        servers: servers::name_all(api),
        webhooks: operations::name_webhooks(api),
        library: package.replace('-', "_"),
        package,
    }
}

#[cfg(test)]
mod tests;
