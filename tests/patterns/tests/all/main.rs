//! Every pattern on the wire: values decode into the right place, and encode to the same JSON.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod access;
mod arguments;
mod bases;
mod bodies;
mod called;
mod charsets;
mod constants;
mod deep;
mod derives;
mod dispatch;
mod embedded;
mod enums;
mod equal;
mod former;
mod identifiers;
mod index;
mod kept;
mod large;
mod media;
mod mixed_scalars;
mod more_paging;
mod more_values;
mod names;
mod nullability;
mod odd_text;
mod omitted;
mod operation_ids;
mod optional_bodies;
mod paging;
mod parameters;
mod parts;
mod plain_text;
mod recursion;
mod references;
mod requests;
mod response_headers;
mod responses;
mod rules;
mod scalars;
mod schemas_alone;
mod secrets;
mod sent_parts;
mod servers;
mod shared;
mod streams;
mod support;
mod unions;
mod untrue;
mod values;
mod version_32;
mod walkthrough;
mod webhooks;

use bindery_runtime::{Json, Wire, decode, encode};

/// Decodes a JSON text and asserts that it is encoded as the same JSON.
#[track_caller]
pub(crate) fn kept<T: Wire>(text: &str) -> T {
    let value: T = decode(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = encode(&value);
    let same = Json::parse(&written).unwrap() == Json::parse(text).unwrap();
    assert!(same, "{text} came back as {written}");
    value
}

/// Like [`kept`], for several texts.
#[track_caller]
pub(crate) fn keeps<T: Wire>(texts: &[&str]) {
    for text in texts {
        kept::<T>(text);
    }
}
