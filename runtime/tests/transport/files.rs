//! Uploads from files, and responses that are saved to files.

use std::collections::BTreeMap;
use std::fs;
use std::future::poll_fn;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use bindery_runtime::{
    Body, Bytes, ClientBuilder, Core, Operation, Progress, RetryPolicy, SaveError, Upload, responses,
};

use crate::{API, builder, socket};

static PUT: Operation =
    Operation { id: "put", method: "PUT", path: "/file", responses: responses!["204"], ..Operation::EMPTY };

static DOWNLOAD: Operation = Operation {
    id: "download",
    path: "/file",
    responses: responses!["200" "application/octet-stream"],
    ..Operation::EMPTY
};

/// A directory that is removed on drop.
struct Directory(PathBuf);

impl Directory {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("bindery-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// 200,000 bytes without repetition.
fn content() -> Vec<u8> {
    (0..50_000_u32).flat_map(u32::to_le_bytes).collect()
}

/// The heads and bodies of the received requests.
type Stored = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A client of a server that stores requests and responds with these statuses, one after the other.
fn store(statuses: &'static [&'static str]) -> (Core, Stored) {
    let stored = Stored::default();
    let kept = Arc::clone(&stored);
    let server = socket::serve(move |mut stream, _| {
        let head = socket::read_head(&mut stream)?.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let mut body = vec![0; length.unwrap().parse().unwrap()];
        stream.read_exact(&mut body)?;
        let mut kept = kept.lock().unwrap();
        write!(stream, "HTTP/1.1 {}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n", statuses[kept.len()])?;
        kept.push((head, body));
        Ok(())
    });
    let retry = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(2));
    let builder = ClientBuilder::new(&API).base_url(format!("http://{}", server.address)).retry(retry);
    (builder.build().unwrap(), stored)
}

/// The body of a response with this head and these bytes.
async fn downloaded(head: &'static str, bytes: Vec<u8>) -> Body {
    let server = socket::serve(move |mut stream, _| {
        socket::read_head(&mut stream)?;
        write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\nconnection: close\r\n{head}\r\n")?;
        stream.write_all(&bytes)
    });
    let client = builder(&format!("http://{}", server.address)).build().unwrap();
    client.request(&DOWNLOAD).send_streaming().await.unwrap().body
}

#[tokio::test]
async fn a_file_is_read_again_for_each_attempt() {
    let directory = Directory::new("attempts");
    let path = directory.file("a.bin", &content());
    let (client, stored) = store(&["503 Service Unavailable", "204 No Content"]);
    let body = Body::from_path(&path).unwrap();
    assert_eq!(body.length(), Some(200_000));
    client.request(&PUT).bytes(body).send::<()>().await.unwrap();
    let stored = stored.lock().unwrap();
    assert_eq!(stored.len(), 2);
    assert!(stored.iter().all(|(_, body)| *body == content()));
}

#[tokio::test]
async fn an_upload_has_the_name_of_its_file_and_can_be_sent_again() {
    let directory = Directory::new("upload");
    let upload = Upload::from_path(directory.file("a b.csv", b"1,2\n")).unwrap();
    assert_eq!((upload.name(), upload.length(), upload.media_type()), (Some("a b.csv"), Some(4), None));
    let empty = Upload::from_path(directory.file("empty", b"")).unwrap();
    let form = BTreeMap::from([("data".to_owned(), upload), ("none".to_owned(), empty)]);
    let (client, stored) = store(&["204 No Content", "204 No Content"]);
    for _ in 0..2 {
        client.request(&PUT).multipart(&form).send::<()>().await.unwrap();
    }
    for (_, body) in stored.lock().unwrap().iter() {
        let body = String::from_utf8(body.clone()).unwrap();
        assert!(body.contains("name=\"data\"; filename=\"a b.csv\"\r\n"), "{body}");
        assert!(body.contains("\r\n\r\n1,2\n\r\n--"), "{body}");
    }
}

#[tokio::test]
async fn a_missing_file_is_an_error_at_once() {
    let directory = Directory::new("none");
    assert_eq!(Body::from_path(directory.0.join("a")).unwrap_err().kind(), std::io::ErrorKind::NotFound);
    assert!(Upload::from_path(&directory.0).is_err());
    // If the file is removed afterwards, the call fails.
    let path = directory.file("b", b"content");
    let body = Body::from_path(&path).unwrap();
    fs::remove_file(path).unwrap();
    let (client, _) = store(&["204 No Content"]);
    assert!(client.request(&PUT).bytes(body).send::<()>().await.is_err());
}

