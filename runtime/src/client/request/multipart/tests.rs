use std::future::Future;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;

use super::{Encoding, Multipart, RequestError, Upload, multipart};
use crate::client::Body;
use crate::client::Style;
use crate::object;
use crate::value::extra::Extra;
use crate::value::json::Json;
use crate::value::prefixed::Prefixed;
use crate::wire::Wire;

/// A photo album to upload.
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
    written_as(value, encodings, "multipart/form-data").map(|(body, _)| body)
}

/// Returns the body and its media type, with `LINE` in place of the boundary.
fn written_as(value: &dyn Wire, encodings: &[Encoding], media_type: &str) -> Result<(String, String), RequestError> {
    let Multipart { mut body, media_type, boundary } = multipart(value, encodings, media_type)?;
    let mut all = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    loop {
        match std::pin::pin!(body.chunk()).poll(&mut context) {
            Poll::Ready(Ok(Some(bytes))) => all.extend_from_slice(&bytes),
            Poll::Ready(Ok(None)) => break,
            other => panic!("{other:?}"),
        }
    }
    Ok((String::from_utf8(all).unwrap().replace(&boundary, "LINE"), media_type.replace(&boundary, "LINE")))
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
fn absent_and_null_properties_are_left_out() {
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
fn encodings_are_applied() {
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
fn a_file_defaults_to_the_only_media_type_of_its_encoding() {
    let album = Album { cover: Some(Upload::new("x")), ..album() };
    let text = written(&album, &[Encoding::new("cover").content_type("image/png")]).unwrap();
    assert!(text.contains("Content-Type: image/png\r\n"), "{text}");
    let text = written(&album, &[Encoding::new("cover").content_type("image/png, image/jpeg")]).unwrap();
    assert!(text.contains("Content-Type: application/octet-stream\r\n"), "{text}");
}

/// A stream of one chunk.
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
    let Multipart { body, .. } = multipart(&album, &[], "multipart/form-data").unwrap();
    let length = body.length().unwrap();
    assert!(body.replay().is_none());
    let again = album.clone();
    assert!(
        matches!(multipart(&again, &[], "multipart/form-data"), Err(RequestError::UploadSent { name }) if name == "cover")
    );
    let album = Album { cover: Some(stream(Some(3))), ..album };
    let text = written(&album, &[]).unwrap();
    // The boundary has 40 characters and occurs three times.
    assert_eq!(length, text.len() as u64 + 3 * (40 - 4));
    let unknown = Album { cover: Some(stream(None)), ..album };
    assert_eq!(multipart(&unknown, &[], "multipart/form-data").unwrap().body.length(), None);
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
    assert_eq!(crate::text::encode::encode(&upload), r#""text""#);
    let decoded: Upload = crate::text::decode::decode(r#""text""#).unwrap();
    assert_eq!(decoded, upload);
    assert_ne!(decoded, Upload::new("other"));
}

/// A part without a name.
fn part(head: &str, content: &str) -> String {
    format!("--LINE\r\n{head}\r\n\r\n{content}\r\n")
}

#[test]
fn an_array_has_a_part_for_each_item_where_parts_have_no_names() {
    let list = Json::parse(r#"["a","é",null,{"k":1},[2],true]"#).unwrap();
    let (body, media_type) = written_as(&list, &[], "multipart/mixed").unwrap();
    let expected = [
        part("Content-Type: text/plain", "a"),
        part("Content-Type: text/plain; charset=utf-8", "é"),
        part("Content-Type: application/json", "null"),
        part("Content-Type: application/json", r#"{"k":1}"#),
        part("Content-Type: application/json", "[2]"),
        part("Content-Type: text/plain", "true"),
        "--LINE--\r\n".to_owned(),
    ];
    assert_eq!((body, media_type.as_str()), (expected.concat(), "multipart/mixed; boundary=LINE"));
    assert!(matches!(written(&list, &[]), Err(RequestError::BodyForm)));
    assert!(matches!(written_as(&"a".to_owned(), &[], "multipart/mixed"), Err(RequestError::BodyForm)));
    assert_eq!(written_as(&Vec::<String>::new(), &[], "multipart/mixed").unwrap().0, "--LINE--\r\n");
}

#[test]
fn missing_items_before_others_are_sent_as_null() {
    type Parts = Prefixed<(Option<String>, Option<Upload>), Json, 0>;
    let parts = |text: Option<&str>, file: Option<Upload>| Parts::new((text.map(str::to_owned), file));
    let sent = |value: &Parts, encodings: &[Encoding]| Ok(written_as(value, encodings, "multipart/mixed")?.0);
    let null = part("Content-Type: application/json", "null");
    let file = part("Content-Type: application/octet-stream", "x");
    let end = "--LINE--\r\n";
    assert_eq!(sent(&parts(None, Some("x".into())), &[]), Ok(null + &file + end));
    assert_eq!(sent(&parts(Some("a"), None), &[]), Ok(part("Content-Type: text/plain", "a") + end));
    assert_eq!(sent(&parts(None, None), &[]), Ok(end.to_owned()));
    let refused = RequestError::PartForm { name: "part1".to_owned(), media_type: "text/csv" };
    let encodings = [Encoding::at(0).content_type("text/csv")];
    assert_eq!(sent(&parts(None, Some("x".into())), &encodings), Err(refused));
}

#[test]
fn items_use_the_encoding_of_their_position() {
    let encodings = [
        Encoding::at(0).content_type("application/ld+json"),
        Encoding::items().content_type("image/png").headers(&[("X-Kind", "photo"), ("Content-Type", "ignored")]),
    ];
    let list = (
        Json::parse("{}").unwrap(),
        Upload::new("one").file_name("a\"\r\nX: y"),
        Upload::new("two").content_type("image/gif").header("x-kind", "own"),
    );
    let (body, _) = written_as(&list, &encodings, "multipart/mixed").unwrap();
    let expected = [
        part("Content-Type: application/ld+json", "{}"),
        part(
            "Content-Disposition: attachment; filename=\"a%22%0D%0AX: y\"\r\nContent-Type: image/png\r\nX-Kind: photo",
            "one",
        ),
        part("Content-Type: image/gif\r\nX-Kind: own", "two"),
        "--LINE--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[test]
fn multipart_related_identifies_its_first_part() {
    let related = Json::parse(r#"{"meta":{"x":1},"a b":"c"}"#).unwrap();
    let (body, media_type) = written_as(&related, &[], "multipart/related").unwrap();
    assert_eq!(
        body,
        part("Content-Type: application/json", r#"{"x":1}"#) + &part("Content-Type: text/plain", "c") + "--LINE--\r\n"
    );
    assert_eq!(media_type, "multipart/related; boundary=LINE; type=\"application/json\"");
    let encodings =
        [Encoding::new("meta").content_type("application/json; v=1").content_id(), Encoding::new("a b").content_id()];
    let (body, media_type) =
        written_as(&related, &encodings, "multipart/related; Boundary=x; type=\"text/xml\"").unwrap();
    assert!(body.contains("\r\nContent-ID: <meta@LINE>\r\n") && body.contains("<a%20b@LINE>"), "{body}");
    assert_eq!(media_type, "multipart/related; type=\"text/xml\"; boundary=LINE; start=\"<meta@LINE>\"");
    let fixed = [Encoding::new("meta").headers(&[("Content-ID", "<root>")]).content_id()];
    let (_, media_type) = written_as(&related, &fixed, "multipart/related").unwrap();
    assert!(media_type.ends_with("; start=\"<root>\""), "{media_type}");
}

#[test]
fn parts_can_be_multipart_themselves() {
    const INNER: &[Encoding] = &[Encoding::at(1).content_type("text/csv")];
    let json = Json::parse(r#"{"batch":["a","b,c"],"form":{"x":"1 2"}}"#).unwrap();
    let encodings = [
        Encoding::new("batch").content_type("multipart/mixed").parts(INNER),
        Encoding::new("form").content_type("application/x-www-form-urlencoded"),
    ];
    let body = written(&json, &encodings).unwrap();
    let (head, rest) = body.split_once("; boundary=").unwrap();
    assert_eq!(head, "--LINE\r\nContent-Disposition: form-data; name=\"batch\"\r\nContent-Type: multipart/mixed");
    let (inner, rest) = rest.split_once("\r\n\r\n").unwrap();
    let rest = rest.replace(inner, "INNER");
    let expected = "--INNER\r\nContent-Type: text/plain\r\n\r\na\r\n--INNER\r\nContent-Type: text/csv\r\n\r\nb,c\r\n--INNER--\r\n\r\n";
    assert!(rest.starts_with(expected), "{rest}");
    assert!(rest.contains("urlencoded\r\n\r\nx=1+2\r\n--LINE--"), "{rest}");
}

#[test]
fn arrays_and_objects_are_never_sent_as_json_under_another_media_type() {
    let json = Json::parse(r#"{"a":{"k":1}}"#).unwrap();
    for types in ["application/xml", "text/xml, application/xml", "text/csv", "image/png"] {
        let refused = RequestError::PartForm { name: "a".to_owned(), media_type: types };
        assert_eq!(written(&json, &[Encoding::new("a").content_type(types)]), Err(refused));
    }
    for types in ["*/*", "text/plain, application/json"] {
        let body = written(&json, &[Encoding::new("a").content_type(types)]).unwrap();
        assert!(body.contains("Content-Type: application/json\r\n"), "{body}");
    }
    let text = Json::parse(r#"{"a":"<x/>"}"#).unwrap();
    let body = written(&text, &[Encoding::new("a").content_type("application/xml, text/xml")]).unwrap();
    assert!(body.contains("Content-Type: application/xml\r\n\r\n<x/>"), "{body}");
}

#[test]
fn line_breaks_in_described_headers_are_refused() {
    let text = Json::parse(r#"{"a":"b"}"#).unwrap();
    for encoding in [
        Encoding::new("a").content_type("text/plain\r\nX-Evil: 1"),
        Encoding::new("a").headers(&[("X-A", "a\nX-Evil: 1")]),
        Encoding::new("a").headers(&[("X-A: 1\r\nX-Evil", "1")]),
    ] {
        for media_type in ["multipart/form-data", "multipart/mixed", "multipart/related"] {
            assert!(matches!(written_as(&text, &[encoding], media_type), Err(RequestError::Header { .. })));
        }
    }
}
