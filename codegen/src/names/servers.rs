//! Names of servers.

use super::identifier::Case;
use super::lock::{Lock, Section, Slot};
use super::scope::Scope;
use crate::api::{Api, Server};
use std::collections::HashSet;

/// The maximum length of a description that serves as a name.
const LONGEST: usize = 40;

/// Every server of an API, including those of single operations, without duplicates and with its name. The default one
/// is first.
pub(super) fn name_all(api: &Api, lock: &Lock) -> Vec<(Server, String)> {
    let mut scope = Scope::default();
    let mut known: HashSet<&str> = HashSet::new();
    let of_operations = api.operations.iter().filter_map(|operation| operation.server.as_ref());
    let servers = api.servers.iter().chain(of_operations);
    let servers: Vec<&Server> = servers.filter(|server| known.insert(&server.url)).collect();
    let kept = scope.keep(servers.iter().map(|server| lock.at(Section::Servers, &server.url).get(&Slot::Name)));
    let texts: Vec<String> = servers.iter().map(|server| words(server)).collect();
    let names = scope.claim_in_order(&texts, kept, Case::Static, "SERVER");
    servers.into_iter().cloned().zip(names).collect()
}

/// The arguments for the variables of the default server, by position.
pub(super) fn name_arguments(servers: &[(Server, String)], lock: &Lock) -> Vec<String> {
    let variables = servers.first().map(|(server, _)| server.variables.as_slice()).unwrap_or_default();
    let names: Vec<String> = variables.iter().map(|variable| variable.name.clone()).collect();
    let mut scope = Scope::default();
    let kept = scope.keep(names.iter().map(|name| lock.at(Section::Variables, name).get(&Slot::Name)));
    scope.claim_others(&names, kept, Case::Value, "variable")
}

/// The name of a server, else its description if that is short, else its host.
fn words(server: &Server) -> String {
    let described = server.description.as_deref().map(|text| text.trim().trim_end_matches('.'));
    let described = described.filter(|text| (1..=LONGEST).contains(&text.len()) && !text.contains("://"));
    if let Some(text) = server.name.as_deref().or(described) {
        return text.to_owned();
    }
    let url = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    url.to_owned()
}
