use super::{Api, ConfigurationProblem, Server, Variable, base_url, from_server, unknown_variables};

static DOMAIN: Server =
    Server { url: "https://{domain}/api/v2", variables: &[Variable { name: "domain", default: None, values: &[] }] };

static REGIONS: Server = Server {
    url: "https://{region}.example.com:{port}/{stage}/",
    variables: &[
        Variable { name: "region", default: Some("eu"), values: &["eu", "us"] },
        Variable { name: "port", default: Some("443"), values: &[] },
        Variable { name: "stage", default: Some("v1"), values: &[] },
    ],
};

static API: Api = Api { title: "", user_agent: "", servers: &[&DOMAIN], ..Api::EMPTY };

fn with(server: &'static Server, values: &[(&str, &str)]) -> Result<String, Vec<ConfigurationProblem>> {
    let values: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    from_server(server, &values)
}

#[test]
fn domains_are_accepted_in_the_forms_that_people_write() {
    for (value, address) in [
        ("tenant.eu.auth0.com", "https://tenant.eu.auth0.com/api/v2"),
        ("https://tenant.eu.auth0.com", "https://tenant.eu.auth0.com/api/v2"),
        ("HTTPS://tenant.eu.auth0.com/", "https://tenant.eu.auth0.com/api/v2"),
        ("tenant.eu.auth0.com/", "https://tenant.eu.auth0.com/api/v2"),
        ("example.com:8443", "https://example.com:8443/api/v2"),
        ("my_host", "https://my_host/api/v2"),
        ("[::1]:8443", "https://[::1]:8443/api/v2"),
        ("127.0.0.1:3000", "https://127.0.0.1:3000/api/v2"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000/api/v2"),
        ("http://localhost:3000/", "http://localhost:3000/api/v2"),
    ] {
        assert_eq!(with(&DOMAIN, &[("domain", value)]).unwrap(), address, "{value}");
    }
}

#[test]
fn values_that_are_not_hosts_are_refused() {
    for value in [
        "",
        " ",
        "/",
        "https://",
        "a b",
        "a\n",
        "tenant.auth0.com/api/v2",
        "user@tenant.auth0.com",
        "user:pass@tenant.auth0.com",
        "tenant.auth0.com?x",
        "tenant.auth0.com#x",
        "a\\b",
        "a%2fb",
        "ftp://tenant.auth0.com",
        "a..b",
        ".a",
        "a.",
        "a:",
        "a:0",
        "a:65536",
        "a:+1",
        "a:b",
        "a:1:2",
        "[::1",
        "::1",
        "[x]",
        "127.1",
        "0x7f.1",
        "2130706433",
        "256.1.1.1",
        "1.2.3.4.5",
        "müller.de",
        "http://tenant.auth0.com",
        "http://127.0.0.1.nip.io",
        "{domain}",
    ] {
        assert!(with(&DOMAIN, &[("domain", value)]).is_err(), "{value:?}");
    }
}

#[test]
fn variables_have_defaults_and_lists() {
    assert_eq!(with(&REGIONS, &[]).unwrap(), "https://eu.example.com:443/v1");
    assert_eq!(
        with(&REGIONS, &[("region", "us"), ("stage", "a/b"), ("port", "1")]).unwrap(),
        "https://us.example.com:1/a/b"
    );
    assert!(with(&REGIONS, &[("region", "xx")]).is_err());
    assert!(with(&REGIONS, &[("port", "1/evil")]).is_err());
    assert!(with(&REGIONS, &[("port", "1@evil.com")]).is_err());
    assert!(with(&REGIONS, &[("stage", "../x")]).is_err());
    assert!(with(&REGIONS, &[("stage", "a?b")]).is_err());
    let problems = with(&DOMAIN, &[("x", "1")]).unwrap_err();
    assert!(matches!(problems.as_slice(), [ConfigurationProblem::VariableMissing { name: "domain" }]));
    let given = ["x", "domain", "stage"].map(|name| (name.to_owned(), "1".to_owned()));
    assert_eq!(unknown_variables(&API, None, &given.to_vec()).len(), 2);
    assert_eq!(unknown_variables(&API, Some(&REGIONS), &given.to_vec()).len(), 1);
}

#[test]
fn a_url_can_begin_with_a_variable() {
    static ALL: Server =
        Server { url: "{base}/v1", variables: &[Variable { name: "base", default: None, values: &[] }] };
    static SCHEME: Server = Server {
        url: "{protocol}://example.com/{stage}",
        variables: &[
            Variable { name: "protocol", default: Some("https"), values: &["https", "http"] },
            Variable { name: "stage", default: Some(""), values: &[] },
        ],
    };
    for (value, address) in [
        ("https://example.com", "https://example.com/v1"),
        ("https://example.com/api/", "https://example.com/api/v1"),
        ("http://example.com", "http://example.com/v1"),
        ("example.com:8080", "https://example.com:8080/v1"),
    ] {
        assert_eq!(with(&ALL, &[("base", value)]).unwrap(), address, "{value}");
    }
    for value in ["", "/", "ftp://example.com", "https://example.com?x=1", "https://u:p@example.com", "../.."] {
        assert!(with(&ALL, &[("base", value)]).is_err(), "{value:?}");
    }
    assert_eq!(with(&SCHEME, &[]).unwrap(), "https://example.com");
    assert_eq!(with(&SCHEME, &[("stage", "v2")]).unwrap(), "https://example.com/v2");
    assert!(with(&SCHEME, &[("protocol", "http")]).is_err(), "not encrypted");
}

#[test]
fn base_urls_are_validated() {
    for (address, kept) in [
        ("https://example.com", "https://example.com"),
        ("HTTPS://example.com/", "https://example.com"),
        ("https://example.com/a/b//", "https://example.com/a/b"),
        ("http://example.com:80/a", "http://example.com:80/a"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ] {
        assert_eq!(base_url(address).unwrap(), kept);
    }
    for address in [
        "",
        "example.com",
        "//example.com",
        "/api",
        "ftp://example.com",
        "https://",
        "https:///a",
        "https://user:pass@example.com",
        "https://@example.com",
        "https://example.com?x=1",
        "https://example.com/#a",
        "https://example.com/a/../b",
        "https://example.com/%2e%2E/b",
        "https://example.com/..;/b",
        "https://exa mple.com",
        "https://example.com\n",
        "https://example.com\\@b",
        "https://example.com:99999",
        "https://{domain}/",
        "https://example.com/é",
        "https://[::1]x",
    ] {
        assert!(base_url(address).is_err(), "{address:?}");
    }
}
