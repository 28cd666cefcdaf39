//! Header names and values from the caller or the description.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};

/// Validates a header. Marks its value as sensitive, because it may be a secret.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "has an invalid name")?;
    if name == CONTENT_LENGTH || name == TRANSFER_ENCODING {
        return Err("is set by the transport and cannot be overridden");
    }
    let mut value = HeaderValue::from_bytes(value.as_bytes())
        .map_err(|_| "has a value with a line break or another control character")?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// Returns the value of the `Authorization` header for a user name and a password (RFC 7617, 2).
pub(crate) fn basic(user: &str, password: &str) -> Result<HeaderValue, &'static str> {
    if user.contains(':') {
        return Err("contains a colon");
    }
    if user.chars().chain(password.chars()).any(char::is_control) {
        return Err("or the password contains a control character");
    }
    let encoded = BASE64_STANDARD.encode(format!("{user}:{password}"));
    let mut value = HeaderValue::try_from(format!("Basic {encoded}")).map_err(|_| "cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns the value of the `Authorization` header for a token (RFC 6750, 2.1).
pub(crate) fn bearer(token: &str) -> Result<HeaderValue, &'static str> {
    if token.is_empty() {
        return Err("is empty");
    }
    if token.bytes().any(|byte| matches!(byte, b'\r' | b'\n')) {
        return Err("contains a line break");
    }
    if token.bytes().any(|byte| byte == b' ') {
        return Err("contains a space; set it without the word `Bearer`");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("contains a character that is not allowed in a token");
    }
    let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|_| "cannot be sent in a header")?;
    value.set_sensitive(true);
    Ok(value)
}
