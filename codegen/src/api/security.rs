//! Security: what has to be sent for each scheme, and what each operation needs.

use super::{Credential, Place, SecurityAlternative, SecurityScheme, TokenEndpoint};
use crate::config::Client;
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
            _ => Credential::Key(Place::Header, name.to_owned()),
        },
        ("http", ..) if text("scheme").eq_ignore_ascii_case("basic") => Credential::Basic,
        // The type of a scheme in OpenAPI 2.0.
        ("basic", ..) => Credential::Basic,
        ("mutualTLS", ..) => Credential::Transport,
        _ => Credential::Token,
    }
}

/// Where tokens are to be had with the credentials of an application: what the configuration says, and for the rest the
/// first scheme with such a flow.
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

/// What is needed where neither the document nor the operation says it. A description that has schemes but says nowhere
/// where they apply means them for every operation; whether an operation is open is then not known. One that says
/// nothing at all, such as GitHub's, leaves it to the caller whether there is a token.
pub(super) fn unsaid(description: &resolve::Description) -> Vec<SecurityAlternative> {
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
