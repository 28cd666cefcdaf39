//! The default transport in browsers: `fetch`.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::USER_AGENT;
use http_body::{Body as HttpBody, Frame};

use crate::client::transport::body::{Gathered, ReadError};
use crate::client::{Body, TransportError, TransportErrorKind};

/// The error when there is no response. Browsers do not tell scripts the reason.
const NO_RESPONSE: &str = "the browser gave no response: there is no connection, or the server does not allow this page to call \
                           it (CORS)";

pub(super) fn client() -> Result<reqwest::Client, TransportError> {
    let client = reqwest::Client::builder().build();
    client.map_err(|error| TransportError::new(TransportErrorKind::Refused, error))
}

pub(super) async fn send(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (mut head, mut body) = request.into_parts();
    // Browsers send their own. Another one would need the server's permission (CORS).
    head.headers.remove(USER_AGENT);
    // Browsers cannot stream request bodies over HTTP/1.1.
    let mut bytes = Gathered::default();
    if let Err(ReadError::Transport(error)) = body.read(&mut bytes, usize::MAX).await {
        return Err(error);
    }
    let request = http::Request::from_parts(head, bytes.into_bytes());
    let request = reqwest::Request::try_from(request).map_err(|error| convert(error, TransportErrorKind::Refused))?;
    let received = client.execute(request).await.map_err(|error| match error.is_request() {
        true => TransportError::new(TransportErrorKind::Interrupted, NO_RESPONSE),
        false => convert(error, TransportErrorKind::Interrupted),
    })?;
    let (status, headers) = (received.status(), received.headers().clone());
    let mut response = http::Response::new(Body::stream(Incoming(Box::pin(received.bytes_stream()))));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// The body of a response, as it arrives.
struct Incoming(Pin<Box<dyn Stream<Item = reqwest::Result<Bytes>>>>);

impl HttpBody for Incoming {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunk = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(chunk.map(|chunk| match chunk {
            Ok(bytes) => Ok(Frame::data(bytes)),
            Err(error) => Err(convert(error, TransportErrorKind::Interrupted)),
        }))
    }
}

fn convert(error: reqwest::Error, other: TransportErrorKind) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Refused
    } else {
        other
    };
    // The query may hold secrets.
    TransportError::new(kind, error.without_url())
}
