//! Paginated lists, each style against a server that behaves like real ones: pages counted from 0 or 1, empty pages in between,
//! repeated cursors, missing lists, and URLs in place of tokens.

use bindery_runtime::__private::{Paging, Parameter};
use bindery_runtime::{Error, ErrorKind, Json, Operation};
use http::Uri;

use crate::api::Client;
use crate::server::{Response, Server, response};

static LIST: Operation = Operation {
    id: "list",
    path: "/things",
    parameters: &[Parameter::query("at"), Parameter::query("size"), Parameter::query("q")],
    ..Operation::EMPTY
};

static BY_PAGE_FROM_0: Paging = Paging::by_page(0, 0).items(&["things"]).size(1);
static BY_PAGE_FROM_1: Paging = Paging::by_page(0, 1).items(&["things"]).size(1).total(&["total"]);
static BY_OFFSET: Paging = Paging::by_offset(0).items(&["things"]).size(1);
static BY_INDEX: Paging = Paging::by_offset_from(0, 1).items(&["things"]).size(1).total(&["total"]);
static BY_CURSOR: Paging = Paging::by_cursor(0, &["next"]).items(&["things"]).more(&["more"]);
static BY_LINK: Paging = Paging::by_link();
static BY_ADDRESS: Paging = Paging::by_address(&["links", "next"]).items(&["things"]);
static BY_LAST_ITEM: Paging = Paging::by_last_item(0, &["id"]).items(&["things"]).more(&["more"]);
static PAGES_ONLY: Paging = Paging::by_cursor(0, &["next"]).pages_only();

/// A query parameter of a request target.
fn parameter(target: &str, name: &str) -> Option<String> {
    let uri: Uri = target.parse().unwrap();
    uri.query().unwrap_or_default().split('&').find_map(|pair| {
        let (found, value) = pair.split_once('=')?;
        (found == name).then(|| value.to_owned())
    })
}

fn number(target: &str, default: usize) -> usize {
    parameter(target, "at").map_or(default, |at| at.parse().unwrap())
}

fn ok(body: &str) -> Vec<u8> {
    response("200 OK", "content-type: application/json\r\n", body)
}

/// A slice of the things from 1 to 5.
fn things(from: usize, count: usize) -> String {
    let items: Vec<String> = (1..=5).skip(from).take(count).map(|thing| thing.to_string()).collect();
    format!("[{}]", items.join(","))
}

async fn client(response: fn(&str) -> Vec<u8>) -> (Client, Server) {
    let server = Server::start(Response::Of(response)).await;
    let client = Client::builder("d").base_url(format!("http://{}/api", server.address)).token("t").build().unwrap();
    (client, server)
}

/// All items of a server, and the number of requests.
async fn all(response: fn(&str) -> Vec<u8>, paging: &'static Paging) -> (Result<Vec<i64>, Error>, usize) {
    let (client, server) = client(response).await;
    let items = client.request(&LIST).items::<i64>(paging).all().await;
    (items, server.requests().len())
}

