//! Normalizes versions: rewrites each document, once, into the form of OpenAPI 3.1, so that later phases know only
//! that.

mod idioms;
mod keywords;
mod origins;
mod schema_positions;
mod sections;
mod version_20;

pub(crate) use crate::text::kind;
pub use origins::Origins;

use crate::diag::{Code, Diagnostic, Diagnostics, PathStack, Pointer};
use crate::source::Documents;
#[cfg(feature = "cli")]
pub(crate) use idioms::TELLING;
use idioms::{ListedItems, Siblings};
use serde_json::{Map, Value};

/// A description in the 3.1 form.
#[derive(Debug, Default)]
pub struct Normal {
    /// Its documents.
    pub documents: Documents,
    /// Where the parts of rewritten documents came from.
    pub origins: Origins,
    /// An empty object.
    pub(crate) empty: Map<String, Value>,
}

impl From<Value> for Normal {
    /// Wraps a description that is in the 3.1 form already.
    fn from(document: Value) -> Self {
        Self { documents: document.into(), ..Self::default() }
    }
}

/// The version of OpenAPI a document was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Swagger 2.0
    V20,
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1 and 3.2, which only adds to it.
    V31,
}

impl Version {
    /// The version that a document names, if it is a supported one.
    pub(crate) fn of(document: &Value) -> Option<Self> {
        version(document, &mut Diagnostics::new()).ok()
    }
}

/// Rewrites a description into the 3.1 form. Reports one that is not OpenAPI, or of an unsupported version.
pub fn normalise(documents: impl Into<Documents>) -> (Normal, Diagnostics) {
    let mut documents = documents.into();
    let mut diagnostics = Diagnostics::new();
    let main = match version(documents.main(), &mut diagnostics) {
        Ok(version) => version,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return (Normal::default(), diagnostics);
        }
    };
    keywords::check(&documents, &mut diagnostics);
    sections::expand(&mut documents);
    let mut origins = Origins::default();
    if main == Version::V20 {
        version_20::rewrite(&mut documents, &mut origins, &mut diagnostics);
    }
    for (name, document) in documents.iter_mut() {
        // A file without a version has the version of the document that refers to it.
        let own = if name.is_empty() { Some(main) } else { Version::of(document) };
        let (siblings, listed) = match own.unwrap_or(main) {
            Version::V20 | Version::V30 => (Siblings::Ignored, ListedItems::Choice),
            Version::V31 => (Siblings::Hold, ListedItems::Positions),
        };
        let root = PathStack::root(name);
        let mut rewrite = |schema: &mut Map<String, Value>, trail: &PathStack<'_>, siblings: Siblings| {
            if idioms::rewrite(schema, trail, (siblings, listed), &mut origins) {
                diagnostics.push(listed_items(&origins.original(&trail.pointer().join("items"))));
            }
        };
        match own {
            Some(_) => schema_positions::each_schema(document, &root, &mut |schema, trail| {
                rewrite(schema, trail, siblings);
            }),
            None => schema_positions::each_likely_schema(document, &root, &mut |schema, trail| {
                rewrite(schema, trail, Siblings::Hold);
            }),
        }
    }
    (Normal { documents, origins, empty: Map::new() }, diagnostics)
}

fn listed_items(place: &Pointer) -> Diagnostic {
    let message =
        "an array of schemas is not supported here in this version of OpenAPI; each item is bound as any of them";
    Diagnostic::new(Code::Tolerated, place, message.to_owned()).expected("one schema")
}

