//! Rules in the configuration: names, types of other crates, omitted and added items.

use super::kept;
use super::support::Server;
use bindery_patterns::rules::types::{DeskParcelsUpdateParcelBody, Paper, Parcel, ParcelStatus, Sticker};
use bindery_patterns::rules::{Client, operations};
use bindery_patterns::rules_types::{Grams, ParcelId, Point};
use bindery_runtime::{Patch, Typed, TypedJson, decode, encode};
use std::net::Ipv4Addr;

const PARCEL: &str = r#"{"id":"p-7","weight":1.50,"status":"n/a","origin":{"lat":48.5,"lon":9.0},"pickup_code":null,
    "gateway":"10.0.0.1","sentAt":"2026-03-01T10:00:00Z","parcelNote":"fragile","legacy":"x",
    "label":{"size":3,"paper":{"grams":80}}}"#;

#[test]
fn values_have_the_types_in_the_configuration() {
    let parcel: Parcel = kept(PARCEL);
    assert_eq!(parcel.id.get(), Some(&ParcelId("7".to_owned())));
    assert_eq!((parcel.weight.get(), parcel.weight.as_str()), (Some(&Grams(1500)), "1.50"));
    assert_eq!(parcel.origin.get().ok(), Some(&Point { lat: 48.5, lon: 9.0 }));
    assert_eq!(parcel.gateway.as_ref().and_then(Typed::get), Some(&Ipv4Addr::new(10, 0, 0, 1)));
    assert!(parcel.sent_at.as_ref().is_some_and(|at| at.get().is_some()));
    // A value that the type cannot represent fails only when it is parsed.
    let odd: Parcel = kept(&PARCEL.replace("p-7", "7").replace("1.50", "15").replace("48.5", "\"north\""));
    assert!(odd.id.get().is_none() && odd.weight.get().is_none() && odd.origin.get().is_err());
}

#[test]
fn values_can_be_constructed_from_the_types_in_the_configuration() {
    let origin = TypedJson::new(Point { lat: 1.0, lon: 2.5 }).unwrap();
    let parcel = Parcel::new(ParcelId("9".to_owned()), Grams(250), ParcelStatus::Sent, origin, "fragile")
        .gateway(Ipv4Addr::LOCALHOST)
        .pickup_code("secret")
        .label(Sticker::new(3).paper(Paper::new(80)));
    assert_eq!(
        encode(&parcel),
        r#"{"id":"p-9","weight":0.250,"status":"sent","origin":{"lat":1.0,"lon":2.5},"pickup_code":"secret","gateway":"127.0.0.1","parcelNote":"fragile","label":{"size":3,"paper":{"grams":80}}}"#
    );
    assert!(!format!("{parcel:?}").contains("secret"), "{parcel:?}");
}

#[test]
fn rules_change_presence_and_values() {
    // `pickup_code` may be missing or null, `parcelNote` may not be missing.
    let parcel: Parcel = decode(&PARCEL.replace("\"pickup_code\":null,", "")).unwrap();
    assert_eq!(parcel.pickup_code, Patch::Absent);
    assert!(decode::<Parcel>(&PARCEL.replace("\"parcelNote\":\"fragile\",", "")).is_err());
    // An omitted property is among the additional ones.
    assert_eq!(parcel.extra.get("legacy").map(|json| json.text()), Some("\"x\""));
    // A closed enum needs no other arm, and takes no other value.
    let name = match parcel.status {
        ParcelStatus::Waiting => "waiting",
        ParcelStatus::Sent => "sent",
        ParcelStatus::Lost => "lost",
    };
    assert_eq!((name, ParcelStatus::Lost.as_str()), ("lost", "n/a"));
    let error = decode::<Parcel>(&PARCEL.replace("n/a", "new")).unwrap_err();
    assert_eq!((error.path().as_str(), error.expected()), ("$.status", r#"one of "waiting" "sent" "n/a""#));
}

#[test]
fn a_derive_in_a_rule_works() {
    assert_eq!(Sticker::default().size, 0);
}

#[tokio::test]
async fn rules_move_and_rename_operations() {
    let page = format!(r#"{{"parcels":[{PARCEL}]}}"#);
    let server = Server::new(move |request| {
        let body = if request.method == "GET" { page.clone() } else { PARCEL.to_owned() };
        ("200 OK\r\ncontent-type: application/json".to_owned(), body.into_bytes())
    });
    let client = Client::builder(&server.address).build().unwrap();
    let call: operations::desk_parcels::All = client.desk().parcels().all().page(2).carrier(ParcelId("1".to_owned()));
    assert_eq!(call.send().await.unwrap().parcels.len(), 1);
    assert_eq!(server.last().target, "/parcels?pageNo=2&carrier=p-1");
    // A rule says that the operation is paginated.
    let mut pages = client.desk().parcels().all().pages();
    assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    assert!(pages.next().await.is_some_and(|page| page.is_ok()));
    assert_eq!(server.last().target, "/parcels?pageNo=2");

    let body = DeskParcelsUpdateParcelBody::new();
    client.desk().parcels().update_parcel(ParcelId("a/b".to_owned()), body).await.unwrap();
    assert_eq!(server.last().target, "/parcels/p-a%2Fb");
    client.desk().audit().await.unwrap();
    assert_eq!(server.last().target, "/internal/audit");
}
