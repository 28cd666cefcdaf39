//! A whole API.

use super::calls::{Operation, SecurityScheme, TokenEndpoint, Webhook};
use super::types::{Bound, Definition, Docs, Type, TypeId};
use crate::diag::Pointer;
use crate::resolve::{SecurityAlternative, Server};
use std::collections::BTreeMap;

/// A whole API.
#[derive(Debug, Default)]
pub struct Api {
    /// The title of the description.
    pub title: String,
    /// The version of the description.
    pub version: String,
    /// The description of the API.
    pub description: Option<String>,
    /// What the description says about tags, by name: the summary, and the description.
    pub tags: BTreeMap<String, (Option<String>, Option<String>)>,
    /// Every named type.
    pub types: Vec<Definition>,
    /// The operations that can be called.
    pub operations: Vec<Operation>,
    /// The servers, the first of which is the default. Never empty.
    pub servers: Vec<Server>,
    /// The security schemes.
    pub schemes: Vec<SecurityScheme>,
    /// The security requirement of operations that declare none.
    pub security: Vec<SecurityAlternative>,
    /// Where to get tokens with client credentials.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Every needed component schema: its place and its type.
    pub bound: Vec<(Pointer, Bound)>,
    /// Places that are bound as any JSON value, with the reason.
    pub untyped: Vec<(Pointer, String)>,
    /// Operations that are skipped, with the reason.
    pub skipped: Vec<(Pointer, String)>,
    /// Webhooks and callbacks: requests that the API makes.
    pub webhooks: Vec<Webhook>,
    /// The declared response headers, each once.
    pub response_headers: Vec<ResponseHeader>,
}

/// A declared response header.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// The name.
    pub name: String,
    /// The type of the value, which is never a named type.
    pub of: Type,
    /// Whether the value is JSON.
    pub is_json: bool,
    /// The description.
    pub docs: Docs,
    /// The positions of the operations that declare it, in [`Api::operations`].
    pub operations: Vec<usize>,
}

impl Api {
    /// A definition by its number.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.types[id.0]
    }
}
