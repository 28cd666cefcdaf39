use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::StatusCode;
use http::header::LINK;

use crate::client::{
    Api, Body, ClientBuilder, Core, ErrorKind, Items, MockTransport, Operation, Pages, Paging, Parameter,
};
use crate::security;
use crate::value::json::Json;

static API: Api = Api::EMPTY;

static LIST: Operation = Operation {
    id: "list",
    path: "/things",
    parameters: &[
        Parameter::query("page"),
        Parameter::query("per_page"),
        Parameter::query("from"),
        Parameter::query("take"),
        Parameter::query("q"),
    ],
    security: security!(["bearer"]),
    ..Operation::EMPTY
};

static BY_PAGE: Paging = Paging::by_page(0, 0).items(&["things"]).size(1).total(&["total"]);
static BY_CURSOR: Paging = Paging::by_cursor(2, &["meta", "next"]).items(&["things"]).size_or(3, 50).more(&["more"]);
static BY_OFFSET: Paging = Paging::by_offset(2).items(&["things"]).total(&["total"]);
static BY_LINK: Paging = Paging::by_link();

/// Returns the output of a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}

fn core(mock: &MockTransport) -> Core {
    ClientBuilder::new(&API).base_url("https://example.com").token("t").transport(mock.clone()).build().unwrap()
}

fn mock(pages: &[&str]) -> MockTransport {
    pages.iter().fold(MockTransport::new(), |mock, page| mock.json(StatusCode::OK, *page))
}

/// Returns all items, and the queries of the requests.
fn items(pages: &[&str], paging: &'static Paging) -> (Vec<i64>, Vec<String>) {
    let mock = mock(pages);
    let items = now(core(&mock).request(&LIST).items::<i64>(paging).all()).unwrap();
    (items, queries(&mock))
}

fn queries(mock: &MockTransport) -> Vec<String> {
    mock.requests().iter().map(|request| request.uri().query().unwrap_or_default().to_owned()).collect()
}

#[test]
fn numbered_pages_end_with_an_empty_page() {
    let (all, queries) = items(&["[1,2]", "[3]", "[]"], &BY_PAGE);
    assert_eq!(all, [1, 2, 3]);
    assert_eq!(queries, ["", "page=1", "page=2"]);
    assert_eq!(items(&["[]"], &BY_PAGE), (vec![], vec![String::new()]));
}

