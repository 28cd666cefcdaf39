//! The only room that makes identifiers.

mod features;
mod identifier;
mod operations;
mod scope;
mod script;
mod servers;
mod symbols;
mod types;

pub use features::PartNames;
pub(crate) use operations::status_variant;
pub use operations::{GroupNames, OperationNames};
pub(crate) use types::words;

use crate::api::{Api, Server, Type, TypeId};
use crate::config::Config;

/// Every identifier of the generated crate.
#[derive(Debug, Default)]
pub struct Names {
    /// Per type, also of those that another type leads.
    pub types: Vec<TypeNames>,
    /// Per type the one that leads it, once that is known.
    leaders: Vec<TypeId>,
    /// The groups of operations, outermost first, each before those inside it.
    pub groups: Vec<GroupNames>,
    /// Per operation.
    pub operations: Vec<OperationNames>,
    /// The servers, the default one first, each with the name of its static.
    pub servers: Vec<(Server, String)>,
    /// The functions of webhooks and callbacks, by position.
    pub webhooks: Vec<String>,
    /// The accessors of response headers, by position.
    pub headers: Vec<String>,
    /// The package, with hyphens.
    pub package: String,
    /// The crate, with underscores.
    pub library: String,
}

impl Names {
    /// The names of a type, of its own.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0]
    }

    /// Takes the type that leads each one: itself, or one that differs in nothing but its name.
    pub fn follow(&mut self, leaders: &[TypeId]) {
        self.leaders = leaders.to_vec();
    }

    /// The type that leads a type.
    pub fn leader(&self, id: TypeId) -> TypeId {
        self.leaders.get(id.0).copied().unwrap_or(id)
    }

    /// What a type is called where it is mentioned: by the name of its leader when that is part of its own, as `Client` is of
    /// `GetClientResponseContent`, else by its own.
    pub fn mentioned(&self, id: TypeId) -> &str {
        let own = &self.of(id).ident;
        let leader = &self.of(self.leader(id)).ident;
        if is_part(&words(leader), &words(own)) { leader } else { own }
    }

    /// A type with the leaders of those in it: of two equal types the same.
    pub fn led(&self, of: &Type) -> Type {
        let mut led = of.clone();
        led.each_named(&mut |id| *id = self.leader(*id));
        led
    }

    /// Goes through all identifiers that can have letters outside of ASCII.
    fn each_ident(&mut self, of: &mut impl FnMut(&mut String)) {
        for names in &mut self.types {
            let members = names.members.iter_mut().chain(&mut names.methods);
            members.chain([&mut names.ident, &mut names.rest]).for_each(&mut *of);
        }
        for names in &mut self.groups {
            [&mut names.method, &mut names.ident].into_iter().for_each(&mut *of);
        }
        for names in &mut self.operations {
            let own = [&mut names.method, &mut names.ident, &mut names.marker, &mut names.body];
            let made = [&mut names.reply, &mut names.problem];
            let listed = names.parameters.iter_mut().chain(&mut names.other_bodies);
            own.into_iter().chain(made).chain(listed).for_each(&mut *of);
        }
        let servers = self.servers.iter_mut().map(|(_, ident)| ident);
        servers.chain(&mut self.webhooks).chain(&mut self.headers).for_each(of);
    }

    /// The names of parts of the types, each given by the groups of operations that reach it, or as the one for everybody.
    pub fn parts(&self, parts: &[Option<Vec<&str>>]) -> Vec<PartNames> {
        features::name_parts(parts, &self.types)
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
    /// The property that holds what the description does not name, or the variant for what fits no other.
    pub rest: String,
}

/// The feature for a group of operations.
pub(crate) fn feature(group: &str) -> String {
    features::feature(group)
}

/// The arguments for server variables.
pub(crate) fn arguments(names: &[String]) -> Vec<String> {
    scope::Scope::default().claim_all(names, identifier::Case::Value, "variable")
}

/// Whether a package of this name would hide something else, or is not possible at all.
pub(crate) fn is_reserved_package(name: &str) -> bool {
    identifier::is_reserved_package(name)
}

/// Whether words are among others in the same order.
fn is_part(words: &[String], others: &[String]) -> bool {
    let mut others = others.iter();
    words.iter().all(|word| others.any(|other| other == word))
}

/// Names everything.
pub fn names(api: &Api, config: &Config) -> Names {
    let package = config.package.name.clone().unwrap_or_else(|| identifier::package(&api.title));
    let (mut groups, operations) = operations::name_all(api);
    features::name_groups(&mut groups);
    let mut names = Names {
        types: types::name_all(api),
        leaders: Vec::new(),
        groups,
        operations,
        servers: servers::name_all(api),
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
