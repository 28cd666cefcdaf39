//! Prepared responses.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::client::{Body, TransportError, TransportErrorKind};

pub(super) enum Prepared {
    /// A response whose body can be read only once.
    Response(http::Response<Body>),
    Text {
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    },
    Failure(TransportErrorKind, String),
    Error(TransportError),
}

impl Prepared {
    pub(super) fn give(self) -> Result<http::Response<Body>, TransportError> {
        match self {
            Self::Response(response) => Ok(response),
            Self::Error(error) => Err(error),
            Self::Text { .. } | Self::Failure(..) => self.again(),
        }
    }

    /// Returns a copy of the response. A response that can be used only once is empty here.
    pub(super) fn again(&self) -> Result<http::Response<Body>, TransportError> {
        match self {
            Self::Text { status, headers, body } => {
                let mut response = http::Response::new(Body::from(body.clone()));
                *response.status_mut() = *status;
                response.headers_mut().clone_from(headers);
                Ok(response)
            }
            Self::Failure(kind, reason) => Err(TransportError::new(*kind, reason.clone())),
            Self::Response(_) | Self::Error(_) => Ok(http::Response::default()),
        }
    }
}

pub(super) fn json(status: StatusCode, body: String) -> Prepared {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Prepared::Text { status, headers, body: body.into() }
}
