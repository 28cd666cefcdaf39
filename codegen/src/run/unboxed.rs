//! Rules that take a property out of its box though its type would then contain itself.

use crate::analysis::Analysis;
use crate::api::{Api, Kind, TypeId};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::Names;
use std::collections::BTreeMap;

/// Reports such rules, each once.
pub(super) fn check(api: &Api, names: &Names, analysis: &Analysis) -> Diagnostics {
    let mut found: BTreeMap<usize, String> = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let Kind::Object { properties, .. } = &definition.kind else { continue };
        let id = analysis.representative(TypeId(index));
        for (rule, name) in &definition.wishes.unboxed {
            let position = properties.iter().position(|property| property.name == *name);
            if position.is_some_and(|position| analysis.is_boxed(id, position)) {
                found.entry(*rule).or_insert_with(|| format!("{name:?} of `{}`", names.of(id).ident));
            }
        }
    }
    let report = |(rule, what): (usize, String)| {
        let place = Pointer::root().join("rule").join(rule).join("boxed");
        let message = format!("{what} cannot be without a box: the type would contain itself, and have no size");
        let expected = "`boxed = true`, or no such rule";
        Diagnostic::new(Code::Config, &place, message).about(File::Config).expected(expected)
    };
    found.into_iter().map(report).collect()
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::run::{Run, bind};
    use serde_json::json;

    fn run(rules: &str) -> Run {
        let part = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let content = json!({"application/json": {"schema": part("Tree")}});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Trees", "version": "1"},
            "paths": {"/tree": {"get": {
                "operationId": "getTree", "responses": {"200": {"description": "", "content": content}}}}},
            "components": {"schemas": {
                "Tree": {"type": "object", "properties": {"left": part("Tree"), "leaf": part("Leaf")}},
                "Leaf": {"type": "object", "properties": {"colour": {"type": "string"}}},
            }},
        });
        let (config, found) = config::parse(rules);
        assert!(found.is_empty(), "{found:?}");
        bind("trees.json".as_ref(), description.to_string().into_bytes(), &config)
    }

    #[test]
    fn a_rule_puts_a_value_into_a_box_and_takes_it_out_unless_it_contains_itself() {
        let text = |rules: &str| -> String {
            let run = run(rules);
            let product = run.product.unwrap_or_else(|| panic!("{rules}: {:?}", run.diagnostics));
            product.files.iter().map(|file| file.text.as_str()).collect()
        };
        for (rules, expected) in [
            ("", "pub leaf: Option<Leaf>,"),
            ("[[rule]]\nmatch = \"Tree.leaf\"\nboxed = true\n", "pub leaf: Option<Box<Leaf>>,"),
            ("[[rule]]\nmatch = \"Tree.leaf\"\nboxed = false\n", "pub leaf: Option<Leaf>,"),
        ] {
            let text = text(rules);
            assert!(text.contains(expected) && text.contains("pub left: Option<Box<Tree>>,"), "{rules}: {text}");
        }
        let refused = run("[[rule]]\nmatch = \"Tree.left\"\nboxed = false\n");
        let first = refused.diagnostics.iter().next().expect("an error");
        assert!(
            refused.product.is_none() && first.message.contains("\"left\" of `Tree` cannot be without a box"),
            "{first:?}"
        );
        assert_eq!(first.pointer.to_string(), "#/rule/0/boxed");
    }
}
