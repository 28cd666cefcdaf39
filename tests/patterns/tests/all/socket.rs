//! A server for one request, over a real socket.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

/// A request as it arrived.
pub(crate) struct Received {
    /// The path and the query.
    pub(crate) target: String,
    /// The headers, by name in small letters.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// A part of a body: its headers by name in small letters, and its content.
pub(crate) type Part = (BTreeMap<String, String>, String);

/// Starts a server that takes one request, answers it with 204, and gives it out.
pub(crate) fn start() -> (String, JoinHandle<Received>) {
    start_with(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec())
}

/// Starts a server that takes one request, answers it with a response as it is written, and gives it out.
pub(crate) fn start_with(response: Vec<u8>) -> (String, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        reader.read_line(&mut first).unwrap();
        let headers = headers(&mut reader);
        let body = match headers.get("content-length") {
            Some(length) => {
                let mut body = vec![0; length.parse().unwrap()];
                reader.read_exact(&mut body).unwrap();
                body
            }
            None if headers.contains_key("transfer-encoding") => chunks(&mut reader),
            None => Vec::new(),
        };
        reader.get_mut().write_all(&response).unwrap();
        Received { target: first.split(' ').nth(1).unwrap().to_owned(), headers, body }
    });
    (address, server)
}

fn headers(reader: &mut impl BufRead) -> BTreeMap<String, String> {
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

impl Received {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The parts of the body, which is of a media type. The parameters of it but the boundary come first.
    #[track_caller]
    pub(crate) fn parts(&self, essence: &str) -> (Vec<String>, Vec<Part>) {
        parts(&self.headers["content-type"], essence, self.text())
    }
}

/// The parts of a body, read by the letter of RFC 2046.
#[track_caller]
pub(crate) fn parts(media_type: &str, essence: &str, body: &str) -> (Vec<String>, Vec<Part>) {
    let mut parameters: Vec<String> = media_type.split("; ").map(str::to_owned).collect();
    assert_eq!(parameters.remove(0), essence);
    let at = parameters.iter().position(|each| each.starts_with("boundary=")).unwrap();
    let boundary = parameters.remove(at).replacen("boundary=", "", 1);
    let body = format!("\r\n{body}");
    let mut pieces: Vec<&str> = body.split(&format!("\r\n--{boundary}")).collect();
    assert_eq!((pieces.remove(0), pieces.pop().unwrap()), ("", "--\r\n"), "{body}");
    let part = |piece: &str| {
        let piece = piece.strip_prefix("\r\n").unwrap();
        let mut reader = std::io::Cursor::new(piece.as_bytes());
        let headers = headers(&mut reader);
        let content = &piece[usize::try_from(reader.position()).unwrap()..];
        (headers, content.to_owned())
    };
    (parameters, pieces.into_iter().map(part).collect())
}
