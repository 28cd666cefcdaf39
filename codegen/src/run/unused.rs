//! Rules that match nothing, with suggestions.

use crate::api::{Api, Kind, NameParts};
use crate::config::{Part, Rules, Unused, is_like};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::Names;
use crate::resolve::Description;
use crate::text::closest;

/// The patterns that matched nothing, with the positions of their rules.
pub(super) fn patterns(rules: &Rules) -> Vec<(usize, String)> {
    rules.unused().map(|unused| (unused.rule, unused.pattern.to_owned())).collect()
}

/// Reports the rules that matched nothing, of those that are `suspected`.
pub(super) fn report(
    description: &Description,
    api: &Api,
    names: &Names,
    rules: &Rules,
    suspected: &[(usize, String)],
) -> Diagnostics {
    let all = All { description, api, names };
    let is_suspected =
        |unused: &Unused<'_>| suspected.iter().any(|(rule, pattern)| *rule == unused.rule && pattern == unused.pattern);
    rules.unused().filter(is_suspected).map(|unused| all.report(&unused)).collect()
}

/// What rules could match.
struct All<'a> {
    description: &'a Description,
    api: &'a Api,
    names: &'a Names,
}

impl All<'_> {
    fn report(&self, unused: &Unused<'_>) -> Diagnostic {
        let Unused { rule, pattern, parts, scopes } = unused;
        let place = Pointer::root().join("rule").join(*rule).join("match");
        let found = |message: String, expected: String| {
            Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config).expected(expected)
        };
        let candidates: Vec<String> = parts.iter().flat_map(|part| self.candidates(*part, pattern)).collect();
        let is_there = candidates.iter().any(|name| is_like(pattern, name));
        if let (true, Some((part, scope))) = (is_there, scopes.first()) {
            let message = format!("the rule for {pattern:?} of {scope:?} matches nothing: they do not occur together");
            return found(message, self.expected_scope(*part, scope, &parts[0]));
        }
        if parts.contains(&Part::Schema) && self.description.components.iter().any(|(name, _)| is_like(pattern, name)) {
            let message = format!("the rule for {pattern:?} has no effect: the schema has no Rust type of its own");
            let expected = "an object, an enum of several values or a union, which operations use: of a string, a number, a list, \
                            a map or a single value no type is made";
            return found(message, expected.to_owned());
        }
        let message = format!("the rule for {pattern:?} matches nothing");
        if let Some(part) = self.elsewhere(parts, pattern) {
            let key = part.key();
            return found(
                message,
                format!("`match = {{ {key} = {pattern:?} }}`: there are {} with this name", part.plural()),
            );
        }
        match closest(pattern, candidates.iter().map(String::as_str)) {
            Some(name) => found(message, format!("a name that exists: did you mean {name:?}?")),
            None => found(message, expected(parts)),
        }
    }

    /// What else has a name that a pattern without a word for its part matches.
    fn elsewhere(&self, parts: &[Part], pattern: &str) -> Option<Part> {
        let others = [Part::Operation, Part::Group, Part::Parameter, Part::Property, Part::Value, Part::Schema];
        let mut others = others.into_iter().filter(|part| !parts.contains(part) && !pattern.contains(['/', '.']));
        others.find(|part| self.candidates(*part, pattern).iter().any(|name| is_like(pattern, name)))
    }

    /// What is expected in the place of a scope that does not have what a pattern is for.
    fn expected_scope(&self, part: Part, scope: &str, inside: &Part) -> String {
        let candidates = self.candidates(part, scope);
        let (scopes, inside) = (part.plural(), inside.plural());
        if candidates.iter().any(|name| is_like(scope, name)) {
            return format!("one of the {inside} of {scope:?}, or others of the {scopes}; `bindery list` shows them");
        }
        match closest(scope, candidates.iter().map(String::as_str)) {
            Some(name) => format!("one of the {scopes} that exist: did you mean {name:?} instead of {scope:?}?"),
            None => format!("one of the {scopes} that `bindery list` shows instead of {scope:?}"),
        }
    }
}

fn expected(parts: &[Part]) -> String {
    match parts {
        [one] => format!("one of the {}; `bindery list` shows the types and operations", one.plural()),
        _ => "a name that `bindery list` shows: a type, a member as `Type.member`, or a method and a path".to_owned(),
    }
}

