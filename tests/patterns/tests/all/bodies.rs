//! Patterns 40, 44, 46 and 47: request bodies.

use crate::support::{Sent, sent};
use bindery_patterns::bodies::{Client, operations::bodies::Bodies, types::*};
use bindery_runtime::{Body, Bytes, CallOptions, Error, MockTransport, Upload};
use std::pin::Pin;
use std::task::{Context, Poll};

fn bodies(mock: MockTransport) -> Bodies {
    Client::builder().transport(mock).build().unwrap().bodies()
}

/// Returns the request of a call.
async fn of<F: Future<Output = Result<(), Error>>>(call: impl FnOnce(Bodies) -> F) -> Sent {
    sent(|mock| call(bodies(mock))).await
}

/// Returns the parts of a multipart body, each as its headers and its content.
fn parts(sent: &Sent) -> Vec<(String, String)> {
    let media_type = sent.header("content-type").unwrap();
    let (essence, boundary) = media_type.split_once("; boundary=").unwrap();
    assert_eq!(essence, "multipart/form-data");
    let mut parts: Vec<&str> = sent.body.split(&format!("--{boundary}")).collect();
    assert_eq!((parts.remove(0), parts.pop().unwrap()), ("", "--\r\n"));
    let part = |part: &str| {
        let (head, content) = part.strip_prefix("\r\n").unwrap().split_once("\r\n\r\n").unwrap();
        (head.to_owned(), content.strip_suffix("\r\n").unwrap().to_owned())
    };
    parts.into_iter().map(part).collect()
}

fn note() -> Note {
    Note::new("a b")
}

#[tokio::test]
async fn json_is_preferred_to_a_form() {
    let sent = of(|bodies| async move { bodies.same(note()).await }).await;
    assert_eq!((sent.header("content-type"), sent.body.as_str()), (Some("application/json"), r#"{"text":"a b"}"#));
}

#[tokio::test]
async fn each_media_type_of_a_body_has_a_method() {
    let json = of(|bodies| async move { bodies.either(note()).await }).await;
    assert_eq!(json.header("content-type"), Some("application/json"));
    let text = of(|bodies| async move { bodies.either_text("a,b\n").await }).await;
    assert_eq!((text.header("content-type"), text.body.as_str()), (Some("text/csv"), "a,b\n"));
    let album = of(|bodies| async move { bodies.either_multipart(Album::new("t", [Upload::new("1")])).await }).await;
    assert_eq!(parts(&album).len(), 2);
}

#[tokio::test]
async fn an_optional_body_that_is_not_set_is_not_sent() {
    let none = of(|bodies| async move { bodies.optional().await }).await;
    assert_eq!((none.header("content-type"), none.header("content-length"), none.body.as_str()), (None, Some("0"), ""));
    let some = of(|bodies| async move { bodies.optional().body(note()).await }).await;
    assert_eq!(some.body, r#"{"text":"a b"}"#);
    let text = of(|bodies| async move { bodies.optional_either().text_body("x").await }).await;
    assert_eq!((text.header("content-type"), text.body.as_str()), (Some("text/plain"), "x"));
    let none = of(|bodies| async move { bodies.none().await }).await;
    assert_eq!((none.method.as_str(), none.header("content-length")), ("PATCH", Some("0")));
}

#[tokio::test]
async fn text_xml_and_bytes_are_sent_unchanged() {
    let plain = of(|bodies| async move { bodies.plain("\"a\"").await }).await;
    assert_eq!((plain.header("content-type"), plain.body.as_str()), (Some("text/plain"), "\"a\""));
    let xml = of(|bodies| async move { bodies.xml("<note/>").await }).await;
    assert_eq!((xml.header("content-type"), xml.body.as_str()), (Some("application/xml"), "<note/>"));
    let raw = of(|bodies| async move { bodies.raw(vec![b'a', 0, b'c']).await }).await;
    assert_eq!((raw.header("content-type"), raw.body.as_str()), (Some("application/octet-stream"), "a\0c"));
    let options = CallOptions::new().header("content-type", "image/png");
    let image = of(|bodies| async move { bodies.image("png").options(options).await }).await;
    assert_eq!((image.header("content-type"), image.body.as_str()), (Some("image/png"), "png"));
}

#[tokio::test]
async fn the_properties_of_a_form_have_the_declared_encoding() {
    let filter: Filter =
        bindery_runtime::decode(r#"{"tags":["a","b"],"meta":{"k":"v"},"point":{"x":1},"ids":[1,2]}"#).unwrap();
    let form = of(|bodies| async move { bodies.form(filter).await }).await;
    assert_eq!(form.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(form.body, "tags=a,b&meta%5Bk%5D=v&point=%7B%22x%22%3A1%7D&ids=%5B1%2C2%5D");
    let empty = of(|bodies| async move { bodies.form(Filter::new()).await }).await;
    assert_eq!(empty.body, "");
}

/// A stream of two chunks.
struct Chunks(u8);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        Poll::Ready((self.0 < 3).then(|| Ok(Bytes::from_static(b"12"))))
    }
}

#[tokio::test]
async fn a_multipart_body_has_a_part_for_each_file_string_and_object() {
    let photos = vec![
        Upload::new("one").file_name("1.jpg").content_type("image/jpeg"),
        Upload::new(Body::from_stream(Chunks(0), Some(4))).file_name("2.jpg"),
    ];
    let place: AlbumPlace = bindery_runtime::decode(r#"{"lat":1.5}"#).unwrap();
    let album = Album::new("Été", photos)
        .cover(Upload::new("png").content_type("image/png"))
        .place(place)
        .tags(["sea".to_owned(), "sun".to_owned()])
        .note(bindery_runtime::Patch::Null)
        .sheet("pdf");
    let sent = of(|bodies| async move { bodies.album(album).await }).await;
    let form = |rest: &str| format!("Content-Disposition: form-data; name={rest}");
    let expected = [
        (form("\"title\"\r\nContent-Type: text/plain; charset=utf-8"), "Été"),
        (form("\"cover\"; filename=\"cover\"\r\nContent-Type: image/png"), "png"),
        (form("\"photos\"; filename=\"1.jpg\"\r\nContent-Type: image/jpeg"), "one"),
        (form("\"photos\"; filename=\"2.jpg\"\r\nContent-Type: application/octet-stream"), "1212"),
        (form("\"place\"\r\nContent-Type: application/json"), r#"{"lat":1.5}"#),
        (form("\"tags\""), "sea"),
        (form("\"tags\""), "sun"),
        (form("\"sheet\"; filename=\"sheet\"\r\nContent-Type: application/pdf"), "pdf"),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(head, content)| (head, content.to_owned())).collect();
    assert_eq!(parts(&sent), expected);
}
