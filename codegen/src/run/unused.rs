//! Rules that match nothing, with suggestions.

use crate::api::{Api, Kind, NameParts};
use crate::config::{Part, Rules};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::Names;
use crate::resolve::Description;
use crate::text::closest;

/// Reports the rules that matched nothing.
pub(super) fn report(description: &Description, api: &Api, names: &Names, rules: &Rules) -> Diagnostics {
    let of = |(index, pattern, parts): (usize, &str, Vec<Part>)| {
        let place = Pointer::root().join("rule").join(index).join("match");
        let message = format!("the rule for {pattern:?} matches nothing");
        let diagnostic = Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config);
        let candidates: Vec<String> =
            parts.iter().flat_map(|part| candidates(*part, pattern, description, api, names)).collect();
        let candidates: Vec<&str> = candidates.iter().map(String::as_str).collect();
        match closest(pattern, candidates.iter().copied()) {
            Some(name) => diagnostic.expected(format!("a name that exists: did you mean {name:?}?")),
            None => diagnostic.expected(expected(&parts)),
        }
    };
    rules.unused().map(of).collect()
}

fn expected(parts: &[Part]) -> String {
    match parts {
        [one] => format!("one of the {}; `bindery list` shows the types and operations", one.plural()),
        _ => "a name that `bindery list` shows: a type, a member as `Type.member`, or a method and a path".to_owned(),
    }
}

/// The names that a pattern for a part could match, in the notation of the pattern.
fn candidates(part: Part, pattern: &str, description: &Description, api: &Api, names: &Names) -> Vec<String> {
    let operations = || description.operations.iter();
    let is_route = pattern.split_once(' ').is_some_and(|(_, path)| path.starts_with('/'));
    let has_scope = pattern.contains('.');
    match part {
        Part::Operation if is_route => {
            operations().map(|operation| format!("{} {}", operation.method, operation.path)).collect()
        }
        Part::Operation => {
            let ids = operations().filter_map(|operation| operation.id.clone());
            ids.chain(names.operations.iter().map(|own| own.method.clone())).collect()
        }
        Part::Parameter => operations().flat_map(|each| &each.parameters).map(|each| each.name.clone()).collect(),
        Part::Group => names.groups.iter().map(|group| group.path.join(".")).collect(),
        Part::Schema => {
            let components = description.components.iter().map(|(name, _)| name.clone());
            components.chain(names.types.iter().map(|own| own.ident.clone())).collect()
        }
        Part::Property | Part::Value | Part::Variant => {
            let types = api.types.iter().zip(&names.types);
            let members = types.flat_map(|(definition, own)| {
                let component = definition.pointer.component();
                let holder = match &definition.name {
                    NameParts::Component(_) => component.unwrap_or_else(|| own.ident.clone()),
                    _ => own.ident.clone(),
                };
                let members = members(part, &definition.kind).into_iter();
                members.map(move |member| if has_scope { format!("{holder}.{member}") } else { member })
            });
            members.collect()
        }
    }
}

fn members(part: Part, kind: &Kind) -> Vec<String> {
    match (part, kind) {
        (Part::Property, Kind::Object { properties, .. }) => {
            properties.iter().map(|property| property.name.clone()).collect()
        }
        (Part::Value, Kind::Enum(values)) => {
            values.iter().map(|value| crate::dialect::plain_text(&value.value)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{self, Config};
    use crate::run::{Run, bind};
    use serde_json::json;

    fn run(rules: &str) -> Run {
        let schema = json!({"$ref": "#/components/schemas/Parcel"});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
            "paths": {"/parcels/{id}": {"get": {
                "operationId": "getParcel", "tags": ["desk"],
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}},
            }}},
            "components": {"schemas": {"Parcel": {"type": "object", "properties": {
                "weight": {"type": "number"},
                "status": {"type": "string", "enum": ["waiting", "sent"]},
                "origin": {"type": "object", "properties": {"city": {"type": "string"}}},
            }}}},
        });
        let (config, found) = config::parse(rules);
        assert!(found.is_empty(), "{found:?}");
        bind("parcels.json".as_ref(), description.to_string().into_bytes(), &config)
    }

    #[test]
    fn a_rule_that_matches_nothing_is_an_error_that_suggests_the_nearest() {
        let cases: &[(&str, &str)] = &[
            ("match = \"Parcle\"\nrename = \"A\"", "Parcel"),
            ("match = \"ParcelOrigins\"\nrename = \"A\"", "ParcelOrigin"),
            ("match = \"Parcel.wieght\"\nsecret = true", "Parcel.weight"),
            ("match = \"ParcelOrigin.town\"\nsecret = true", "ParcelOrigin.city"),
            ("match = { value = \"sennt\" }\nrename = \"A\"", "sent"),
            ("match = \"GET /parcel/{id}\"\nomit = true", "GET /parcels/{id}"),
            ("match = { operation = \"getParcels\" }\nomit = true", "getParcel"),
            ("match = { group = \"desks\" }\nomit = true", "desk"),
            ("match = { operation = \"getParcel\", parameter = \"ids\" }\ndocs = \"A\"", "id"),
        ];
        for (rule, expected) in cases {
            let run = run(&format!("[[rule]]\n{rule}\n"));
            let first = run.diagnostics.iter().next().expect("an error");
            let expected = format!("a name that exists: did you mean {expected:?}?");
            assert_eq!(first.expected.as_deref(), Some(expected.as_str()), "{rule}");
            assert!(run.diagnostics.has_errors() && run.product.is_none());
            assert_eq!(first.pointer.to_string(), "#/rule/0/match");
        }
    }

    #[test]
    fn types_and_operations_are_known_by_their_names_in_rust() {
        let rules = [
            "match = \"ParcelOrigin\"\nrename = \"Sender\"",
            "match = \"parcels::types::Parcel\"\nrename = \"Box\"",
            "match = \"Box.weight\"\noptional = false",
            "match = { operation = \"parcels::operations::desk::Desk::get_parcel\" }\nrename = \"one\"",
            "match = \"*.city\"\nrename = \"town\"",
        ];
        let run = run(&rules.map(|rule| format!("[[rule]]\n{rule}\n")).concat());
        let product = run.product.unwrap_or_else(|| panic!("{:?}", run.diagnostics));
        let idents: Vec<&str> = product.names.types.iter().map(|own| own.ident.as_str()).collect();
        assert_eq!(idents, ["Box", "BoxStatus", "Sender"]);
        assert_eq!(product.names.types[2].members, ["town"]);
        assert_eq!(product.names.operations[0].method, "one");
        // A run leaves no state in the configuration.
        let again =
            bind("a.json".as_ref(), b"{\"openapi\":\"3.1.0\",\"info\":{},\"paths\":{}}".to_vec(), &Config::default());
        assert!(again.product.is_some());
    }
}
