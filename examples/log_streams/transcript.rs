//! A transport that prints what it carries.

use auth0_bindings::runtime::{Body, BoxFuture, ReqwestTransport, Transport, TransportError, decode_slice};
use auth0_bindings::types::{CreateLogStream, UpdateLogStream};
use axum::http::{Method, Request, Response};

/// Prints each request and the status of its response. The token is not shown, and of a body no secret: the types of the
/// bindings know which properties those are.
pub(crate) struct Transcript(ReqwestTransport);

impl Transcript {
    /// Over the default transport.
    pub(crate) fn new() -> Result<Self, TransportError> {
        ReqwestTransport::new().map(Self)
    }
}

impl Transport for Transcript {
    fn send(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        println!("--> {} {}", request.method(), request.uri().path_and_query().map_or("/", |target| target.as_str()));
        if let Some(body) = request.body().as_bytes().filter(|body| !body.is_empty()) {
            println!("    {}", redacted(request.method(), body));
        }
        Box::pin(async move {
            let response = self.0.send(request).await?;
            println!("<-- {}", response.status());
            Ok(response)
        })
    }
}

/// A body without its secrets.
fn redacted(method: &Method, body: &[u8]) -> String {
    let shown = match *method {
        Method::POST => decode_slice::<CreateLogStream>(body).map(|body| format!("{body:?}")),
        Method::PATCH => decode_slice::<UpdateLogStream>(body).map(|body| format!("{body:?}")),
        _ => Ok(format!("{} bytes", body.len())),
    };
    shown.unwrap_or_else(|error| error.to_string())
}
