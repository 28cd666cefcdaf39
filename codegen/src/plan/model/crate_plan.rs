//! The crate as a whole.

use super::operations::{Group, Requirement, Webhook};
use super::types::{Item, RustType};
use crate::api::{Credential, ServerVariable, TokenEndpoint};
use crate::config::Placement;
use crate::text::Line;

/// The whole generated crate.
#[derive(Debug)]
pub struct CratePlan {
    /// Whether the servers have a module of their own, since there is a choice.
    pub has_servers_module: bool,
    /// Whether several operations share the security requirements of the document, which are a static then.
    pub has_shared_security: bool,
    /// The compiler's bound on nested macro calls, where the usual one is too small.
    pub recursion_limit: Option<usize>,
    /// The package.
    pub package: Package,
    /// Where it stands.
    pub placement: Placement,
    /// What the crate says about itself.
    pub docs: Vec<Line>,
    /// The items of the types module, in order of their names.
    pub types: Vec<Item>,
    /// How they lie in modules; without any, they lie in the types module itself.
    pub modules: Vec<Module>,
    /// The features that stand for groups of operations, in order.
    pub features: Vec<String>,
    /// The client.
    pub client: Client,
    /// The groups of operations.
    pub groups: Vec<Group>,
    /// What is received and not called for.
    pub webhooks: Vec<Webhook>,
    /// The feature that enables it, when it is one.
    pub webhooks_feature: Option<String>,
    /// The feature for components that no operation reaches, where there are operations: it is off unless it is asked for.
    pub unreached_feature: Option<String>,
    /// The accessors of response headers, in the order of their names.
    pub headers: Vec<HeaderAccessor>,
}

/// The accessor of a response header.
#[derive(Clone, Debug)]
pub struct HeaderAccessor {
    /// The method.
    pub ident: String,
    /// The name on the wire.
    pub wire: String,
    /// The type of the value.
    pub of: RustType,
    /// Whether the value is JSON.
    pub is_json: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// What goes into Cargo.toml.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// The version.
    pub version: String,
    /// One line.
    pub description: String,
    /// An SPDX expression.
    pub license: Option<String>,
    /// Where the source lives.
    pub repository: Option<String>,
    /// The path of the runtime, from the generated crate; else the published one.
    pub runtime_path: Option<String>,
    /// The feature of the runtime that has the types of dates.
    pub dates: Option<&'static str>,
}

/// A module of types, all of which are re-exported by the types module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The module.
    pub ident: String,
    /// The features of which any enables it; none when it is always there.
    pub features: Vec<String>,
    /// Its types, by position in [`CratePlan::types`].
    pub types: Vec<usize>,
}

/// The client.
#[derive(Clone, Debug)]
pub struct Client {
    /// The title of the API.
    pub title: String,
    /// The docs, by line.
    pub docs: Vec<Line>,
    /// The servers, the default one first.
    pub servers: Vec<Server>,
    /// The arguments of `builder`: variables of the default server that have no default, and their arguments.
    pub arguments: Vec<(String, String)>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// What operations need that say nothing themselves.
    pub security: Vec<Vec<Requirement>>,
    /// How the client calls itself.
    pub user_agent: String,
    /// Where tokens are to be had with the credentials of an application.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Headers of all requests.
    pub headers: Vec<(String, String)>,
    /// How the client tells the server what it is: the header, the name and the version.
    pub telemetry: Option<(String, String, String)>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The static.
    pub ident: String,
    /// The address, a template.
    pub url: String,
    /// The variables of the template, with the defaults that can be used.
    pub variables: Vec<ServerVariable>,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The name in the description.
    pub name: String,
    /// What has to be sent.
    pub credential: Credential,
    /// What the description says, in one line.
    pub docs: Option<String>,
}

/// The version of a package when none is given.
pub(in crate::plan) const FIRST_VERSION: &str = "0.1.0";
