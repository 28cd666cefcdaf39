//! Validates and builds the base URL of a client.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::path::is_dots;
use crate::client::{Api, ConfigurationProblem, Server, Variable};

/// Whether plain `http` is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plaintext {
    /// For any host: the user set the URL explicitly.
    Allowed,
    /// Only for loopback addresses.
    LoopbackOnly,
}

/// The values of server variables, by name. The last value of a name applies.
pub(crate) type Values = Vec<(String, String)>;

/// Validates a base URL that the user set. Returns it without a trailing slash.
pub(crate) fn base_url(address: &str) -> Result<String, ConfigurationProblem> {
    check(address, Plaintext::Allowed).map_err(|reason| ConfigurationProblem::Address { reason })
}

/// Fills in the variables of a server URL. Returns it without a trailing slash.
pub(crate) fn from_server(server: &'static Server, given: &Values) -> Result<String, Vec<ConfigurationProblem>> {
    let mut problems = Vec::new();
    let mut address = server.url.to_owned();
    let mut plaintext = Plaintext::LoopbackOnly;
    for variable in server.variables {
        let value = given.iter().rev().find(|(name, _)| name == variable.name);
        match resolve(server.url, variable, value.map(|(_, value)| value.as_str())) {
            Ok(Value { text, scheme }) => {
                address = address.replace(&format!("{{{}}}", variable.name), text);
                match scheme {
                    Scheme::FromTemplate => {}
                    Scheme::Http => address = address.replacen("https://", "http://", 1),
                    Scheme::FromValue => plaintext = Plaintext::Allowed,
                    Scheme::Missing => address.insert_str(0, "https://"),
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() {
        match check(&address, plaintext) {
            Ok(address) => return Ok(address),
            Err(reason) => problems.push(ConfigurationProblem::Address { reason }),
        }
    }
    Err(problems)
}

/// Validates the URL of a token endpoint, which may have a query. Plain `http` is allowed for loopback addresses, and for any host
/// if the base URL of the API is plain `http` as well.
pub(crate) fn check_endpoint(url: &str, api: &str) -> Result<(), &'static str> {
    let plaintext = if api.starts_with("http://") { Plaintext::Allowed } else { Plaintext::LoopbackOnly };
    check(url.split('?').next().unwrap_or_default(), plaintext).map(drop)
}

/// Returns the scheme and the authority of a valid URL.
pub(crate) fn origin(address: &str) -> &str {
    let start = address.find("://").map_or(0, |end| end + 3);
    let end = address[start..].find(['/', '?', '#']).map_or(address.len(), |end| start + end);
    &address[..end]
}

/// Returns a problem for each variable that no server has.
pub(crate) fn unknown_variables(api: &Api, chosen: Option<&Server>, given: &Values) -> Vec<ConfigurationProblem> {
    let servers = || api.servers.iter().copied().chain(chosen);
    let is_known = |name: &str| servers().flat_map(|server| server.variables).any(|variable| variable.name == name);
    let unknown = given.iter().filter(|(name, _)| !is_known(name));
    unknown.map(|(name, _)| ConfigurationProblem::VariableUnknown { name: name.clone() }).collect()
}

/// How a value of a variable affects the scheme.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    /// The scheme of the template applies.
    FromTemplate,
    /// The value has `http`, the template `https`.
    Http,
    /// The template has no scheme, the value has one.
    FromValue,
    /// Neither has a scheme.
    Missing,
}

/// The value of a variable, without the scheme if the template has one.
struct Value<'a> {
    text: &'a str,
    scheme: Scheme,
}

/// Validates the value of a variable, or its default.
fn resolve<'a>(server: &str, variable: &Variable, given: Option<&'a str>) -> Result<Value<'a>, ConfigurationProblem> {
    let name = variable.name;
    let Some(text) = given.or(variable.default) else {
        return Err(ConfigurationProblem::VariableMissing { name });
    };
    if !variable.values.is_empty() && !variable.values.contains(&text) {
        return Err(ConfigurationProblem::VariableNotListed { name, values: variable.values });
    }
    let marker = format!("{{{name}}}");
    let authority = server.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    let value = if server.split_once("://").map_or(server, |(scheme, _)| scheme).starts_with(&marker) {
        begin(server, &marker, text)
    } else if authority == marker {
        // People copy URLs from a browser: a variable that is the whole host also accepts a scheme and a trailing slash.
        strip_scheme(text)
    } else {
        Value { text, scheme: Scheme::FromTemplate }
    };
    if authority.contains(&marker) && (value.text.is_empty() || !value.text.bytes().all(is_authority_byte)) {
        let reason = "is not a host; to use a URL with more parts, set the base URL";
        return Err(ConfigurationProblem::VariableInvalid { name, reason });
    }
    Ok(value)
}

