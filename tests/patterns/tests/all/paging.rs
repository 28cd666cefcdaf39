//! Kinds of paging that are easy to get wrong.

use bindery_patterns::paging::Client;
use bindery_runtime::MockTransport;
use http::StatusCode;

fn client(pages: &[&str]) -> (Client, MockTransport) {
    let mock = pages.iter().fold(MockTransport::new(), |mock, page| mock.json(StatusCode::OK, *page));
    (Client::builder().transport(mock.clone()).build().unwrap(), mock)
}

fn queries(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn scim_counts_items_from_1() {
    let (client, mock) = client(&[
        r#"{"totalResults":3,"Resources":[{"userName":"a"},{"userName":"b"}]}"#,
        r#"{"totalResults":3,"Resources":[{"userName":"c"}]}"#,
    ]);
    let names = client.members().list_members().items().all().await.unwrap();
    assert_eq!(names.iter().map(|member| member.user_name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(queries(&mock), ["", "startIndex=3"]);
}

#[tokio::test]
async fn the_address_of_the_next_page_takes_precedence_over_counting() {
    let (client, mock) = client(&[
        r#"{"steps":[{"number":1}],"links":{"next":"https://elsewhere.example/steps?page=b&shard=2"}}"#,
        r#"{"links":{"next":"/steps?page=c"}}"#,
        r#"{"steps":[{"number":3}],"links":{"next":null}}"#,
    ]);
    let steps = client.steps().list_steps().items().all().await.unwrap();
    assert_eq!(steps.iter().map(|step| step.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(queries(&mock), ["", "page=b&shard=2", "page=c"]);
}

#[tokio::test]
async fn a_page_with_several_lists_has_no_stream_of_items() {
    let (client, mock) = client(&[
        r#"{"history":{"events":[{"number":1}]},"rawHistory":[],"nextPageToken":"b"}"#,
        r#"{"history":{"events":[]},"rawHistory":["2"]}"#,
    ]);
    let mut pages = client.steps().read_history("r").pages();
    let mut seen = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        let events = page.history.and_then(|history| history.events).unwrap_or_default();
        seen.push((events.len(), page.raw_history.unwrap_or_default().len()));
    }
    assert_eq!(seen, [(1, 0), (0, 1)]);
    assert_eq!(queries(&mock), ["", "nextPageToken=b"]);
}
