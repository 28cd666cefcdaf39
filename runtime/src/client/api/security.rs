//! The credentials that a call requires.

use super::parameter::Location;

/// The alternative ways to authenticate (OpenAPI 3.1, Security Requirement Object). An alternative needs credentials for all of its
/// requirements; the first one that has them is used. Without alternatives, no credentials are sent. An empty alternative makes credentials
/// optional.
///
/// Stored as one string: one value per requirement took a thirtieth of the compile time of a large API. Created by
/// [`security!`](crate::security).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Security(&'static str);

/// One kind to authenticate.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative(&'static str);

/// A security scheme that has to be satisfied (OpenAPI 3.1, Security Scheme Object).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    scheme: &'static str,
    scopes: &'static str,
    pub(crate) credential: Credential,
}

/// The credentials for a security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// The token, or an `Authorization` header that the user sets: the scheme types `http`, `oauth2` and `openIdConnect`.
    Token,
    /// A user name and a password, or an `Authorization` header that the user sets: the scheme type `http` with the
    /// scheme `basic` (RFC 7617).
    Basic,
    /// Credentials that the caller sets, for an unsupported scheme. Its key, if set, is the whole value of the `Authorization` header.
    Custom,
    /// Credentials of the transport, such as a certificate: the scheme type `mutualTLS`.
    Transport,
    /// A key under a name: the scheme type `apiKey`.
    Key(Location, &'static str),
}

/// The separator before each part of a requirement.
const SEPARATOR: char = '\t';

impl Security {
    /// No alternatives: no credentials are sent.
    pub const NONE: Self = Self("");

    /// The alternatives, each with one line per requirement and an empty line at its end. A line has the kind of credentials (empty for a
    /// token), the scheme, the name of a key if it is one, and the scopes, separated by tabs.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(lines: &'static str) -> Self {
        Self(lines)
    }

    /// Whether there are no alternatives.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The alternatives, in the order of the description.
    pub fn alternatives(self) -> impl Iterator<Item = Alternative> + Clone {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let end = match rest.starts_with('\n') {
                true => 0,
                false => rest.find("\n\n")? + 1,
            };
            let (alternative, behind) = rest.split_at_checked(end)?;
            rest = behind.strip_prefix('\n')?;
            Some(Alternative(alternative))
        })
    }
}

impl Alternative {
    /// The requirements, in the order of the description.
    pub fn requirements(self) -> impl Iterator<Item = Requirement> + Clone {
        self.0.lines().map(Requirement::read)
    }
}

impl Requirement {
    fn read(line: &'static str) -> Self {
        let (kind, rest) = line.split_once(SEPARATOR).unwrap_or_default();
        let (scheme, rest) = rest.split_once(SEPARATOR).unwrap_or((rest, ""));
        let credential = match kind {
            "basic" => Credential::Basic,
            "transport" => Credential::Transport,
            "custom" => Credential::Custom,
            "key_in_header" => Credential::Key(Location::Header, rest),
            "key_in_query" => Credential::Key(Location::Query, rest),
            "key_in_cookie" => Credential::Key(Location::Cookie, rest),
            _ => Credential::Token,
        };
        let scopes = if credential == Credential::Token { rest } else { "" };
        Self { scheme, scopes, credential }
    }

    /// The name of the security scheme.
    #[must_use]
    pub const fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The scopes that the token needs.
    pub fn scopes(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.scopes.split_terminator(SEPARATOR)
    }
}

#[cfg(test)]
mod tests {
    use super::{Credential, Requirement, Security};
    use crate::client::api::parameter::Location;
    use crate::security;

    fn read(security: Security) -> Vec<Vec<Requirement>> {
        security.alternatives().map(|alternative| alternative.requirements().collect()).collect()
    }

    #[test]
    fn requirements_are_parsed_as_written() {
        let all = read(security!(
            ["bearer", key_in_header "app" "X-App"]
                | []
                | ["oauth"("read:a b", "write(\"ü\")"), basic "login"]
                | [key_in_query "" "k e y", key_in_cookie "c|[]" "session", transport "certificate"]
        ));
        let of = |requirement: &Requirement| (requirement.scheme(), requirement.credential);
        let seen: Vec<Vec<_>> = all.iter().map(|alternative| alternative.iter().map(of).collect()).collect();
        let key = |location, name| Credential::Key(location, name);
        assert_eq!(
            seen,
            [
                vec![("bearer", Credential::Token), ("app", key(Location::Header, "X-App"))],
                vec![],
                vec![("oauth", Credential::Token), ("login", Credential::Basic)],
                vec![
                    ("", key(Location::Query, "k e y")),
                    ("c|[]", key(Location::Cookie, "session")),
                    ("certificate", Credential::Transport),
                ],
            ]
        );
        let scopes = |requirement: &Requirement| requirement.scopes().collect::<Vec<_>>();
        assert_eq!(scopes(&all[2][0]), ["read:a b", "write(\"ü\")"]);
        assert!(all.iter().flatten().filter(|each| each.scheme() != "oauth").all(|each| scopes(each).is_empty()));
    }

    #[test]
    fn an_empty_alternative_differs_from_no_alternatives() {
        assert_eq!(read(Security::NONE), Vec::<Vec<Requirement>>::new());
        assert_eq!(read(security!([])), [[]]);
        assert_eq!(read(security!([] | [])).len(), 2);
        assert!(Security::NONE.is_empty() && !security!([]).is_empty());
    }
}
