//! A server at a socket: it records what arrives and responses by it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) body: Vec<u8>,
    headers: Vec<(String, String)>,
}

impl Arrived {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

pub(crate) struct Server {
    pub(crate) address: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

impl Server {
    /// A server that makes a response of each request: the status line and the headers, and the body.
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
                // A client that has had enough closes the connection.
                let _ =
                    write!(stream, "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
                let _ = stream.write_all(&body);
            }
        });
        Self { address, arrived }
    }

    /// A server that gives all requests one body.
    pub(crate) fn giving(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let (head, body) = (format!("200 OK\r\ncontent-type: {media_type}"), body.into());
        Self::new(move |_| (head.clone(), body.clone()))
    }

    /// The last request.
    pub(crate) fn last(&self) -> Arrived {
        self.arrived.lock().unwrap().last().unwrap().clone()
    }

    /// The number of requests.
    pub(crate) fn count(&self) -> usize {
        self.arrived.lock().unwrap().len()
    }
}

fn read(reader: &mut impl BufRead) -> Arrived {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut words = line.split(' ').map(str::to_owned);
    let (method, target) = (words.next().unwrap(), words.next().unwrap());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap() <= 2 {
            break;
        }
        let (name, value) = line.trim_end().split_once(": ").unwrap();
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut arrived = Arrived { method, target, body: Vec::new(), headers };
    let length = arrived.header("content-length").map_or(0, |length| length.parse().unwrap());
    arrived.body = vec![0; length];
    reader.read_exact(&mut arrived.body).unwrap();
    arrived
}
