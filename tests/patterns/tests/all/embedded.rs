//! Pattern 77: JSON in strings, with `contentMediaType` and `contentSchema`.

use crate::support::sent;
use bindery_patterns::embedded::operations::jobs::Watch;
use bindery_patterns::embedded::{Client, types::*};
use bindery_runtime::{Embedded, MockTransport, Patch, Secret, decode, encode};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

/// Strings as servers write them: with spaces, escapes, undeclared properties, and text that is not JSON.
const JOB: &str = r#"{"payload":" {\"id\": 7, \"token\":\"hunter2\",\"more\":1.50}","inline":"{\"x\":1e2}","optional":"not JSON","nullable":null,"settings":"{\"dark\":true}","beside":"null","list":["{\"id\":1}","[]"],"map":{"a":"[1, 2]"},"either":"{\"id\":2}","several":"true","loose":"plain","bytes":"\"b\"","base64":"eyJpZCI6MX0=","unsaid":"{","anything":"[","token":"a.b.c","itself":"\"x\""}"#;

#[test]
fn strings_are_written_back_unchanged_and_decoded_on_request() {
    let job: Job = decode(JOB).unwrap();
    assert_eq!(encode(&job), JOB);
    assert_eq!(serde_json::to_string(&job).unwrap(), JOB);
    assert_eq!(serde_json::from_str::<Job>(JOB).unwrap(), job);
    let payload: &Payload = job.payload.get().unwrap();
    assert_eq!((payload.id, payload.token.as_ref()), (7, Some(&Secret::from("hunter2"))));
    assert_eq!(job.inline.get().unwrap().x.to_bits(), 100_f64.to_bits());
    let error = job.optional.as_ref().unwrap().get().unwrap_err();
    assert_eq!((error.path().as_str(), error.column()), ("$", 1));
    assert_eq!(job.nullable, Patch::Null);
    assert_eq!(job.settings.unwrap().get().unwrap().dark, Some(true));
    assert_eq!(job.beside.unwrap().get(), Ok(&None));
    let list = job.list.unwrap();
    assert_eq!(list[0].get().unwrap().id, 1);
    assert!(list[1].get().is_err(), "one string of the list does not match, and nothing else fails");
    assert_eq!(job.map.unwrap()["a"].get().unwrap(), &[1, 2]);
    assert!(matches!(job.either, Some(JobEither::PayloadText(text)) if text.get().unwrap().id == 2));
    assert!(matches!(job.several.unwrap().get(), Ok(JobSeveral::Bool(true))));
    assert_eq!(job.loose.as_deref(), Some("plain"));
    assert_eq!(job.bytes.unwrap().get().map(String::as_str), Ok("b"));
    // A string that is encoded, has another media type or no schema stays a string.
    let strings = [job.base64, job.unsaid, job.anything, job.token].map(Option::unwrap);
    assert_eq!(strings, ["eyJpZCI6MX0=", "{", "[", "a.b.c"]);
    for text in [r#"{"payload":{"id":7},"inline":""}"#, r#"{"payload":7,"inline":""}"#, r#"{"inline":""}"#] {
        assert_eq!(decode::<Job>(text).unwrap_err().path(), "$.payload", "{text}");
    }
}

#[test]
fn debug_shows_decoded_values_without_secrets() {
    let job: Job = decode(JOB).unwrap();
    let shown = format!("{job:?}");
    assert!(shown.contains("payload: Embedded(Payload { id: 7, token: [redacted]"), "{shown}");
    assert!(!shown.contains("hunter2") && !shown.contains("not JSON"), "{shown}");
    let job = Job::new(Payload::new(1), JobInline::new(1.0)).secret(r#"{"id":77}"#);
    assert!(format!("{job:?}").contains("secret: [redacted]"));
}

/// Starts a server that echoes one request, and returns its address.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let (mut line, mut length) = (String::new(), 0);
        while reader.read_line(&mut line).unwrap() > 2 {
            if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = count.trim().parse().unwrap();
            }
            line.clear();
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
        write!(stream, "{head}content-length: {length}\r\n\r\n").unwrap();
        stream.write_all(&body).unwrap();
    });
    address
}

#[tokio::test]
async fn strings_created_from_values_survive_a_request_and_its_response() {
    let client = Client::builder().base_url(echo()).build().unwrap();
    let nested = Payload::new(2).token("t");
    let mut job = Job::new(Payload::new(1).nested(nested), JobInline::new(0.5)).optional(Payload::new(3));
    job.nullable = 4.into();
    let job = job.list([Payload::new(5).into(), Embedded::from_text("{}")]).either(Embedded::from(Payload::new(6)));
    let expected = r#"{"payload":"{\"id\":1,\"nested\":\"{\\\"id\\\":2,\\\"token\\\":\\\"t\\\"}\"}","inline":"{\"x\":0.5}","optional":"{\"id\":3}","nullable":"4","list":["{\"id\":5}","{}"],"either":"{\"id\":6}"}"#;
    assert_eq!(encode(&job), expected);
    let came = client.jobs().keep(job.clone()).await.unwrap();
    assert_eq!(came, job);
    let payload = came.payload.into_value().unwrap();
    assert_eq!(payload.nested.unwrap().get().unwrap().token, Some(Secret::from("t")));
}

#[tokio::test]
async fn parameters_parts_and_forms_contain_the_text() {
    let client = |mock: MockTransport| Client::builder().transport(mock).build().unwrap();
    let find = sent(|mock| async move {
        let call = client(mock).jobs().find(Payload::new(7)).also([Payload::new(8).into(), Embedded::from_text("x")]);
        call.x_context(vec![1, 2]).await
    });
    let find = find.await;
    assert_eq!(find.target, "/find?filter=%7B%22id%22%3A7%7D&also=%7B%22id%22%3A8%7D&also=x");
    assert_eq!(find.header("x-context"), Some("[1,2]"));
    let kept = || Embedded::from_text(r#"{ "id":8}"#);
    let upload =
        sent(|mock| async move { client(mock).jobs().upload(JobsUploadBody::new(Payload::new(7), kept())).await });
    let upload = upload.await.body;
    assert!(upload.contains("name=\"payload\"\r\n\r\n{\"id\":7}\r\n"), "{upload}");
    assert!(upload.contains("name=\"typed\"\r\nContent-Type: application/json\r\n\r\n{ \"id\":8}\r\n"), "{upload}");
    let form = sent(|mock| async move { client(mock).jobs().form(JobsFormBody::new(Payload::new(7), kept())).await });
    assert_eq!(form.await.body, "payload=%7B%22id%22%3A7%7D&typed=%7B+%22id%22%3A8%7D");
}

#[tokio::test]
async fn the_data_of_an_event_is_the_text_itself() {
    let mock = MockTransport::new().events::<Watch>(&[Payload::new(1), Payload::new(2)]);
    let mut events = Client::builder().transport(mock).build().unwrap().jobs().watch().events();
    for id in [1, 2] {
        assert_eq!(events.next().await.unwrap().unwrap().data.id, id);
    }
    assert!(events.next().await.is_none());
}
