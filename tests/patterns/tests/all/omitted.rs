//! Required properties that responses omit, where `required = "lenient"` allows it, with generated types over a socket.

use bindery_patterns::omitted::types::{Book, Loan, LoanMedium, LoanRequest, Reader};
use bindery_patterns::omitted::{Client, ErrorKind, Patch};
use bindery_runtime::{Json, decode, decode_strict, encode};

use crate::support::Server;

/// Nothing but what rules and tags require.
const BARE: &str = r#"{"id":"L1","medium":{"kind":"book"},"reader":{}}"#;
/// What is missing from it, in the order of the text.
const MISSING: [&str; 7] =
    ["/medium/pages", "/reader/name", "/reader/pass_code", "/object", "/title", "/copies", "/shelf"];

#[tokio::test]
async fn a_missing_property_is_none_and_reported() {
    let server = Server::json(&format!("[{BARE}]"));
    let client = Client::builder(&server.address).build().unwrap();
    let received = client.loans().list_loans().send_with_response().await.unwrap();
    let [loan] = &received.body[..] else { panic!("{:?}", received.body) };
    assert_eq!((loan.id.as_str(), &loan.title, loan.copies, &loan.shelf), ("L1", &Patch::Absent, None, &None));
    let Some(LoanMedium::Book(book)) = &loan.medium else { panic!("{loan:?}") };
    assert_eq!(book.pages, None);
    let mut paths: Vec<&str> = received.deviations().iter().map(|deviation| deviation.path.as_str()).collect();
    paths.sort_unstable();
    let mut expected = MISSING.map(|path| format!("/0{path}"));
    expected.sort_unstable();
    assert_eq!(paths, expected);
    let pages = received.deviations().iter().find(|deviation| deviation.path == "/0/medium/pages").unwrap();
    assert_eq!((pages.expected.as_str(), pages.found.as_str()), ("a 64-bit integer", "nothing"));
    assert_eq!(encode(loan), BARE, "what is missing stays missing");
}

#[tokio::test]
async fn a_strict_call_requires_what_the_description_requires() {
    let server = Server::json(&format!("[{BARE}]"));
    let client = Client::builder(&server.address).strict().build().unwrap();
    let error = client.loans().list_loans().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    for text in [r#"{"kind":"book"}"#, r#"{"kind":"book","pages":null}"#] {
        assert!(decode_strict::<Book>(text).is_err() && decode::<Book>(text).is_ok(), "{text}");
    }
}

#[test]
fn a_whole_response_has_nothing_to_report_and_a_rule_excepts_a_property() {
    let whole = r#"{"id":"L1","object":"loan","title":null,"copies":2,"shelf":["a"],"medium":{"kind":"film","minutes":5},"reader":{"name":"n","pass_code":"p"}}"#;
    let loan: Loan = decode_strict(whole).unwrap();
    assert_eq!((loan.copies, &loan.title), (Some(2), &Patch::Null));
    assert_eq!(encode(&loan), whole);
    assert_eq!(serde_json::from_str::<Loan>(whole).unwrap(), loan);
    assert!(!format!("{loan:?}").contains("\"p\""), "{loan:?}");
    let error = decode::<Loan>(r#"{"medium":{"kind":"book"},"reader":{}}"#).unwrap_err();
    assert_eq!(error.path(), "$.id");
    // A tag is a constant, too; a union cannot do without it, and keeps the text.
    for text in [r#"{"pages":3}"#, "{}"] {
        let book: Book = decode(text).unwrap();
        assert_eq!(
            (encode(&book), serde_json::to_string(&serde_json::from_str::<Book>(text).unwrap()).unwrap()),
            (text.to_owned(), text.to_owned())
        );
        let medium: LoanMedium = decode(text).unwrap();
        assert!(matches!(medium, LoanMedium::Unknown(_)) && encode(&medium) == text, "{medium:?}");
    }
    // A wrong value has room where a missing one has.
    let loan: Loan = decode(r#"{"id":"L1","copies":"2"}"#).unwrap();
    assert_eq!((loan.copies, loan.extra.kept("copies")), (None, Some(&Json::from("2"))));
}

#[tokio::test]
async fn constructors_take_what_requests_require() {
    let server = Server::json(BARE);
    let client = Client::builder(&server.address).build().unwrap();
    client.loans().request_loan(LoanRequest::new("Emma", "C7")).await.unwrap();
    assert_eq!(server.last().text(), r#"{"title":"Emma","card":"C7"}"#);
    let loan = Loan::new("L1", "Emma", 2, ["a"], Book::new(300), Reader::new("Ann", "p"));
    client.loans().replace_loan(loan).await.unwrap();
    let sent = r#"{"id":"L1","object":"loan","title":"Emma","copies":2,"shelf":["a"],"medium":{"kind":"book","pages":300},"reader":{"name":"Ann","pass_code":"p"}}"#;
    assert_eq!(server.last().text(), sent);
}
