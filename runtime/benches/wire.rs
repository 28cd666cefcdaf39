//! The decoder and the encoder against `serde_json` with derived types that hold the same.

#![allow(missing_docs, unreachable_pub, reason = "types of a benchmark")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use bindery_runtime::{Extra, Unmatched, Wire, decode, encode, object, union};
use divan::Bencher;
use divan::counter::BytesCount;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Counts allocations beside the time.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// A struct on the wire, and the same one with derived traits.
macro_rules! twin {
    ($name:ident $derived:ident { $($wire:literal $field:ident: $type:ty, $other:ty, $presence:ident;)* }) => {
        #[derive(Clone)]
        pub struct $name { $(pub $field: $type,)* pub extra: Extra }
        object! { $name { $($wire => $field: $presence),* } rest extra }

        #[derive(Clone, Serialize, Deserialize)]
        pub struct $derived { $(#[serde(rename = $wire)] pub $field: $other,)* }
    };
}

twin! { User DerivedUser {
    "user_id" id: String, String, required;
    "email" email: String, String, required;
    "email_verified" email_verified: bool, bool, required;
    "username" username: Option<String>, Option<String>, optional;
    "phone_number" phone_number: Option<String>, Option<String>, optional;
    "created_at" created_at: String, String, required;
    "updated_at" updated_at: String, String, required;
    "logins_count" logins_count: i64, i64, required;
    "last_ip" last_ip: Option<String>, Option<String>, optional;
    "last_login" last_login: Option<String>, Option<String>, optional;
    "score" score: f64, f64, required;
    "blocked" blocked: Option<bool>, Option<bool>, optional;
    "given_name" given_name: Option<String>, Option<String>, optional;
    "family_name" family_name: Option<String>, Option<String>, optional;
    "picture" picture: Option<String>, Option<String>, optional;
} }

twin! { Identity DerivedIdentity {
    "connection" connection: String, String, required;
    "provider" provider: String, String, required;
    "isSocial" is_social: bool, bool, required;
    "scopes" scopes: Vec<String>, Vec<String>, required;
    "expires_in" expires_in: Option<i64>, Option<i64>, optional;
} }

twin! { Member DerivedMember {
    "id" id: i64, i64, required;
    "name" name: String, String, required;
    "identities" identities: Vec<Identity>, Vec<DerivedIdentity>, required;
} }

twin! { HttpSink DerivedHttpSink {
    "httpEndpoint" endpoint: String, String, required;
    "httpContentType" content_type: Option<String>, Option<String>, optional;
} }

twin! { SplunkSink DerivedSplunkSink {
    "splunkDomain" domain: String, String, required;
    "splunkPort" port: String, String, required;
    "splunkSecure" secure: bool, bool, required;
} }

macro_rules! stream {
    ($name:ident $derived:ident $sink:ident $derived_sink:ident $kind:literal) => {
        #[derive(Clone)]
        pub struct $name {
            pub id: String,
            pub name: String,
            pub status: Option<String>,
            pub sink: $sink,
            pub extra: Extra,
        }
        object! {
            $name {
                "id" => id: required, "name" => name: required, "status" => status: optional,
                "type" = const $kind, "sink" => sink: required,
            } rest extra
        }

        #[derive(Clone, Serialize, Deserialize)]
        pub struct $derived {
            pub id: String,
            pub name: String,
            pub status: Option<String>,
            pub sink: $derived_sink,
        }
    };
}

stream! { HttpStream DerivedHttpStream HttpSink DerivedHttpSink "http" }
stream! { SplunkStream DerivedSplunkStream SplunkSink DerivedSplunkSink "splunk" }

#[derive(Clone)]
pub enum Stream {
    Http(HttpStream),
    Splunk(SplunkStream),
    Unknown(Unmatched),
}
union! { Stream { Http(HttpStream), Splunk(SplunkStream) } tag ["type"] { "http" => Http, "splunk" => Splunk } }

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum DerivedStream {
    Http(DerivedHttpStream),
    Splunk(DerivedSplunkStream),
}

/// The same, as serde tries variants one after the other.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum UntaggedStream {
    Http(DerivedHttpStream),
    Splunk(DerivedSplunkStream),
}

/// A union whose variants differ in a required property.
#[derive(Clone)]
pub enum Sink {
    Http(HttpSink),
    Splunk(SplunkSink),
    Unknown(Unmatched),
}
union! {
    Sink { Http(HttpSink), Splunk(SplunkSink) }
    keys { ["httpEndpoint"] => Http, ["splunkDomain"] => Splunk }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum UntaggedSink {
    Http(DerivedHttpSink),
    Splunk(DerivedSplunkSink),
}

twin! { Deep DerivedDeep {
    "name" name: String, String, required;
    "inside" inside: Option<Box<Deep>>, Option<Box<DerivedDeep>>, optional;
} }

twin! { Numbers DerivedNumbers {
    "whole" whole: Vec<i64>, Vec<i64>, required;
    "fraction" fraction: Vec<f64>, Vec<f64>, required;
} }

twin! { Text DerivedText {
    "text" text: String, String, required;
} }

/// What it does not know it keeps, as the types of generated crates do.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeepingText {
    pub text: String,
    #[serde(flatten)]
    pub extra: std::collections::BTreeMap<String, serde_json::Value>,
}

const USER: &str = r#"{"user_id":"auth0|507f1f77bcf86cd799439020","email":"jane.roe@example.com","email_verified":true,"username":"jane","phone_number":"+199999999999999","created_at":"2026-01-02T03:04:05.678Z","updated_at":"2026-10-02T03:04:05.678Z","logins_count":142,"last_ip":"203.0.113.7","last_login":"2026-10-02T03:04:05.678Z","score":0.8725,"blocked":false,"given_name":"Jane","family_name":"Roe","picture":"https://cdn.example.com/avatars/jr.png"}"#;

fn flat() -> String {
    USER.to_owned()
}

fn users() -> String {
    format!("[{}]", vec![USER; 100].join(","))
}

fn nested() -> String {
    let identity = r#"{"connection":"google-oauth2","provider":"google","isSocial":true,"scopes":["openid","profile","email"],"expires_in":86400}"#;
    let member = format!(r#"{{"id":123456,"name":"Jane Roe","identities":[{}]}}"#, [identity; 4].join(","));
    format!("[{}]", vec![member; 50].join(","))
}

fn tagged() -> String {
    let http = r#"{"id":"lst_0000000000014444","name":"audit","type":"http","status":"active","sink":{"httpEndpoint":"https://logs.example.com/in","httpContentType":"application/json"}}"#;
    let splunk = r#"{"id":"lst_0000000000015555","name":"siem","type":"splunk","sink":{"splunkDomain":"siem.example.com","splunkPort":"8088","splunkSecure":true}}"#;
    format!("[{}]", vec![[http, splunk].join(","); 50].join(","))
}

fn keyed() -> String {
    let http = r#"{"httpEndpoint":"https://logs.example.com/in","httpContentType":"application/json"}"#;
    let splunk = r#"{"splunkDomain":"siem.example.com","splunkPort":"8088","splunkSecure":true}"#;
    format!("[{}]", vec![[http, splunk].join(","); 50].join(","))
}

fn deep() -> String {
    (0..100).fold(r#"{"name":"innermost"}"#.to_owned(), |inside, level| {
        format!(r#"{{"name":"level {level}","inside":{inside}}}"#)
    })
}

fn numbers() -> String {
    let whole: Vec<String> = (0..500_i64).map(|number| (number * 7_919_777).to_string()).collect();
    let fraction: Vec<String> = (0..500_i32).map(|number| (f64::from(number) * 1.618_033).to_string()).collect();
    format!(r#"{{"whole":[{}],"fraction":[{}]}}"#, whole.join(","), fraction.join(","))
}

fn escapes() -> String {
    let text = r#"line one\nline \"two\" \u00e9\t and a longer run of plain text between the escapes; "#.repeat(50);
    format!(r#"{{"text":"{text}"}}"#)
}

fn strangers() -> String {
    let members: Vec<String> =
        (0..40).map(|number| format!(r#""stranger{number}":{{"a":[1,2,3],"b":"some text"}}"#)).collect();
    format!(r#"{{"text":"known",{}}}"#, members.join(","))
}

fn decode_here<T: Wire>(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| decode::<T>(text).unwrap());
}

fn decode_derived<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| serde_json::from_str::<T>(text).unwrap());
}

fn encode_here<T: Wire + Sync>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = decode(text).unwrap();
    bencher.counter(BytesCount::of_str(text)).bench(|| encode(&value));
}

fn encode_derived<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>, text: &str) {
    let value: T = serde_json::from_str(text).unwrap();
    bencher.counter(BytesCount::of_str(text)).bench(|| serde_json::to_string(&value).unwrap());
}

macro_rules! benches {
    ($($module:ident $text:ident $here:ty, $derived:ty;)*) => {$(
        mod $module {
            use super::*;

            #[divan::bench]
            fn decode(bencher: Bencher<'_, '_>) {
                decode_here::<$here>(bencher, &$text());
            }

            #[divan::bench]
            fn decode_derived(bencher: Bencher<'_, '_>) {
                super::decode_derived::<$derived>(bencher, &$text());
            }

            #[divan::bench]
            fn decode_value(bencher: Bencher<'_, '_>) {
                super::decode_derived::<serde_json::Value>(bencher, &$text());
            }

            #[divan::bench]
            fn encode(bencher: Bencher<'_, '_>) {
                encode_here::<$here>(bencher, &$text());
            }

            #[divan::bench]
            fn encode_derived(bencher: Bencher<'_, '_>) {
                super::encode_derived::<$derived>(bencher, &$text());
            }
        }
    )*};
}

benches! {
    flat_object flat User, DerivedUser;
    list_of_flat_objects users Vec<User>, Vec<DerivedUser>;
    nested_list nested Vec<Member>, Vec<DerivedMember>;
    tagged_union tagged Vec<Stream>, Vec<DerivedStream>;
    tagged_union_against_untagged tagged Vec<Stream>, Vec<UntaggedStream>;
    keyed_union keyed Vec<Sink>, Vec<UntaggedSink>;
    deep_object deep Deep, DerivedDeep;
    numbers numbers Numbers, DerivedNumbers;
    long_text_with_escapes escapes Text, DerivedText;
    unknown_properties_dropped_by_serde strangers Text, DerivedText;
    unknown_properties_kept_by_serde strangers Text, KeepingText;
}
