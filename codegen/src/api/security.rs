//! Security: what has to be sent for each scheme, and what each operation needs.

use super::{Credential, Place, SecurityAlternative, SecurityScheme};
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

/// What is needed where neither the document nor the operation says it. A description that has schemes but says nowhere
/// where they apply means them for every operation; whether an operation is open is then not known.
pub(super) fn unsaid(description: &resolve::Description) -> Vec<SecurityAlternative> {
    let is_said =
        description.security.is_some() || description.operations.iter().any(|operation| !operation.security.is_empty());
    if is_said || description.security_schemes.is_empty() {
        return Vec::new();
    }
    let each = description.security_schemes.iter().map(|scheme| vec![(scheme.name.clone(), Vec::new())]);
    each.chain([Vec::new()]).collect()
}
