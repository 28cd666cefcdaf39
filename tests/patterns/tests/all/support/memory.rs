//! A transport in memory, which records the request of a call.

use bindery_runtime::{Error, MockTransport};

/// A recorded request.
pub(crate) struct Sent {
    pub(crate) method: String,
    /// The path with the query.
    pub(crate) target: String,
    /// The scheme and the host.
    pub(crate) origin: String,
    pub(crate) body: String,
    headers: http::HeaderMap,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Responds to a call with 204 and returns its only request.
pub(crate) async fn sent<F: Future<Output = Result<(), Error>>>(call: impl FnOnce(MockTransport) -> F) -> Sent {
    let mut response = http::Response::new(bindery_runtime::Body::from(String::new()));
    *response.status_mut() = http::StatusCode::NO_CONTENT;
    let mock = MockTransport::new().response(response);
    call(mock.clone()).await.unwrap();
    let requests = mock.requests();
    let [request] = &requests[..] else { panic!("{} requests", requests.len()) };
    let uri = request.uri();
    Sent {
        method: request.method().to_string(),
        target: uri.path_and_query().unwrap().to_string(),
        origin: format!("{}://{}", uri.scheme_str().unwrap(), uri.authority().unwrap()),
        body: String::from_utf8(request.body().to_vec()).unwrap(),
        headers: request.headers().clone(),
    }
}
