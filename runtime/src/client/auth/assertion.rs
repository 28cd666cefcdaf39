//! Signed assertions that identify an application (RFC 7523; JWS in RFC 7515).

use std::time::SystemTime;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::client::platform;
use crate::client::{BoxFuture, MaybeSend, MaybeSync, TokenError};
use crate::text::encode::encode;

/// The value of `client_assertion_type` (RFC 7523, 2.2).
pub(crate) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The lifetime of an assertion in seconds.
const LIFETIME: u64 = 120;

/// Signs assertions, with a local key or through a key management service.
pub trait Signer: MaybeSend + MaybeSync + 'static {
    /// The name of the algorithm (RFC 7518, 3.1), such as `RS256`.
    fn algorithm(&self) -> &str;

    /// The key id (`kid`), if the server requires one.
    fn key_id(&self) -> Option<&str> {
        None
    }

    /// Signs a message. Returns the signature in JWS form: for ECDSA, both numbers concatenated.
    ///
    /// # Errors
    /// If the message cannot be signed.
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, TokenError>>;
}

/// Creates a signed assertion in compact form.
pub(crate) async fn sign(
    signer: &dyn Signer,
    client_id: &str,
    audience: &str,
    now: SystemTime,
) -> Result<String, TokenError> {
    let text = |text: &str| encode(&text.to_owned());
    let key_id = signer.key_id().map(|id| format!(",\"kid\":{}", text(id))).unwrap_or_default();
    let head = format!("{{\"alg\":{},\"typ\":\"JWT\"{key_id}}}", text(signer.algorithm()));
    let now = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs();
    let claims = format!(
        "{{\"iss\":{id},\"sub\":{id},\"aud\":{},\"iat\":{now},\"exp\":{},\"jti\":\"{}\"}}",
        text(audience),
        now + LIFETIME,
        unique(),
        id = text(client_id),
    );
    let encoded = |text: String| BASE64_URL_SAFE_NO_PAD.encode(text);
    let mut assertion = format!("{}.{}", encoded(head), encoded(claims));
    let signature = signer.sign(assertion.as_bytes()).await?;
    assertion.push('.');
    BASE64_URL_SAFE_NO_PAD.encode_string(signature, &mut assertion);
    Ok(assertion)
}

/// Returns a unique identifier, which need not be secret.
fn unique() -> String {
    format!("{:016x}{:016x}", platform::random(), platform::random())
}
