use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame};

use super::{Body, Gathered, ReadError, TransportError};

/// The chunks of a body; the last one is repeated.
struct Chunks(Vec<&'static str>);

impl HttpBody for Chunks {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let piece = if self.0.len() > 1 { self.0.remove(0) } else { self.0[0] };
        Poll::Ready((!piece.is_empty()).then(|| Ok(Frame::data(Bytes::from_static(piece.as_bytes())))))
    }
}

fn read(mut body: Body, limit: usize) -> (Bytes, Result<(), ReadError>) {
    let mut context = Context::from_waker(Waker::noop());
    let mut gathered = Gathered::default();
    let end = pin!(body.read(&mut gathered, limit)).poll(&mut context);
    match end {
        Poll::Ready(end) => (gathered.into_bytes(), end),
        Poll::Pending => panic!("the future waits"),
    }
}

#[test]
fn chunks_are_concatenated() {
    for chunks in [vec![""], vec!["a", ""], vec!["a", "bc", ""], vec!["a", "b", "c", "d", ""]] {
        let whole = chunks.concat();
        let body = read(Body::stream(Chunks(chunks)), 10);
        assert_eq!(body.0, whole);
        assert!(body.1.is_ok());
    }
    assert_eq!(read(Body::from("abc"), 3).0, "abc");
    assert_eq!(read(Body::empty(), 0).0, "");
}

#[test]
fn reading_stops_at_the_limit() {
    for limit in [0, 1, 3, 4, 1000] {
        let body = read(Body::stream(Chunks(vec!["abc"])), limit);
        assert_eq!(body.0.len(), limit);
        assert!(matches!(body.1, Err(ReadError::TooLarge)));
    }
    assert!(matches!(read(Body::from("abc"), 2).1, Err(ReadError::TooLarge)));
}

#[test]
fn bodies_can_be_appended_and_those_in_memory_sent_again() {
    let mut body = Body::from("ab");
    assert_eq!(body.as_bytes(), Some(&b"ab"[..]));
    body.append(Body::from("cd"));
    assert_eq!(body.length(), Some(4));
    assert_eq!(read(body.replay().unwrap(), 10).0, "abcd");
    body.append(Body::stream(Chunks(vec!["e", "f", ""])));
    assert_eq!(body.length(), None);
    assert_eq!(body.as_bytes(), None);
    assert!(body.replay().is_none());
    assert_eq!(read(body, 10).0, "abcdef");
    assert_eq!(Body::empty().as_bytes(), Some(&b""[..]));
    assert_eq!(Body::empty().length(), Some(0));
}

struct Items(Vec<&'static str>);

impl futures_core::Stream for Items {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop().map(|text| Ok(Bytes::from_static(text.as_bytes()))))
    }
}

#[test]
fn a_stream_must_have_its_declared_length() {
    let body = |length| Body::from_stream(Items(vec!["cd", "ab"]), length);
    assert_eq!(body(Some(4)).length(), Some(4));
    assert_eq!(read(body(Some(4)), 10).0, "abcd");
    assert!(read(body(Some(4)), 10).1.is_ok());
    assert_eq!(read(body(None), 10).0, "abcd");
    for wrong in [3, 5] {
        assert!(matches!(read(body(Some(wrong)), 10).1, Err(ReadError::Transport(_))), "{wrong}");
    }
}

#[test]
fn a_body_over_its_limit_is_an_error() {
    let body = |limit| Body::stream(Chunks(vec!["ab", "cd", ""])).limited(limit);
    assert_eq!(read(body(4), 10).0, "abcd");
    assert!(read(body(4), 10).1.is_ok());
    let (bytes, end) = read(body(3), 10);
    assert_eq!(bytes, "ab");
    assert!(matches!(end, Err(ReadError::Transport(_))));
    assert!(matches!(read(Body::from("abc").limited(2), 10).1, Err(ReadError::Transport(_))));
    assert_eq!(Body::from("abc").limited(3).as_bytes(), Some(&b"abc"[..]));
}
