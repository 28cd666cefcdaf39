//! The API that the page calls, on another origin.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

use crate::http::{self, Reply, Request};

/// What the API lets pages of other origins do. A page that sends other headers is refused by the browser.
const PREFLIGHT: &str = "access-control-allow-origin: *\r\naccess-control-allow-methods: GET, POST, PUT\r\n\
                         access-control-allow-headers: authorization, content-type, last-event-id\r\n";
const JSON: &str = "access-control-allow-origin: *\r\ncontent-type: application/json\r\n";
const EVENTS: &str = "access-control-allow-origin: *\r\ncontent-type: text/event-stream\r\n";
const FILE: &str = "access-control-allow-origin: *\r\ncontent-type: application/octet-stream\r\n";

/// The file: 100,000 bytes.
const PIECES: usize = 10;
const PIECE: &[u8] = &[b'x'; 10_000];

/// What happened so far.
#[derive(Default)]
struct State {
    busy: AtomicU32,
    is_aborted: AtomicBool,
}

/// Serves the API.
pub(crate) fn serve() -> io::Result<String> {
    let state = State::default();
    http::serve(move |request, reply| respond(&state, &request, reply))
}

fn respond(state: &State, request: &Request, mut reply: Reply) -> io::Result<()> {
    if request.method == "OPTIONS" {
        return reply.send("204 No Content", PREFLIGHT, b"");
    }
    if request.header("authorization") != Some("Bearer a-token") {
        return reply.send("401 Unauthorized", JSON, b"{}");
    }
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/notes") => match request.body.as_slice() {
            br#"{"text":"first"}"# => reply.send("201 Created", JSON, br#"{"id":"1","text":"first"}"#),
            _ => reply.send("400 Bad Request", JSON, b"{}"),
        },
        ("GET", "/notes") => reply.send("200 OK", JSON, page(&request.query)),
        ("GET", "/changes") => changes(request, reply),
        ("GET", "/notes/none") => {
            reply.send("404 Not Found", JSON, br#"{"code":"not_found","message":"no such note"}"#)
        }
        ("GET", "/notes/busy") => match state.busy.fetch_add(1, Ordering::Relaxed) {
            0 => reply.send("503 Service Unavailable", JSON, b"{}"),
            _ => reply.send("200 OK", JSON, br#"{"text":"at last"}"#),
        },
        ("GET", "/notes/slow") => {
            reply.wait_for_close()?;
            state.is_aborted.store(true, Ordering::Release);
            Ok(())
        }
        ("GET", "/notes/aborted") => {
            // The browser may take a moment to close the connection.
            let is_aborted = || state.is_aborted.load(Ordering::Acquire);
            (0..50).take_while(|_| !is_aborted()).for_each(|_| thread::sleep(Duration::from_millis(20)));
            let text: &[u8] = if is_aborted() { br#"{"text":"yes"}"# } else { br#"{"text":"no"}"# };
            reply.send("200 OK", JSON, text)
        }
        ("PUT", "/notes/1/file") => reply.send("200 OK", JSON, attached(&request.body).as_bytes()),
        ("GET", "/notes/1/file") => {
            reply.begin(FILE)?;
            (0..PIECES).try_for_each(|_| {
                thread::sleep(Duration::from_millis(10));
                reply.piece(PIECE)
            })
        }
        // Nothing says that another origin may read it.
        ("GET", "/notes/closed") => reply.send("200 OK", "content-type: application/json\r\n", br#"{"text":"no"}"#),
        _ => reply.send("404 Not Found", JSON, b"{}"),
    }
}

fn page(query: &str) -> &'static [u8] {
    match query {
        "per_page=2" => br#"[{"text":"a"},{"text":"b"}]"#,
        "page=1&per_page=2" => br#"[{"text":"c"},{"text":"d"}]"#,
        "page=2&per_page=2" => br#"[{"text":"e"}]"#,
        _ => b"[]",
    }
}

/// Two events, and on the next connection one more.
fn changes(request: &Request, mut reply: Reply) -> io::Result<()> {
    reply.begin(EVENTS)?;
    if request.header("last-event-id") == Some("2") {
        return reply.piece(b"data: {\"note\":\"three\"}\n\ndata: [DONE]\n\n");
    }
    reply.piece(b"id: 1\ndata: {\"note\":\"one\"}\n\n")?;
    thread::sleep(Duration::from_millis(20));
    reply.piece(b"id: 2\nretry: 500\ndata: {\"note\":\"two\"}\n\n")
}

/// The name of the file in a form, and its content.
fn attached(body: &[u8]) -> String {
    let body = String::from_utf8_lossy(body);
    let name = body.split_once("filename=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(name, _)| name);
    let part = body.split_once("filename=").and_then(|(_, rest)| rest.split_once("\r\n\r\n"));
    let content = part.and_then(|(_, rest)| rest.split_once("\r\n--")).map_or("", |(content, _)| content);
    format!(r#"{{"text":"{name}: {content}"}}"#)
}
