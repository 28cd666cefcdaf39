//! JSONPath expressions (RFC 9535).

use super::segments;
use crate::diag::Pointer;
use serde_json::Value;

/// An expression that can be evaluated.
#[derive(Debug)]
pub(super) struct JsonPath {
    pub(super) text: String,
    #[cfg(feature = "overlays")]
    query: serde_json_path::JsonPath,
}

/// Why an expression cannot be evaluated.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) expected: String,
}

#[cfg(feature = "overlays")]
impl JsonPath {
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        if !segments::is_within_bounds(text) {
            return Err(Wrong {
                message: "the JSONPath expression is too long, or nested too deeply".to_owned(),
                expected: "an expression of at most 4,096 bytes and 24 levels".to_owned(),
            });
        }
        match serde_json_path::JsonPath::parse(text) {
            Ok(query) => Ok(Self { text: text.to_owned(), query }),
            Err(error) => {
                let quoted = segments::quoted(text);
                let shown: String = text.chars().take(200).collect();
                let is_better = quoted != text && serde_json_path::JsonPath::parse(&quoted).is_ok();
                let expected = match (text.starts_with('$'), is_better) {
                    (_, true) => format!("names that are not letters, digits and _ in brackets and quotes: {quoted}"),
                    (false, _) => "an expression that begins with $, the root of the document".to_owned(),
                    (true, false) => "an expression of RFC 9535 such as $.paths['/pets'].get".to_owned(),
                };
                let message = format!("{shown:?} is not JSONPath; the error is at character {}", error.position());
                Err(Wrong { message, expected })
            }
        }
    }

    /// The places of the values that it selects, each once, in the order of RFC 9535.
    pub(super) fn places(&self, whole: &Pointer, root: &Value) -> Vec<Pointer> {
        use serde_json_path::PathElement;
        let mut seen = std::collections::HashSet::new();
        let found = self.query.query_located(root);
        let places = found.locations().map(|location| {
            location.iter().fold(whole.clone(), |place, element| match element {
                PathElement::Name(name) => place.join(name),
                PathElement::Index(index) => place.join(index),
            })
        });
        places.filter(|place| seen.insert(place.clone())).collect()
    }
}

#[cfg(not(feature = "overlays"))]
impl JsonPath {
    /// Without the feature, a build script does not compile the library for it.
    pub(super) fn parse(text: &str) -> Result<Self, Wrong> {
        let _ = segments::is_within_bounds(text);
        Err(Wrong {
            message: "overlays need the feature \"overlays\" of the crate bindery".to_owned(),
            expected:
                "bindery = { version = \"...\", default-features = false, features = [\"overlays\"] } in Cargo.toml"
                    .to_owned(),
        })
    }

    pub(super) fn places(&self, _: &Pointer, _: &Value) -> Vec<Pointer> {
        Vec::new()
    }
}