/// Returns the value of a variable at the start of the template: only the scheme, or the scheme and what follows it.
fn begin<'a>(server: &str, marker: &str, text: &'a str) -> Value<'a> {
    let scheme = match (server[marker.len()..].starts_with("://"), text.contains("://")) {
        (true, _) => Scheme::FromTemplate,
        (false, true) => Scheme::FromValue,
        (false, false) => Scheme::Missing,
    };
    Value { text: text.strip_suffix('/').unwrap_or(text), scheme }
}

fn strip_scheme(text: &str) -> Value<'_> {
    let after = |scheme: &str| {
        let (start, rest) = text.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let (text, scheme) = match (after("https://"), after("http://")) {
        (Some(rest), _) => (rest, Scheme::FromTemplate),
        (_, Some(rest)) => (rest, Scheme::Http),
        _ => (text, Scheme::FromTemplate),
    };
    Value { text: text.strip_suffix('/').unwrap_or(text), scheme }
}

fn is_authority_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':' | b'[' | b']')
}

fn check(address: &str, plaintext: Plaintext) -> Result<String, &'static str> {
    if address.bytes().any(|byte| !byte.is_ascii_graphic() || byte == b'\\') {
        return Err(
            "contains a space, a backslash or a non-ASCII character (use the ASCII form of an international host name)",
        );
    }
    let Some((scheme, rest)) = address.split_once("://") else {
        return Err("does not begin with https://");
    };
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    if address.contains('?') || address.contains('#') {
        return Err("has a query or a fragment");
    }
    if authority.contains('@') {
        return Err("contains user information");
    }
    let host = check_authority(authority)?;
    match scheme.to_ascii_lowercase().as_str() {
        "https" => {}
        "http" if plaintext == Plaintext::Allowed || is_loopback(host) => {}
        "http" => {
            return Err("is unencrypted and not a loopback address; to allow it, set it as the base URL");
        }
        _ => return Err("has a scheme other than https"),
    }
    if path.split('/').any(is_dots) || path.contains(['{', '}']) {
        return Err("has a path with dot segments or braces");
    }
    let address = format!("{}://{authority}{}", scheme.to_ascii_lowercase(), path.trim_end_matches('/'));
    address.parse::<http::Uri>().map_err(|_| "is not a valid URL")?;
    Ok(address)
}

/// Validates a host with an optional port. Returns the host.
fn check_authority(authority: &str) -> Result<&str, &'static str> {
    let (host, port) = match authority.rfind(':') {
        Some(colon) if !authority[colon..].contains(']') => (&authority[..colon], Some(&authority[colon + 1..])),
        _ => (authority, None),
    };
    if let Some(port) = port {
        let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !port.parse::<u16>().is_ok_and(|port| port != 0) {
            return Err("has an invalid port");
        }
    }
    let is_valid = match host.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']').is_some_and(|host| host.parse::<Ipv6Addr>().is_ok()),
        None => is_host_name(host),
    };
    if is_valid { Ok(host) } else { Err("has an invalid host") }
}

/// Whether a host is a name or an IPv4 address in dotted decimal. URL parsers also accept other forms of IPv4 addresses
/// (`127.1`, `0x7f.0.0.1`), but nobody writes these on purpose.
fn is_host_name(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len()) && label.bytes().all(is_inner)
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_numeric = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x") || last.starts_with("0X");
    if is_numeric {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= 253 && host.split('.').all(is_label)
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    let name = host.to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
