//! `[client]`: defaults of the generated client.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Defaults of the generated client.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Client {
    /// The URL of the token endpoint, overriding the description's. A path that begins with a slash is relative to the
    /// API's server.
    pub token_url: Option<String>,
    /// Additional parameters of token requests, overriding those of the description.
    pub token_parameters: BTreeMap<String, String>,
    /// Headers to send with every request.
    pub headers: BTreeMap<String, String>,
    /// A telemetry header. Default: only `User-Agent` identifies the client.
    pub telemetry: Option<Telemetry>,
}

/// A header that identifies the client: base64 of a JSON object with `name`, `version` and `env`.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Telemetry {
    /// The name of the header.
    pub header: String,
    /// The name of the client. Default: the name of the package.
    #[serde(default)]
    pub name: Option<String>,
}

impl Client {
    /// Reports values that cannot be sent.
    pub(super) fn check(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let mut found = |keys: &[&str], what: String, expected: &str| {
            let pointer = keys.iter().fold(Pointer::root().join("client"), |pointer, key| pointer.join(key));
            let diagnostic = Diagnostic::new(Code::Config, &pointer, what).about(File::Config);
            diagnostics.push(diagnostic.expected(expected));
        };
        let names = self.headers.keys().map(|name| (vec!["headers", name.as_str()], name));
        let telemetry = self.telemetry.iter().map(|telemetry| (vec!["telemetry", "header"], &telemetry.header));
        for (keys, name) in names.chain(telemetry) {
            if !is_header_name(name) {
                found(&keys, format!("{name:?} is not a valid header name"), "letters, digits and hyphens");
            }
        }
        for (name, value) in &self.headers {
            if !value.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) {
                let message = format!("invalid value of the header {name:?}");
                found(&["headers", name], message, "printable ASCII characters");
            }
        }
        // Schemes are case-insensitive (RFC 3986, section 3.1).
        let is_https = |url: &str| url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://"));
        let is_url = |url: &String| url.starts_with('/') || is_https(url);
        if let Some(url) = self.token_url.as_ref().filter(|url| !is_url(url)) {
            found(&["token-url"], format!("{url:?} is not a valid URL of a token endpoint"), "`https://...` or `/...`");
        }
        diagnostics
    }
}

/// A `token` of HTTP (RFC 9110, 5.6.2).
fn is_header_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

#[cfg(test)]
mod tests {
    use crate::config::parse;
    use crate::diag::Code;

    #[test]
    fn the_client_is_configured() {
        let (config, diagnostics) = parse(
            "[client]\ntoken-url = \"/oauth/token\"\ntoken-parameters = { audience = \"/\" }\n\
             headers = { X-Api = \"1\" }\n[client.telemetry]\nheader = \"X-Client\"\n",
        );
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!(config.client.token_url.as_deref(), Some("/oauth/token"));
        assert_eq!(config.client.telemetry.map(|telemetry| telemetry.header).as_deref(), Some("X-Client"));
    }

    #[test]
    fn values_that_cannot_be_sent_are_reported() {
        let (_, diagnostics) = parse(
            "[client]\ntoken-url = \"http://x\"\nheaders = { \"a b\" = \"1\", x = \"a\\nb\" }\n[client.telemetry]\nheader = \"\"\n",
        );
        let found: Vec<_> = diagnostics.iter().map(|each| (each.code, each.pointer.to_string())).collect();
        let config = |pointer: &str| (Code::Config, format!("#/client/{pointer}"));
        let expected = ["headers/a b", "telemetry/header", "headers/x", "token-url"];
        assert_eq!(found, expected.map(config));
    }
}
