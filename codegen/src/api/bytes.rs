//! Replaces bytes in named types by strings: these types are JSON or forms, which have no bytes.

use super::{Api, Kind, Type};

/// Replaces bytes that are not files. Variants keep their names.
pub(super) fn replace(api: &mut Api) {
    for definition in &mut api.types {
        if let Kind::Union { variants, .. } = &mut definition.kind {
            for variant in variants.iter_mut().filter(|variant| variant.hint.is_none()) {
                variant.hint = word(&variant.of);
            }
        }
        definition.kind.each_part_mut(&mut |of| *of = std::mem::replace(of, Type::Json).without_bytes());
    }
}

/// The word for bytes, and for lists and maps of them.
fn word(of: &Type) -> Option<String> {
    match of {
        Type::Binary => Some("Binary".to_owned()),
        Type::List(inner) => word(inner).map(|word| word + "List"),
        Type::Map(inner) => word(inner).map(|word| word + "Map"),
        Type::Nullable(inner) => word(inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use serde_json::{Value, json};

    fn types(content: &Value) -> Vec<Type> {
        let bytes = json!({"type": "string", "format": "binary"});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Scans", "version": "1"},
            "paths": {"/a": {"post": {"requestBody": {"required": true, "content": content}, "responses": {}}}},
            "webhooks": {"scanned": {"post": {"requestBody": {"content": {"application/json": {"schema": bytes}}}}}},
            "components": {"schemas": {"Scan": {"type": "object", "properties": {
                "page": bytes,
                "pages": {"type": "array", "items": {"type": ["string", "null"], "format": "binary"}},
                "either": {"oneOf": [{"type": "boolean"}, bytes, {"type": "array", "items": bytes}]},
            }}}},
        });
        let run = crate::bind("scans.json".as_ref(), description.to_string().into_bytes(), &Config::default());
        let api = run.product.expect("a product").api;
        assert!(matches!(&api.webhooks[0].payload, Some((_, Type::Text))), "{:?}", api.webhooks);
        let variants = api.types.iter().filter_map(|definition| match &definition.kind {
            Kind::Union { variants, .. } => Some(variants.iter().map(|each| each.hint.clone()).collect::<Vec<_>>()),
            _ => None,
        });
        let hints: Vec<_> = variants.flatten().flatten().collect();
        let expected: &[&str] =
            if content.get("multipart/form-data").is_some() { &[] } else { &["Binary", "BinaryList"] };
        assert_eq!(hints, expected);
        let mut found = Vec::new();
        for of in api.types.iter().flat_map(|definition| definition.kind.parts()) {
            of.each(&mut |of| found.push(of.clone()));
        }
        found
    }

    #[test]
    fn named_types_hold_no_bytes() {
        let scan = json!({"schema": {"$ref": "#/components/schemas/Scan"}});
        for media_type in ["application/json", "application/x-www-form-urlencoded"] {
            let found = types(&json!({media_type: scan}));
            assert!(found.contains(&Type::Text) && !found.contains(&Type::Binary), "{media_type}: {found:?}");
            assert!(!found.contains(&Type::File), "{media_type}: {found:?}");
        }
        let found = types(&json!({"multipart/form-data": scan}));
        assert!(found.contains(&Type::File) && !found.contains(&Type::Binary), "{found:?}");
    }
}
