use std::future::Future;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::{Encoding, Multipart, RequestError, Upload, multipart};
use crate::client::Body;
use crate::{Extra, Json, Style, Wire, object};

/// What a photo album is uploaded with.
#[derive(Clone)]
struct Album {
    title: String,
    cover: Option<Upload>,
    photos: Vec<Upload>,
    place: Option<Json>,
    tags: Vec<String>,
    hidden: Option<bool>,
    extra: Extra,
}

object! {
    Album {
        "title" => title: required,
        "cover" => cover: optional,
        "photos" => photos: required,
        "place" => place: optional,
        "tags" => tags: required,
        "hidden" => hidden: optional,
    } rest extra
}

fn album() -> Album {
    Album {
        title: "Été".to_owned(),
        cover: None,
        photos: Vec::new(),
        place: None,
        tags: Vec::new(),
        hidden: None,
        extra: Extra::default(),
    }
}

fn written(value: &dyn Wire, encodings: &[Encoding]) -> Result<String, RequestError> {
    let Multipart { mut body, boundary } = multipart(value, encodings)?;
    let mut all = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match std::pin::pin!(body.chunk()).poll(&mut context) {
            Poll::Ready(Ok(Some(bytes))) => all.extend_from_slice(&bytes),
            Poll::Ready(Ok(None)) => break,
            other => panic!("{other:?}"),
        }
    }
    Ok(String::from_utf8(all).unwrap().replace(&boundary, "LINE"))
}

#[test]
fn each_property_is_a_part() {
    let album = Album {
        cover: Some(Upload::new("png").file_name("a \"b\"\r\n.png").content_type("image/png")),
        photos: vec![Upload::new("one").file_name("1.jpg"), Upload::new(vec![b'2']).header("X-Taken", "2024")],
        place: Some(Json::parse(r#"{"lat": 1.5}"#).unwrap()),
        tags: vec!["sea".to_owned(), "sun".to_owned()],
        hidden: Some(false),
        ..album()
    };
    let expected = [
        "--LINE\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÉté\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"cover\"; filename=\"a %22b%22%0D%0A.png\"\r\n",
        "Content-Type: image/png\r\n\r\npng\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"1.jpg\"\r\n",
        "Content-Type: image/*\r\n\r\none\r\n".replace("image/*", "application/octet-stream").as_str(),
        "--LINE\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"photos\"\r\n",
        "Content-Type: application/octet-stream\r\nX-Taken: 2024\r\n\r\n2\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"place\"\r\n",
        "Content-Type: application/json\r\n\r\n{\"lat\": 1.5}\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nsea\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nsun\r\n",
        "--LINE\r\nContent-Disposition: form-data; name=\"hidden\"\r\n\r\nfalse\r\n",
        "--LINE--\r\n",
    ]
    .concat();
    assert_eq!(written(&album, &[Encoding::new("photos").content_type("image/*")]).unwrap(), expected);
}

#[test]
fn what_is_absent_or_null_is_no_part() {
    let json = Json::parse(r#"{"a":null,"b":[],"c":[null,1]}"#).unwrap();
    assert_eq!(
        written(&json, &[]).unwrap(),
        "--LINE\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n1\r\n--LINE--\r\n"
    );
    let title = "--LINE\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nÉté\r\n--LINE--\r\n";
    assert_eq!(written(&album(), &[]).unwrap(), title);
    assert!(matches!(written(&"text".to_owned(), &[]), Err(RequestError::BodyForm)));
}

#[test]
fn encodings_are_kept() {
    let json = Json::parse(r#"{"list":[1,2],"text":"a","deep":{"k":"v w"},"note":"x"}"#).unwrap();
    let encodings = [
        Encoding::new("list").content_type("application/json"),
        Encoding::new("text").content_type("application/json"),
        Encoding::new("deep").style(Style::DeepObject),
        Encoding::new("note").content_type("text/markdown"),
    ];
    let part = |name: &str, content: &str| {
        format!("--LINE\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{content}\r\n")
    };
    let expected = [
        part("list", "Content-Type: application/json\r\n\r\n[1,2]"),
        part("text", "Content-Type: application/json\r\n\r\n\"a\""),
        part("deep[k]", "\r\nv w"),
        part("note", "Content-Type: text/markdown\r\n\r\nx"),
        "--LINE--\r\n".to_owned(),
    ];
    assert_eq!(written(&json, &encodings).unwrap(), expected.concat());
}

#[test]
fn the_only_media_type_of_a_file_is_its_default() {
    let album = Album { cover: Some(Upload::new("x")), ..album() };
    let text = written(&album, &[Encoding::new("cover").content_type("image/png")]).unwrap();
    assert!(text.contains("Content-Type: image/png\r\n"), "{text}");
    let text = written(&album, &[Encoding::new("cover").content_type("image/png, image/jpeg")]).unwrap();
    assert!(text.contains("Content-Type: application/octet-stream\r\n"), "{text}");
}

/// A stream of one piece.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

#[test]
fn a_stream_is_sent_once_and_its_length_counts() {
    let stream = |length| Upload::new(Body::from_stream(Once(Some(Bytes::from_static(b"abc"))), length));
    let album = Album { cover: Some(stream(Some(3))), ..album() };
    let Multipart { body, .. } = multipart(&album, &[]).unwrap();
    let length = body.length().unwrap();
    assert!(body.replay().is_none());
    let again = album.clone();
    assert!(matches!(multipart(&again, &[]), Err(RequestError::UploadSent { name }) if name == "cover"));
    let album = Album { cover: Some(stream(Some(3))), ..album };
    let text = written(&album, &[]).unwrap();
    // The line is 40 characters long and stands there three times.
    assert_eq!(length, text.len() as u64 + 3 * (40 - 4));
    let unknown = Album { cover: Some(stream(None)), ..album };
    assert_eq!(multipart(&unknown, &[]).unwrap().body.length(), None);
}

#[test]
fn a_header_with_a_line_break_is_refused() {
    for upload in [Upload::new("x").content_type("a\r\nb"), Upload::new("x").header("X-A", "a\nb")] {
        let album = Album { cover: Some(upload), ..album() };
        assert!(matches!(written(&album, &[]), Err(RequestError::Header { .. })));
    }
}

#[test]
fn uploads_are_strings_in_json() {
    let upload = Upload::new("text");
    assert_eq!(crate::encode(&upload), r#""text""#);
    let decoded: Upload = crate::decode(r#""text""#).unwrap();
    assert_eq!(decoded, upload);
    assert_ne!(decoded, Upload::new("other"));
}
