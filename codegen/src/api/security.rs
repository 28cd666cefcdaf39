//! Security: the credentials of each scheme, and the requirements of operations.

use super::{Credential, Place, SecurityAlternative, SecurityScheme, TokenEndpoint};
use crate::config::Client;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::resolve;

/// The schemes, in the order of the description.
pub(super) fn schemes(description: &resolve::Description) -> Vec<SecurityScheme> {
    let schemes = description.security_schemes.iter();
    schemes
        .map(|scheme| SecurityScheme {
            name: scheme.name.clone(),
            credential: credential(scheme),
            description: scheme.description.clone(),
        })
        .collect()
}

fn credential(scheme: &resolve::SecurityScheme) -> Credential {
    let text = |key: &str| scheme.members.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    match (scheme.kind.as_str(), text("in"), text("name")) {
        ("apiKey", place, name) if !name.is_empty() => match place {
            "query" => Credential::Key(Place::Query, name.to_owned()),
            "cookie" => Credential::Key(Place::Cookie, name.to_owned()),
            "" | "header" => Credential::Key(Place::Header, name.to_owned()),
            _ => Credential::Custom,
        },
        ("http", ..) => match text("scheme").to_ascii_lowercase().as_str() {
            "bearer" | "" => Credential::Token,
            "basic" => Credential::Basic,
            _ => Credential::Custom,
        },
        // A scheme type of OpenAPI 2.0.
        ("basic", ..) => Credential::Basic,
        ("mutualTLS", ..) => Credential::Transport,
        ("oauth2" | "openIdConnect" | "apiKey", ..) => Credential::Token,
        // The scheme is clear even without a type.
        ("", ..) if text("scheme").eq_ignore_ascii_case("bearer") => Credential::Token,
        _ => Credential::Custom,
    }
}

/// Warns about each scheme that the client does not support.
pub(super) fn check(description: &resolve::Description) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for scheme in description.security_schemes.iter().filter(|scheme| credential(scheme) == Credential::Custom) {
        let text = |key: &str| scheme.members.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
        let found = match (scheme.kind.as_str(), text("scheme"), text("in")) {
            ("http", word, _) => format!("the HTTP scheme {word:?}"),
            ("apiKey", _, place) => format!("an API key in {place:?}"),
            (kind, ..) => format!("the type {kind:?}"),
        };
        let message = format!(
            "the security scheme {:?} has {found}, which the client does not support; nothing is sent for it unless the caller sets it",
            scheme.name
        );
        let pointer = Pointer::root().join("components").join("securitySchemes").join(&scheme.name);
        let expected =
            "http with bearer or basic, apiKey in header, query or cookie, oauth2, openIdConnect, or mutualTLS";
        diagnostics.push(Diagnostic::new(Code::UnknownSecurity, &pointer, message).expected(expected));
    }
    diagnostics
}

/// Where to get tokens with client credentials: as configured, else the first scheme with such a flow.
pub(super) fn token_endpoint(description: &resolve::Description, client: &Client) -> Option<TokenEndpoint> {
    let flow = description.security_schemes.iter().filter(|scheme| scheme.kind == "oauth2").find_map(|scheme| {
        let flow = scheme.members.get("flows").and_then(|flows| flows.get("clientCredentials"))?;
        let url = flow.get("tokenUrl")?.as_str().filter(|url| !url.is_empty())?;
        let parameters = flow.get("x-form-parameters").and_then(serde_json::Value::as_object);
        Some((url, parameters))
    });
    let (described, parameters) = flow.unzip();
    let url = client.token_url.as_deref().or(described)?.to_owned();
    let described = parameters.flatten().into_iter().flatten();
    let described = described.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    let is_kept = |(name, _): &(String, String)| !client.token_parameters.contains_key(name);
    let given = client.token_parameters.iter().map(|(name, value)| (name.clone(), value.clone()));
    Some(TokenEndpoint { url, parameters: described.filter(is_kept).chain(given).collect() })
}

