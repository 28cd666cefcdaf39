//! Requests through proxies.

use crate::socket::{self, Clients, ROOT};
use crate::{builder, get};

#[tokio::test]
async fn a_request_to_a_proxy_contains_the_whole_url() {
    let proxy = socket::proxy();
    let client = builder("http://api.example").proxy(format!("http://user:p%40ss@{}", proxy.address));
    assert!(!format!("{client:?}").contains("p%40ss"));
    assert_eq!(get(client).await.unwrap(), 7);
    let head = &proxy.heads()[0];
    assert!(head.starts_with("GET http://api.example/x HTTP/1.1\r\n"), "{head}");
    // `user:p@ss`.
    assert!(head.to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpwqhnz\r\n"), "{head}");
}

#[tokio::test]
async fn tls_goes_through_a_tunnel() {
    let (proxy, server) = (socket::proxy(), socket::tls(Clients::Any));
    let client = builder(&format!("https://{}", server.address)).proxy(format!("http://{}", proxy.address));
    assert_eq!(get(client.root_certificates(ROOT).without_system_roots()).await.unwrap(), 7);
    assert!(server.heads()[0].starts_with("GET /x "));
}

#[tokio::test]
async fn the_last_proxy_setting_applies() {
    let (proxy, server) = (socket::proxy(), socket::plain());
    let client = builder(&format!("http://{}", server.address)).proxy(format!("http://{}", proxy.address)).no_proxy();
    assert_eq!(get(client).await.unwrap(), 7);
    assert_eq!((proxy.heads().len(), server.heads().len()), (0, 1));
}
