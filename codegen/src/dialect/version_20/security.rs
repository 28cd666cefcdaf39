//! Security schemes of 2.0.

use serde_json::{Map, Value, json};

/// Converts a security scheme: `basic` becomes an HTTP scheme, and the flow of an OAuth 2 scheme becomes a map of
/// flows.
pub(super) fn scheme(scheme: Value) -> Value {
    let Value::Object(mut scheme) = scheme else { return scheme };
    match scheme.get("type").and_then(Value::as_str) {
        Some("basic") => {
            scheme.insert("type".to_owned(), json!("http"));
            scheme.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") if !scheme.contains_key("flows") => {
            let name = match scheme.shift_remove("flow").as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials".to_owned(),
                Some("accessCode") => "authorizationCode".to_owned(),
                Some(other) => other.to_owned(),
                None => "implicit".to_owned(),
            };
            let mut flow = Map::new();
            for key in ["authorizationUrl", "tokenUrl", "scopes"] {
                if let Some(value) = scheme.shift_remove(key) {
                    flow.insert(key.to_owned(), value);
                }
            }
            scheme.insert("flows".to_owned(), json!({name: flow}));
        }
        _ => {}
    }
    Value::Object(scheme)
}
