//! Settings of rules that have an effect on nothing that the rules match: they mean something else than what they say.

use super::{Definition, Type, TypeId, openness};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use std::collections::BTreeMap;

/// A setting that does not fit all that a rule can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    AllowEmpty,
    Boxed,
    Dates,
    Optional,
    OptionalBody,
    Required,
    Scalars,
}

impl Setting {
    fn key(self) -> &'static str {
        match self {
            Self::AllowEmpty => "allow-empty",
            Self::Boxed => "boxed",
            Self::Dates => "dates",
            Self::Optional | Self::OptionalBody => "optional",
            Self::Required => "required",
            Self::Scalars => "scalars",
        }
    }

    /// Why it has no effect.
    fn why(self) -> &'static str {
        match self {
            Self::AllowEmpty => "is not in the path: its argument may be empty anyway",
            Self::Boxed => "holds no type of the crate",
            Self::Dates => "has no date",
            Self::Optional => "is in the path, which is not complete without it",
            Self::OptionalBody => "has no body",
            Self::Scalars => "is neither a string, a number or a boolean nor an array or a map of them",
            Self::Required => "is optional in the description, or tells variants apart by several values",
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::AllowEmpty => "a `match` for a parameter of the path",
            Self::Boxed => "a `match` for a property that is an object, an enum or a union",
            Self::Dates => "a `match` for what has `format: date-time` or `format: date`",
            Self::Optional => "a `match` for a parameter that is not in the path",
            Self::OptionalBody => "a `match` for an operation with a body",
            Self::Scalars => "a `match` for a property with strings, numbers or booleans",
            Self::Required => "a `match` for a property that the description requires",
        }
    }
}

/// What settings of rules had an effect on.
#[derive(Debug, Default)]
pub(super) struct Effects {
    /// Types with a rule about values that they do not list, with the position of the rule.
    pub(super) opened: Vec<(usize, TypeId)>,
    /// Properties with a rule about scalars: the position of the rule, the type and the name.
    pub(super) respelled: Vec<(usize, Type, String)>,
    /// Whether a setting of a rule had an effect, with the first name on which it had none.
    found: BTreeMap<(usize, Setting), (bool, String)>,
}

impl Effects {
    /// Notes whether a setting of a rule has an effect on what is called `name`.
    pub(super) fn note(&mut self, rule: usize, setting: Setting, has_effect: bool, name: &str) {
        let found = self.found.entry((rule, setting)).or_insert_with(|| (false, name.to_owned()));
        found.0 |= has_effect;
    }

    /// Reports the settings without any effect.
    pub(super) fn report(&mut self, types: &[Definition]) -> Diagnostics {
        for (rule, of, name) in std::mem::take(&mut self.respelled) {
            self.note(rule, Setting::Scalars, of.is_of_scalars(types), &name);
        }
        let mut diagnostics = openness::unused(types, &self.opened);
        for ((rule, setting), (_, name)) in self.found.iter().filter(|(_, (has_effect, _))| !has_effect) {
            let message = format!("`{}` has no effect: {name:?} {}", setting.key(), setting.why());
            let place = Pointer::root().join("rule").join(rule).join(setting.key());
            let found = Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config);
            diagnostics.push(found.expected(setting.expected()));
        }
        diagnostics
    }
}

#[cfg(test)]
mod tests {
    use crate::config;
    use crate::run::bind;
    use serde_json::json;

    /// The messages about rules for a description with parameters and dates.
    fn found(rules: &[&str]) -> Vec<(String, String)> {
        let of = |name: &str, place: &str| json!({"name": name, "in": place, "required": true, "schema": {"type": "string"}});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Parcels", "version": "1"},
            "paths": {"/parcels/{id}": {"get": {
                "operationId": "getParcel", "parameters": [of("id", "path"), of("size", "query")],
                "responses": {"200": {"description": "", "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Parcel"}}}}},
            }}},
            "components": {"schemas": {
                "Parcel": {"type": "object", "properties": {
                    "name": {"type": "string"},
                    "sent": {"type": "string", "format": "date-time"},
                    "seen": {"type": "array", "items": {"type": "string", "format": "date"}},
                    "label": {"$ref": "#/components/schemas/Label"},
                }},
                "Label": {"type": "object", "properties": {"text": {"type": "string"}}},
            }},
        });
        let text: String = rules.iter().map(|rule| format!("[[rule]]\n{rule}\n")).collect();
        let (config, faults) = config::parse(&text);
        assert!(faults.is_empty(), "{faults:?}");
        let run = bind("parcels.json".as_ref(), description.to_string().into_bytes(), &config);
        let errors = run.diagnostics.iter().filter(|each| each.code == crate::diag::Code::UnusedRule);
        errors.map(|each| (each.pointer.to_string(), each.message.clone())).collect()
    }

    #[test]
    fn a_setting_without_any_effect_is_an_error() {
        let id = "match = { operation = \"getParcel\", parameter = \"id\" }";
        let size = "match = { parameter = \"size\" }";
        let cases: &[(String, &str, &str)] = &[
            (format!("{id}\noptional = true"), "#/rule/0/optional", "\"id\" is in the path"),
            (format!("{size}\nallow-empty = true"), "#/rule/0/allow-empty", "\"size\" is not in the path"),
            (
                "match = { operation = \"getParcel\" }\noptional = true".to_owned(),
                "#/rule/0/optional",
                "\"getParcel\" has no body",
            ),
            ("match = \"Parcel.name\"\ndates = \"jiff\"".to_owned(), "#/rule/0/dates", "\"name\" has no date"),
            ("match = \"Parcel.name\"\nrequired = \"lenient\"".to_owned(), "#/rule/0/required", "\"name\" is optional"),
            ("match = \"Parcel.label\"\nscalars = \"lenient\"".to_owned(), "#/rule/0/scalars", "\"label\" is neither"),
            ("match = \"Parcel.name\"\nboxed = true".to_owned(), "#/rule/0/boxed", "\"name\" holds no type"),
            ("match = \"Label\"\ndates = \"jiff\"".to_owned(), "#/rule/0/dates", "\"Label\" has no date"),
        ];
        for (rule, place, message) in cases {
            let found = found(&[rule]);
            assert!(found.iter().any(|(at, text)| at == place && text.contains(message)), "{rule}: {found:?}");
            assert_eq!(found.len(), 1, "{found:?}");
        }
    }

    #[test]
    fn an_effect_on_one_of_several_is_enough() {
        let rules = [
            "match = { parameter = \"*\" }\noptional = true\nallow-empty = true",
            "match = { property = \"*\" }\ndates = \"jiff\"",
            "match = \"Parcel.seen\"\ndates = \"chrono\"",
            "match = \"Parcel\"\ndates = \"time\"",
            "match = { parameter = \"id\" }\noptional = false",
            "match = { property = \"*\" }\nscalars = \"lenient\"",
        ];
        assert_eq!(found(&rules), []);
    }
}
