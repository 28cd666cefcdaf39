//! The package, the client, and what is beside operations and types.

use super::parts::{Docs, is_default};
use super::types::Type;
use serde::{Deserialize, Serialize};

/// The package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Package {
    pub(in crate::diff) name: String,
    pub(in crate::diff) version: String,
    /// The path of the module in another crate, if it is no crate of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) module: Option<String>,
    /// The features, each with those that it enables.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) features: Vec<(String, Vec<String>)>,
    /// The features that are on by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) default_features: Vec<String>,
    /// The feature for components that no operation uses. It is off by default.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) unreached_feature: Option<String>,
    /// The feature that enables the webhooks.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) webhooks_feature: Option<String>,
    /// The packages whose types are in signatures, each with its requirement.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) dependencies: Vec<(String, String)>,
    /// The number of what generated code names of the runtime.
    pub(in crate::diff) interface: u32,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// The client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Client {
    /// The arguments of the builder: the name of the variable, and that of the argument.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) arguments: Vec<(String, String)>,
    /// The servers, the default one first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) servers: Vec<Server>,
    /// Whether they have names, because there are several to choose from.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) choice: Choice,
    /// The headers of every request.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) headers: Vec<(String, String)>,
    /// The header with the name of the client, without its version.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) telemetry: Option<(String, String)>,
    /// Where it gets tokens.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) token_url: Option<String>,
    /// Parameters of the requests for tokens.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) token_parameters: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// Whether the crate has a module of servers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Choice {
    /// It has none: there is one server.
    #[default]
    None,
    /// It has one.
    Servers,
}

/// A server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Server {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) url: String,
    /// The variables of the URL, each with its default and its values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) variables: Vec<(String, Option<String>, Vec<String>)>,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// The accessor of a response header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct HeaderAccessor {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) wire: String,
    pub(in crate::diff) of: Type,
    /// How the value is read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) form: HeaderForm,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(in crate::diff) standing: Standing,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}

/// How the value of a header is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum HeaderForm {
    #[default]
    Text,
    Json,
}

/// Whether an item is deprecated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::diff) enum Standing {
    #[default]
    Current,
    Deprecated,
}

impl Standing {
    pub(super) fn of(deprecated: bool) -> Self {
        if deprecated { Self::Deprecated } else { Self::Current }
    }
}

/// The function of a webhook or a callback.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::diff) struct Webhook {
    pub(in crate::diff) ident: String,
    pub(in crate::diff) of: Type,
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub(in crate::diff) docs: Docs,
}
