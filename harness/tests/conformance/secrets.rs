//! Creates a value of every component schema with properties named like secrets, which `Debug` may not show.

use serde_json::{Map, Value};

use crate::values::{merged, resolved, smallest};

/// The value of each secret.
pub(crate) const MARK: &str = "hunter2";

/// Properties of the description that contain secrets, found by hand and not by the rules of the generator.
const NAMES: [&str; 37] = [
    "access_token",
    "access_token_secret",
    "admin_access_token",
    "admin_refresh_token",
    "api_key",
    "app_secret",
    "auth_token",
    "aws_secret_access_key",
    "client_secret",
    "clientSecret",
    "cname_api_key",
    "connectionString",
    "datadogApiKey",
    "httpAuthorization",
    "masterkey",
    "mixpanelServiceAccountPassword",
    "password",
    "private_key",
    "privateKey",
    "recovery_code",
    "refresh_token",
    "sasKey",
    "secret",
    "secret_key",
    "secretAccessKey",
    "segmentWriteKey",
    "server_credentials",
    "server_key",
    "servicePassword",
    "signing_secret",
    "skey",
    "smtp_pass",
    "splunkToken",
    "storageAccessKey",
    "token",
    "totp_secret",
    "twilio_token",
];

/// The maximum depth of a secret.
const DEPTH: usize = 6;

/// Returns a value of a schema in which every secret is the mark; `None` if it has no secrets.
pub(crate) fn marked(document: &Value, schema: &Value) -> Option<Value> {
    within(document, schema, DEPTH)
}

fn within(document: &Value, schema: &Value, depth: usize) -> Option<Value> {
    let schema = resolved(document, schema);
    for key in ["oneOf", "anyOf"] {
        if let Some(variants) = schema[key].as_array() {
            let mut siblings = schema.clone();
            siblings.as_object_mut()?.remove(key);
            let each = variants.iter().map(|variant| merged(siblings.clone(), &resolved(document, variant)));
            return each.filter(|_| depth > 0).find_map(|variant| within(document, &variant, depth - 1));
        }
    }
    if let Some(items) = schema.get("items") {
        return within(document, items, depth.checked_sub(1)?).map(|item| Value::Array(vec![item]));
    }
    let mut found = Map::new();
    for (name, property) in schema["properties"].as_object()? {
        let property = resolved(document, property);
        let is_text = property["type"] == "string" || property["type"][0] == "string";
        let value = if NAMES.contains(&name.as_str()) && is_text && property.get("enum").is_none() {
            Some(Value::String(MARK.to_owned()))
        } else if depth > 0 {
            within(document, &property, depth - 1)
        } else {
            None
        };
        found.extend(value.map(|value| (name.clone(), value)));
    }
    let mut whole = smallest(document, &schema);
    let is_empty = found.is_empty();
    whole.as_object_mut()?.extend(found);
    (!is_empty).then_some(whole)
}
