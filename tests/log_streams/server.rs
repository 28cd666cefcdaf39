//! A server that records requests byte for byte and responds with given bytes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server with the same response to all requests.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    requests: Arc<Mutex<Vec<Received>>>,
}

/// A recorded request.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    head: String,
    pub(crate) body: String,
}

impl Received {
    /// Returns the method and the target, such as `GET /api/v2/log-streams`.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().and_then(|line| line.strip_suffix(" HTTP/1.1")).expect("a request line")
    }

    /// Returns the value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut pairs = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        pairs.find(|(each, _)| each.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Server {
    /// Responds with a status such as `404 Not Found` and a body.
    pub(crate) async fn json(status: &str, body: &str) -> Self {
        let length = body.len();
        Self::raw(format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ))
        .await
    }

    /// Responds with bytes, then closes the connection.
    pub(crate) async fn raw(response: String) -> Self {
        Self::start(Arc::from(response), 0).await
    }

    /// Responds with bytes and then a number of zeros, until the client closes the connection.
    pub(crate) async fn long(head: &str, zeros: usize) -> Self {
        Self::start(Arc::from(head), zeros).await
    }

    async fn start(response: Arc<str>, zeros: usize) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (response, kept) = (Arc::clone(&response), Arc::clone(&kept));
                tokio::spawn(async move {
                    let Some(request) = receive(&mut stream).await else { return };
                    kept.lock().expect("no panic").push(request);
                    // Fails if the client closes the connection, which it may.
                    let _ = send(&mut stream, &response, zeros).await;
                });
            }
        });
        Self { address, requests }
    }

    /// Returns the requests so far.
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.lock().expect("no panic").clone()
    }

    /// Returns the only request so far.
    pub(crate) fn request(&self) -> Received {
        let requests = self.requests();
        let [request] = requests.as_slice() else { panic!("one request: {requests:?}") };
        request.clone()
    }
}

async fn receive(stream: &mut TcpStream) -> Option<Received> {
    let mut received = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&received);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let request = Received { head: head.to_owned(), body: body.to_owned() };
            let length = request.header("content-length").map_or(0, |length| length.parse().expect("a length"));
            if body.len() >= length {
                return Some(request);
            }
        }
        if stream.read_buf(&mut received).await.ok()? == 0 {
            return None;
        }
    }
}

async fn send(stream: &mut TcpStream, response: &str, zeros: usize) -> std::io::Result<()> {
    stream.write_all(response.as_bytes()).await?;
    let piece = [b'0'; 64 * 1024];
    let mut left = zeros;
    while left > 0 {
        let next = left.min(piece.len());
        stream.write_all(&piece[..next]).await?;
        left -= next;
    }
    stream.shutdown().await
}
