//! Builds a request from an operation and its arguments. Nothing here depends on the type of the result.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::authorize::{TokenNeed, authorize};
use super::body_overrides;
use super::request::Parts;
use crate::client::api::media::essence;
use crate::client::api::parameter::{Empty, Location};
use crate::client::config::retry::Safety;
use crate::client::request::echo::Echo;
use crate::client::request::{header, parameter_style, path};
use crate::client::{Body, DeclaredResponse, Operation, RequestError};
use crate::value::secret::Secret;

/// A request without the token, which may change from one attempt to the next.
pub(crate) struct Draft {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Option<Body>,
    operation: &'static Operation,
    pub(crate) safety: Safety,
    pub(crate) token: TokenNeed,
}

/// Builds the request of an operation with its arguments.
pub(crate) fn assemble(parts: Parts) -> Result<Draft, RequestError> {
    if let Some(error) = parts.stray {
        return Err(error);
    }
    let method = Method::from_bytes(parts.operation.method.as_bytes());
    let method = method.map_err(|_| RequestError::Method)?;
    let mut headers = headers(&parts)?;
    let mut address = address(&parts)?;
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let rest = authorize(&mut headers, query, &parts)?;
    for pair in &rest.query {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(pair);
    }
    let uri = address.parse().map_err(|_| RequestError::Address)?;
    let content = body_overrides::add(parts.body?, &parts.options.properties, parts.operation)?;
    let body = match content {
        Some(content) => {
            // A media type that the caller set is more exact than the one in the description.
            if !headers.contains_key(CONTENT_TYPE) {
                insert(&mut headers, CONTENT_TYPE.as_str(), &content.media_type)?;
            }
            content.body
        }
        None => Body::empty(),
    };
    if body.length() == Some(0) && matches!(method, Method::POST | Method::PUT | Method::PATCH) {
        // These methods expect a body, and some servers reject such a request without a length (RFC 9110, 8.6).
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    let safety = Safety::of(&method, &headers);
    let body = Some(body);
    Ok(Draft { method, uri, headers, body, operation: parts.operation, safety, token: rest.token })
}

impl Draft {
    /// Returns the request of one attempt, with the provided token; `None` if the body was a stream and was sent before.
    pub(crate) fn request(&mut self, authorization: Option<HeaderValue>) -> Option<http::Request<Body>> {
        let replay = self.body.as_ref().and_then(Body::replay);
        let mut request = http::Request::new(replay.or_else(|| self.body.take())?);
        request.method_mut().clone_from(&self.method);
        request.uri_mut().clone_from(&self.uri);
        request.headers_mut().clone_from(&self.headers);
        if let Some(authorization) = authorization {
            request.headers_mut().insert(AUTHORIZATION, authorization);
        }
        request.extensions_mut().insert(self.operation);
        Some(request)
    }

    /// Returns the values of the request, and the provided token, that a server may repeat in an error.
    pub(crate) fn echo(&self, token: Option<&Secret>) -> Echo {
        Echo::of(self.operation, &self.uri, &self.headers, self.body.as_ref(), token)
    }

    /// Whether the body can be sent in another attempt.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.is_some()
    }
}

/// Returns the address, without the credentials that belong in the query.
fn address(parts: &Parts) -> Result<String, RequestError> {
    let value = |name: &str| {
        let mut all = arguments(parts, Location::Path);
        let (_, argument) = all.find(|(declared, _)| *declared == name)?;
        argument.transpose().map(|text| text.map(String::as_str))
    };
    let may_be_empty = |name: &str| {
        let mut declared = parts.operation.parameters.iter().map(|parameter| parameter.details());
        declared.any(|each| each.location == Location::Path && each.name == name && each.empty == Empty::Allowed)
    };
    let path = path::fill(parts.operation.path, &value, &may_be_empty)?;
    let mut address = format!("{}{path}", parts.core.shared().address(parts.operation)?);
    let mut separator = if path.contains('?') { '&' } else { '?' };
    let mut add = |pair: &str| {
        address.push(separator);
        address.push_str(pair);
        separator = '&';
    };
    for (_, argument) in arguments(parts, Location::Query).chain(arguments(parts, Location::QueryString)) {
        if let Some(pair) = argument? {
            add(pair);
        }
    }
    for (name, value) in &parts.options.query {
        add(&format!("{}={}", parameter_style::encode_strictly(name), parameter_style::encode_strictly(value)));
    }
    Ok(address)
}

fn headers(parts: &Parts) -> Result<HeaderMap, RequestError> {
    let mut headers = parts.core.shared().headers.clone();
    match parts.media {
        Some(media_type) => insert(&mut headers, ACCEPT.as_str(), media_type)?,
        None if headers.contains_key(ACCEPT) => {}
        None => {
            headers.insert(ACCEPT, accept(parts.operation));
        }
    }
    for name in parts.operation.client_headers {
        let mut given = parts.options.declared_headers.iter().rev();
        match given.find(|(given, _)| given.eq_ignore_ascii_case(name)) {
            Some((name, value)) => insert(&mut headers, name, value)?,
            None => {
                if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                    let value = parts.core.shared().declared_headers.get(&name);
                    headers.extend(value.map(|value| (name, value.clone())));
                }
            }
        }
    }
    for (name, argument) in arguments(parts, Location::Header) {
        if let Some(value) = argument? {
            insert(&mut headers, name, value)?;
        }
    }
    let mut cookies = String::new();
    for (_, argument) in arguments(parts, Location::Cookie) {
        if let Some(pair) = argument? {
            cookies.push_str(if cookies.is_empty() { "" } else { "; " });
            cookies.push_str(pair);
        }
    }
    if !cookies.is_empty() {
        insert(&mut headers, COOKIE.as_str(), &cookies)?;
    }
    for (name, value) in &parts.options.headers {
        insert(&mut headers, name, value)?;
    }
    Ok(headers)
}

fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    let (name, value): (HeaderName, HeaderValue) =
        header::header(name, value).map_err(|reason| RequestError::Header { name: name.to_owned(), reason })?;
    headers.insert(name, value);
    Ok(())
}

/// Returns the media types of all responses, successes first.
fn accept(operation: &Operation) -> HeaderValue {
    let mut media_types: Vec<&str> = Vec::new();
    let is_success = |response: &DeclaredResponse| response.status.starts_with('2');
    let successes = operation.responses.iter().filter(is_success);
    let others = operation.responses.iter().filter(|response| !is_success(response));
    for media_type in successes.chain(others).filter_map(|response| response.media_type) {
        // Event streams have calls of their own: this one waits for the end of the body, which a stream may not have.
        let is_known = media_types.iter().any(|known| known.eq_ignore_ascii_case(media_type));
        if essence(media_type) != "text/event-stream" && !is_known {
            media_types.push(media_type);
        }
    }
    let anything = HeaderValue::from_static("*/*");
    match media_types.is_empty() {
        true => anything,
        false => HeaderValue::from_str(&media_types.join(", ")).unwrap_or(anything),
    }
}

/// Returns the arguments of a location, with the names of their parameters.
fn arguments(
    parts: &Parts,
    location: Location,
) -> impl Iterator<Item = (&'static str, Result<Option<&String>, RequestError>)> {
    let parameters = parts.operation.parameters.iter().map(|parameter| parameter.details());
    let pairs = parameters.zip(&parts.arguments);
    pairs
        .filter(move |(parameter, _)| parameter.location == location)
        .map(|(parameter, argument)| (parameter.name, argument.as_ref().map(Option::as_ref).map_err(Clone::clone)))
}
