//! A whole API.

use super::calls::{Operation, SecurityScheme, TokenEndpoint, Webhook};
use super::types::{Bound, Definition, Docs, Type, TypeId};
use crate::diag::Pointer;
use crate::resolve::{SecurityAlternative, Server};

/// A whole API.
#[derive(Debug, Default)]
pub struct Api {
    /// The title of the description.
    pub title: String,
    /// The version of the description.
    pub version: String,
    /// What the description says about itself.
    pub description: Option<String>,
    /// Every type that has a name of its own.
    pub types: Vec<Definition>,
    /// The operations that can be called.
    pub operations: Vec<Operation>,
    /// The servers, the first of which is the default. There is always one.
    pub servers: Vec<Server>,
    /// The security schemes.
    pub schemes: Vec<SecurityScheme>,
    /// What operations need that say nothing themselves.
    pub security: Vec<SecurityAlternative>,
    /// Where tokens are to be had with the credentials of an application.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Every component schema that something needs: its place and its type.
    pub bound: Vec<(Pointer, Bound)>,
    /// Places that are bound as any JSON value, with the reason.
    pub untyped: Vec<(Pointer, String)>,
    /// Operations that are left out, with the reason.
    pub skipped: Vec<(Pointer, String)>,
    /// Webhooks and callbacks, which are received and not called.
    pub webhooks: Vec<Webhook>,
    /// The response headers that the description declares, each once.
    pub response_headers: Vec<ResponseHeader>,
}

/// A response header that the description declares.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// The name.
    pub name: String,
    /// The type of the value, which never has a name of its own.
    pub of: Type,
    /// Whether the value is JSON.
    pub is_json: bool,
    /// What the description says.
    pub docs: Docs,
    /// The positions of the operations that declare it, in [`Api::operations`].
    pub operations: Vec<usize>,
}

impl Api {
    /// A definition by number.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.types[id.0]
    }
}
