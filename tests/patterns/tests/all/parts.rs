//! Pattern 75: multipart responses. Each part is decoded by the schema of its name or its position.

use crate::support::Server;
use bindery_patterns::parts::{Client, operations, operations::parts::Export as ExportCall, types::*};
use bindery_runtime::{CallOptions, Error, ErrorKind, MockTransport, Patch, RetryPolicy, Upload};

const FORM: &str = "multipart/form-data; boundary=\"a b\"";
const MIXED: &str = "multipart/mixed; boundary=\"a b\"";

fn parts(media_type: &str, body: impl Into<Vec<u8>>) -> operations::parts::Parts {
    let server = Server::giving(media_type, body);
    Client::builder().base_url(&server.address).retry(RetryPolicy::never()).build().unwrap().parts()
}

/// Returns a multipart body of parts, each with its headers and its content.
fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = b"This is in parts.\r\n".to_vec();
    for (head, content) in parts {
        body.extend_from_slice(format!("--a b\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--a b--\r\nThe end.");
    body
}

/// Returns a `multipart/form-data` body of parts, each with its name and its content.
fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let heads: Vec<(String, &[u8])> = parts
        .iter()
        .map(|(name, content)| match name.split_once('|') {
            Some((name, more)) => (format!("Content-Disposition: form-data; name=\"{name}\"{more}"), *content),
            None => (format!("Content-Disposition: form-data; name=\"{name}\""), *content),
        })
        .collect();
    body(&heads.iter().map(|(head, content)| (head.as_str(), *content)).collect::<Vec<_>>())
}

const PNG: &[u8] = b"\x89PNG\r\n--a b-\r\n\0\xff";