/// The security requirement if neither the document nor the operation declares one. Schemes that are never applied are meant for every
/// operation, optionally, since it is unknown which operations are open. Without any scheme, as in GitHub's description, a token is
/// optional.
pub(super) fn default_requirements(description: &resolve::Description) -> Vec<SecurityAlternative> {
    let is_said =
        description.security.is_some() || description.operations.iter().any(|operation| !operation.security.is_empty());
    if is_said {
        return Vec::new();
    }
    let declared = description.security_schemes.iter().map(|scheme| scheme.name.clone());
    let names: Vec<String> =
        if description.security_schemes.is_empty() { vec!["token".to_owned()] } else { declared.collect() };
    names.into_iter().map(|name| vec![(name, Vec::new())]).chain([Vec::new()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::Description;
    use serde_json::{Value, json};

    fn scheme(members: &Value) -> resolve::SecurityScheme {
        resolve::SecurityScheme {
            name: "scheme".to_owned(),
            kind: members["type"].as_str().unwrap_or_default().to_owned(),
            description: None,
            members: members.as_object().cloned().unwrap_or_default(),
        }
    }

    fn described(schemes: &[Value]) -> Description {
        Description { security_schemes: schemes.iter().map(scheme).collect(), ..Description::default() }
    }

    fn flows(flows: Value) -> Value {
        json!({"type": "oauth2", "flows": flows})
    }

    #[test]
    fn credentials_of_schemes() {
        for (members, credential) in [
            (json!({"type": "http", "scheme": "bearer"}), Credential::Token),
            (json!({"type": "http", "scheme": "Basic"}), Credential::Basic),
            (json!({"type": "basic"}), Credential::Basic),
            (json!({"type": "http", "scheme": "BEARER"}), Credential::Token),
            (json!({"type": "http", "scheme": "DSN"}), Credential::Custom),
            (json!({"type": "http", "scheme": "digest"}), Credential::Custom),
            (json!({"type": "http", "scheme": "hoba"}), Credential::Custom),
            (json!({"type": "http", "scheme": "mutual"}), Credential::Custom),
            (json!({"type": "hmac"}), Credential::Custom),
            (json!({}), Credential::Custom),
            (json!({"scheme": "bearer"}), Credential::Token),
            (json!({"type": "apiKey", "in": "body", "name": "k"}), Credential::Custom),
            (json!({"type": "mutualTLS"}), Credential::Transport),
            (json!({"type": "openIdConnect"}), Credential::Token),
            (json!({"type": "apiKey", "in": "query", "name": "k"}), Credential::Key(Place::Query, "k".to_owned())),
            (json!({"type": "apiKey", "in": "cookie", "name": "k"}), Credential::Key(Place::Cookie, "k".to_owned())),
            (json!({"type": "apiKey", "name": "k"}), Credential::Key(Place::Header, "k".to_owned())),
            (json!({"type": "apiKey", "in": "header"}), Credential::Token),
            // OpenAPI 3.2: only yields a token.
            (
                flows(json!({"deviceAuthorization": {"deviceAuthorizationUrl": "/d", "tokenUrl": "/t"}})),
                Credential::Token,
            ),
        ] {
            assert_eq!(credential_of(&members), credential, "{members}");
        }
    }

    #[test]
    fn an_unsupported_scheme_is_a_warning() {
        let schemes = [json!({"type": "http", "scheme": "DSN"}), json!({"type": "http", "scheme": "bearer"})];
        let found = check(&described(&schemes));
        let found: Vec<_> =
            found.iter().map(|each| (each.code, each.pointer.to_string(), each.message.clone())).collect();
        let [(code, pointer, message)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((*code, pointer.as_str()), (Code::UnknownSecurity, "#/components/securitySchemes/scheme"));
        assert!(message.contains("the HTTP scheme \"DSN\""), "{message}");
    }

    fn credential_of(members: &Value) -> Credential {
        schemes(&described(std::slice::from_ref(members))).remove(0).credential
    }

    #[test]
    fn the_token_endpoint_is_that_of_the_first_flow_for_applications() {
        let of = |schemes: &[Value]| token_endpoint(&described(schemes), &Client::default());
        let endpoint = |url: &str| TokenEndpoint { url: url.to_owned(), parameters: Vec::new() };
        let application = |url: Value| flows(json!({"clientCredentials": {"tokenUrl": url, "scopes": {}}}));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[application(json!("/a")), application(json!("/b"))]), Some(endpoint("/a")));
        assert_eq!(
            of(&[json!({"type": "http", "scheme": "bearer"}), application(json!("https://a.example/t"))]),
            Some(endpoint("https://a.example/t"))
        );
        for useless in [
            application(json!("")),
            application(json!(7)),
            flows(json!({"deviceAuthorization": {"tokenUrl": "/t"}})),
            flows(json!({"authorizationCode": {"tokenUrl": "/t"}})),
            flows(json!([])),
            json!({"type": "http", "flows": {"clientCredentials": {"tokenUrl": "/t"}}}),
        ] {
            assert_eq!(of(std::slice::from_ref(&useless)), None, "{useless}");
            assert_eq!(of(&[useless, application(json!("/next"))]), Some(endpoint("/next")));
        }
    }

    #[test]
    fn the_configuration_overrides_the_description() {
        let scheme = flows(json!({"clientCredentials": {
            "tokenUrl": "/described", "x-form-parameters": {"audience": "described", "kept": "yes", "number": 1},
        }}));
        let text = |text: &str| text.to_owned();
        let client = Client {
            token_url: Some(text("/configured")),
            token_parameters: [(text("audience"), text("configured")), (text("more"), text("x"))].into(),
            ..Client::default()
        };
        let parameters =
            vec![(text("kept"), text("yes")), (text("audience"), text("configured")), (text("more"), text("x"))];
        let found = token_endpoint(&described(&[scheme]), &client);
        assert_eq!(found, Some(TokenEndpoint { url: text("/configured"), parameters: parameters.clone() }));
        // Without a flow, only the configuration provides it.
        let found =
            token_endpoint(&Description::default(), &client).map(|endpoint| (endpoint.url, endpoint.parameters.len()));
        assert_eq!(found, Some((text("/configured"), 2)));
    }

    #[test]
    fn without_a_requirement_security_is_optional() {
        let names = |description: &Description| {
            let each = default_requirements(description).into_iter();
            each.map(|alternative| alternative.into_iter().map(|(name, _)| name).collect())
                .collect::<Vec<Vec<String>>>()
        };
        assert_eq!(names(&Description::default()), [vec!["token".to_owned()], Vec::new()]);
        let schemes = described(&[json!({"type": "http"})]);
        assert_eq!(names(&schemes), [vec!["scheme".to_owned()], Vec::new()]);
        let stated = Description { security: Some(Vec::new()), ..described(&[json!({"type": "http"})]) };
        assert_eq!(names(&stated), [[""; 0]; 0]);
        let operation = resolve::Operation { security: vec![Vec::new()], ..resolve::Operation::default() };
        let stated = Description { operations: vec![operation], ..described(&[json!({"type": "http"})]) };
        assert_eq!(names(&stated), [[""; 0]; 0]);
    }
}
