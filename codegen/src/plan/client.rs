//! Plans the client: its servers, its security schemes and the headers that identify it.

use super::model::FIRST_VERSION;
use super::{Client, Credential, Requirement, Scheme, Server, client_docs, rustdoc};
use crate::api::{self, Api, SecurityAlternative, ServerVariable};
use crate::config::Config;
use crate::names::Names;
use std::collections::{HashMap, HashSet};

pub(super) fn client(api: &Api, names: &Names, config: &Config, title: &str) -> Client {
    let version = config.package.version.as_deref().unwrap_or(FIRST_VERSION);
    let telemetry = config.client.telemetry.as_ref().map(|telemetry| {
        let name = telemetry.name.clone().unwrap_or_else(|| names.package.clone());
        (telemetry.header.clone(), name, version.to_owned())
    });
    let servers: Vec<Server> = names.servers.iter().map(|(server, ident)| self::server(server, ident)).collect();
    let arguments = servers.first().map(|server| arguments(server, names)).unwrap_or_default();
    let mut client = Client {
        title: title.to_owned(),
        docs: vec![format!("A client for {}.", rustdoc::line(title.trim_end_matches('.'))).into()],
        builder_docs: Vec::new(),
        servers,
        arguments,
        schemes: api.schemes.iter().map(scheme).collect(),
        security: Named::of(api, names).security(&api.security),
        user_agent: format!("{}/{version}", names.package),
        token_endpoint: api.token_endpoint.clone(),
        headers: config.client.headers.clone().into_iter().collect(),
        telemetry,
    };
    client.builder_docs = client_docs::builder_docs(&client);
    client
}

/// The variables of the default server that have no default, each with its argument.
fn arguments(server: &Server, names: &Names) -> Vec<(String, String)> {
    let named = server.variables.iter().zip(&names.arguments);
    let required = named.filter(|(variable, _)| variable.default.is_none());
    required.map(|(variable, ident)| (variable.name.clone(), ident.clone())).collect()
}

fn server(server: &api::Server, ident: &str) -> Server {
    let docs = match server.description.as_deref().map(rustdoc::lines).filter(|lines| !lines.is_empty()) {
        Some(mut lines) => {
            rustdoc::paragraph(&mut lines, &format!("`{}`", rustdoc::code(&server.url)));
            lines
        }
        None => vec![format!("`{}`", rustdoc::code(&server.url)).into()],
    };
    let needed = in_host(&server.url);
    let variables = server.variables.iter().map(|variable| ServerVariable {
        default: variable.default.clone().filter(|default| is_usable(default, needed.contains(variable.name.as_str()))),
        ..variable.clone()
    });
    Server { ident: ident.to_owned(), url: server.url.clone(), variables: variables.collect(), docs }
}

/// The variables in the host of a URL.
fn in_host(url: &str) -> HashSet<&str> {
    let host = url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    host.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The usable default of a variable: one with braces is a template for readers, and a host cannot be empty.
fn is_usable(default: &str, is_needed: bool) -> bool {
    !(default.contains(['{', '<']) || default.is_empty() && is_needed)
}

/// Items that operations refer to by name.
pub(super) struct Named<'a> {
    /// The statics of servers by their URLs.
    servers: HashMap<&'a str, &'a str>,
    credentials: HashMap<&'a str, &'a Credential>,
}

impl<'a> Named<'a> {
    /// Of several schemes with one name, the first is used.
    pub(super) fn of(api: &'a Api, names: &'a Names) -> Self {
        let servers = names.servers.iter().rev().map(|(server, ident)| (server.url.as_str(), ident.as_str()));
        let credentials = api.schemes.iter().rev().map(|scheme| (scheme.name.as_str(), &scheme.credential));
        Self { servers: servers.collect(), credentials: credentials.collect() }
    }

    /// The static of the server of an operation.
    pub(super) fn server(&self, server: &api::Server) -> Option<String> {
        self.servers.get(server.url.as_str()).map(|ident| (*ident).to_owned())
    }

    /// The requirements of each scheme in the alternatives. An undeclared scheme is assumed to be a token.
    pub(super) fn security(&self, alternatives: &[SecurityAlternative]) -> Vec<Vec<Requirement>> {
        let requirement = |(name, scopes): &(String, Vec<String>)| {
            let credential = self.credentials.get(name.as_str()).map_or(Credential::Token, |each| (*each).clone());
            Requirement { scheme: name.clone(), scopes: scopes.clone(), credential }
        };
        alternatives.iter().map(|alternative| alternative.iter().map(requirement).collect()).collect()
    }
}

fn scheme(scheme: &api::SecurityScheme) -> Scheme {
    let text = scheme.description.as_deref().map(rustdoc::first_paragraph).filter(|text| !text.is_empty());
    Scheme { name: scheme.name.clone(), credential: scheme.credential.clone(), docs: text }
}
