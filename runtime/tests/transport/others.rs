//! Other clients of a program that depends on a generated crate.

use bindery_runtime::{ReqwestTransport, reqwest};

use crate::socket::{self, Clients, ROOT};
use crate::{builder, get};

/// The program's own dependency on reqwest, which enables no features.
#[tokio::test]
async fn a_client_of_the_program_needs_no_provider() {
    drop(::reqwest::Client::new());
    let server = socket::tls(Clients::Any);
    let root = ::reqwest::Certificate::from_pem(ROOT).unwrap();
    let client = ::reqwest::Client::builder().tls_certs_only([root]).build().unwrap();
    let text = client.get(format!("https://{}/own", server.address)).send().await.unwrap().text().await.unwrap();
    assert_eq!(text, "7");
    assert!(server.heads()[0].starts_with("GET /own "));
}

#[cfg(feature = "rustls")]
#[test]
fn no_provider_is_installed_for_the_process() {
    builder("https://localhost").build().unwrap();
    assert!(rustls::crypto::CryptoProvider::get_default().is_none());
}

#[tokio::test]
async fn a_reqwest_client_can_be_the_transport() {
    let server = socket::tls(Clients::Any);
    let root = reqwest::Certificate::from_pem(ROOT).unwrap();
    let client = reqwest::Client::builder().tls_certs_only([root]).build().unwrap();
    let client = builder(&format!("https://{}", server.address)).transport(ReqwestTransport::from(client));
    assert_eq!(get(client).await.unwrap(), 7);
}
