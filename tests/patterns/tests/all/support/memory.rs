//! What a call sends, seen by a transport that responds from memory.

use bindery_runtime::{Error, MockTransport};

/// A request.
pub(crate) struct Sent {
    pub(crate) method: String,
    /// The path and the query.
    pub(crate) target: String,
    /// Scheme and host.
    pub(crate) origin: String,
    pub(crate) body: String,
    headers: http::HeaderMap,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// The only request of a call, to which the response is 204.
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
