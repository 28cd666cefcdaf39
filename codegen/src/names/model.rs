//! What the phase gives: every identifier of the generated crate.

use super::identifier::words;
use super::operations::{GroupNames, OperationNames};
use crate::api::{Server, Type, TypeId};

/// Every identifier of the generated crate.
#[derive(Debug, Default)]
pub struct Names {
    /// Per type, also of those that another type leads.
    pub types: Vec<TypeNames>,
    /// Per type the one that leads it, once that is known.
    pub(super) leaders: Vec<TypeId>,
    /// The groups of operations, outermost first, each before those inside it.
    pub groups: Vec<GroupNames>,
    /// Per operation.
    pub operations: Vec<OperationNames>,
    /// The servers, the default one first, each with the name of its static.
    pub servers: Vec<(Server, String)>,
    /// The arguments for the variables of the default server, by position.
    pub arguments: Vec<String>,
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
    pub(super) fn each_ident(&mut self, of: &mut impl FnMut(&mut String)) {
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
            let listed = names.parameters.iter_mut().chain(&mut names.other_bodies).chain(&mut names.media);
            own.into_iter().chain(made).chain(listed).for_each(&mut *of);
        }
        let servers = self.servers.iter_mut().map(|(_, ident)| ident);
        let listed = self.arguments.iter_mut().chain(&mut self.webhooks).chain(&mut self.headers);
        servers.chain(listed).for_each(of);
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

/// Whether words are among others in the same order.
fn is_part(words: &[String], others: &[String]) -> bool {
    let mut others = others.iter();
    words.iter().all(|word| others.any(|other| other == word))
}
