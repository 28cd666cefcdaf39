//! A transport for tests: it answers from memory.

mod clock;
mod events;
mod reply;
mod request;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::body::{Gathered, ReadError};
use super::{Body, BoxFuture, Call, EventCall, Operation, Transport, TransportError, TransportErrorKind};

pub use self::clock::MockClock;
pub use self::reply::MockReply;
pub use self::request::MockRequest;

/// A transport that gives prepared responses and keeps the requests. Clones share both: one goes into the client, the
/// other stays with the test.
///
/// A response for one operation goes before those for any. Of each kind, the first one prepared is the first one given,
/// and each is given once, but for those that are given [`always`](MockTransport::always). A request for which nothing
/// is prepared fails. Requests for tokens belong to the operation `token`.
///
/// ```no_run
/// # use bindery_runtime::{Call, MockTransport, Secret};
/// # use http::StatusCode;
/// # fn example<GetUser: Call<Reply = String>>() {
/// // In a test of code that uses a generated crate: `operations::users::Get` is a call.
/// let mock = MockTransport::new()
///     .reply::<GetUser>(&"Ann".to_owned())
///     .json_for::<GetUser>(StatusCode::NOT_FOUND, r#"{"message": "no such user"}"#);
/// // let client = Client::builder("tenant.example.com").token("t").transport(mock.clone()).build()?;
/// // ...
/// assert_eq!(mock.requests_of::<GetUser>()[0].path(), "/users/7");
/// assert_eq!(mock.unused(), 0);
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    prepared: VecDeque<Entry>,
    requests: Vec<MockRequest>,
}

struct Entry {
    /// The operation that it is for; else any.
    operation: Option<&'static str>,
    uses: Uses,
    response: Prepared,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Uses {
    Once,
    Always,
}

enum Prepared {
    /// One whose body can be read only once.
    Response(http::Response<Body>),
    Text {
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    },
    Failure(TransportErrorKind, String),
    Error(TransportError),
}

impl MockTransport {
    /// A transport without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers one call of an operation with a result, under the first success status of the description.
    #[must_use]
    pub fn reply<C: Call>(self, value: &C::Reply) -> Self
    where
        C::Reply: MockReply,
    {
        let response = reply::response(C::OPERATION, value.content());
        self.prepare(Some(C::OPERATION.id), Uses::Once, response)
    }

    /// As [`reply`](MockTransport::reply), for all calls of the operation that find nothing else prepared for it.
    #[must_use]
    pub fn always<C: Call>(self, value: &C::Reply) -> Self
    where
        C::Reply: MockReply,
    {
        let response = reply::response(C::OPERATION, value.content());
        self.prepare(Some(C::OPERATION.id), Uses::Always, response)
    }

    /// Answers one call of an operation with a stream of events, one for each value, which then ends. To let it break off
    /// instead, or to choose the ids of events, give its text: see [`response`](MockTransport::response).
    #[must_use]
    pub fn events<C: EventCall>(self, data: &[C::Data]) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, events::response::<C>(data))
    }

    /// Answers one call of an operation with a status and a JSON body.
    #[must_use]
    pub fn json_for<C: Call>(self, status: StatusCode, body: impl Into<String>) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, json(status, body.into()))
    }

    /// Answers one call of an operation with a body of a media type, under the first success status of the description.
    #[must_use]
    pub fn media_for<C: Call>(self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, reply::media(C::OPERATION, media_type, body.into()))
    }

    /// Lets one call of an operation fail.
    #[must_use]
    pub fn fail_for<C: Call>(self, error: TransportError) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, Prepared::Error(error))
    }

    /// Answers all requests for tokens with this one, which lasts an hour.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        let token = crate::encode(&token.to_owned());
        let body = format!(r#"{{"access_token":{token},"token_type":"Bearer","expires_in":3600}}"#);
        self.prepare(Some("token"), Uses::Always, json(StatusCode::OK, body))
    }

    /// Answers one request of any operation with a status and a JSON body.
    #[must_use]
    pub fn json(self, status: StatusCode, body: impl Into<String>) -> Self {
        self.prepare(None, Uses::Once, json(status, body.into()))
    }

    /// Answers one request of any operation.
    #[must_use]
    pub fn response(self, response: http::Response<Body>) -> Self {
        self.prepare(None, Uses::Once, Prepared::Response(response))
    }

    /// Lets one request of any operation fail.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.prepare(None, Uses::Once, Prepared::Error(error))
    }

    /// Lets all requests fail for which nothing else is prepared: the server cannot be reached.
    #[must_use]
    pub fn unreachable(self) -> Self {
        let failure = Prepared::Failure(TransportErrorKind::Connect, "the mock is unreachable".to_owned());
        self.prepare(None, Uses::Always, failure)
    }

    fn prepare(self, operation: Option<&'static str>, uses: Uses, response: Prepared) -> Self {
        self.state().prepared.push_back(Entry { operation, uses, response });
        self
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// The requests of an operation so far.
    #[must_use]
    pub fn requests_of<C: Call>(&self) -> Vec<MockRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == C::OPERATION.id);
        requests
    }

    /// The number of prepared responses that are to be given once and were not.
    #[must_use]
    pub fn unused(&self) -> usize {
        self.state().prepared.iter().filter(|prepared| prepared.uses == Uses::Once).count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn json(status: StatusCode, body: String) -> Prepared {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Prepared::Text { status, headers, body: body.into() }
}

impl State {
    fn take(&mut self, operation: &str) -> Result<http::Response<Body>, TransportError> {
        let mut ranks =
            [(Some(operation), Uses::Once), (Some(operation), Uses::Always), (None, Uses::Once), (None, Uses::Always)];
        let position = ranks.iter_mut().find_map(|(operation, uses)| {
            self.prepared.iter().position(|each| each.operation == *operation && each.uses == *uses)
        });
        let Some(position) = position else {
            let missing = format!("no response is prepared for the operation {operation}");
            return Err(TransportError::new(TransportErrorKind::Refused, missing));
        };
        if let Some(Entry { uses: Uses::Always, response, .. }) = self.prepared.get(position) {
            return response.again();
        }
        self.prepared
            .remove(position)
            .map_or_else(|| Ok(http::Response::default()), |prepared| prepared.response.give())
    }
}

impl Prepared {
    fn give(self) -> Result<http::Response<Body>, TransportError> {
        match self {
            Self::Response(response) => Ok(response),
            Self::Error(error) => Err(error),
            Self::Text { .. } | Self::Failure(..) => self.again(),
        }
    }

    /// The response, without using it up. One that can be given only once is empty here.
    fn again(&self) -> Result<http::Response<Body>, TransportError> {
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

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Gathered::default();
            if let Err(ReadError::Transport(error)) = body.read(&mut bytes, usize::MAX).await {
                return Err(error);
            }
            let operation = head.extensions.get::<&'static Operation>().map_or("", |operation| operation.id);
            let request = http::Request::from_parts(head, bytes.into_bytes());
            let mut state = self.state();
            state.requests.push(MockRequest::new(request));
            state.take(operation)
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("MockTransport")
            .field("prepared", &state.prepared.len())
            .field("requests", &state.requests)
            .finish()
    }
}
