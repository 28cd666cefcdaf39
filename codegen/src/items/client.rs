//! The client: its servers, and how it shows who is calling.

use super::{Client, Credential, Requirement, Scheme, Server, rustdoc};
use crate::api::{self, Api, SecurityAlternative, ServerVariable};
use crate::config::Config;
use crate::names::Names;

pub(super) fn client(api: &Api, names: &Names, config: &Config, title: &str) -> Client {
    let version = config.package.version.as_deref().unwrap_or(super::FIRST_VERSION);
    let telemetry = config.client.telemetry.as_ref().map(|telemetry| {
        let name = telemetry.name.clone().unwrap_or_else(|| names.package.clone());
        (telemetry.header.clone(), name, version.to_owned())
    });
    let servers: Vec<Server> = names.servers.iter().map(|(server, ident)| self::server(server, ident)).collect();
    let arguments = servers.first().map(arguments).unwrap_or_default();
    Client {
        title: title.to_owned(),
        docs: vec![format!("A client for {}.", rustdoc::line(title.trim_end_matches('.'))).into()],
        servers,
        arguments,
        schemes: api.schemes.iter().map(scheme).collect(),
        security: security(&api.security, api),
        user_agent: format!("{}/{version}", names.package),
        token_endpoint: api.token_endpoint.clone(),
        headers: config.client.headers.clone().into_iter().collect(),
        telemetry,
    }
}

/// The variables of the default server that have to be given, each with its argument.
fn arguments(server: &Server) -> Vec<(String, String)> {
    let required = server.variables.iter().filter(|variable| variable.default.is_none());
    let wire: Vec<String> = required.map(|variable| variable.name.clone()).collect();
    let idents = crate::names::arguments(&wire);
    wire.into_iter().zip(idents).collect()
}

fn server(server: &api::Server, ident: &str) -> Server {
    let docs = match server.description.as_deref().map(rustdoc::lines).filter(|lines| !lines.is_empty()) {
        Some(mut lines) => {
            rustdoc::paragraph(&mut lines, &format!("`{}`", rustdoc::code(&server.url)));
            lines
        }
        None => vec![format!("`{}`", rustdoc::code(&server.url)).into()],
    };
    let variables = server.variables.iter().map(|variable| ServerVariable {
        default: variable.default.clone().filter(|default| is_usable(default, variable, &server.url)),
        ..variable.clone()
    });
    Server { ident: ident.to_owned(), url: server.url.clone(), variables: variables.collect(), docs }
}

/// A default with braces in it is itself a template for readers, and no host is empty.
fn is_usable(default: &str, variable: &ServerVariable, url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    let is_needed = host.contains(&format!("{{{}}}", variable.name));
    !(default.contains(['{', '<']) || default.is_empty() && is_needed)
}

/// The static of the server of an operation.
pub(super) fn server_ident(server: &api::Server, names: &Names) -> Option<String> {
    names.servers.iter().find(|(each, _)| each.url == server.url).map(|(_, ident)| ident.clone())
}

fn scheme(scheme: &api::SecurityScheme) -> Scheme {
    let text = scheme.description.as_deref().map(rustdoc::first_paragraph).filter(|text| !text.is_empty());
    Scheme { name: scheme.name.clone(), credential: scheme.credential.clone(), docs: text }
}

/// What each scheme of the alternatives needs. A scheme that is not declared is taken for a token.
pub(super) fn security(alternatives: &[SecurityAlternative], api: &Api) -> Vec<Vec<Requirement>> {
    let requirement = |(name, scopes): &(String, Vec<String>)| {
        let scheme = api.schemes.iter().find(|scheme| scheme.name == *name);
        let credential = scheme.map_or(Credential::Token, |scheme| scheme.credential.clone());
        Requirement { scheme: name.clone(), scopes: scopes.clone(), credential }
    };
    alternatives.iter().map(|alternative| alternative.iter().map(requirement).collect()).collect()
}
