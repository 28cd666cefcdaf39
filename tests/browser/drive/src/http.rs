//! As much of an HTTP server as the page needs: a thread and a connection for each request.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// A request.
pub(crate) struct Request {
    pub(crate) method: String,
    /// The path, without the query.
    pub(crate) path: String,
    pub(crate) query: String,
    /// Names are in lower case.
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    fn read(stream: &TcpStream) -> io::Result<Self> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let mut words = line.split_whitespace();
        let (method, target) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let (path, query) = (path.to_owned(), query.to_owned());
        let mut headers = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Self { method, path, query, headers, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body.resize(length, 0);
        reader.read_exact(&mut request.body)?;
        Ok(request)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// The connection that a response goes to.
pub(crate) struct Reply(TcpStream);

impl Reply {
    /// A whole response. The headers are lines that end with a line break.
    pub(crate) fn send(mut self, status: &str, headers: &str, body: &[u8]) -> io::Result<()> {
        write!(self.0, "HTTP/1.1 {status}\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n", body.len())?;
        self.0.write_all(body)
    }

    /// The head of a response whose body ends with the connection.
    pub(crate) fn begin(&mut self, headers: &str) -> io::Result<()> {
        write!(self.0, "HTTP/1.1 200 OK\r\nconnection: close\r\n{headers}\r\n")
    }

    /// A piece of the body.
    pub(crate) fn piece(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)?;
        self.0.flush()
    }

    /// Waits until the client closes the connection.
    pub(crate) fn wait_for_close(&mut self) -> io::Result<()> {
        self.0.read(&mut [0]).map(drop)
    }
}

/// Serves requests in the background, and returns the origin of the server.
pub(crate) fn serve(
    handle: impl Fn(Request, Reply) -> io::Result<()> + Send + Sync + 'static,
) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let origin = format!("http://{}", listener.local_addr()?);
    let handle = Arc::new(handle);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let handle = Arc::clone(&handle);
            thread::spawn(move || {
                // A browser opens connections that it never uses, and closes others early.
                let _ = Request::read(&stream).and_then(|request| handle(request, Reply(stream)));
            });
        }
    });
    Ok(origin)
}
