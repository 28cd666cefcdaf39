//! Invalid settings of the default transport.

use bindery_runtime::{ConfigurationProblem, ReqwestTransport};

use crate::builder;
use crate::socket::ROOT;

const CLIENT: &str = include_str!("../keys/client.pem");
const OTHER_KEY: &str = include_str!("../keys/p256.pem");

/// The problems of a builder.
fn problems(builder: bindery_runtime::ClientBuilder<bindery_runtime::Core>) -> Vec<String> {
    let error = builder.build().unwrap_err();
    error.configuration_error().unwrap().problems().iter().map(ToString::to_string).collect()
}

#[test]
fn all_problems_are_found_at_once() {
    let bad = builder("nowhere").proxy("proxy.example:s3cret").root_certificates("s3cret").identity("s3cret");
    let found = problems(bad);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.iter().all(|problem| !problem.contains("s3cret")), "{found:#?}");
}

#[test]
fn a_proxy_must_be_an_http_url() {
    for address in
        ["", "proxy.example", "proxy.example:3128", "socks5://proxy.example", "http://", "http://a.example/b"]
    {
        let found = problems(builder("https://a.example").proxy(address));
        assert!(matches!(&found[..], [one] if one.starts_with("the proxy URL ")), "{address}: {found:#?}");
    }
    for address in ["http://proxy.example", "http://proxy.example:3128/", "https://user:password@proxy.example"] {
        builder("https://a.example").proxy(address).build().unwrap();
    }
}

#[test]
fn the_reason_for_an_invalid_certificate_is_reported() {
    let cut = ROOT.strip_suffix(b"-----END CERTIFICATE-----\n").unwrap();
    for (certificates, reason) in [
        (&b""[..], "are not certificates in PEM or DER"),
        (b"not one", "are not certificates in PEM or DER"),
        (OTHER_KEY.as_bytes(), "contain no certificate"),
        (cut, "are not certificates in PEM or DER"),
    ] {
        let found = problems(builder("https://a.example").root_certificates(certificates));
        assert_eq!(found, [format!("the root certificates {reason}")]);
    }
    let found = problems(builder("https://a.example").without_system_roots());
    assert!(found[0].starts_with("the root certificates are missing"), "{found:#?}");
}

#[test]
fn an_identity_needs_a_certificate_and_its_key() {
    let (certificate, key) = CLIENT.split_at(CLIENT.find("-----BEGIN PRIVATE KEY").unwrap());
    for pem in [certificate, key, "", &format!("{certificate}{OTHER_KEY}")] {
        let error = builder("https://a.example").identity(pem).build().unwrap_err();
        let found = error.configuration_error().unwrap().problems();
        assert!(matches!(found, [ConfigurationProblem::Identity { .. }]), "{found:?}");
    }
    builder("https://a.example").identity(format!("{key}{certificate}")).build().unwrap();
}

#[test]
fn settings_of_the_default_transport_are_refused_for_another_one() {
    let own = || builder("https://a.example").transport(ReqwestTransport::new().unwrap());
    own().build().unwrap();
    assert_eq!(problems(own().no_proxy().root_certificates(ROOT).identity(CLIENT)).len(), 3);
}
