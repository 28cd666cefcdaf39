//! Patterns 71 and 72: text that is not UTF-8, a byte order mark before JSON, and JSON in a header.

use crate::support::{Arrived, Server};
use bindery_patterns::charsets::{Client, operations::charsets::Charsets, types::*};

/// Returns the result of a call whose response has this media type and body, and the request.
async fn of<T, F: Future<Output = T>>(media_type: &str, body: &[u8], call: impl FnOnce(Charsets) -> F) -> (T, Arrived) {
    let server = Server::giving(media_type, body);
    let given = call(Client::builder().base_url(&server.address).build().unwrap().charsets()).await;
    (given, server.last())
}

#[tokio::test]
async fn text_and_json_are_decoded_by_their_charset() {
    for (media_type, body) in [
        ("text/plain; charset=ISO-8859-1", &b"caf\xe9"[..]),
        ("text/plain; charset=\"latin1\"", b"caf\xe9"),
        ("text/plain; charset=utf-8", "caf\u{e9}".as_bytes()),
        ("text/plain", "\u{feff}caf\u{e9}".as_bytes()),
        ("text/plain; charset=utf-16le", b"c\0a\0f\0\xe9\0"),
    ] {
        let (text, _) = of(media_type, body, |client| async move { client.text().await.unwrap() }).await;
        assert_eq!(text, "caf\u{e9}", "{media_type}");
    }
    for (media_type, body) in [
        ("application/json", "\u{feff}{\"word\":\"caf\u{e9}\"}".as_bytes()),
        ("application/json; charset=iso-8859-1", b"{\"word\":\"caf\xe9\"}"),
    ] {
        let (word, _) =
            of(media_type, body, |client| async move { client.word(CharsetsWordXFilter::new()).await.unwrap() }).await;
        assert_eq!(word.word, "caf\u{e9}", "{media_type}");
    }
}

#[tokio::test]
async fn json_in_a_header_is_ascii() {
    let filter = CharsetsWordXFilter::new().word("caf\u{e9} \u{1f600}\r\nX: y");
    let (_, sent) =
        of("application/json", b"{\"word\":\"\"}", |client| async move { client.word(filter).await.unwrap() }).await;
    assert_eq!(sent.headers["x-filter"], r#"{"word":"caf\u00e9 \ud83d\ude00\r\nX: y"}"#);
    assert!(!sent.headers.contains_key("x"));
}
