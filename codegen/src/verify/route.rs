//! Finds the operation of a recorded request.

use super::fit::Fitting;
use super::template::{Segment, Template};
use super::url::{decoded, split};
use crate::api::{Api, Operation};
use crate::source::Documents;
use std::collections::HashSet;

/// The operations of an API by their paths.
pub struct Router<'a> {
    api: &'a Api,
    /// The templates with the positions of their operations, the most specific first.
    templates: Vec<(Template, usize)>,
    /// The base paths of the servers, the longest first; the last one is empty.
    bases: Vec<String>,
    hosts: HashSet<String>,
    fitting: Fitting<'a>,
}

/// The destination of a request.
pub enum Route<'a> {
    /// An operation, with the values of the placeholders of its path.
    Operation(&'a Operation, PathValues),
    /// A declared path, but not with this method.
    OtherMethod(&'a Operation),
    /// A path that is not declared.
    Unknown,
    /// A host that the description does not name.
    Foreign(String),
}

/// The values of the placeholders of a path, with their names.
#[derive(Clone, Debug, Default)]
pub struct PathValues {
    /// As they were sent.
    pub raw: Vec<(String, String)>,
}

impl PathValues {
    /// The values without escapes.
    pub fn decoded(&self) -> Vec<(String, String)> {
        self.raw.iter().map(|(name, raw)| (name.clone(), decoded(raw))).collect()
    }
}

impl<'a> Router<'a> {
    /// Creates the router of an API with the documents that it is from. `servers` are URLs of servers that the description does not name.
    pub fn new(api: &'a Api, documents: &'a Documents, servers: &[String]) -> Self {
        let mut templates: Vec<(Template, usize)> =
            api.operations.iter().enumerate().map(|(index, operation)| (Template::of(operation), index)).collect();
        templates.sort_by_key(|(template, _)| template.rank());
        let own = api.operations.iter().filter_map(|operation| operation.server.as_ref());
        let described = api.servers.iter().chain(own).map(|server| filled(&server.url, &server.variables));
        let (mut bases, mut hosts) = (Vec::new(), HashSet::new());
        for url in described.chain(servers.iter().cloned()) {
            let (host, path) = split(&url);
            hosts.extend(host.filter(|host| !host.contains('{')));
            bases.push(path.trim_end_matches('/').to_owned());
        }
        bases.push(String::new());
        bases.sort_by_key(|base| std::cmp::Reverse(base.len()));
        bases.dedup();
        Self { api, templates, bases, hosts, fitting: Fitting::new(api, documents) }
    }

    /// Returns the destination of a request.
    pub fn route(&self, method: &str, url: &str) -> Route<'a> {
        let (host, path) = split(url);
        for base in &self.bases {
            let Some(rest) = path.strip_prefix(base.as_str()).or_else(|| inside(base, &path)) else { continue };
            if !rest.is_empty() && !rest.starts_with('/') {
                continue;
            }
            let rest = if rest.is_empty() { "/" } else { rest };
            if let Some(route) = self.within(method, url, &rest.split('/').collect::<Vec<_>>()) {
                return route;
            }
        }
        // A URL without a host refers to the declared server.
        host.filter(|host| !self.hosts.contains(host)).map_or(Route::Unknown, Route::Foreign)
    }

    /// Returns the destination of a path without its base. Where the path has several templates and none is narrower, the first one whose
    /// parameters have such values is meant.
    fn within(&self, method: &str, url: &str, segments: &[&str]) -> Option<Route<'a>> {
        let mut other = None;
        let mut found: Vec<(&Template, &'a Operation, PathValues)> = Vec::new();
        for (template, index) in &self.templates {
            let operation = &self.api.operations[*index];
            let is_meant = operation.method.eq_ignore_ascii_case(method);
            if !is_meant && other.is_some() || found.first().is_some_and(|(first, ..)| first.is_narrower(template)) {
                continue;
            }
            let Some(raw) = template.matches(segments) else { continue };
            match is_meant {
                true => found.push((template, operation, PathValues { raw })),
                false => other = Some(operation),
            }
        }
        let fits = |(_, operation, values): &(&Template, &'a Operation, PathValues)| {
            self.fitting.fits(operation, method, url, values.raw.clone())
        };
        let position = if found.len() > 1 { found.iter().position(fits) } else { None };
        let meant = found.into_iter().nth(position.unwrap_or_default());
        let meant = meant.map(|(_, operation, values)| Route::Operation(operation, values));
        meant.or_else(|| other.map(Route::OtherMethod))
    }
}

/// Returns the rest of a path after a base path with variables.
fn inside<'p>(base: &str, path: &'p str) -> Option<&'p str> {
    if !base.contains('{') {
        return None;
    }
    let mut rest = path.strip_prefix('/')?;
    for part in base.strip_prefix('/')?.split('/') {
        let (segment, left) = rest.split_once('/').unwrap_or((rest, ""));
        Segment::of(part, &|_| false).matches(segment)?;
        rest = left;
    }
    let start = path.len() - rest.len();
    Some(if rest.is_empty() { "" } else { &path[start - 1..] })
}

/// Replaces the variables of a server URL by their defaults.
fn filled(url: &str, variables: &[crate::api::ServerVariable]) -> String {
    variables.iter().fold(url.to_owned(), |url, variable| match &variable.default {
        Some(default) => url.replace(&format!("{{{}}}", variable.name), default),
        None => url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_have_variables() {
        assert_eq!(inside("/api/{v}", "/api/2/users"), Some("/users"));
    }
}
