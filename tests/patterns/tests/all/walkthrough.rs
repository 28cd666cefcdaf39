//! Uses the crate that docs/WALKTHROUGH.md ends with.

use bindery_patterns::lantern::Client;
use bindery_patterns::lantern::types::{AlarmStatus, AlarmUrgency, NewAlarm, RaiseBody};
use bindery_runtime::{Error, MockTransport};
use http::StatusCode;

async fn night_shift(client: &Client) -> Result<String, Error> {
    let alarm = NewAlarm::new("The lamp on the pier is out").urgency(AlarmUrgency::High);
    let raised = client.alarms().raise("keeper@lantern.example", RaiseBody::new(alarm)).await?.alarm;

    let page = client.alarms().list_alarms().statuses([AlarmStatus::Raised, AlarmStatus::Muted]).limit(20).await?;
    let open = page.alarms.iter().filter(|alarm| alarm.cleared_at.is_none()).count();

    // `Debug` does not show the key of the feed.
    let feed = client.rosters().create_roster_feed("R1").await?.feed;
    Ok(format!("{}: {open} open, {feed:?}", raised.title))
}

#[tokio::test]
async fn the_program_in_the_walkthrough_runs() {
    let alarm = |cleared: &str| {
        format!(
            r#"{{"id":"A1","type":"alarm","title":"The lamp","status":"muted","cleared_at":{cleared},"legacy_key":"k"}}"#
        )
    };
    let mock = MockTransport::new()
        .json(StatusCode::CREATED, format!(r#"{{"alarm":{}}}"#, alarm("null")))
        .json(
            StatusCode::OK,
            format!(r#"{{"alarms":[{},{}],"more":false}}"#, alarm("null"), alarm(r#""2026-01-02T03:04:05Z""#)),
        )
        .json(StatusCode::CREATED, r#"{"feed":{"address":"https://lantern.example/f","feed_key":"swordfish"}}"#);
    let client = Client::builder().transport(mock.clone()).api_key("api_key", "Token token=t").build().unwrap();
    let said = night_shift(&client).await.unwrap();
    assert!(said.starts_with("The lamp: 1 open, ") && said.contains("lantern.example/f"), "{said}");
    assert!(!said.contains("swordfish"), "{said}");
    let requests = mock.requests();
    let lines: Vec<String> = requests.iter().map(|each| format!("{} {}", each.method(), each.uri())).collect();
    assert_eq!(
        lines,
        [
            "POST https://api.lantern.example/alarms",
            "GET https://api.lantern.example/alarms?limit=20&statuses%5B%5D=raised&statuses%5B%5D=muted",
            "POST https://api.lantern.example/rosters/R1/feed",
        ]
    );
    assert_eq!(requests[0].headers()["from"], "keeper@lantern.example");
}
