//! The crate as a whole.

use super::operations::{Group, Requirement, Webhook};
use super::types::{Item, RustType};
use crate::api::{Credential, ServerVariable, TokenEndpoint};
use crate::config::{self, Placement};
use crate::text::Line;
use std::path::PathBuf;

/// The whole generated crate.
#[derive(Debug)]
pub struct CratePlan {
    /// Whether there is a module of servers, because there are several to choose from.
    pub has_servers_module: bool,
    /// Whether the security requirements of the document are a static, because several operations share them.
    pub has_shared_security: bool,
    /// The `recursion_limit` of the crate, if the default is too small.
    pub recursion_limit: Option<usize>,
    /// The package.
    pub package: Package,
    /// Whether it is a crate or a module.
    pub placement: Placement,
    /// The docs of the crate, up to those of the groups.
    pub docs: Vec<Line>,
    /// The next part of the docs of the crate: a line for each group.
    pub group_docs: Vec<GroupDocs>,
    /// The last part: the features.
    pub feature_docs: Vec<Line>,
    /// The items of the types module, in the order of their names.
    pub types: Vec<Item>,
    /// The modules that contain them; if there are none, the types module contains them itself.
    pub modules: Vec<Module>,
    /// The features for groups of operations, in order.
    pub features: Vec<String>,
    /// The client.
    pub client: Client,
    /// The groups of operations.
    pub groups: Vec<Group>,
    /// The webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
    /// The feature that enables them, if any.
    pub webhooks_feature: Option<String>,
    /// The feature for components that no operation uses, unless there are no operations. It is off by default.
    pub unreached_feature: Option<String>,
    /// The accessors of response headers, in the order of their names.
    pub headers: Vec<HeaderAccessor>,
}

/// A line about a group in the docs of the crate.
#[derive(Clone, Debug)]
pub struct GroupDocs {
    /// The feature that enables the group, if any.
    pub feature: Option<String>,
    /// The line if it is enabled.
    pub on: Line,
    /// The line if it is not.
    pub off: Line,
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
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// The location of the generated crate, and its dependencies.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The path of the runtime, relative to the generated crate; else the published one.
    pub runtime: Option<String>,
    /// The folder of the configuration, relative to the generated crate.
    pub configuration: PathBuf,
}

/// The contents of Cargo.toml.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package's name.
    pub name: String,
    /// The version.
    pub version: String,
    /// A description of one line.
    pub description: String,
    /// What bindery.toml says about the package. Name, version and description are above.
    pub configured: config::Package,
    /// The path of the runtime, relative to the generated crate; else the published one.
    pub runtime_path: Option<String>,
    /// The features of the runtime that the types need.
    pub runtime_features: Vec<&'static str>,
    /// The dependencies beside the runtime: package and requirement, in TOML.
    pub dependencies: Vec<(String, String)>,
}

/// A module of types, all of which are re-exported by the types module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The module.
    pub ident: String,
    /// The features, any of which enables it; none if it is always enabled.
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
    /// The docs of its builder, by line.
    pub builder_docs: Vec<Line>,
    /// The servers, the default one first.
    pub servers: Vec<Server>,
    /// The arguments of `builder`: variables of the default server without a default.
    pub arguments: Vec<(String, String)>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// The security requirement of operations that declare none.
    pub security: Vec<Vec<Requirement>>,
    /// The `User-Agent` of the client.
    pub user_agent: String,
    /// Where to get tokens with client credentials.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// The telemetry header, with the name and the version of the client.
    pub telemetry: Option<(String, String, String)>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The static.
    pub ident: String,
    /// The URL, a template.
    pub url: String,
    /// The variables of the template, with their usable defaults.
    pub variables: Vec<ServerVariable>,
    /// The docs, by line.
    pub docs: Vec<Line>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// The name in the description.
    pub name: String,
    /// The credentials to send.
    pub credential: Credential,
    /// The description, in one line.
    pub docs: Option<String>,
}

/// The default version of a package.
pub(in crate::plan) const FIRST_VERSION: &str = "0.1.0";
