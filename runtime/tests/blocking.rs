//! Blocking calls over a real socket.

#![cfg(all(feature = "blocking", feature = "reqwest"))]
#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bindery_runtime::__private::{Api, Server};
use bindery_runtime::{ClientBuilder, Core, ErrorKind, Operation, RetryPolicy, blocking, responses};

static API: Api = Api { servers: &[&Server { url: "https://example.com", variables: &[] }], ..Api::EMPTY };

static GET: Operation =
    Operation { id: "get", path: "/x", responses: responses!["200" "application/json"], ..Operation::EMPTY };

/// A client of a server that responds to each connection with a status and `7`.
fn client(status: &'static str) -> Core {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // The buffer is larger than any request.
            let _ = stream.read(&mut [0; 4096]).unwrap();
            write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 1\r\nconnection: close\r\n\r\n7").unwrap();
        }
    });
    let builder = ClientBuilder::new(&API).base_url(format!("http://{address}")).retry(RetryPolicy::never());
    builder.timeout(Duration::from_secs(30)).build().unwrap()
}

#[test]
fn a_call_blocks_the_thread() {
    let client = client("200 OK");
    assert_eq!(client.request(&GET).send::<i64>().wait().unwrap(), 7);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.request(&GET).send::<i64>().wait().unwrap())
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap() == 7));
    // A result need not move between threads.
    let response = client.request(&GET).send_with_response::<i64>().wait().unwrap();
    assert_eq!((response.body, response.status.as_u16()), (7, 200));
}

#[test]
fn an_error_is_returned() {
    let error = client("404 Not Found").request(&GET).send::<i64>().wait().unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 404));
}

#[tokio::test]
async fn waiting_within_async_code_does_not_panic() {
    assert_eq!(client("200 OK").request(&GET).send::<i64>().wait().unwrap(), 7);
}

/// Counts down, and wakes itself before each number.
struct Countdown(u32, bool);

impl futures_core::Stream for Countdown {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<u32>> {
        self.1 = !self.1;
        if self.1 {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let number = self.0;
        self.0 = self.0.saturating_sub(1);
        Poll::Ready((number > 0).then_some(number))
    }
}

#[test]
fn a_stream_becomes_a_blocking_iterator() {
    let mut numbers = blocking::iter(Countdown(3, false));
    assert_eq!(numbers.by_ref().collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(numbers.next(), None);
}

#[test]
fn a_call_with_another_media_type_can_block() {
    let client = client("200 OK");
    assert_eq!(client.request(&GET).media::<String>("text/csv").send().wait().unwrap(), "7");
}