#[test]
fn a_total_ends_a_list_that_is_counted_from_the_start() {
    let page = |items: &str| format!(r#"{{"total": 3.0, "things": {items}, "other": [9]}}"#);
    let (all, sent) = items(&[&page("[1,2]"), &page("[3]")], &BY_PAGE);
    assert_eq!((all.as_slice(), sent.len()), (&[1, 2, 3][..], 2));
    let (all, sent) = items(&[&page("[1,2]"), &page("[3]")], &BY_OFFSET);
    assert_eq!((all.as_slice(), sent.as_slice()), (&[1, 2, 3][..], &[String::new(), "from=2".to_owned()][..]));
    // The list starts in the middle: the number of items before it is unknown.
    let mock = mock(&[&page("[3,4,5]"), &page("[]")]);
    let request = core(&mock).request(&LIST).argument(0, &7_i64).argument(1, &3_i64);
    assert_eq!(now(request.items::<i64>(&BY_PAGE).all()).unwrap(), [3, 4, 5]);
    assert_eq!(queries(&mock), ["page=7&per_page=3", "page=8&per_page=3"]);
}

#[test]
fn a_list_ends_if_the_server_ignores_the_page_number() {
    let (all, queries) = items(&["[1,2]", "[1,2]", "[1,2]"], &BY_PAGE);
    assert_eq!((all.as_slice(), queries.len()), (&[1, 2, 1, 2][..], 2));
}

#[test]
fn cursors_are_followed_until_one_is_missing_or_repeated() {
    let page = |next: &str| format!(r#"{{"things": [1], "meta": {{"next": {next}}}}}"#);
    let (all, queries) = items(&[&page("\"a&b\""), &page("17"), &page("null")], &BY_CURSOR);
    assert_eq!(all, [1, 1, 1]);
    assert_eq!(queries, ["take=50", "from=a%26b&take=50", "from=17&take=50"]);
    for end in [r#"{"things": [1], "meta": {}}"#, r#"{"things": [1]}"#, r#"{"things": [1], "meta": {"next": ""}}"#] {
        assert_eq!(items(&[end], &BY_CURSOR).0, [1]);
    }
    let (all, _) = items(&[&page("\"a\""), &page("\"b\""), &page("\"a\"")], &BY_CURSOR);
    assert_eq!(all, [1, 1, 1]);
    let (all, _) = items(&[r#"{"things": [1], "meta": {"next": "a"}, "more": false}"#], &BY_CURSOR);
    assert_eq!(all, [1]);
}

#[test]
fn the_last_item_names_the_next_page() {
    static BY_LAST: Paging = Paging::by_last_item(2, &["id"]).items(&["things"]).more(&["more"]);
    let mock = mock(&[r#"{"things":[{"id":1},{"id":2}],"more":true}"#, r#"{"things":[{"id":3}],"more":false}"#]);
    let all = now(core(&mock).request(&LIST).items::<BTreeMap<String, i64>>(&BY_LAST).all()).unwrap();
    assert_eq!(all.iter().map(|item| item["id"]).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(queries(&mock), ["", "from=2"]);
}

#[test]
fn links_are_only_followed_on_the_clients_server() {
    let response = |items: &'static str, link: &'static str| {
        let mut response = http::Response::new(Body::from(items));
        response.headers_mut().insert(LINK, link.parse().unwrap());
        response
    };
    let mock = MockTransport::new()
        .response(response("[1]", "<https://evil.example/x?from=a%20b&extra=1>; rel=\"next\""))
        .response(response("[2]", "<?from=c>; rel=\"next\", <?from=z>; rel=\"last\""))
        .response(response("[]", "<?from=c>; rel=\"next\""));
    let request = core(&mock).request(&LIST).text_argument(4, "x").text_argument(2, "first");
    assert_eq!(now(request.items::<i64>(&BY_LINK).all()).unwrap(), [1, 2]);
    let requests = mock.requests();
    assert!(requests.iter().all(|request| request.uri().authority().unwrap() == "example.com"));
    assert!(requests.iter().all(|request| request.headers()["authorization"] == "Bearer t"));
    assert_eq!(queries(&mock), ["from=first&q=x", "q=x&from=a%20b&extra=1", "q=x&from=c"]);
}

#[test]
fn addresses_in_the_response_are_followed() {
    static BY_ADDRESS: Paging = Paging::by_address(&["next"]).items(&["things"]);
    let mock =
        mock(&[r#"{"things":[1],"next":"https://example.com/things?page=2#x"}"#, r#"{"things":[2],"next":null}"#]);
    assert_eq!(now(core(&mock).request(&LIST).items::<i64>(&BY_ADDRESS).all()).unwrap(), [1, 2]);
    assert_eq!(queries(&mock), ["", "page=2"]);
}

#[test]
fn pages_are_returned_whole_and_can_be_resumed() {
    let mock = mock(&[r#"{"things":[1],"meta":{"next":"a"},"x":1}"#, r#"{"things":[2],"meta":{"next":"b"},"x":2}"#]);
    let mut pages: Pages<Json> = core(&mock).request(&LIST).pages(&BY_CURSOR);
    assert_eq!(pages.cursor(), None);
    assert_eq!(now(pages.next()).unwrap().unwrap().get("x").unwrap().as_i64(), Some(1));
    assert_eq!(pages.cursor(), Some("a"));
    drop(pages);
    let mut items: Items<i64> = core(&mock).request(&LIST).items(&BY_CURSOR).resume("a");
    assert_eq!(now(items.next()).unwrap().unwrap(), 2);
    assert_eq!(items.cursor(), Some("a"));
    assert_eq!(queries(&mock), ["take=50", "from=a&take=50"]);
}

#[test]
fn a_page_is_only_requested_when_it_is_polled_for() {
    let mock = mock(&["[1]", "[2]", "[]"]);
    let mut items: Items<i64> = core(&mock).request(&LIST).items(&BY_PAGE);
    assert!(mock.requests().is_empty());
    now(items.next()).unwrap().unwrap();
    assert_eq!(mock.requests().len(), 1);
    now(items.next()).unwrap().unwrap();
    assert_eq!(mock.requests().len(), 2);
    assert!(now(items.next()).is_none());
    assert!(now(items.next()).is_none());
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn an_error_ends_the_list_and_names_its_place() {
    let bad = r#"{"things": [1, "x"], "meta": {"next": "a"}}"#;
    let mut items: Items<i64> = core(&mock(&[bad])).request(&LIST).items(&BY_CURSOR);
    let error = now(items.next()).unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Decode, "list"));
    assert!(error.to_string().contains("$.things[1]"), "{error}");
    assert!(now(items.next()).is_none());
    for text in ["not json", "[1"] {
        let mut items: Items<i64> = core(&mock(&[text])).request(&LIST).items(&BY_PAGE);
        assert_eq!(now(items.next()).unwrap().unwrap_err().kind(), ErrorKind::Decode);
    }
    let mut failing: Pages<Vec<i64>> =
        core(&MockTransport::new().json(StatusCode::FORBIDDEN, "{}")).request(&LIST).pages(&BY_PAGE);
    assert_eq!(now(failing.next()).unwrap().unwrap_err().kind(), ErrorKind::Status);
    assert!(now(failing.next()).is_none());
}
