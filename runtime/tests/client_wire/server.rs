//! A server that records requests byte for byte, and sends prepared responses.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How the server responds to a request.
#[derive(Clone)]
pub(crate) enum Response {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes and keeps the connection open.
    Silence(Vec<u8>),
    /// Sends these bytes, then spaces without end.
    Endless(Vec<u8>),
    /// Sends the first bytes, then the second ones again and again, with a pause after each.
    Trickle(Vec<u8>, Vec<u8>, Duration),
    /// Sends these bytes and resets the connection.
    Reset(Vec<u8>),
    /// Uses the first response for the first request, and so on; the last one for all further requests.
    Sequence(Vec<Response>),
    /// Sends bytes that depend on the request target: its path and query.
    Of(fn(&str) -> Vec<u8>),
}

impl Response {
    /// The response to a request, by its position from 0.
    fn at(self, position: usize) -> Self {
        match self {
            Self::Sequence(mut responses) => {
                let last = responses.len() - 1;
                responses.swap_remove(position.min(last))
            }
            other => other,
        }
    }
}

/// A running server.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    sent: Arc<Mutex<usize>>,
}

impl Server {
    pub(crate) async fn start(response: Response) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let sent = Arc::new(Mutex::new(0));
        let (recorded, counted) = (Arc::clone(&requests), Arc::clone(&sent));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, response.clone(), Arc::clone(&recorded), Arc::clone(&counted)));
            }
        });
        Self { address, requests, sent }
    }

    /// A server that responds with a status line and a body.
    pub(crate) async fn json(status: &str, body: &str) -> Self {
        Self::start(Response::Bytes(response(status, "content-type: application/json\r\n", body))).await
    }

    /// A server that sends one response after the other, and then repeats the last one.
    pub(crate) async fn sequence(responses: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self::start(Response::Sequence(responses.into_iter().map(Response::Bytes).collect())).await
    }

    /// The requests so far: head and body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(crate) fn request(&self) -> String {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:?}");
        requests[0].clone()
    }

    /// The target in the first line of the only request.
    pub(crate) fn target(&self) -> String {
        self.request().split(' ').nth(1).unwrap().to_owned()
    }

    /// The number of bytes sent in endless responses.
    pub(crate) fn sent(&self) -> usize {
        *self.sent.lock().unwrap()
    }
}

/// The bytes of a response with a `Content-Length`.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}").into_bytes()
}

/// The value of a header of a recorded request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let head = request.split("\r\n\r\n").next().unwrap();
    head.lines().skip(1).find_map(|line| {
        let (found, value) = line.split_once(": ")?;
        found.eq_ignore_ascii_case(name).then_some(value)
    })
}

/// The body of a recorded request.
pub(crate) fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}

async fn serve(mut stream: TcpStream, response: Response, requests: Arc<Mutex<Vec<String>>>, sent: Arc<Mutex<usize>>) {
    let Some(request) = receive(&mut stream).await else {
        return;
    };
    let position = {
        let mut requests = requests.lock().unwrap();
        requests.push(request.clone());
        requests.len() - 1
    };
    let response = match response.at(position) {
        Response::Of(bytes) => Response::Bytes(bytes(request.split(' ').nth(1).unwrap_or_default())),
        other => other,
    };
    match response {
        // Sequences do not nest, and `Of` was replaced above.
        Response::Sequence(_) | Response::Of(_) => {}
        Response::Reset(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.set_zero_linger();
        }
        Response::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Response::Trickle(first, chunk, pause) => {
            let _ = stream.write_all(&first).await;
            while stream.write_all(&chunk).await.is_ok() {
                tokio::time::sleep(pause).await;
            }
        }
        Response::Silence(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Waits until the client gives up.
            let _ = stream.read(&mut [0]).await;
        }
        Response::Endless(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let more = [b' '; 16 * 1024];
            while stream.write_all(&more).await.is_ok() {
                *sent.lock().unwrap() += more.len();
            }
        }
    }
}

async fn receive(stream: &mut TcpStream) -> Option<String> {
    let mut received = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&received);
        if let Some((_, body)) = text.split_once("\r\n\r\n") {
            let length = header(&text, "content-length").map_or(0, |length| length.parse().unwrap());
            let is_complete = match header(&text, "transfer-encoding") {
                Some(_) => body.ends_with("0\r\n\r\n"),
                None => body.len() >= length,
            };
            if is_complete {
                return Some(text.into_owned());
            }
        }
        if stream.read_buf(&mut received).await.ok()? == 0 {
            return None;
        }
    }
}
