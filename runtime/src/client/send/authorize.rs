//! The credentials of a request: those that the description requires, and no others.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};

use super::request::Parts;
use crate::client::RequestError;
use crate::client::api::parameter::Location;
use crate::client::api::security::{Alternative, Credential, Requirement};
use crate::client::config::options::Access;
use crate::client::request::{header, parameter_style, secrets};
use crate::value::secret::Secret;

/// The credentials of a request that are not in its headers.
#[derive(Default)]
pub(crate) struct Rest {
    /// Pairs for the query.
    pub(crate) query: Vec<String>,
    pub(crate) token: TokenNeed,
}

/// Whether a request needs a token from the client's provider.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TokenNeed {
    #[default]
    None,
    /// A token in the `Authorization` header.
    Provided,
}

/// Adds the credentials of the first alternative whose credentials are all known.
///
/// A credential that the caller set, in a header, a cookie or the query, counts as well, and the client does not send its own in
/// addition. `query` is the query so far.
pub(crate) fn authorize(headers: &mut HeaderMap, query: &str, parts: &Parts) -> Result<Rest, RequestError> {
    if let Some(token) = &parts.options.token {
        let value = header::bearer(token.expose());
        headers.insert(AUTHORIZATION, value.map_err(|reason| RequestError::TokenInvalid { reason })?);
    }
    if [parts.options.access, parts.core.shared().access].contains(&Access::Anonymous) {
        return Ok(Rest::default());
    }
    let security = parts.operation.security;
    // Credentials of the transport or of the caller need none of the client. An alternative that requires nothing else is like an
    // empty one: it applies if no alternative with credentials to send does.
    let is_open = |alternative: &Alternative| {
        alternative.requirements().all(|requirement| match requirement.credential {
            Credential::Transport => true,
            Credential::Custom => key(&requirement, parts).is_none(),
            _ => false,
        })
    };
    let is_met = |alternative: &Alternative| {
        !is_open(alternative) && alternative.requirements().all(|requirement| has(&requirement, headers, query, parts))
    };
    let Some(alternative) = security.alternatives().find(is_met) else {
        let is_optional = security.is_empty() || security.alternatives().any(|alternative| is_open(&alternative));
        return if is_optional { Ok(Rest::default()) } else { Err(RequestError::CredentialsMissing) };
    };
    let mut rest = Rest::default();
    let shared = parts.core.shared();
    for requirement in alternative.requirements() {
        match (requirement.credential, key(&requirement, parts)) {
            (Credential::Token, _) => add_token(headers, &mut rest, parts),
            (Credential::Custom, Some(_)) if headers.contains_key(AUTHORIZATION) => {}
            (Credential::Custom, Some(key)) => {
                add_key(headers, &mut rest.query, Location::Header, AUTHORIZATION.as_str(), key.expose())?;
            }
            (Credential::Custom, None) => {}
            (Credential::Basic, _) => add_authorization(headers, shared.basic.as_ref()),
            // The caller set it.
            (Credential::Key(location, name), _) if is_given(location, name, headers, query) => {}
            (Credential::Key(location, name), Some(key)) => {
                add_key(headers, &mut rest.query, location, name, key.expose())?;
            }
            (Credential::Key(location, name), None) if is_authorization(location, name) => {
                add_token(headers, &mut rest, parts);
            }
            (Credential::Key(..), None) | (Credential::Transport, _) => {}
        }
    }
    Ok(rest)
}

/// Adds the client's token, or notes that the provider has to supply it.
fn add_token(headers: &mut HeaderMap, rest: &mut Rest, parts: &Parts) {
    add_authorization(headers, parts.core.shared().authorization.as_ref());
    if !headers.contains_key(AUTHORIZATION) {
        rest.token = TokenNeed::Provided;
    }
}

/// Whether a key belongs in the `Authorization` header: many descriptions declare a bearer token that way.
fn is_authorization(location: Location, name: &str) -> bool {
    location == Location::Header && name.eq_ignore_ascii_case(AUTHORIZATION.as_str())
}

/// Adds the `Authorization` header, unless there is one.
fn add_authorization(headers: &mut HeaderMap, value: Option<&HeaderValue>) {
    if let (false, Some(value)) = (headers.contains_key(AUTHORIZATION), value) {
        headers.insert(AUTHORIZATION, value.clone());
    }
}

/// Whether the caller set a key.
fn is_given(location: Location, name: &str, headers: &HeaderMap, query: &str) -> bool {
    match location {
        Location::Header => headers.contains_key(name),
        Location::Query => secrets::pairs(query).any(|(given, _)| given == name),
        Location::Cookie => headers.get(COOKIE).is_some_and(|cookies| {
            let mut pairs = cookies.as_bytes().split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
            let encoded = parameter_style::encode_strictly(name);
            pairs.any(|pair| {
                let given = pair.split(|byte| *byte == b'=').next();
                given == Some(name.as_bytes()) || given == Some(encoded.as_bytes())
            })
        }),
        Location::Path | Location::QueryString => false,
    }
}

fn has(requirement: &Requirement, headers: &HeaderMap, query: &str, parts: &Parts) -> bool {
    let shared = parts.core.shared();
    let has_token = || headers.contains_key(AUTHORIZATION) || shared.authorization.is_some() || shared.tokens.is_some();
    match requirement.credential {
        Credential::Token => has_token(),
        Credential::Basic => headers.contains_key(AUTHORIZATION) || shared.basic.is_some(),
        Credential::Transport | Credential::Custom => true,
        Credential::Key(location, name) => {
            is_given(location, name, headers, query)
                || is_authorization(location, name) && has_token()
                || key(requirement, parts).is_some()
        }
    }
}

/// Returns the client's key for a security scheme.
fn key<'a>(requirement: &Requirement, parts: &'a Parts) -> Option<&'a Secret> {
    let mut keys = parts.core.shared().keys.iter().rev();
    keys.find(|(scheme, _)| scheme == requirement.scheme()).map(|(_, key)| key)
}

fn add_key(
    headers: &mut HeaderMap,
    query: &mut Vec<String>,
    location: Location,
    name: &str,
    key: &str,
) -> Result<(), RequestError> {
    let pair = || format!("{}={}", parameter_style::encode_strictly(name), parameter_style::encode_strictly(key));
    let invalid = |reason| RequestError::Header { name: name.to_owned(), reason };
    match location {
        Location::Header => {
            let (name, value) = header::header(name, key).map_err(invalid)?;
            headers.insert(name, value);
        }
        Location::Query => query.push(pair()),
        Location::Cookie => {
            let before = headers.get(COOKIE).map(HeaderValue::as_bytes).unwrap_or_default();
            let separator = if before.is_empty() { "" } else { "; " };
            let all = [before, separator.as_bytes(), pair().as_bytes()].concat();
            let mut value = HeaderValue::from_bytes(&all).map_err(|_| invalid("cannot be sent in a cookie"))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        // A key cannot be there (OpenAPI 3.1, Security Scheme Object).
        Location::Path | Location::QueryString => {}
    }
    Ok(())
}
