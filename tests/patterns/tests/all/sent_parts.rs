//! Patterns 63 to 65, 67, 68, 73 and 74: multipart bodies that are not forms, files by name, and parts that are neither JSON nor files.

use crate::support::{Arrived, Part, Server, parts};
use bindery_patterns::sent_parts::{Client, operations::parts::Parts, types::*};
use bindery_runtime::{Body, Bytes, CallOptions, Error, Prefixed, RequestError, Upload};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Returns the request of a call, as it arrives at a socket.
async fn of<F: Future<Output = Result<(), Error>>>(call: impl FnOnce(Parts) -> F) -> Arrived {
    let server = Server::empty();
    call(Client::builder().base_url(&server.address).build().unwrap().parts()).await.unwrap();
    server.last()
}

/// Returns a part with these headers and content.
fn part(headers: &[(&str, &str)], content: &str) -> Part {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    (headers.collect(), content.to_owned())
}

fn scan(pages: i64) -> Scan {
    Scan::new(pages)
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
async fn array_items_become_parts_with_the_encoding_of_their_position() {
    let streamed = Upload::new(Body::from_stream(Chunks(0), None)).file_name("b \"1\"\r\n.jpg");
    let own = Upload::new("three").content_type("image/webp").header("X-Kind", "drawing");
    let batch: Prefixed<(Scan, Upload), Upload> =
        Prefixed { first: (scan(2), "png".into()), rest: vec![streamed, own] };
    let sent = of(|client| async move { client.batch(batch).await }).await;
    let expected = [
        part(&[("content-type", "application/json")], r#"{"pages":2}"#),
        part(&[("content-type", "image/png")], "png"),
        part(
            &[
                ("content-disposition", "attachment; filename=\"b %221%22%0D%0A.jpg\""),
                ("content-type", "image/jpeg"),
                ("x-kind", "photo"),
            ],
            "1212",
        ),
        part(&[("content-type", "image/webp"), ("x-kind", "drawing")], "three"),
    ];
    assert_eq!(sent.parts("multipart/mixed"), (vec![], expected.to_vec()));
}

#[tokio::test]
async fn a_tuple_of_parts_may_begin_with_a_file() {
    let sent =
        of(|client| async move { client.binary_first((Upload::new("\u{1}"), "caf\u{e9}".to_owned())).await }).await;
    let expected = [
        part(&[("content-type", "application/octet-stream")], "\u{1}"),
        part(&[("content-type", "text/plain; charset=utf-8")], "caf\u{e9}"),
    ];
    assert_eq!(sent.parts("multipart/mixed").1, expected);
}

#[tokio::test]
async fn an_array_can_contain_files_objects_or_strings() {
    let files = vec![Upload::new("1").content_type("image/png"), Upload::new("2").file_name("2.png")];
    let sent = of(|client| async move { client.files(files).await }).await;
    let (_, found) = sent.parts("multipart/mixed");
    assert_eq!(found[0], part(&[("content-type", "image/png")], "1"));
    assert_eq!(found[1].0["content-disposition"], "attachment; filename=\"2.png\"");
    let sent = of(|client| async move { client.scans([scan(1), scan(2)]).await }).await;
    let json = |pages: i64| part(&[("content-type", "application/ld+json")], &format!("{{\"pages\":{pages}}}"));
    assert_eq!(sent.parts("multipart/mixed").1, [json(1), json(2)]);
    let sent = of(|client| async move { client.pages(["<a/>".to_owned(), "<b/>".to_owned()]).await }).await;
    let xml = |text: &str| part(&[("content-type", "text/xml")], text);
    assert_eq!(sent.parts("multipart/mixed").1, [xml("<a/>"), xml("<b/>")]);
}

#[tokio::test]
async fn a_part_may_be_a_file_or_something_else() {
    let items = vec![ScanOrFile::from(scan(1)), ScanOrFile::File(Upload::new("x").file_name("x.bin"))];
    let sent = of(|client| async move { client.mixture(items).await }).await;
    let file =
        [("content-disposition", "attachment; filename=\"x.bin\""), ("content-type", "application/octet-stream")];
    let json = part(&[("content-type", "application/json")], r#"{"pages":1}"#);
    assert_eq!(sent.parts("multipart/mixed").1, [json, part(&file, "x")]);
    let many = PartsOneOrManyBody::new(vec![Upload::new("1"), Upload::new("2").file_name("2.bin")]);
    let sent = of(|client| async move { client.one_or_many(many).await }).await;
    let names = sent.parts("multipart/form-data").1;
    let names: Vec<&str> = names.iter().map(|(head, _)| head["content-disposition"].as_str()).collect();
    let named = |file: &str| format!("form-data; name=\"files\"; filename=\"{file}\"");
    assert_eq!(names, [named("files"), named("2.bin")]);
}

#[tokio::test]
async fn the_caller_encodes_a_body_that_a_form_cannot_represent() {
    let form = |sent: &Arrived| (sent.headers["content-type"].clone(), sent.text().to_owned());
    let urlencoded = "application/x-www-form-urlencoded".to_owned();
    let sent = of(|client| async move { client.ids_form("id=1&id=2").await }).await;
    assert_eq!(form(&sent), (urlencoded.clone(), "id=1&id=2".to_owned()));
    let sent = of(|client| async move { client.ids_text("a=b+c").await }).await;
    assert_eq!(form(&sent), (urlencoded, "a=b+c".to_owned()));
    let sent = of(|client| async move { client.ids_either([1, 2]).await }).await;
    assert_eq!(form(&sent), ("application/json".to_owned(), "[1,2]".to_owned()));
    let options = CallOptions::new().header("content-type", "multipart/form-data; boundary=x");
    let sent = of(|client| async move { client.ids_parts("--x--\r\n").options(options).await }).await;
    assert_eq!(form(&sent), ("multipart/form-data; boundary=x".to_owned(), "--x--\r\n".to_owned()));
}

#[tokio::test]
async fn related_parts_have_no_names_and_name_their_root() {
    let body = PartsUploadBody::new(scan(3), Upload::new("film").file_name("f.mp4")).caption("c");
    let sent = of(|client| async move { client.upload(body).await }).await;
    let (parameters, found) = sent.parts("multipart/related");
    let root = &found[0].0["content-id"];
    assert_eq!(parameters, ["type=\"application/json\"".to_owned(), format!("start=\"{root}\"")]);
    assert!(root.starts_with("<metadata@bindery-") && root.ends_with('>'), "{root}");
    assert_eq!(found[0], part(&[("content-type", "application/json"), ("content-id", root)], r#"{"pages":3}"#));
    let film = [
        ("content-disposition", "attachment; filename=\"f.mp4\""),
        ("content-type", "video/mp4"),
        ("content-id", "<film>"),
    ];
    assert_eq!(found[1], part(&film, "film"));
    assert_eq!(found[2], part(&[("content-type", "text/plain")], "c"));
}

#[tokio::test]
async fn the_caller_writes_an_xml_part() {
    let parcel = ParcelParts::new("n", "<waybill/>").lines(["<l/>".to_owned(), "<m/>".to_owned()]);
    let sent = of(|client| async move { client.parcel(parcel).await }).await;
    let named = |name: &str, text: &str| {
        let disposition = format!("form-data; name=\"{name}\"");
        part(&[("content-disposition", &disposition), ("content-type", "application/xml")], text)
    };
    let (_, found) = sent.parts("multipart/form-data");
    assert_eq!(found[1..], [named("waybill", "<waybill/>"), named("lines", "<l/>"), named("lines", "<m/>")]);
    // The same object is JSON elsewhere.
    let sent = of(|client| async move { client.parcel_json(Parcel::new("n", scan(1))).await }).await;
    assert_eq!(sent.text(), r#"{"note":"n","waybill":{"pages":1}}"#);
    let letter = Letter::new("<s/>").seal(Upload::new("png").file_name("s.png"));
    let sent = of(|client| async move { client.letter(letter).await }).await;
    let (_, found) = sent.parts("multipart/form-data");
    assert_eq!((found[0].0["content-type"].as_str(), found[0].1.as_str()), ("application/vnd.stamp+xml; v=1", "<s/>"));
    assert_eq!(found[1].0["content-disposition"], "form-data; name=\"seal\"; filename=\"s.png\"");
    let sent = of(|client| async move { client.letter_form(PartsLetterFormBody::new("<s a='1'/>")).await }).await;
    assert_eq!(sent.text(), "stamp=%3Cs+a%3D%271%27%2F%3E");
}

#[tokio::test]
async fn a_map_of_binaries_is_a_map_of_files() {
    let file = || Upload::new("x").file_name("a.bin").content_type("image/png");
    let name = "a\"\r\nX: b";
    let files = BTreeMap::from([(name.to_owned(), file())]);
    let sent = of(|client| async move { client.attachments(files).await }).await;
    let head = [
        ("content-disposition", "form-data; name=\"a%22%0D%0AX: b\"; filename=\"a.bin\""),
        ("content-type", "image/png"),
    ];
    assert_eq!(sent.parts("multipart/form-data").1, [part(&head, "x")]);
    let mut body = PartsNamedAttachmentsBody::new("t");
    body.extra.insert("one".to_owned(), Upload::new(Body::from_stream(Chunks(0), Some(4))));
    let sent = of(|client| async move { client.named_attachments(body).await }).await;
    let (_, found) = sent.parts("multipart/form-data");
    assert_eq!(
        (found[1].0["content-disposition"].as_str(), found[1].1.as_str()),
        ("form-data; name=\"one\"; filename=\"one\"", "1212")
    );
    let groups = BTreeMap::from([("g".to_owned(), vec![file(), Upload::new("y")])]);
    let sent = of(|client| async move { client.grouped_attachments(groups).await }).await;
    let (_, found) = sent.parts("multipart/form-data");
    assert_eq!((found.len(), found[1].0["content-disposition"].as_str()), (2, "form-data; name=\"g\"; filename=\"g\""));
}

#[tokio::test]
async fn a_part_can_be_multipart_itself() {
    let body = PartsNestedBody::new().inner([Upload::new("1"), Upload::new("2").file_name("2.gif")]);
    let sent = of(|client| async move { client.nested(body).await }).await;
    let (_, found) = sent.parts("multipart/form-data");
    let [(head, content)] = &found[..] else { panic!("{} parts", found.len()) };
    let (_, inner) = parts(&head["content-type"], "multipart/mixed", content);
    assert_eq!(inner[0], part(&[("content-type", "image/gif")], "1"));
    assert_eq!(inner[1].0["content-disposition"], "attachment; filename=\"2.gif\"");
}

#[tokio::test]
async fn each_multipart_media_type_is_sent_with_its_own_name() {
    let sent = of(|client| async move { client.either(scan(1)).await }).await;
    assert_eq!(sent.parts("multipart/form-data").1.len(), 1);
    let sent = of(|client| async move { client.either_multipart([scan(1), scan(2)]).await }).await;
    assert_eq!(sent.parts("multipart/mixed").1.len(), 2);
}

#[tokio::test]
async fn a_whole_query_is_a_form_with_its_encoding() {
    let trip = Trip::new().stops(["a b".to_owned(), "c".to_owned()]).range(scan(1)).legs([1, 2]);
    let sent = of(|client| async move { client.trips(trip).await }).await;
    assert_eq!(sent.target, "/trips?stops=%5B%22a%20b%22%2C%22c%22%5D&range=%7B%22pages%22%3A1%7D&legs=1,2");
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap().parts();
    let error = client.trips(Trip::new().hours(f64::NAN)).await.unwrap_err();
    assert_eq!(error.request_error(), Some(&RequestError::ArgumentFormless { name: "q" }));
}
