//! `bindery mock`, over real sockets.

mod answers;
mod pages;
mod recordings;
mod state;
mod streams;
mod wrong;

use super::Workspace;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A running mock, ended with the test.
struct Mock {
    child: Child,
    address: String,
    /// What it has printed so far.
    log: std::sync::mpsc::Receiver<String>,
}

/// A response.
#[derive(Debug)]
struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(each, _)| each == name).map_or("", |(_, value)| value)
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

impl Mock {
    fn start(workspace: &Workspace, arguments: &[&str]) -> Self {
        let all: Vec<&str> = ["mock", "api.json", "--port", "0"].iter().chain(arguments).copied().collect();
        let mut command = workspace.command(&all);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let (sender, log) = std::sync::mpsc::channel();
        let stderr = BufReader::new(child.stderr.take().expect("a pipe"));
        std::thread::spawn(move || stderr.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
        let address = first.trim().strip_prefix("http://").map(str::to_owned);
        let address =
            address.unwrap_or_else(|| panic!("no address but {first:?}: {:?}", log.iter().collect::<Vec<_>>()));
        Self { child, address, log }
    }

    /// Sends bytes, and reads the response until the connection ends.
    fn raw(&self, bytes: &[u8]) -> Response {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        // A server that refuses may close before it has read everything.
        drop(stream.write_all(bytes));
        let mut all = Vec::new();
        drop(stream.read_to_end(&mut all));
        let end = all.windows(4).position(|each| each == b"\r\n\r\n").unwrap_or_else(|| panic!("no response: {all:?}"));
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Response { status, headers: head.lines().skip(1).filter_map(pair).collect(), body: all[end + 4..].to_vec() }
    }

    fn request(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Response {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let length = if body.is_empty() { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        self.raw(
            format!("{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}{length}\r\n{body}")
                .as_bytes(),
        )
    }

    fn get(&self, path: &str, headers: &[&str]) -> Response {
        self.request("GET", path, headers, "")
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Response {
        self.request(method, path, &["content-type: application/json"], &body.to_string())
    }

    /// What the program has printed, up to a line that has a text.
    fn log_until(&self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.log.recv_timeout(Duration::from_secs(30));
            lines.push(line.unwrap_or_else(|_| panic!("no line with {text:?}: {lines:#?}")));
            if lines.last().is_some_and(|line| line.contains(text)) {
                return lines;
            }
        }
    }

    /// Asks the program to stop. Returns its exit code.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(std::process::Command::new("kill").args([signal, &id]).status().expect("kill").success());
        self.child.wait().expect("an end").code()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A description with what a mock has to do.
fn parcels() -> Value {
    let parcel = json!({"$ref": "#/components/schemas/Parcel"});
    let body = |schema: &Value| json!({"application/json": {"schema": schema}});
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}});
    json!({
        "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
        "servers": [{"url": "https://api.example/v1"}],
        "components": {
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
            "schemas": schemas(),
        },
        "paths": {
            "/parcels": {
                "get": {
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100}},
                        {"name": "state", "in": "query", "schema": {"$ref": "#/components/schemas/State"}},
                        {"name": "X-Trace", "in": "header", "schema": {"type": "integer"}},
                    ],
                    "responses": {"200": {"description": "", "content": body(&json!({"type": "array", "items": parcel}))}},
                },
                "post": {
                    "requestBody": {"required": true, "content": body(&json!({"$ref": "#/components/schemas/NewParcel"}))},
                    "responses": {"201": {"description": "", "content": body(&parcel)}, "422": {"description": ""}},
                },
            },
            "/parcels/{id}": {
                "parameters": [id],
                "get": {"responses": {
                    "200": {"description": "", "headers": {"X-Left": {"schema": {"type": "integer"}}}, "content": body(&parcel)},
                    "404": {"description": "", "content": body(&json!({"$ref": "#/components/schemas/Problem"}))},
                    "5XX": {"description": ""},
                }},
                "patch": {
                    "requestBody": {"required": true, "content": body(&json!({"$ref": "#/components/schemas/Change"}))},
                    "responses": {"200": {"description": "", "content": body(&parcel)}},
                },
                "delete": {"responses": {"204": {"description": ""}}},
            },
            "/label": {"get": {
                "security": [{"key": []}],
                "responses": {"200": {"description": "", "content": {
                    "application/json": {
                        "schema": {"type": "object", "required": ["label"], "properties": {"label": {"type": "string"}}},
                        "examples": {
                            "wrong": {"value": {"label": 1}}, "first": {"value": {"label": "one"}}, "second": {"value": {"label": "two"}},
                        },
                    },
                    "text/plain": {"example": "plain label"},
                    "text/csv": {"schema": {"type": "string", "const": "a,b"}},
                }}},
            }},
            "/events": {"get": {"responses": {"200": {"description": "", "content": {"text/event-stream": {
                "itemSchema": {"type": "object", "required": ["event", "data"], "properties": {
                    "event": {"const": "moved"}, "data": {"type": "string", "contentMediaType": "application/json",
                        "contentSchema": {"$ref": "#/components/schemas/Parcel"}}}},
            }}}}}},
        },
    })
}

fn schemas() -> Value {
    json!({
        "Parcel": {"type": "object", "required": ["id", "weight", "state"], "properties": {
            "id": {"type": "integer", "minimum": 1}, "weight": {"type": "number", "exclusiveMinimum": 0},
            "state": {"$ref": "#/components/schemas/State"}, "code": {"type": "string", "pattern": "^P[0-9]{6}$"},
            "sent_at": {"type": "string", "format": "date-time"}, "note": {"type": ["string", "null"]},
        }},
        "NewParcel": {"type": "object", "required": ["weight"], "additionalProperties": false, "properties": {
            "weight": {"type": "number", "exclusiveMinimum": 0}, "state": {"$ref": "#/components/schemas/State"},
            "note": {"type": ["string", "null"], "maxLength": 20},
            "lines": {"type": "array", "items": {"type": "object", "required": ["sku"], "properties": {"sku": {"type": "string"}}}},
        }},
        "Change": {"type": "object", "properties": {
            "weight": {"type": "number", "exclusiveMinimum": 0}, "state": {"$ref": "#/components/schemas/State"},
            "note": {"type": ["string", "null"]},
        }},
        "State": {"type": "string", "enum": ["sent", "lost"]},
        "Problem": {"type": "object", "required": ["message"], "properties": {"message": {"type": "string"}}},
    })
}
