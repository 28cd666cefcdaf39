//! Lists whose next page is in a `Link` header, whatever paging the description declares.

use bindery_patterns::more_paging::{Client, types::Book};
use bindery_runtime::{Body, Items, MockTransport};

/// Reads a list from these pages, each with its `Link` header. Returns the items and the queries of the requests.
async fn read(list: fn(&Client) -> Items<Book>, pages: &[(&str, &'static str)]) -> (Vec<i64>, Vec<String>) {
    let mock = pages.iter().fold(MockTransport::new(), |mock, (link, body)| {
        let mut response = http::Response::new(Body::from(*body));
        response.headers_mut().insert("content-type", "application/json".parse().unwrap());
        if !link.is_empty() {
            response.headers_mut().insert("link", link.parse().unwrap());
        }
        mock.response(response)
    });
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let items = list(&client).all().await.unwrap();
    let query = |request: &bindery_runtime::MockRequest| request.uri().query().unwrap_or_default().to_owned();
    (items.iter().map(|book| book.id).collect(), mock.requests().iter().map(query).collect())
}

#[tokio::test]
async fn a_link_names_the_next_page_if_there_is_no_cursor() {
    let books = |client: &Client| client.shelf().list_books().limit(2).items();
    let (items, queries) = read(
        books,
        &[
            ("<https://elsewhere.example/books?limit=2&cursor=b>; rel=\"next\"", r#"{"books":[{"id":1}]}"#),
            ("</books?limit=2&cursor=c>; rel=next", r#"{"books":[],"next_cursor":null}"#),
            // A cursor takes precedence.
            ("</books?limit=2&cursor=x>; rel=next", r#"{"books":[{"id":2}],"next_cursor":"d"}"#),
            ("</books?cursor=a>; rel=prev", r#"{"books":[{"id":3}],"next_cursor":""}"#),
        ],
    )
    .await;
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(queries, ["limit=2", "limit=2&cursor=b", "limit=2&cursor=c", "cursor=d&limit=2"]);
}

#[tokio::test]
async fn a_link_takes_precedence_over_counting() {
    let shelves = |client: &Client| client.shelf().list_shelves().items();
    let (items, queries) = read(
        shelves,
        &[
            ("<https://api.example.com/shelves?after=k&page=7>; rel=\"next\"", r#"[{"id":1}]"#),
            ("</shelves?after=l>; rel=next, </shelves?page=1>; rel=first", "[]"),
            ("</shelves?page=1>; rel=first", r#"[{"id":2}]"#),
        ],
    )
    .await;
    assert_eq!((items, queries), (vec![1, 2], ["", "after=k&page=7", "after=l"].map(str::to_owned).to_vec()));
    let rooms = |client: &Client| client.shelf().list_rooms().items();
    let (items, queries) =
        read(rooms, &[("</rooms?offset=5>; rel=next", r#"[{"id":1}]"#), ("", r#"[{"id":2}]"#)]).await;
    assert_eq!((items, queries), (vec![1, 2], ["", "offset=5"].map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn a_cycle_of_links_ends() {
    let shelves = |client: &Client| client.shelf().list_shelves().items();
    let next = "</shelves?after=k>; rel=next";
    let (items, queries) = read(shelves, &[(next, r#"[{"id":1}]"#), (next, r#"[{"id":1}]"#)]).await;
    assert_eq!((items, queries), (vec![1, 1], ["", "after=k"].map(str::to_owned).to_vec()));
    // Without the header, pages are counted.
    let (items, queries) = read(shelves, &[("", r#"[{"id":1}]"#), ("", r#"[{"id":2}]"#), ("", "[]")]).await;
    assert_eq!((items, queries), (vec![1, 2], ["", "page=2", "page=3"].map(str::to_owned).to_vec()));
}
