//! The output of the phase: every identifier of the generated crate.

use crate::api::{Server, TypeId};
use crate::config::Former;

/// Every identifier of the generated crate.
#[derive(Debug, Default)]
pub struct Names {
    /// By type, including aliases.
    pub types: Vec<TypeNames>,
    /// The modules that the types are in.
    pub homes: Homes,
    /// The groups of operations, each before the groups in it.
    pub groups: Vec<GroupNames>,
    /// By operation.
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
    /// The names of a type itself.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0]
    }

    /// Visits all identifiers that can contain letters outside of ASCII.
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
            let made = [&mut names.reply, &mut names.error_body];
            let listed = names.parameters.iter_mut().chain(&mut names.other_bodies).chain(&mut names.media);
            own.into_iter().chain(made).chain(listed).for_each(&mut *of);
        }
        let servers = self.servers.iter_mut().map(|(_, ident)| ident);
        let listed = self.arguments.iter_mut().chain(&mut self.webhooks).chain(&mut self.headers);
        servers.chain(listed).for_each(of);
    }
}

/// The modules of types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Homes {
    /// The modules, in no particular order.
    pub modules: Vec<String>,
    /// By type, the position of its module.
    pub of: Vec<usize>,
    /// By module, whether it holds the schemas in operations themselves.
    pub of_operations: Vec<bool>,
}

impl Homes {
    /// The module of a type inside an operation, by position.
    pub(crate) fn operations_of(&self, id: TypeId) -> Option<usize> {
        let home = self.of.get(id.0).copied()?;
        self.of_operations.get(home).copied().unwrap_or_default().then_some(home)
    }
}

/// The identifiers of one type.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub ident: String,
    /// Its properties or variants, by position.
    pub members: Vec<String>,
    /// Their setters or constructors, by position.
    pub methods: Vec<String>,
    /// The field for undeclared properties, or the variant for values that match no other.
    pub rest: String,
    /// Its former names.
    pub former: Vec<Former>,
}

/// The identifiers of a group of operations.
#[derive(Clone, Debug)]
pub struct GroupNames {
    /// The group in the description, outermost first.
    pub path: Vec<String>,
    /// The position of the enclosing group.
    pub parent: Option<usize>,
    /// The method that returns its handle.
    pub method: String,
    /// Its module; modules of groups are not nested.
    pub module: String,
    /// The feature that enables it, shared with its outermost group.
    pub feature: String,
    /// The type of its handle.
    pub ident: String,
    /// The positions of its operations in [`Api::operations`](crate::api::Api::operations).
    pub operations: Vec<usize>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// The position of its group.
    pub group: usize,
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub ident: String,
    /// The marker type of the operation, if calls have no type of their own.
    pub marker: String,
    /// The arguments or setters of the parameters, by position.
    pub parameters: Vec<String>,
    /// The argument or setter of the body.
    pub body: String,
    /// The methods for bodies of other types, by position in [`Body::others`](crate::api::Body::others).
    pub other_bodies: Vec<String>,
    /// The methods for alternative media types, by position in [`Operation::media`](crate::api::Operation::media).
    pub media: Vec<String>,
    /// The type of the response, if each status has its own.
    pub reply: String,
    /// The type of error bodies, if there are several.
    pub error_body: String,
    /// Its former names.
    pub former: Vec<FormerCall>,
}

/// A former name of an operation, with those of the types of its call that are free.
#[derive(Clone, Debug)]
pub struct FormerCall {
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub ident: Option<String>,
    /// The type of the response, if each status has its own.
    pub reply: Option<String>,
    /// The type of error bodies, if there are several.
    pub error_body: Option<String>,
    /// The position of the rule.
    pub rule: usize,
}