#[tokio::test]
async fn an_upload_has_the_length_that_the_file_had_at_first() {
    let directory = Directory::new("length");
    let path = directory.file("log", b"one\n");
    let body = Body::from_path(&path).unwrap();
    directory.file("log", b"one\ntwo\n");
    let (client, stored) = store(&["204 No Content"]);
    client.request(&PUT).bytes(body).send::<()>().await.unwrap();
    assert_eq!(stored.lock().unwrap()[0].1, b"one\n");
    let body = Body::from_path(&path).unwrap();
    directory.file("log", b"1\n");
    assert!(client.request(&PUT).bytes(body).send::<()>().await.is_err());
}

#[tokio::test]
async fn a_complete_response_replaces_the_file() {
    let directory = Directory::new("save");
    let path = directory.file("report.pdf", b"old");
    let seen = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let recorded = Arc::clone(&seen);
    let body = downloaded("content-length: 200000\r\n", content()).await;
    let length = body.save(&path).progress(move |progress| recorded.lock().unwrap().push(progress)).await.unwrap();
    assert_eq!((length, fs::read(&path).unwrap()), (200_000, content()));
    assert_eq!(directory.names(), ["report.pdf"]);
    let seen = seen.lock().unwrap();
    assert!(seen.is_sorted_by_key(|progress| progress.bytes) && seen.len() > 1);
    assert!(seen.iter().all(|progress| progress.total == Some(200_000)));
    assert_eq!(seen.last().unwrap().bytes, 200_000);
}

#[tokio::test]
async fn a_truncated_response_leaves_the_file_unchanged() {
    let directory = Directory::new("broken");
    let path = directory.file("report.pdf", b"old");
    let body = downloaded("content-length: 9\r\n", b"new".to_vec()).await;
    assert!(matches!(body.save(&path).await, Err(SaveError::Transport(_))));
    let body = downloaded("", content()).await.limited(1000);
    assert!(matches!(body.save(&path).await, Err(SaveError::Transport(_))));
    wait_for_cleanup(&directory);
    assert_eq!(fs::read(&path).unwrap(), b"old");
    for path in [directory.0.join("no such directory/a"), directory.0.clone(), PathBuf::from("/")] {
        assert!(matches!(Body::from("new").save(&path).await, Err(SaveError::File(_))), "{path:?}");
    }
}

/// Waits until only the report is left: a thread removes temporary files.
fn wait_for_cleanup(directory: &Directory) {
    (0..500).take_while(|_| directory.names().len() > 1).for_each(|_| thread::sleep(Duration::from_millis(10)));
    assert_eq!(directory.names(), ["report.pdf"]);
}

#[tokio::test]
async fn dropping_the_future_removes_the_temporary_file() {
    let directory = Directory::new("dropped");
    directory.file("report.pdf", b"old");
    let body = Body::from_stream(Stalled(0), None);
    let mut saving = Box::pin(body.save(directory.0.join("other.pdf")).into_future());
    while directory.names().len() == 1 {
        let _ = poll_fn(|context| Poll::Ready(saving.as_mut().poll(context))).await;
    }
    drop(saving);
    wait_for_cleanup(&directory);
}

/// A stream of one chunk that never ends.
struct Stalled(u8);

impl futures_core::Stream for Stalled {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 = self.0.saturating_add(1);
        if self.0 == 1 { Poll::Ready(Some(Ok(Bytes::from_static(b"piece")))) } else { Poll::Pending }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Copies a file without an async runtime.
fn copy(from: &Path, to: &Path) -> u64 {
    let mut copying = Body::from_path(from).unwrap().save(to).into_future();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    loop {
        match copying.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(length) => return length.unwrap(),
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn files_need_no_async_runtime() {
    let directory = Directory::new("runtime");
    let (from, to) = (directory.file("a", &content()), directory.0.join("b"));
    assert_eq!((copy(&from, &to), fs::read(&to).unwrap()), (200_000, content()));
}
