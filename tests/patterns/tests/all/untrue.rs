//! Responses that do not match their description, with generated types over a socket.

use std::sync::{Arc, Mutex};

use bindery_patterns::untrue::types::{Parcel, ParcelContent};
use bindery_patterns::untrue::{CallOptions, Client, ErrorKind, webhooks};
use bindery_runtime::{Json, decode, decode_strict, encode};

use crate::support::Server;

/// A body in which everything except the required properties is wrong.
const PARCEL: &str = r#"{"code":"P1","weight":"1.250","stops":[{"place":"Bern"},"Thun"],"labels":{"a":"x","b":[]},"sent_at":5,"content":{"kind":"letter","pages":"2"},"pin":"0000"}"#;

fn same(left: &str, right: &str) -> bool {
    Json::parse(left).unwrap() == Json::parse(right).unwrap()
}

#[tokio::test]
async fn deviations_are_kept_and_reported() {
    let server = Server::json(&format!(r#"{{"parcels":[{{"code":"P0","weight":2}},{PARCEL}]}}"#));
    let told = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&told);
    let builder = Client::builder(&server.address);
    let client = builder.on_deviation(move |operation, deviation| {
        log.lock().unwrap().push(format!("{} {}", operation.id, deviation.path));
    });
    let client = client.build().unwrap();
    let received = client.parcels().list_parcels().send_with_response().await.unwrap();
    let parcel = &received.body.parcels[1];
    assert!(parcel.weight.is_none() && parcel.stops.is_none() && parcel.labels.is_none() && parcel.sent_at.is_none());
    assert_eq!(parcel.extra.kept("weight"), Some(&Json::from("1.250")));
    let Some(ParcelContent::Letter(letter)) = &parcel.content else { panic!("{parcel:?}") };
    assert_eq!((letter.pages, letter.extra.kept("pages")), (None, Some(&Json::from("2"))));
    assert!(same(&encode(parcel), PARCEL), "{parcel:?}");
    let paths: Vec<&str> = received.deviations().iter().map(|deviation| deviation.path.as_str()).collect();
    let expected = ["/weight", "/stops/1", "/labels/b", "/sent_at", "/content/pages", "/pin"]
        .map(|path| format!("/parcels/1{path}"));
    assert_eq!(paths, expected);
    assert_eq!(*told.lock().unwrap(), expected.map(|path| format!("list_parcels {path}")));
    assert!(!received.deviations()[5].found.contains('0'), "{:?}", received.deviations()[5]);

    let strict = client.parcels().list_parcels().options(CallOptions::new().strict()).await.unwrap_err();
    assert_eq!(
        (strict.kind(), strict.decode_error().unwrap().path().as_str()),
        (ErrorKind::Decode, "$.parcels[1].weight")
    );
}

#[tokio::test]
async fn deviating_values_are_sent_back_unchanged() {
    let server = Server::json(PARCEL);
    let client = Client::builder(&server.address).build().unwrap();
    let mut parcel: Parcel = decode(PARCEL).unwrap();
    let back = client.parcels().send_parcel(parcel.clone()).await.unwrap();
    assert_eq!(back, parcel);
    assert!(same(server.last().text(), PARCEL));
    parcel = parcel.weight(1.5);
    client.parcels().send_parcel(parcel.clone()).await.unwrap();
    assert!(same(server.last().text(), &PARCEL.replace("\"1.250\"", "1.5")));
}

#[test]
fn webhooks_and_serde_are_decoded_by_the_same_rules() {
    let parcel: Parcel = webhooks::parcel_arrived(PARCEL.as_bytes()).unwrap();
    assert_eq!(parcel, serde_json::from_str(PARCEL).unwrap());
    assert!(same(&serde_json::to_string(&parcel).unwrap(), PARCEL));
    assert!(decode_strict::<Parcel>(PARCEL).is_err());
    // A required property is not dropped, and neither is the object around it.
    for text in [r#"{"weight":1}"#, r#"{"code":5}"#, r#"{"code":"a","stops":[{"minutes":1}]}"#] {
        assert!(decode::<Parcel>(text).is_err() && serde_json::from_str::<Parcel>(text).is_err(), "{text}");
    }
    // An additional property of another type makes its whole object deviate.
    let text = r#"{"code":"a","content":{"kind":"goods","items":[1],"more":5}}"#;
    let parcel: Parcel = decode(text).unwrap();
    let Some(ParcelContent::Goods(goods)) = &parcel.content else { panic!("{parcel:?}") };
    assert_eq!((goods.extra.get("more"), goods.extra.kept("items").map(Json::text)), (Some(&5), Some("[1]")));
    assert!(same(&encode(&parcel), text));
}
