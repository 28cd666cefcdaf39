//! Patterns 18, 29, 30, 48 to 51 and 57: parameters as they arrive.

use super::support::{Sent, sent};
use bindery_patterns::parameters::{Client, types::*};
use bindery_runtime::{ErrorKind, MockTransport};
use std::collections::BTreeMap;

fn client(mock: &MockTransport) -> Client {
    Client::builder().transport(mock.clone()).build().unwrap()
}

/// Returns the request of a call.
async fn of<C: IntoFuture<Output = Result<(), bindery_runtime::Error>>>(call: impl FnOnce(Client) -> C) -> Sent {
    sent(|mock| call(client(&mock)).into_future()).await
}

#[tokio::test]
async fn every_style_is_serialized_as_openapi_specifies() {
    let sent = of(|client| {
        let map = BTreeMap::from([("a".to_owned(), true), ("b".to_owned(), false)]);
        client.styles().styles(vec![1, 2], Color::LightGreen, vec![Color::Red, Color::from("-1")], map)
    })
    .await;
    assert_eq!(sent.target, "/v1/styles/1,2/.light%20green/;matrix=red;matrix=-1/a=true,b=false");
}

#[tokio::test]
async fn query_parameters_of_every_type_are_sent() {
    let filter = || {
        let mut filter = Filter::new().name("a&b").tags(["x".to_owned(), "y".to_owned()]).color("other");
        filter.size = Some(FilterSize::new().gte(1).lt(9));
        filter
    };
    let query = |sent: Sent| sent.target.split_once('?').unwrap().1.replace("%5B", "[").replace("%5D", "]");
    macro_rules! case {
        (|$call:ident| $chain:expr => $expected:expr) => {
            let sent = of(|client| {
                let map = BTreeMap::from([("k".to_owned(), true)]);
                let $call = client.styles().styles(vec![1], Color::Red, vec![Color::Red], map);
                $chain
            })
            .await;
            assert_eq!(query(sent), $expected);
        };
    }
    case!(|call| call.many(vec![Color::Red, Color::from("+1")]) => "many=red&many=%2B1");
    case!(|call| call.together(["a,b".to_owned(), "c".to_owned()]) => "together=a%2Cb,c");
    case!(|call| call.pipes(["a".to_owned(), "b".to_owned()]) => "pipes=a%7Cb");
    case!(|call| call.spaces([1, 2]) => "spaces=1%202");
    case!(|call| call.filter(filter()) =>
        "filter[name]=a%26b&filter[size][gte]=1&filter[size][lt]=9&filter[tags][]=x&filter[tags][]=y&filter[color]=other");
    case!(|call| call.expand(["a".to_owned(), "b.c".to_owned()]) => "expand[]=a&expand[]=b.c");
    case!(|call| call.free([("x y".to_owned(), "1".to_owned())]) => "x%20y=1");
    case!(|call| call.either("a".to_owned()) => "either=a");
    case!(|call| call.either(vec!["a".to_owned(), "b".to_owned()]) => "either=a&either=b");
    case!(|call| call.url("https://a.example/?x=1") => "url=https://a.example/?x=1");
    case!(|call| call.r#where(Filter::new().name("é")) => "where=%7B%22name%22%3A%22%C3%A9%22%7D");
    case!(|call| call.since("2026-11-24T08:00:00Z") => "since=2026-11-24T08%3A00%3A00Z");
    case!(|call| call.flag(false).ratio(0.5) => "flag=false&ratio=0.5");
    case!(|call| call.limit(7) => "limit=7");
}

#[tokio::test]
async fn header_and_cookie_parameters_are_sent() {
    let sent = of(|client| {
        let map = BTreeMap::from([("k".to_owned(), true)]);
        let call = client.styles().styles(vec![1], Color::Red, vec![Color::Red], map);
        call.x_colors(vec![Color::Red, Color::from("+1")]).session("a;b@c.d")
    })
    .await;
    assert_eq!(sent.header("x-colors"), Some("red,+1"));
    assert_eq!(sent.header("cookie"), Some("session=a%3Bb%40c.d"));
}

#[tokio::test]
async fn one_name_can_be_used_in_every_location() {
    let sent = of(|client| client.names().same("a", 2).value_header(true).value_cookie("c")).await;
    assert_eq!(sent.target, "/v1/same/a?value=2");
    assert_eq!((sent.header("value"), sent.header("cookie")), (Some("true"), Some("value=c")));
}

#[tokio::test]
async fn parameters_can_have_any_name() {
    let sent = of(|client| {
        let call = client.names().names("me", "b", "Token x", vec!["x".to_owned()]);
        let call =
            call.send_query("1").options_query("2").r#type("3").client("4").request("5").response("6").result("7");
        let call = call.url("8").query("9").value("10").core("11");
        call.ids(["b".to_owned()]).ids_query(["c".to_owned()]).top(1).größe(2).n2nd(3)
    })
    .await;
    assert_eq!(
        sent.target,
        "/v1/names/me?body=b&send=1&options=2&type=3&client=4&request=5&response=6&result=7&url=8&query=9&value=10\
         &core=11&ids%5B%5D=c&ids=b&%24top=1&gr%C3%B6%C3%9Fe=2&2nd=3"
    );
    // The description declares no credentials, so this header is the only one.
    assert_eq!((sent.header("authorization"), sent.body.as_str()), (Some("Token x"), "[\"x\"]"));
}

#[tokio::test]
async fn path_templates_are_filled_and_arguments_cannot_escape_them() {
    let sent = of(|client| client.paths().templates("a/b", Color::Red, 1, 2, 2026)).await;
    assert_eq!(sent.target, "/v1/files/a%2Fb.red/1..2/2026");
    assert_eq!(of(|client| client.paths().twice("a:%")).await.target, "/v1/twice/a%3A%25/a%3A%25");
    assert_eq!(of(|client| client.paths().contents("src/a b.rs")).await.target, "/v1/contents/src/a%20b.rs");
    assert_eq!(of(|client| client.paths().either("a/b".to_owned())).await.target, "/v1/either/a%2Fb");
    let several = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(of(|client| client.paths().either(several)).await.target, "/v1/either/a,b");
    assert_eq!(of(|client| client.paths().item_by_item_id("i")).await.target, "/v1/items/i");
    let mock = MockTransport::new();
    for path in ["../x", "a/..", "."] {
        let error = client(&mock).paths().contents(path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
    }
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn operations_override_parameters_of_their_path() {
    let sent = of(|client| client.paths().shared("a", 7).page(2)).await;
    assert_eq!((sent.target.as_str(), sent.header("x-trace")), ("/v1/shared/a?page=2", Some("7")));
}

#[tokio::test]
async fn a_parameter_with_one_allowed_value_takes_no_argument() {
    let sent = of(|client| client.fixed().first()).await;
    assert_eq!((sent.target.as_str(), sent.header("x-target")), ("/v1/?Version=3", Some("Service.First")));
    let sent = of(|client| client.fixed().first().version("4")).await;
    assert_eq!(sent.target, "/v1/?Version=4");
    let sent = of(|client| client.fixed().second()).await;
    assert_eq!((sent.target.as_str(), sent.header("x-target")), ("/v1/", None));
    let sent = of(|client| client.fixed().rest("1").text("a b")).await;
    assert_eq!(sent.target, "/v1/rest?method=photos.search&api=1&text=a%20b");
}

#[tokio::test]
async fn a_parameter_can_be_the_whole_query() {
    let sent = of(|client| client.querystring().search_form(Filter::new().name("a").color(Color::LightGreen))).await;
    assert_eq!(sent.target, "/v1/search/form?name=a&color=light%20green");
    let sent = of(|client| client.querystring().search_json().q(Filter::new().name("a"))).await;
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("QUERY", "/v1/search/json?%7B%22name%22%3A%22a%22%7D"));
}
