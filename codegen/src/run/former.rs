//! Former names that cannot stay, because something else has them.

use crate::config::Former;
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::Names;
use std::collections::HashMap;

/// Reports the former names of rules that are the names of something else.
pub(super) fn check(names: &Names) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut types: HashMap<&str, String> =
        names.homes.modules.iter().map(|of| (of.as_str(), format!("the module `{of}`"))).collect();
    types.extend(names.types.iter().map(|own| (own.ident.as_str(), format!("the type `{}`", own.ident))));
    for own in &names.types {
        for Former { name, rule } in &own.former {
            match types.get(name.as_str()) {
                Some(other) => diagnostics.push(taken(*rule, name, other, "type")),
                None => drop(types.insert(name, format!("an alias of `{}`", own.ident))),
            }
        }
    }
    for (index, group) in names.groups.iter().enumerate() {
        let inner = names.groups.iter().filter(|other| other.parent == Some(index));
        let mut methods: HashMap<&str, String> =
            inner.map(|other| (other.method.as_str(), format!("the group `{}`", other.path.join(".")))).collect();
        let operations = || group.operations.iter().filter_map(|position| names.operations.get(*position));
        for own in operations() {
            let bodies = own.other_bodies.iter();
            methods
                .extend(bodies.chain([&own.method]).map(|of| (of.as_str(), format!("the operation `{}`", own.method))));
        }
        for own in operations() {
            for former in &own.former {
                match methods.get(former.method.as_str()) {
                    Some(other) => {
                        diagnostics.push(taken(former.rule, &former.method, other, "operation of the group"))
                    }
                    None => drop(methods.insert(&former.method, format!("an alias of `{}`", own.method))),
                }
            }
        }
    }
    diagnostics
}

fn taken(rule: usize, name: &str, other: &str, kind: &str) -> Diagnostic {
    let place = Pointer::root().join("rule").join(rule).join("alias");
    let message = format!("`{name}` cannot be an alias: it is {other}");
    Diagnostic::new(Code::Config, &place, message).about(File::Config).expected(format!("a name that no {kind} has"))
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::run::{Run, bind};
    use serde_json::json;

    fn run(rules: &str) -> Run {
        let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}});
        let operation = |id: &str| json!({"operationId": id, "tags": ["desk"], "responses": {"200": {"description": "", "content": content}}});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
            "paths": {"/parcels": {"get": operation("getParcel"), "put": operation("putParcel")}},
            "components": {"schemas": {
                "Parcel": {"type": "object", "properties": {
                    "label": {"$ref": "#/components/schemas/Label"},
                    "origin": {"type": "object", "properties": {"city": {"type": "string"}}},
                }},
                "Label": {"type": "object", "properties": {"text": {"type": "string"}}},
            }},
        });
        let (config, found) = config::parse(rules);
        assert!(found.is_empty(), "{found:?}");
        bind("parcels.json".as_ref(), description.to_string().into_bytes(), &config)
    }

    #[test]
    fn an_alias_that_is_taken_is_an_error_at_its_rule() {
        for (rules, place, message) in [
            ("match = \"Parcel\"\nalias = [\"Label\"]", 0, "`Label` cannot be an alias: it is the type `Label`"),
            ("match = \"Parcel\"\nalias = [\"Old\", \"label\"]", 0, "it is the module `label`"),
            (
                "match = \"Parcel\"\nalias = [\"Old\"]\n[[rule]]\nmatch = \"Label\"\nalias = [\"Old\"]",
                1,
                "it is an alias of `Parcel`",
            ),
            ("match = { operation = \"getParcel\" }\nalias = [\"put_parcel\"]", 0, "it is the operation `put_parcel`"),
            ("match = { operation = \"*Parcel\" }\nalias = [\"old\"]", 0, "it is an alias of `get_parcel`"),
        ] {
            let run = run(&format!("[[rule]]\n{rules}\n"));
            assert!(run.product.is_none(), "{rules}");
            let found: Vec<_> = run.diagnostics.iter().map(|each| (each.pointer.to_string(), &each.message)).collect();
            let expected = format!("#/rule/{place}/alias");
            assert!(found.iter().any(|(at, text)| *at == expected && text.contains(message)), "{rules}: {found:?}");
        }
    }

    #[test]
    fn what_is_inside_of_a_type_keeps_its_former_name_too() {
        let run = run("[[rule]]\nmatch = \"Parcel\"\nalias = [\"Package\"]\n");
        let product = run.product.unwrap_or_else(|| panic!("{:?}", run.diagnostics));
        let text: String = product.files.iter().map(|file| file.text.as_str()).collect();
        for alias in ["pub type Package = Parcel;", "pub type PackageOrigin = ParcelOrigin;"] {
            assert!(text.contains(alias), "{alias}");
        }
    }
}
