//! A transport for tests: it answers from memory.

mod clock;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use super::body::{Gathered, ReadError};
use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

pub use self::clock::MockClock;

type Answer = Result<http::Response<Body>, TransportError>;

/// A transport that gives prepared answers, one for each request, in order, and keeps the requests. Clones share both.
#[derive(Clone, Default)]
pub struct MockTransport(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<http::Request<Bytes>>,
}

impl MockTransport {
    /// A transport without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer with a status and a JSON body.
    #[must_use]
    pub fn json(self, status: StatusCode, body: impl Into<String>) -> Self {
        let mut response = http::Response::new(Body::from(body.into()));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.answer(response)
    }

    /// Adds an answer.
    #[must_use]
    pub fn answer(self, response: http::Response<Body>) -> Self {
        self.state().answers.push_back(Ok(response));
        self
    }

    /// Adds a failure.
    #[must_use]
    pub fn fail(self, error: TransportError) -> Self {
        self.state().answers.push_back(Err(error));
        self
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for MockTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Answer> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Gathered::default();
            if let Err(ReadError::Transport(error)) = body.read(&mut bytes, usize::MAX).await {
                return Err(error);
            }
            let request = http::Request::from_parts(head, bytes.into_bytes());
            let mut state = self.state();
            state.requests.push(request);
            let none = || Err(TransportError::new(TransportErrorKind::Refused, "no answer is prepared"));
            state.answers.pop_front().unwrap_or_else(none)
        })
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("MockTransport")
            .field("answers", &state.answers.len())
            .field("requests", &state.requests.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::task::{Context, Poll, Waker};

    use http::StatusCode;

    use super::MockTransport;
    use crate::client::{
        Api, ClientBuilder, Core, ErrorKind, Operation, RetryPolicy, Server, TransportError, TransportErrorKind,
    };

    static API: Api = Api { servers: &[&Server { url: "https://example.com", variables: &[] }], ..Api::EMPTY };

    static GET: Operation = Operation { id: "get", method: "GET", path: "/x", ..Operation::EMPTY };

    /// The output of a future that never waits.
    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut context = Context::from_waker(Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            Poll::Ready(output) => output,
            Poll::Pending => panic!("it waits"),
        }
    }

    #[test]
    fn answers_come_in_order_and_requests_are_kept() {
        let broken = TransportError::new(TransportErrorKind::Interrupted, "broken");
        let mock = MockTransport::new().json(StatusCode::OK, "7").fail(broken);
        let core: Core = ClientBuilder::new(&API).transport(mock.clone()).retry(RetryPolicy::never()).build().unwrap();
        let send = || now(core.request(&GET).send::<i64>());
        assert_eq!(send().unwrap(), 7);
        assert_eq!(send().unwrap_err().kind(), ErrorKind::Transport);
        let unprepared = send().unwrap_err();
        assert_eq!(unprepared.transport_error().unwrap().kind(), TransportErrorKind::Refused);
        assert_eq!(mock.requests().len(), 3);
        let request = &mock.requests()[0];
        assert_eq!(request.uri(), "https://example.com/x");
        assert_eq!(request.extensions().get::<&'static Operation>().unwrap().id, "get");
    }
}
