//! One dialect for everything that follows: the document is rewritten, once, into the form of OpenAPI 3.1.

mod schema_positions;
mod version_30;

use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use serde_json::Value;

/// Which form a document was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    /// OpenAPI 3.0
    V30,
    /// OpenAPI 3.1 and 3.2, which adds to it without changing what was there.
    V31,
}

/// Rewrites a document into the 3.1 form. One that is not OpenAPI, or of another version, gives diagnostics.
pub fn normalise(mut document: Value) -> (Value, Diagnostics) {
    match version(&document) {
        Ok(Version::V31) => {}
        Ok(Version::V30) => version_30::rewrite(&mut document),
        Err(diagnostic) => return (Value::Null, diagnostic.into()),
    }
    (document, Diagnostics::new())
}

fn version(document: &Value) -> Result<Version, Diagnostic> {
    let root = Pointer::root();
    let Some(object) = document.as_object() else {
        let message = format!("the document is {}, not an OpenAPI description", kind(document));
        return Err(Diagnostic::new(Code::NotOpenApi, &root, message).expected("an object"));
    };
    let supported = "\"openapi\": \"3.0.x\", \"3.1.x\" or \"3.2.x\"";
    match (object.get("openapi"), object.get("swagger")) {
        (Some(Value::String(version)), _) if is_release(version, "3.0") => Ok(Version::V30),
        (Some(Value::String(version)), _) if is_release(version, "3.1") || is_release(version, "3.2") => {
            Ok(Version::V31)
        }
        (Some(version), _) => {
            let message = format!("the version of OpenAPI is {version}, which is not supported");
            Err(Diagnostic::new(Code::UnsupportedVersion, &root.join("openapi"), message).expected(supported))
        }
        (None, Some(version)) => {
            let message = format!("the document is Swagger {version}, which is not supported");
            Err(Diagnostic::new(Code::UnsupportedVersion, &root.join("swagger"), message).expected(supported))
        }
        (None, None) => {
            let message = "the document is not an OpenAPI description: it has no \"openapi\" member";
            Err(Diagnostic::new(Code::NotOpenApi, &root, message).expected(supported))
        }
    }
}

/// Whether a version is a release of a minor version: `3.1`, `3.1.0`, `3.1.0-rc1`, but not `3.10`.
fn is_release(version: &str, minor: &str) -> bool {
    version.strip_prefix(minor).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The JSON type of a value with its article, for messages.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
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
        assert_eq!(code(json!({"openapi": "3.10.0"})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"openapi": 3.1})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"swagger": "2.0"})), Some(Code::UnsupportedVersion));
        assert_eq!(code(json!({"name": "package"})), Some(Code::NotOpenApi));
        assert_eq!(code(json!([])), Some(Code::NotOpenApi));
    }
}
