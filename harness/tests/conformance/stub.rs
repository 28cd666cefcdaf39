//! The stub server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// A stub server, which is stopped on drop.
pub(crate) struct Stub {
    process: Child,
    /// `http://127.0.0.1:1234`
    pub(crate) address: String,
}

impl Stub {
    pub(crate) fn start(shared: &Path, real_204: bool) -> Self {
        let mut command = Command::new("python3");
        command.arg(shared.join("wire/stub.py")).arg(shared.join("wire/go-auth0-mappings.json"));
        if real_204 {
            command.arg("--real-204");
        }
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().nth(1).unwrap_or_default().to_owned();
        assert!(address.starts_with("http://"), "the stub server did not start: {line:?}");
        Self { process, address }
    }

    /// Returns the id of each request, and the recording that the stub recognised.
    pub(crate) fn journal(&self) -> Vec<(String, Option<String>)> {
        let journal: Value = serde_json::from_str(&self.get("/__admin/requests")).unwrap();
        let entry = |request: &Value| {
            let headers = request["headers"].as_object().unwrap();
            let id = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(super::driver::ID_HEADER));
            let id = id.and_then(|(_, value)| value.as_str()).unwrap_or_default();
            (id.to_owned(), request["matched"].as_str().map(str::to_owned))
        };
        journal["requests"].as_array().unwrap().iter().map(entry).collect()
    }

    fn get(&self, path: &str) -> String {
        let host = self.address.trim_start_matches("http://");
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    pub(crate) fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        // The test may fail before it stops the server.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
