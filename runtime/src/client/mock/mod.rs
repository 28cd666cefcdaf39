//! A transport for tests, with prepared responses.

mod clock;
mod events;
mod prepared;
mod reply;
mod request;
mod value;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::StatusCode;

use self::prepared::{Prepared, json};
use crate::client::transport::body::{Gathered, ReadError};
use crate::client::{Body, BoxFuture, Call, EventCall, Operation, Transport, TransportError, TransportErrorKind};

pub use self::clock::MockClock;
pub use self::reply::MockReply;
pub use self::request::MockRequest;
pub use self::value::MockValue;

/// A transport that returns prepared responses and records requests. Clones share both: pass one to the client and keep
/// the other in the test.
///
/// Responses for one operation take precedence over those for any. Responses are returned in the order in which they
/// were prepared, each once, except those prepared with [`always`](MockTransport::always). A request without a prepared
/// response fails. Token requests belong to the operation `token`.
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
    /// The operation that the response is for; `None` for any.
    operation: Option<&'static str>,
    uses: Uses,
    response: Prepared,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Uses {
    Once,
    Always,
}

impl MockTransport {
    /// Creates a transport without responses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds to one call of an operation with a result, with the first declared success status.
    #[must_use]
    pub fn reply<C: Call>(self, value: &C::Reply) -> Self
    where
        C::Reply: MockReply,
    {
        let response = reply::response(C::OPERATION, value.content());
        self.prepare(Some(C::OPERATION.id), Uses::Once, response)
    }

    /// Like [`reply`](MockTransport::reply), for all calls of the operation that have no other prepared response.
    #[must_use]
    pub fn always<C: Call>(self, value: &C::Reply) -> Self
    where
        C::Reply: MockReply,
    {
        let response = reply::response(C::OPERATION, value.content());
        self.prepare(Some(C::OPERATION.id), Uses::Always, response)
    }

    /// Responds to one call of an operation with a stream of events, one per value. To interrupt the stream or to choose
    /// event ids, use [`response`](MockTransport::response).
    #[must_use]
    pub fn events<C: EventCall>(self, data: &[C::Data]) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, events::response::<C>(data))
    }

    /// Responds to one call of an operation with a status and a JSON body.
    #[must_use]
    pub fn json_for<C: Call>(self, status: StatusCode, body: impl Into<String>) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, json(status, body.into()))
    }

    /// Responds to one call of an operation with a body of a media type, with the first declared success status.
    #[must_use]
    pub fn media_for<C: Call>(self, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, reply::media(C::OPERATION, media_type, body.into()))
    }

    /// Fails one call of an operation.
    #[must_use]
    pub fn fail_for<C: Call>(self, error: TransportError) -> Self {
        self.prepare(Some(C::OPERATION.id), Uses::Once, Prepared::Error(error))
    }

    /// Responds to all token requests with this token, which expires in an hour.
    #[must_use]
    pub fn token(self, token: &str) -> Self {
        let token = crate::text::encode::encode(&token.to_owned());
        let body = format!(r#"{{"access_token":{token},"token_type":"Bearer","expires_in":3600}}"#);
        self.prepare(Some("token"), Uses::Always, json(StatusCode::OK, body))
    }

    /// Responds to one request of any operation with a status and a JSON body.
    #[must_use]
    pub fn json(self, status: StatusCode, body: impl Into<String>) -> Self {
        self.prepare(None, Uses::Once, json(status, body.into()))
    }

    /// Responds to one request of any operation.
    #[must_use]
    pub fn response(self, response: http::Response<Body>) -> Self {
        self.prepare(None, Uses::Once, Prepared::Response(response))
    }

    /// Fails one request of any operation.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.prepare(None, Uses::Once, Prepared::Error(error))
    }

    /// Fails all requests without a prepared response, as if the server were unreachable.
    #[must_use]
    pub fn unreachable(self) -> Self {
        let failure = Prepared::Failure(TransportErrorKind::Connect, "the mock is unreachable".to_owned());
        self.prepare(None, Uses::Always, failure)
    }

    fn prepare(self, operation: Option<&'static str>, uses: Uses, response: Prepared) -> Self {
        self.state().prepared.push_back(Entry { operation, uses, response });
        self
    }

    /// Returns the recorded requests.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        self.state().requests.clone()
    }

    /// Returns the recorded requests of an operation.
    #[must_use]
    pub fn requests_of<C: Call>(&self) -> Vec<MockRequest> {
        let mut requests = self.requests();
        requests.retain(|request| request.operation() == C::OPERATION.id);
        requests
    }

    /// Returns how many responses that were prepared for one use are still unused.
    #[must_use]
    pub fn unused(&self) -> usize {
        self.state().prepared.iter().filter(|prepared| prepared.uses == Uses::Once).count()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
