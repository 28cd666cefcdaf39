//! The log: the requests of searches and checkpoints, and paging.

use super::server::Server;
use super::{client, tenant};
use auth0_bindings::types::*;
use auth0_bindings::{Client, ErrorKind};

/// Creates a tenant whose log has an entry for each of `count` log streams, oldest first.
async fn tenant_with_entries(count: usize) -> Client {
    let client = client(tenant::start("t0ken").await.expect("a tenant"));
    for _ in 0..count {
        let body = CreateLogStream::sumo(SumoSink::new("https://sumo.example.com/x"));
        client.log_streams().create(body).await.expect("a log stream");
    }
    client
}

async fn ids(mut items: auth0_bindings::runtime::Items<LogEntry>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(entry) = items.next().await {
        ids.push(entry.expect("an entry").log_id.expect("an identifier"));
    }
    ids
}

#[tokio::test]
async fn a_search_sends_the_parameters_that_are_set() {
    let server = Server::json("200 OK", "[]").await;
    let search = client(server.address).logs().list().q("type:f AND ip:\"::1\"").sort("date:-1").per_page(10);
    let found = search.include_totals(false).search("client:app").await.expect("a success");
    assert!(matches!(found, LogEntries::Entries(entries) if entries.is_empty()));
    let sent = "GET /api/v2/logs?per_page=10&sort=date%3A-1&include_totals=false&search=client%3Aapp&q=type%3Af%20AND%20ip%3A%22%3A%3A1%22";
    assert_eq!(server.request().line(), sent);
}

#[tokio::test]
async fn pages_of_a_search_are_numbered_with_and_without_totals() {
    let client = tenant_with_entries(5).await;
    let plain = ids(client.logs().list().q("type:sapi").per_page(2).items_by_page()).await;
    assert_eq!(plain.len(), 5);
    assert!(plain.is_sorted_by(|left, right| left > right), "newest first: {plain:?}");
    let counted = ids(client.logs().list().per_page(2).include_totals(true).items_by_page()).await;
    assert_eq!(counted, plain);
    let page = client.logs().list().per_page(2).page(2).include_totals(true).await.expect("a page");
    let LogEntries::Page(page) = page else { panic!("an object: {page:?}") };
    assert_eq!((page.start, page.length, page.total), (Some(4), Some(1), Some(5)));
}

#[tokio::test]
async fn entries_after_a_checkpoint_follow_links() {
    let client = tenant_with_entries(6).await;
    let mut all = ids(client.logs().list().items_by_page()).await;
    all.reverse();
    let after = ids(client.logs().list().from(&all[0]).take(2).items()).await;
    assert_eq!(after, all[1..]);
    let last = ids(client.logs().list().from(&all[5]).take(2).items()).await;
    assert!(last.is_empty());
}

#[tokio::test]
async fn an_entry_is_found_by_its_identifier() {
    let client = tenant_with_entries(1).await;
    let [id] = ids(client.logs().list().items_by_page()).await.try_into().expect("one entry");
    let entry = client.logs().get(&id).await.expect("an entry");
    assert_eq!(entry.log_id.as_deref(), Some(&*id));
    assert!(matches!(entry.date, Some(LogEntryDate::Text(_))));
    let error = client.logs().get("0").await.expect_err("an error");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Status, Some(404)));
}

#[tokio::test]
async fn a_date_that_is_an_object_and_other_properties_are_kept() {
    let entry =
        r#"{"log_id":"1","date":{"$date":"2026-11-28"},"description":null,"tenant_name":"t","details":{"a":1}}"#;
    let server = Server::json("200 OK", entry).await;
    let entry = client(server.address).logs().get("1").await.expect("an entry");
    assert!(matches!(&entry.date, Some(LogEntryDate::Object(_))), "{entry:?}");
    assert!(entry.extra.get("tenant_name").is_some());
}
