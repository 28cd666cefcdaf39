//! Turns the server URLs of the description into URLs that a client can use.

use super::{Server, ServerVariable};
use crate::resolve;
use std::collections::{HashMap, HashSet};

/// The variable for the part of a URL that a description leaves open.
const BASE: &str = "base_url";

/// The servers of the document, the default one first. Never empty.
///
/// The default is the first one with TLS. If the description has no server, or only a path, the user must set the base URL, unless every
/// operation has its own server.
pub(super) fn of_document(description: &resolve::Description) -> Vec<Server> {
    let mut servers = usable(&description.servers, None);
    if servers.is_empty() {
        let own: Option<Vec<Server>> = description
            .operations
            .iter()
            .map(|operation| usable(&operation.servers, None).into_iter().next())
            .collect();
        servers.extend(own.into_iter().flatten().next());
    }
    if servers.is_empty() {
        servers.push(open(""));
    }
    if let Some(first) = servers.iter().position(|server| !server.url.starts_with("http://")) {
        servers[..=first].rotate_right(1);
    }
    servers
}

/// The server of an operation, if it differs from that of the document.
pub(super) fn of_operation(operation: &resolve::Operation, document: &[Server]) -> Option<Server> {
    let servers = usable(&operation.servers, document.first());
    let first = servers.iter().find(|server| !server.url.starts_with("http://")).or(servers.first())?;
    let is_default = document.first().is_some_and(|default| default.url == first.url);
    (!is_default).then(|| first.clone())
}

/// The servers with HTTP URLs, without duplicates. A URL that is only a path is on the host of `beside`.
fn usable(servers: &[Server], beside: Option<&Server>) -> Vec<Server> {
    let mut found: Vec<Server> = Vec::with_capacity(servers.len());
    let mut known: HashSet<String> = HashSet::with_capacity(servers.len());
    for server in servers {
        let url = server.url.trim();
        // A path cannot be appended to a query or a fragment.
        let url = url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let completed = match url.split_once("://") {
            Some((scheme, _)) if scheme.starts_with('{') || is_http(scheme) => with_variables(url, server),
            Some(_) => continue,
            None if url.starts_with('{') => with_variables(url, server),
            None if url.starts_with("//") => with_variables(&format!("https:{url}"), server),
            None => {
                let path = format!("/{}", url.trim_start_matches(['.', '/']));
                let path = path.trim_end_matches('/');
                match beside {
                    Some(beside) => with_variables(&format!("{}{path}", origin(&beside.url)), &merged(server, beside)),
                    None => with_variables(&format!("{{{BASE}}}{path}"), &merged(server, &open(""))),
                }
            }
        };
        if known.insert(completed.url.clone()) {
            found.push(completed);
        }
    }
    found
}

fn is_http(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// A server whose URL is left open.
fn open(path: &str) -> Server {
    Server {
        url: format!("{{{BASE}}}{path}"),
        name: None,
        description: None,
        variables: vec![ServerVariable {
            name: BASE.to_owned(),
            default: None,
            values: Vec::new(),
            description: Some("The base URL of the API, such as `https://api.example.com`.".to_owned()),
        }],
    }
}

/// The scheme and the host of a URL.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |position| position + 3);
    let end = url[start..].find('/').map_or(url.len(), |position| start + position);
    &url[..end]
}

/// A server with the variables of another added.
fn merged(server: &Server, other: &Server) -> Server {
    let mut merged = server.clone();
    merged.variables.extend(other.variables.iter().cloned());
    merged
}

/// A server with exactly the variables of its URL, in their order.
fn with_variables(url: &str, server: &Server) -> Server {
    // Of several variables with one name, the first is used.
    let declared: HashMap<&str, &ServerVariable> =
        server.variables.iter().rev().map(|variable| (variable.name.as_str(), variable)).collect();
    let variables = super::parameters::template_names(url).into_iter().map(|name| {
        let declared = declared.get(name).map(|variable| (*variable).clone());
        let mut variable = declared.unwrap_or_else(|| ServerVariable {
            name: name.to_owned(),
            default: None,
            values: Vec::new(),
            description: None,
        });
        let default = variable.default.iter().filter(|default| !variable.values.contains(default));
        if !variable.values.is_empty() {
            variable.values.splice(0..0, default.cloned().collect::<Vec<_>>());
        }
        variable
    });
    Server { url: url.to_owned(), variables: variables.collect(), ..server.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{Description, Operation};

    fn server(url: &str) -> Server {
        Server { url: url.to_owned(), name: None, description: None, variables: Vec::new() }
    }

    fn urls(servers: &[&str]) -> Vec<String> {
        let servers = servers.iter().map(|url| server(url)).collect();
        let description = Description { servers, ..Description::default() };
        of_document(&description).into_iter().map(|server| server.url).collect()
    }

    #[test]
    fn urls_become_usable_by_a_client() {
        assert_eq!(urls(&["https://a.example/v1/"]), ["https://a.example/v1"]);
        assert_eq!(urls(&["http://a.example", "https://a.example"]), ["https://a.example", "http://a.example"]);
        assert_eq!(urls(&["http://a.example"]), ["http://a.example"]);
        assert_eq!(urls(&[]), ["{base_url}"]);
        assert_eq!(urls(&["/"]), ["{base_url}"]);
        assert_eq!(urls(&["/api/v3"]), ["{base_url}/api/v3"]);
        assert_eq!(urls(&["../v1"]), ["{base_url}/v1"]);
        assert_eq!(urls(&["//a.example/x"]), ["https://a.example/x"]);
        assert_eq!(urls(&["wss://a.example", "{scheme}://a.example"]), ["{scheme}://a.example"]);
        assert_eq!(urls(&["https://a.example?x=1", "https://a.example"]), ["https://a.example"]);
    }

    #[test]
    fn variables_are_those_of_the_url() {
        let mut with = server("https://{region}.example/{stage}");
        let variable = |name: &str, default: &str, values: &[&str]| ServerVariable {
            name: name.to_owned(),
            default: Some(default.to_owned()),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
            description: None,
        };
        with.variables = vec![variable("unused", "x", &[]), variable("region", "eu", &["us"])];
        let found = usable(&[with], None);
        let names: Vec<&str> = found[0].variables.iter().map(|variable| variable.name.as_str()).collect();
        assert_eq!(names, ["region", "stage"]);
        assert_eq!(found[0].variables[0].values, ["eu", "us"]);
        assert_eq!(found[0].variables[1].default, None);
    }

    #[test]
    fn operations_can_have_servers_of_their_own() {
        let own =
            |urls: &[&str]| Operation { servers: urls.iter().map(|url| server(url)).collect(), ..Operation::default() };
        let document = [server("https://a.example/v1")];
        let of = |urls: &[&str]| of_operation(&own(urls), &document).map(|server| server.url);
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["https://a.example/v1/"]), None);
        assert_eq!(of(&["https://b.example"]).as_deref(), Some("https://b.example"));
        assert_eq!(of(&["/v2"]).as_deref(), Some("https://a.example/v2"));
        let description = Description {
            operations: vec![own(&["https://b.example"]), own(&["https://c.example"])],
            ..Description::default()
        };
        assert_eq!(of_document(&description)[0].url, "https://b.example");
    }
}
