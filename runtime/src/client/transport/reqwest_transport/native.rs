//! The default transport outside of browsers.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::settings::ReqwestSettings;
use crate::client::{Body, TransportError, TransportErrorKind};

pub(super) fn client() -> Result<reqwest::Client, TransportError> {
    let client = ReqwestSettings::default().client();
    client.map_err(|error| TransportError::new(TransportErrorKind::Refused, error))
}

pub(super) async fn send(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let request = reqwest::Request::try_from(request.map(outgoing)).map_err(convert)?;
    let response = client.execute(request).await.map_err(convert)?;
    let response = http::Response::<reqwest::Body>::from(response);
    Ok(response.map(|body| Body::stream(Incoming(body))))
}

fn outgoing(body: Body) -> reqwest::Body {
    match body.as_bytes() {
        Some(_) => reqwest::Body::from(body.into_bytes()),
        None => reqwest::Body::wrap(Outgoing(Mutex::new(body))),
    }
}

/// A streamed request body. The mutex makes it `Sync`, as reqwest requires; it is never contended.
struct Outgoing(Mutex<Body>);

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

/// The body of a response, whose errors are those of this crate.
struct Incoming(reqwest::Body);

impl HttpBody for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = Pin::new(&mut self.0).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(convert)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

fn convert(error: reqwest::Error) -> TransportError {
    // A connection timeout counts as a connection failure: the server has not seen the request.
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Refused
    } else {
        TransportErrorKind::Interrupted
    };
    // The query may hold secrets.
    TransportError::new(kind, error.without_url())
}
