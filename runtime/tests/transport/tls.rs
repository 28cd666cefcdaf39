//! Trusted roots, and client certificates.

use bindery_runtime::TransportErrorKind;

use crate::socket::{self, Clients, ROOT};
use crate::{builder, get};

const ROOT_DER: &[u8] = include_bytes!("../keys/root.der");
const CLIENT: &[u8] = include_bytes!("../keys/client.pem");

#[tokio::test]
async fn a_server_with_a_custom_root_is_trusted_if_the_root_is_set() {
    let server = socket::tls(Clients::Any);
    let base = format!("https://{}", server.address);
    let error = get(builder(&base)).await.unwrap_err();
    assert_eq!(error.transport_error().unwrap().kind(), TransportErrorKind::Connect);
    for root in [ROOT, ROOT_DER] {
        assert_eq!(get(builder(&base).root_certificates(root).without_system_roots()).await.unwrap(), 7);
    }
    let by_name = format!("https://localhost:{}", server.address.port());
    assert_eq!(get(builder(&by_name).root_certificates(ROOT).without_system_roots()).await.unwrap(), 7);
    assert_eq!(server.heads().len(), 3);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_custom_root_can_be_added_to_the_system_roots() {
    let server = socket::tls(Clients::Any);
    let both = [ROOT, ROOT].concat();
    assert_eq!(get(builder(&format!("https://{}", server.address)).root_certificates(both)).await.unwrap(), 7);
}

#[tokio::test]
async fn a_client_can_present_a_certificate() {
    let server = socket::tls(Clients::Known);
    let client = || builder(&format!("https://{}", server.address)).root_certificates(ROOT).without_system_roots();
    assert!(get(client()).await.is_err());
    assert_eq!(get(client().identity(CLIENT)).await.unwrap(), 7);
    assert_eq!(server.heads().len(), 1);
}
