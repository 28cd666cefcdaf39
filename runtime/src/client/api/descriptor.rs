//! The static description of an API and its operations, as generated code declares it.

use super::parameter::Parameter;
use super::security::Security;

/// What all operations of an API share.
#[doc(hidden)]
#[derive(Debug)]
pub struct Api {
    /// The title of the description.
    pub title: &'static str,
    /// The value of the `User-Agent` header.
    pub user_agent: &'static str,
    /// All servers that the description declares. The first one is the default.
    pub servers: &'static [&'static Server],
    /// The token endpoint for client credentials.
    pub token_endpoint: Option<TokenEndpoint>,
    /// Headers of all requests.
    pub headers: &'static [(&'static str, &'static str)],
    /// The telemetry header.
    pub telemetry: Option<Telemetry>,
}

/// The token endpoint of the description (OpenAPI 3.1, OAuth Flow Object, `clientCredentials`).
#[derive(Debug)]
pub struct TokenEndpoint {
    /// The URL. One that starts with a slash is relative to the API's server.
    pub url: &'static str,
    /// Additional parameters (`x-form-parameters`), such as the audience. A value that starts with a slash is a URL
    /// relative to the API's server.
    pub parameters: &'static [(&'static str, &'static str)],
}

/// A telemetry header: base64 of a JSON object with `name`, `version` and `env`.
#[doc(hidden)]
#[derive(Debug)]
pub struct Telemetry {
    /// The header.
    pub header: &'static str,
    /// The name of the client.
    pub name: &'static str,
    /// The version of the client.
    pub version: &'static str,
}

/// A server (OpenAPI 3.1, Server Object).
#[doc(hidden)]
#[derive(Debug)]
pub struct Server {
    /// The URL, with variables in braces.
    pub url: &'static str,
    /// The variables of the URL.
    pub variables: &'static [Variable],
}

impl Api {
    /// An empty API, for struct update syntax: `Api { title: "Pets", ..Api::EMPTY }`.
    pub const EMPTY: Self =
        Self { title: "", user_agent: "", servers: &[], token_endpoint: None, headers: &[], telemetry: None };
}

/// A variable in a server URL (OpenAPI 3.1, Server Variable Object).
#[doc(hidden)]
#[derive(Debug)]
pub struct Variable {
    /// The name between the braces.
    pub name: &'static str,
    /// The default value; without one, the variable is required.
    pub default: Option<&'static str>,
    /// The allowed values; empty if any value is allowed.
    pub values: &'static [&'static str],
}

/// One operation of an API (OpenAPI 3.1, Operation Object). [`EMPTY`](Operation::EMPTY) holds the defaults.
#[derive(Debug)]
pub struct Operation {
    /// The identifier in the description; errors name it.
    pub id: &'static str,
    /// The HTTP method, in upper case.
    pub method: &'static str,
    /// The path below the server URL, with parameters in braces. A query can follow it.
    pub path: &'static str,
    /// The server of this operation, if it has its own.
    #[doc(hidden)]
    pub server: Option<&'static Server>,
    /// The parameters. Arguments refer to them by index.
    #[doc(hidden)]
    pub parameters: &'static [Parameter],
    /// Headers that are not arguments: the client sets them, per client or per call, on operations that declare them.
    pub client_headers: &'static [&'static str],
    /// The media types of the request body, the preferred one first.
    pub request: &'static [&'static str],
    /// The declared responses.
    #[doc(hidden)]
    pub responses: Responses,
    /// The credentials that a call requires.
    #[doc(hidden)]
    pub security: Security,
}

impl Operation {
    /// An empty `GET` operation, for struct update syntax: `Operation { id: "list", path: "/pets", ..Operation::EMPTY
    /// }`.
    pub const EMPTY: Self = Self {
        id: "",
        method: "GET",
        path: "",
        server: None,
        parameters: &[],
        client_headers: &[],
        request: &[],
        responses: Responses::NONE,
        security: Security::NONE,
    };

    /// Whether a status is a success: any 2xx, and a declared 3xx if no 2xx is declared.
    pub(crate) fn succeeds_with(&self, status: http::StatusCode) -> bool {
        let declares = |wanted: &dyn Fn(&str) -> bool| self.responses.iter().any(|response| wanted(response.status));
        status.is_success()
            || status.is_redirection()
                && !declares(&|declared| declared.starts_with('2'))
                && declares(&|declared| matches!(match_status(declared, status), Some(Match::Exact | Match::Range)))
    }
}

/// The declared responses of an operation (OpenAPI 3.1, Responses Object). Stored as one string, because every pointer
/// in a static costs 32 bytes in the binary. Created by [`responses!`](crate::responses).
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Responses(&'static str);

/// One declared response.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeclaredResponse {
    /// A code (`200`), a range (`4XX`) or `default`.
    pub status: &'static str,
    /// The media type of the body, if there is one. A status with several media types is listed once per media type.
    pub media_type: Option<&'static str>,
}

impl Responses {
    /// No responses.
    pub const NONE: Self = Self("");

    /// One newline-terminated line per response: the status and, after a space, the media type of the body, if there is
    /// one.
    #[must_use]
    pub const fn new(lines: &'static str) -> Self {
        Self(lines)
    }

    /// The responses, in the order of the description.
    pub fn iter(self) -> impl Iterator<Item = DeclaredResponse> + Clone {
        self.0.lines().map(|line| match line.split_once(' ') {
            Some((status, media_type)) => DeclaredResponse { status, media_type: Some(media_type) },
            None => DeclaredResponse { status: line, media_type: None },
        })
    }
}

/// How specifically a declared status (`200`, `2XX`, `default`) matches an actual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Default,
    Range,
    Exact,
}

fn match_status(declared: &str, actual: http::StatusCode) -> Option<Match> {
    if declared.eq_ignore_ascii_case("default") {
        return Some(Match::Default);
    }
    if declared == actual.as_str() {
        return Some(Match::Exact);
    }
    let (class, rest) = declared.split_at_checked(1)?;
    (rest.eq_ignore_ascii_case("XX") && actual.as_str().starts_with(class)).then_some(Match::Range)
}

/// Returns the most specific declared status that matches an actual one.
pub(crate) fn best_status<'a>(declared: impl Iterator<Item = &'a str>, actual: http::StatusCode) -> Option<&'a str> {
    declared
        .filter_map(|status| Some((match_status(status, actual)?, status)))
        .max_by_key(|(specificity, _)| *specificity)
        .map(|(_, status)| status)
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::best_status;

    #[test]
    fn the_most_specific_status_wins_in_any_order() {
        let best = |declared: &[&'static str], actual| {
            best_status(declared.iter().copied(), StatusCode::from_u16(actual).unwrap())
        };
        assert_eq!(best(&["default", "2XX", "200"], 200), Some("200"));
        assert_eq!(best(&["200", "2xx", "default"], 201), Some("2xx"));
        assert_eq!(best(&["200", "2XX", "default"], 404), Some("default"));
        assert_eq!(best(&["200", "2XX"], 404), None);
        assert_eq!(best(&["", "2", "2X", "20"], 200), None);
    }
}