impl All<'_> {
    /// The places that a pattern for a part could name.
    fn pointers(&self, part: Part) -> Vec<String> {
        let operations = self.description.operations.iter();
        let types = self.api.types.iter();
        match part {
            Part::Operation => operations.map(|each| each.pointer.to_string()).collect(),
            Part::Parameter => {
                operations.flat_map(|each| &each.parameters).map(|each| each.pointer.to_string()).collect()
            }
            Part::Schema => types.map(|each| each.pointer.to_string()).collect(),
            Part::Property => {
                let places = types.flat_map(|each| {
                    let names = members(part, &each.kind).into_iter();
                    names.map(|name| each.pointer.join("properties").join(&name).to_string())
                });
                places.collect()
            }
            Part::Value | Part::Variant | Part::Group => Vec::new(),
        }
    }

    /// The names that a pattern for a part could have, written as the pattern is.
    fn candidates(&self, part: Part, pattern: &str) -> Vec<String> {
        let Self { description, api, names } = self;
        let operations = || description.operations.iter();
        if pattern.contains("#/") {
            return self.pointers(part);
        }
        let has_method = pattern.split_once(' ').is_some_and(|(_, path)| path.starts_with('/'));
        let has_scope = pattern.contains('.');
        match part {
            Part::Operation if has_method => {
                operations().map(|operation| format!("{} {}", operation.method, operation.path)).collect()
            }
            Part::Operation if pattern.starts_with('/') => operations().map(|each| each.path.clone()).collect(),
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
    use crate::diag::Code;
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
                "code": {"$ref": "#/components/schemas/Code"},
            }}, "Code": {"type": "string"}}},
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
            ("match = \"/parcel/{id}\"\nomit = true", "/parcels/{id}"),
            ("match = \"#/paths/~1parcels~1{code}/get\"\nomit = true", "#/paths/~1parcels~1{id}/get"),
            (
                "match = \"#/components/schemas/Parcel/properties/wieght\"\nsecret = true",
                "#/components/schemas/Parcel/properties/weight",
            ),
            ("match = { operation = \"getParcels\" }\nomit = true", "getParcel"),
            ("match = { group = \"desks\" }\nomit = true", "desk"),
            ("match = { operation = \"getParcel\", parameter = \"ids\" }\ndocs = \"A\"", "id"),
            ("match = { schema = \"Parcel\", property = \"wieght\" }\nsecret = true", "weight"),
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
    fn what_a_rule_names_may_be_elsewhere_or_have_no_type() {
        let cases: &[(&str, &str, &str)] = &[
            (
                "match = { operation = \"getParcel\", group = \"disk\" }\nrename = \"A\"",
                "\"getParcel\" of \"disk\" matches nothing",
                "did you mean \"desk\" instead of \"disk\"?",
            ),
            (
                "match = { schema = \"Parcle\", property = \"weight\" }\nsecret = true",
                "\"weight\" of \"Parcle\" matches nothing",
                "did you mean \"Parcel\" instead of \"Parcle\"?",
            ),
            (
                "match = { schema = \"Parcel\", property = \"city\" }\nsecret = true",
                "\"city\" of \"Parcel\" matches nothing",
                "one of the properties of \"Parcel\"",
            ),
            (
                "match = \"Code\"\nrename = \"Zip\"",
                "the schema has no Rust type of its own",
                "an enum of several values",
            ),
        ];
        for (rule, message, expected) in cases {
            let run = run(&format!("[[rule]]\n{rule}\n"));
            let first = run.diagnostics.iter().next().unwrap_or_else(|| panic!("{rule}"));
            assert!(first.message.contains(message), "{}", first.message);
            assert!(first.expected.as_ref().is_some_and(|text| text.contains(expected)), "{:?}", first.expected);
        }
        // By the name of the description, and by that of `bindery list`.
        for group in ["desk", "Desk"] {
            let run = run(&format!("[[rule]]\nmatch = {{ group = \"{group}\" }}\nrename = \"counter\"\n"));
            assert!(!run.diagnostics.has_errors(), "{group}: {:?}", run.diagnostics);
        }
    }

    #[test]
    fn a_rule_for_what_is_not_selected_is_none_that_matches_nothing() {
        let select = "[select]\nonly = [\"hello\"]\n";
        let of = |rule: &str| {
            let description = json!({
                "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
                "paths": {
                    "/hello": {"get": {"operationId": "hello", "responses": {"204": {"description": ""}}}},
                    "/parcels": {"get": {"operationId": "getParcel", "responses": {"200": {"description": "", "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}}}}}},
                },
                "components": {"schemas": {
                    "Parcel": {"type": "object", "properties": {"origin": {"type": "object", "properties": {"city": {}}}}},
                    "Lone": {"type": "object", "properties": {"a": {}}},
                }},
            });
            let (config, found) = config::parse(&format!("{select}[[rule]]\n{rule}\n"));
            assert!(found.is_empty(), "{found:?}");
            let run = bind("parcels.json".as_ref(), description.to_string().into_bytes(), &config);
            let errors = run.diagnostics.iter().filter(|each| each.code == Code::UnusedRule);
            errors.map(|each| each.expected.clone().unwrap_or_default()).collect::<Vec<_>>()
        };
        for rule in [
            "match = \"hello\"\nrename = \"greet\"",
            "match = \"getParcel\"\nrename = \"get\"",
            "match = \"Parcel.origin\"\noptional = false",
            "match = \"ParcelOrigin\"\nrename = \"Origin\"",
            "match = \"Lone\"\nrename = \"Alone\"",
            "match = \"#/components/schemas/Parcel\"\nrename = \"Box\"",
        ] {
            let rule = match rule.contains("hello") || rule.contains("getParcel") {
                true => rule.replace("match = ", "match = { operation = ").replacen("\n", " }\n", 1),
                false => rule.to_owned(),
            };
            assert_eq!(of(&rule), [""; 0], "{rule}");
        }
        let found = of("match = \"Parcle\"\nrename = \"A\"");
        assert_eq!(found, ["a name that exists: did you mean \"Parcel\"?"]);
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
