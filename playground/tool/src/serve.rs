//! A server for a site: `GET` and `HEAD` of its files, a thread for each connection.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The largest head of a request.
const LARGEST_HEAD: u64 = 64 << 10;
/// How long a browser may leave a connection idle that it opened in advance.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves a site on the loopback interface until the process ends. Port 0 takes a free one; the address is printed.
pub(crate) fn serve(site: &Path, port: u16) -> io::Result<()> {
    if !site.join("index.html").is_file() {
        return Err(io::Error::new(io::ErrorKind::NotFound, format!("{} has no index.html", site.display())));
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|error| io::Error::new(error.kind(), format!("port {port} of 127.0.0.1: {error}")))?;
    println!("http://{}/", listener.local_addr()?);
    io::stdout().flush()?;
    let site: Arc<Path> = Arc::from(site);
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(&site);
        // A browser closes connections early.
        thread::spawn(move || drop(answer(&site, &stream)));
    }
    Ok(())
}

fn answer(site: &Path, stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = BufReader::new(stream.take(LARGEST_HEAD));
    let mut first = String::new();
    head.read_line(&mut first)?;
    // The rest of the head is read, as a connection that is closed over unread bytes is reset.
    let mut line = String::new();
    while head.read_line(&mut line)? > 2 {
        line.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return reply(stream, "405 Method Not Allowed", "text/plain", b"");
    }
    let content = file(site, target).and_then(|path| Some((content_type(&path), fs::read(path).ok()?)));
    match content {
        Some((of, bytes)) if method == "GET" => reply(stream, "200 OK", of, &bytes),
        Some((of, _)) => reply(stream, "200 OK", of, b""),
        None => reply(stream, "404 Not Found", "text/plain; charset=utf-8", b"there is no such file\n"),
    }
}

fn reply(mut stream: &TcpStream, status: &str, content_type: &str, body: &[u8]) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: {content_type}\r\ncontent-length: {}\r\ncache-control: no-cache\r\n\
         x-content-type-options: nosniff\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

/// The file for the target of a request; none outside of the site.
fn file(site: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| site.join(path))
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_site_is_served() {
        let site = Path::new("/site");
        assert_eq!(file(site, "/"), Some(PathBuf::from("/site/index.html")));
        assert_eq!(file(site, "/examples/a.yaml?x#y"), Some(PathBuf::from("/site/examples/a.yaml")));
        for target in ["", "x", "//etc/passwd", "/../a", "/a/../../b", "*"] {
            assert_eq!(file(site, target), None, "{target}");
        }
    }
}