#[tokio::test]
async fn pages_are_counted_from_the_first_number_of_the_server() {
    let from_0 = |target: &str| ok(&format!(r#"{{"things":{}}}"#, things(number(target, 0) * 2, 2)));
    let (items, requests) = all(from_0, &BY_PAGE_FROM_0).await;
    assert_eq!((items.unwrap(), requests), (vec![1, 2, 3, 4, 5], 4));
    let from_1 = |target: &str| ok(&format!(r#"{{"total":5,"things":{}}}"#, things((number(target, 1) - 1) * 2, 2)));
    let (items, requests) = all(from_1, &BY_PAGE_FROM_1).await;
    assert_eq!((items.unwrap(), requests), (vec![1, 2, 3, 4, 5], 3));
}

#[tokio::test]
async fn items_are_counted_from_the_first_number_of_the_server() {
    let from_0 = |target: &str| ok(&format!(r#"{{"things":{}}}"#, things(number(target, 0), 2)));
    assert_eq!(all(from_0, &BY_OFFSET).await.0.unwrap(), [1, 2, 3, 4, 5]);
    let from_1 = |target: &str| ok(&format!(r#"{{"total":5,"things":{}}}"#, things(number(target, 1) - 1, 2)));
    let (items, requests) = all(from_1, &BY_INDEX).await;
    assert_eq!((items.unwrap(), requests), (vec![1, 2, 3, 4, 5], 3));
    let (client, _server) = client(from_1).await;
    let rest = client.request(&LIST).argument(0, &4_i64).items::<i64>(&BY_INDEX).all().await;
    assert_eq!(rest.unwrap(), [4, 5]);
}

#[tokio::test]
async fn an_empty_page_that_names_a_next_one_does_not_end_the_list() {
    let sparse = |target: &str| {
        ok(match parameter(target, "at").as_deref() {
            None => r#"{"things":[],"next":"b","more":true}"#,
            Some("b") => r#"{"next":"c"}"#,
            Some("c") => r#"{"things":null,"next":"d"}"#,
            Some("d") => r#"{"things":[7],"next":"e"}"#,
            _ => r#"{"things":[],"next":null}"#,
        })
    };
    let (items, requests) = all(sparse, &BY_CURSOR).await;
    assert_eq!((items.unwrap(), requests), (vec![7], 5));
    let (client, _server) = client(sparse).await;
    let mut pages = client.request(&LIST).pages::<Json>(&BY_CURSOR);
    let mut count = 0;
    while let Some(page) = pages.next().await {
        page.unwrap();
        count += 1;
    }
    assert_eq!(count, 5);
}

#[tokio::test]
async fn a_total_does_not_end_a_list_while_pages_name_a_next_one() {
    static BY_CURSOR_WITH_TOTAL: Paging = Paging::by_cursor(0, &["next"]).items(&["things"]).total(&["total"]);
    // Here, `total` counts the items of the page.
    let (items, _) = all(
        |target| {
            ok(match parameter(target, "at").as_deref() {
                None => r#"{"things":[1,2],"total":2,"next":"b"}"#,
                _ => r#"{"things":[3],"total":1}"#,
            })
        },
        &BY_CURSOR_WITH_TOTAL,
    )
    .await;
    assert_eq!(items.unwrap(), [1, 2, 3]);
}

#[tokio::test]
async fn a_repeated_cursor_ends_the_list() {
    let circle = |target: &str| {
        ok(match parameter(target, "at").as_deref() {
            None => r#"{"things":[1],"next":"b"}"#,
            Some("b") => r#"{"things":[],"next":"c"}"#,
            _ => r#"{"things":[2],"next":"b"}"#,
        })
    };
    let (items, requests) = all(circle, &BY_CURSOR).await;
    assert_eq!((items.unwrap(), requests), (vec![1, 2], 3));
}

#[tokio::test]
async fn endless_empty_pages_are_an_error_and_the_cursor_remains() {
    let endless = |target: &str| ok(&format!(r#"{{"things":[],"next":"{}"}}"#, number(target, 0) + 1));
    let (client, server) = client(endless).await;
    let mut pages = client.request(&LIST).pages::<Json>(&BY_CURSOR);
    let error = loop {
        if let Err(error) = pages.next().await.unwrap() {
            break error;
        }
    };
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("$.things: expected items on one of 100 pages in a row"), "{error}");
    assert_eq!((server.requests().len(), pages.cursor()), (100, Some("100")));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn links_are_followed_after_an_empty_page() {
    let linked = |target: &str| {
        let (items, next) = match parameter(target, "at").as_deref() {
            None => ("[1]", "link: <https://elsewhere.example/x?at=b&q=y>; rel=next\r\n"),
            Some("b") => ("[]", "link: </things?at=c>; rel=\"next\"\r\n"),
            _ => ("[2]", ""),
        };
        response("200 OK", &format!("content-type: application/json\r\n{next}"), items)
    };
    let (items, requests) = all(linked, &BY_LINK).await;
    assert_eq!((items.unwrap(), requests), (vec![1, 2], 3));
    let pathless = |_: &str| response("200 OK", "link: </things/pages/2>; rel=next\r\n", "[1]");
    let error = all(pathless, &BY_LINK).await.0.unwrap_err();
    assert!(error.to_string().contains("the address of the next page, with a query"), "{error}");
}

#[tokio::test]
async fn a_cursor_may_be_a_token_or_a_url() {
    let mixed = |target: &str| {
        ok(match (parameter(target, "at").as_deref(), parameter(target, "q").as_deref()) {
            (None, None) => r#"{"things":[1],"next":"https://elsewhere.example/api/things?at=b&q=x#top"}"#,
            (Some("b"), Some("x")) => r#"{"things":[2],"next":"/token+with/slashes="}"#,
            (Some("%2Ftoken%2Bwith%2Fslashes%3D"), None) => r#"{"things":[3],"next":""}"#,
            other => panic!("{other:?}"),
        })
    };
    let (client, server) = client(mixed).await;
    let mut items = client.request(&LIST).items::<i64>(&BY_CURSOR);
    items.next().await.unwrap().unwrap();
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    let cursor = items.cursor().unwrap().to_owned();
    assert_eq!(cursor, "?at=b&q=x");
    assert_eq!(items.all().await.unwrap(), [3]);
    assert_eq!(server.requests().len(), 3);
    // A stored cursor resumes at its page.
    let mut again = client.request(&LIST).items::<i64>(&BY_CURSOR).resume(cursor);
    assert_eq!(again.next().await.unwrap().unwrap(), 2);
}

#[tokio::test]
async fn urls_in_the_response_are_followed_in_all_their_forms() {
    let addressed = |target: &str| {
        ok(match parameter(target, "at").as_deref() {
            None => r#"{"things":[1],"links":{"next":{"href":"https://elsewhere.example/things?at=2"}}}"#,
            Some("2") => r#"{"things":[],"links":{"next":"?at=3"}}"#,
            Some("3") => r#"{"things":[3],"links":{"next":false}}"#,
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(all(addressed, &BY_ADDRESS).await.0.unwrap(), [1, 3]);
    let token = |_: &str| ok(r#"{"things":[1],"links":{"next":"abc"}}"#);
    let error = all(token, &BY_ADDRESS).await.0.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("$.links.next: expected the address of the next page, with a query"), "{text}");
    let object = |_: &str| ok(r#"{"things":[1],"next":{"id":1}}"#);
    assert_eq!(all(object, &BY_CURSOR).await.0.unwrap_err().kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn the_last_item_is_the_cursor_while_there_are_more() {
    let last = |target: &str| {
        ok(match parameter(target, "at").as_deref() {
            None => r#"{"things":[{"id":1},{"id":2}],"more":true}"#,
            Some("2") => r#"{"things":[{"id":3}],"more":false}"#,
            other => panic!("{other:?}"),
        })
    };
    let (client, server) = client(last).await;
    let items = client.request(&LIST).items::<Json>(&BY_LAST_ITEM).all().await.unwrap();
    assert_eq!((items.len(), server.requests().len()), (3, 2));
}

#[tokio::test]
async fn items_that_are_not_a_list_are_an_error() {
    for (response, paging) in [
        ((|_| ok(r#"{"things":{"a":1},"next":"b"}"#)) as fn(&str) -> Vec<u8>, &BY_CURSOR),
        (|_| ok(r#"{"things":"none"}"#), &BY_PAGE_FROM_0),
        (|_| ok(r#"{"error":"none"}"#), &BY_LINK),
    ] {
        let error = all(response, paging).await.0.unwrap_err();
        assert!(error.to_string().contains("expected an array of items"), "{error}");
    }
}

#[tokio::test]
async fn pages_are_followed_if_the_list_of_items_is_unknown() {
    let history = |target: &str| {
        ok(match parameter(target, "at").as_deref() {
            None => r#"{"history":{"events":[]},"raw":[1],"next":"b"}"#,
            Some("b") => r#"{"history":{"events":[2]},"raw":[],"next":"c"}"#,
            _ => r#"{"raw":[3]}"#,
        })
    };
    let (client, _server) = client(history).await;
    let mut pages = client.request(&LIST).pages::<Json>(&PAGES_ONLY);
    let mut raw = Vec::new();
    while let Some(page) = pages.next().await {
        raw.push(page.unwrap().get("raw").unwrap().to_string());
    }
    assert_eq!(raw, ["[1]", "[]", "[3]"]);
}
