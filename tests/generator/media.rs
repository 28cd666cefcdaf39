//! The generator decides by media type which Rust type a body has, the runtime how it is read: by one table.

use bindery::api::Media as Described;
use bindery_runtime::__private::Media as Read;

#[test]
fn generator_and_runtime_agree_on_media_types() {
    for media_type in [
        "",
        "*/*",
        "*/*; q=0.5",
        "application/*",
        "application/*+json",
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/json-lines",
        "application/json-patch+json",
        "application/json-seq",
        "application/json-stream",
        "application/jsonl",
        "application/jsonlines",
        "application/merge-patch+json",
        "application/ndjson",
        "application/octet-stream",
        "application/pdf",
        "application/problem+json",
        "application/problem+xml",
        "application/stream+json",
        "application/vnd.api+json; ext=x",
        "application/x-json",
        "application/x-json-stream",
        "application/x-jsonl",
        "application/x-jsonlines",
        "application/x-ndjson",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/geo+json-seq",
        "image/png",
        "image/svg+xml",
        "json",
        "multipart/form-data; boundary=x",
        "multipart/mixed",
        "multipart/related",
        "text/*",
        "text/csv",
        "text/event-stream",
        "text/html",
        "text/json",
        "text/plain; charset=iso-8859-1",
        "text/x-json",
        "text/xml",
    ] {
        let expected = match Described::of(media_type) {
            Described::Json => Read::Json,
            Described::Form => Read::Form,
            Described::Multipart => Read::Multipart,
            Described::Text => Read::Text,
            Described::Bytes => Read::Bytes,
        };
        assert_eq!(Read::of(media_type), expected, "{media_type}");
    }
}