#[tokio::test]
async fn each_part_of_a_form_has_the_type_of_its_property() {
    let body = form(&[
        ("summary|\r\nContent-Type: application/json", br#"{"rows":2}"#),
        ("count", b"5"),
        ("ratio|\r\nContent-Type: text/plain", b" 0.5\r\n"),
        ("ok", b"true"),
        ("state", b"open"),
        ("title|\r\nContent-Type: text/plain; charset=iso-8859-1", b"caf\xe9 \"5\""),
        ("tags", b"a"),
        ("numbers", b"1"),
        ("tags", b"2"),
        ("numbers", b"2"),
        ("history", br#"{"rows":1}"#),
        ("history|\r\nContent-Type: application/json", br#"{"rows":0}"#),
        ("file|; filename=\"../a.png\"\r\nContent-Type: image/png", PNG),
        ("photos|; filename=1.jpg", b"\xff1"),
        ("photos", b""),
        ("sheet|\r\nContent-Type: application/pdf", b"%PDF\xff"),
        ("version", b"2"),
        ("unknown", b"12"),
    ]);
    let export: Export = parts(FORM, body).export().await.unwrap();
    assert_eq!((export.summary.rows, export.count, export.ratio, export.ok), (2, 5, Some(0.5), Some(true)));
    assert_eq!((export.state, export.title.as_deref()), (Some(State::Open), Some("café \"5\"")));
    assert_eq!(export.tags.as_deref(), Some(&["a".to_owned(), "2".to_owned()][..]));
    assert_eq!(export.numbers.as_deref(), Some(&[1, 2][..]));
    assert_eq!(export.history.unwrap().iter().map(|each| each.rows).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(export.note, Patch::Absent);
    let file: &Upload = &export.file;
    assert_eq!((file.name(), file.media_type(), &file.bytes().unwrap()[..]), (Some("a.png"), Some("image/png"), PNG));
    let photos = export.photos.unwrap();
    assert_eq!(
        photos.iter().map(|photo| photo.bytes().unwrap().to_vec()).collect::<Vec<_>>(),
        [b"\xff1".to_vec(), vec![]]
    );
    assert_eq!((photos[0].name(), photos[1].name()), (Some("1.jpg"), None));
    assert_eq!(export.sheet.unwrap().bytes().unwrap(), &b"%PDF\xff"[..]);
    assert_eq!(export.extra.get("unknown").unwrap().as_str().as_deref(), Some("12"));
}

#[tokio::test]
async fn an_array_may_be_one_part_of_json() {
    let body = form(&[
        ("summary|\r\nContent-Type: application/json", br#"{"rows":2}"#),
        ("count|\r\nContent-Type: application/json", b"5"),
        ("numbers|\r\nContent-Type: application/json", b"[1, 2]"),
        ("file", b""),
        ("version", b"2"),
    ]);
    let export = parts(FORM, body).export().await.unwrap();
    assert_eq!(export.numbers.as_deref(), Some(&[1, 2][..]));
    assert_eq!((export.file.length(), export.photos.is_none()), (Some(0), true));
}

#[tokio::test]
async fn parts_without_names_are_identified_by_position() {
    let json = "Content-Type: application/json";
    let (one, two): (&[u8], &[u8]) = (br#"{"rows":1}"#, br#"{"rows":2}"#);
    let batch = parts(MIXED, body(&[(json, one), ("X: y", two)])).batch().await.unwrap();
    assert_eq!(batch.iter().map(|each| each.rows).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(parts(MIXED, body(&[])).batch().await.unwrap().len(), 0);
    assert_eq!(parts(MIXED, body(&[("A: b", b"1"), ("A: b", b"-2\r\n")])).counts().await.unwrap(), [1, -2]);
    let files = parts(MIXED, body(&[("Content-Type: image/png", PNG), (json, b"{}")])).files().await.unwrap();
    assert_eq!((&files[0].bytes().unwrap()[..], files[0].media_type()), (PNG, Some("image/png")));
    assert_eq!(files[1].bytes().unwrap(), "{}");
    let (summary, file) = parts(MIXED, body(&[(json, one), ("Content-Type: image/png", PNG)])).pair().await.unwrap();
    assert_eq!((summary.rows, &file.bytes().unwrap()[..]), (1, PNG));
    let album = body(&[(json, one), ("Content-Type: image/png", PNG), ("A: b", b"2")]);
    let album = parts(MIXED, album).album().await.unwrap();
    assert_eq!(album.first.0.rows, 1);
    let files: Vec<&[u8]> = album.rest.iter().map(|file| file.as_ref().unwrap().bytes().unwrap().as_ref()).collect();
    assert_eq!(files, [PNG, b"2"]);
    let placed = parts(MIXED, body(&[(json, two), ("Content-Type: image/png", PNG)])).placed().await.unwrap();
    assert_eq!((placed.meta.rows, &placed.content.bytes().unwrap()[..]), (2, PNG));
}

#[tokio::test]
async fn a_part_that_does_not_match_is_an_error_with_its_place() {
    async fn error(body: Vec<u8>) -> Error {
        parts(FORM, body).export().options(CallOptions::new().strict()).await.unwrap_err()
    }
    let summary = ("summary|\r\nContent-Type: application/json", &br#"{"rows":2}"#[..]);
    let rest = [("file", &b""[..]), ("version", b"2")];
    let with = |parts: &[(&'static str, &'static [u8])]| form(&[parts, &rest[..]].concat());
    for (body, expected) in [
        (with(&[summary, ("count", b"s3cret")]), "$.count: expected a 64-bit integer"),
        (with(&[summary]), "$.count: expected"),
        (with(&[("count", b"5"), ("summary", b"s3cret")]), "$.summary: expected an object"),
        (with(&[("count", b"5"), ("summary|\r\nContent-Type: application/json", b"{\"rows\"")]), "$.summary: expected"),
        (with(&[summary, ("count", b"5"), ("title", b"\xc3\x28")]), "$.title: expected text"),
        (with(&[summary, ("count", b"5"), ("numbers", b"1"), ("numbers", b"s3cret")]), "$.numbers[1]: expected"),
    ] {
        let error = error(body).await;
        let text = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Decode, "{text}");
        assert!(text.contains(expected) && !text.contains("s3cret"), "{text}");
    }
    let whole = with(&[summary, ("count", b"5")]);
    assert!(parts(FORM, whole.clone()).export().await.is_ok());
    let cut = whole[..whole.len() - 30].to_vec();
    assert!(error(cut).await.to_string().contains("without a closing boundary"));
    for (media_type, expected) in
        [("multipart/form-data", "boundary"), ("multipart/form-data; boundary=x", "closing boundary")]
    {
        let error = parts(media_type, whole.clone()).export().await.unwrap_err();
        assert!(error.kind() == ErrorKind::Decode && error.to_string().contains(expected), "{error}");
    }
    // A server that sends JSON instead.
    let json = r#"{"summary":{"rows":1},"count":2,"file":"text","version":"2"}"#;
    let export = parts("application/json", json).export().await.unwrap();
    assert_eq!((export.count, export.file.bytes().unwrap().as_ref()), (2, &b"text"[..]));
}

#[tokio::test]
async fn parts_are_returned_as_they_arrive() {
    let body = form(&[("count", b"5"), ("skipped", PNG), ("file|; filename=a.png\r\nContent-Type: image/png", PNG)]);
    let mut response = parts(FORM, body.clone()).export().send_parts().await.unwrap();
    let mut count = response.body.next().await.unwrap().unwrap();
    assert_eq!(count.name().as_deref(), Some("count"));
    assert_eq!(count.read::<i64>(10).await.unwrap(), 5);
    // A part that is not read to its end is skipped.
    assert_eq!(response.body.next().await.unwrap().unwrap().name().as_deref(), Some("skipped"));
    let mut file = response.body.next().await.unwrap().unwrap();
    assert_eq!((file.file_name().as_deref(), file.media_type()), (Some("a.png"), Some("image/png")));
    let mut bytes = Vec::new();
    while let Some(chunk) = file.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    assert_eq!(bytes, PNG);
    assert!(response.body.next().await.unwrap().is_none());
    let raw = parts(MIXED, body.clone());
    assert_eq!(raw.raw().await.unwrap(), body);
    let mut response = raw.raw().send_parts().await.unwrap();
    assert_eq!(response.body.next().await.unwrap().unwrap().read::<String>(10).await.unwrap(), "5");
    let either = parts(MIXED, body);
    assert_eq!(either.either().mixed().await.unwrap()[1].bytes().unwrap(), PNG);
    let mut response = either.either().mixed().send_parts().await.unwrap();
    let error = response.body.next().await.unwrap().unwrap().read::<bool>(10).await.unwrap_err();
    assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, &b"5"[..]));
}

#[tokio::test]
async fn a_part_is_decoded_by_its_media_type() {
    let inner = "--i\r\n\r\n{}\r\n--i--\r\n";
    let body = form(&[
        ("summary", br#"{"rows":1}"#),
        ("sheet|\r\nContent-Type: application/xml", b"<rows>2</rows>"),
        ("bundle|\r\nContent-Type: multipart/mixed; boundary=i", inner.as_bytes()),
        ("pages|\r\nContent-Type: image/png", PNG),
        ("pages|\r\nContent-Type: image/png", b""),
    ]);
    let report: ReportParts = parts(FORM, body).report().await.unwrap();
    assert_eq!((report.summary.rows, report.sheet.as_deref()), (1, Some("<rows>2</rows>")));
    let bundle = report.bundle.unwrap();
    assert_eq!(bundle.bytes().unwrap(), inner);
    assert_eq!(bundle.media_type(), Some("multipart/mixed; boundary=i"));
    assert_eq!(report.pages.unwrap()[0].bytes().unwrap(), PNG);
    // In JSON, the same object contains the values themselves. Only strings are the same in both.
    let json = r#"{"summary":{"rows":1},"sheet":{"rows":2},"bundle":[{"rows":3}],"pages":["a"]}"#;
    let report: Report = parts("application/json", json).plain().await.unwrap();
    assert_eq!((report.sheet.unwrap().rows, report.bundle.unwrap()[0].rows), (2, 3));
    // Parts without a schema are files.
    let any: Vec<Upload> = parts(MIXED, form(&[("a", PNG), ("b", b"1")])).any().await.unwrap();
    assert_eq!(any[0].bytes().unwrap(), PNG);
    assert_eq!(any[1].bytes().unwrap(), "1");
}

#[tokio::test]
async fn a_mock_responds_in_parts() {
    let body = form(&[("summary", br#"{"rows":1}"#), ("count", b"1"), ("file", b"x"), ("version", b"2")]);
    let mock = MockTransport::new().media_for::<ExportCall>(FORM, body);
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    assert_eq!(client.parts().export().await.unwrap().summary.rows, 1);
    assert_eq!(mock.requests()[0].headers()["accept"], "multipart/form-data, application/json");
}
