//! A server at a socket, which records requests.

use super::parts::{Part, parts};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A recorded request.
#[derive(Clone)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    /// The path with the query.
    pub(crate) target: String,
    /// The headers, with names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Arrived {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Returns the parameters of the media type, which must be this one, without the boundary, and the parts of the body.
    #[track_caller]
    pub(crate) fn parts(&self, essence: &str) -> (Vec<String>, Vec<Part>) {
        parts(&self.headers["content-type"], essence, self.text())
    }
}

pub(crate) struct Server {
    pub(crate) address: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Server {
    /// Starts a server that responds to everything with this JSON text.
    pub(crate) fn json(body: &str) -> Self {
        let body = body.to_owned();
        Self::new(move |_| ("200 OK\r\ncontent-type: application/json".to_owned(), body.clone().into_bytes()))
    }

    /// Starts a server that responds with the result of a function: the status line with the headers, and the body.
    pub(crate) fn new(respond: impl Fn(&Arrived) -> (String, Vec<u8>) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&arrived);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let request = read(&mut BufReader::new(stream.try_clone().unwrap()));
                let (head, body) = respond(&request);
                record.lock().unwrap().push(request);
                let length =
                    if head.starts_with("204") { String::new() } else { format!("content-length: {}\r\n", body.len()) };
                // Fails if the client closes the connection early.
                let _ = write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\n{length}\r\n");
                let _ = stream.write_all(&body);
            }
        });
        Self { address, arrived }
    }

    /// Starts a server that always responds with this body.
    pub(crate) fn giving(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let (head, body) = (format!("200 OK\r\ncontent-type: {media_type}"), body.into());
        Self::new(move |_| (head.clone(), body.clone()))
    }

    /// Starts a server whose responses have no body.
    pub(crate) fn empty() -> Self {
        Self::new(|_| ("204 No Content".to_owned(), Vec::new()))
    }

    /// Returns the last request.
    pub(crate) fn last(&self) -> Arrived {
        self.arrived.lock().unwrap().last().unwrap().clone()
    }

    /// Returns the number of requests.
    pub(crate) fn count(&self) -> usize {
        self.arrived.lock().unwrap().len()
    }
}

fn read(reader: &mut impl BufRead) -> Arrived {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    let headers = headers(reader);
    let body = match headers.get("content-length") {
        Some(length) => {
            let mut body = vec![0; length.parse().unwrap()];
            reader.read_exact(&mut body).unwrap();
            body
        }
        None if headers.contains_key("transfer-encoding") => chunks(reader),
        None => Vec::new(),
    };
    Arrived { method, target, headers, body }
}

pub(super) fn headers(reader: &mut impl BufRead) -> BTreeMap<String, String> {
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.strip_suffix("\r\n").unwrap();
        if line.is_empty() {
            return headers;
        }
        let (name, value) = line.split_once(": ").unwrap();
        let twice = headers.insert(name.to_ascii_lowercase(), value.to_owned());
        assert!(twice.is_none(), "{name} is there twice");
    }
}

fn chunks(reader: &mut impl BufRead) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let mut chunk = vec![0; usize::from_str_radix(line.trim(), 16).unwrap() + 2];
        reader.read_exact(&mut chunk).unwrap();
        chunk.truncate(chunk.len() - 2);
        if chunk.is_empty() {
            return body;
        }
        body.append(&mut chunk);
    }
}