fn version(document: &Value, diagnostics: &mut Diagnostics) -> Result<Version, Diagnostic> {
    let root = Pointer::root();
    let Some(object) = document.as_object() else {
        let message = format!("the document is {}, not an OpenAPI description", kind(document));
        return Err(Diagnostic::new(Code::NotOpenApi, &root, message).expected("an object"));
    };
    let supported = "\"openapi\": \"3.0.x\", \"3.1.x\" or \"3.2.x\", or \"swagger\": \"2.0\"";
    let (key, written) = match (object.get("openapi"), object.get("swagger")) {
        (Some(version), _) => ("openapi", version),
        (None, Some(version)) => ("swagger", version),
        (None, None) => {
            let message = match kind_of_document(object) {
                Some(what) => format!("the document is {what}, not an OpenAPI description"),
                None => {
                    "the document is not an OpenAPI description: it has no \"openapi\" or \"swagger\" field".to_owned()
                }
            };
            return Err(Diagnostic::new(Code::NotOpenApi, &root, message).expected(supported));
        }
    };
    let place = root.join(key);
    let text = match written {
        Value::String(text) => text.trim().to_owned(),
        // Without quotes, `3.1` is a number in YAML.
        Value::Number(number) => {
            let message = format!("the version is a number ({number}), not a string");
            diagnostics.push(Diagnostic::new(Code::Tolerated, &place, message).expected(format!("\"{number}\"")));
            number.to_string()
        }
        other => {
            let message = format!("the version is {}", kind(other));
            return Err(Diagnostic::new(Code::UnsupportedVersion, &place, message).expected(supported));
        }
    };
    match (key, text.as_str()) {
        ("swagger", text) if is_release(text, "2.0") || text == "2" => Ok(Version::V20),
        ("openapi", text) if is_release(text, "3.0") => Ok(Version::V30),
        ("openapi", text) if is_release(text, "3.1") || is_release(text, "3.2") => Ok(Version::V31),
        _ => {
            let product = if key == "swagger" { "Swagger" } else { "OpenAPI" };
            let message = format!("{product} {text:?} is not supported");
            Err(Diagnostic::new(Code::UnsupportedVersion, &place, message).expected(supported))
        }
    }
}

/// Recognizes formats that are mistaken for OpenAPI descriptions or kept beside them.
fn kind_of_document(members: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| members.contains_key(key);
    let schema = members.get("info").and_then(|info| info.get("schema")).and_then(Value::as_str).unwrap_or_default();
    Some(match () {
        () if has("asyncapi") => "an AsyncAPI description",
        () if has("arazzo") => "an Arazzo description of workflows",
        () if has("overlay") => "an OpenAPI overlay, which changes a description",
        () if has("swaggerVersion") => "a Swagger 1.x resource listing",
        () if schema.contains("postman") => "a Postman collection",
        () if has("discoveryVersion") || has("discoveryRestUrl") => "a Google discovery document",
        () if has("__schema") || members.get("data").is_some_and(|data| data.get("__schema").is_some()) => {
            "the introspection of a GraphQL schema"
        }
        () if has("jsonrpc") || has("openrpc") => "a JSON-RPC or OpenRPC document",
        () if has("log") && members["log"].get("entries").is_some() => "a HAR recording",
        () if has("$schema") || has("$defs") || has("properties") => "a JSON Schema",
        () => return None,
    })
}

/// Whether a version belongs to a minor version: `3.1`, `3.1.0`, `3.1.0-rc1`, but not `3.10`.
fn is_release(version: &str, minor: &str) -> bool {
    version.strip_prefix(minor).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}

/// A value as text: a string without quotes, anything else as JSON. Versions and defaults are often written as numbers.
pub fn plain_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn code(document: Value) -> Option<Code> {
        normalise(document).1.iter().next().map(|each| each.code)
    }

    #[test]
    fn versions_are_told_apart() {
        assert_eq!(code(json!({"openapi": "3.1.0"})), None);
        assert_eq!(code(json!({"openapi": "3.0.3"})), None);
        assert_eq!(code(json!({"openapi": "3.2.0"})), None);
        assert_eq!(code(json!({"swagger": "2.0"})), None);
        assert_eq!(code(json!({"openapi": 3.1})), Some(Code::Tolerated));
        assert_eq!(code(json!({"openapi": "3.10.0"})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"openapi": "4.0.0"})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"openapi": ["3.1.0"]})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"swagger": "1.2"})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"name": "package"})), Some(Code::NotOpenApi));
        assert_eq!(code(json!([])), Some(Code::NotOpenApi));
    }

    #[test]
    fn formats_mistaken_for_openapi_are_named() {
        let message = |document: Value| normalise(document).1.iter().next().map(|each| each.message.clone());
        for (document, word) in [
            (json!({"asyncapi": "2.6.0", "channels": {}}), "AsyncAPI"),
            (json!({"arazzo": "1.0.0"}), "Arazzo"),
            (json!({"overlay": "1.0.0", "actions": []}), "overlay"),
            (json!({"swaggerVersion": "1.2"}), "Swagger 1.x"),
            (json!({"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}}), "Postman"),
            (json!({"kind": "discovery#restDescription", "discoveryVersion": "v1"}), "discovery"),
            (json!({"data": {"__schema": {}}}), "GraphQL"),
            (json!({"log": {"entries": []}}), "HAR"),
            (json!({"$schema": "https://json-schema.org/draft/2020-12/schema"}), "JSON Schema"),
            (json!({"name": "a-package"}), "has no"),
        ] {
            let found = message(document).unwrap_or_default();
            assert!(found.contains(word), "{found}");
        }
    }
}
