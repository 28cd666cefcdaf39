//! Finds the properties that `Debug` must not show although their types are not `Secret`.

use super::secret_names::{Secrecy, is_plain, secrecy};
use super::{Api, Kind, Property, Shown, Type, TypeId};
use crate::config::{Config, Secrets};
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The number of names that a note lists.
const LISTED: usize = 5;

/// Marks the properties whose names indicate secrets. Rules have been applied already.
pub(crate) fn redact(api: &mut Api, config: &Config) -> Diagnostics {
    let mut named = Vec::new();
    let mut known = HashMap::new();
    for index in 0..api.types.len() {
        let Kind::Object { properties, .. } = &api.types[index].kind else { continue };
        let shown = properties.iter().map(|property| {
            // The same names occur in many types.
            let secrecy = match known.get(&property.name) {
                Some(secrecy) => *secrecy,
                None => *known.entry(property.name.clone()).or_insert_with_key(|name| secrecy(name)),
            };
            shown(api, property, secrecy, config.secrets)
        });
        let shown: Vec<Shown> = shown.collect();
        let Kind::Object { properties, .. } = &mut api.types[index].kind else { continue };
        for (property, shown) in properties.iter_mut().zip(shown) {
            if shown == Shown::Redacted && property.shown == Shown::Yes {
                named.push(property.name.clone());
            }
            property.shown = shown;
        }
    }
    note(&named)
}

/// Whether `Debug` shows a property, all things considered.
fn shown(api: &Api, property: &Property, secrecy: Secrecy, secrets: Secrets) -> Shown {
    match property.shown {
        _ if property.constant.is_some() || property.of == Type::Secret => Shown::Yes,
        Shown::Redacted => Shown::Redacted,
        Shown::Yes if secrets == Secrets::ByName => match secrecy {
            Secrecy::None => Shown::Yes,
            what if can_hold(api, &property.of, what, &mut HashSet::new()) => Shown::Redacted,
            _ => Shown::Yes,
        },
        Shown::Yes | Shown::ByRule => Shown::Yes,
    }
}

/// Whether a value of a type can hold a secret that the type itself does not hide: a string, or a number where numbers can be secrets. The
/// values of enums are not secret.
fn can_hold(api: &Api, of: &Type, what: Secrecy, seen: &mut HashSet<TypeId>) -> bool {
    match of {
        Type::Text | Type::Binary | Type::Json | Type::External(_) => true,
        Type::Integer(_) | Type::Number | Type::Exact => what == Secrecy::All,
        Type::Bool | Type::Temporal(..) | Type::Secret | Type::File => false,
        Type::List(inner) | Type::Map(inner) | Type::Embedded(inner) | Type::Nullable(inner) => {
            can_hold(api, inner, what, seen)
        }
        Type::Tuple(elements, _, rest) => {
            elements.iter().chain(rest.as_deref()).any(|element| can_hold(api, element, what, seen))
        }
        Type::Named(id) if !seen.insert(*id) => false,
        Type::Named(id) => match &api.definition(*id).kind {
            Kind::Enum(_) => false,
            Kind::Union { variants, .. } => {
                variants.iter().any(|variant| variant.constant.is_none() && can_hold(api, &variant.of, what, seen))
            }
            // The others have names of their own.
            Kind::Object { properties, rest, .. } => {
                properties.iter().any(|each| is_plain(&each.name) && can_hold(api, &each.of, what, seen))
                    || rest.as_ref().is_some_and(|rest| can_hold(api, rest, what, seen))
            }
        },
    }
}

/// One note for the whole description.
fn note(named: &[String]) -> Diagnostics {
    let names: BTreeSet<&String> = named.iter().collect();
    if names.is_empty() {
        return Diagnostics::new();
    }
    let mut listed = names.iter().take(LISTED).map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        listed.push_str(&format!(" and {} other names", names.len() - LISTED));
    }
    let message = match named.len() {
        1 => format!("the name of 1 property indicates a secret ({listed}): `Debug` does not show its value"),
        count => {
            format!("the names of {count} properties indicate secrets ({listed}): `Debug` does not show their values")
        }
    };
    Diagnostic::new(Code::SecretNames, &Pointer::root(), message).into()
}

#[cfg(test)]
mod tests {
    use crate::api::{Kind, Shown, Type};
    use crate::config;
    use crate::diag::Code;
    use serde_json::{Value, json};

    /// The properties of the schema `Thing` that are redacted, and the note about them.
    fn redacted(properties: &Value, config: &str) -> (Vec<String>, Option<String>) {
        let (config, wrong) = config::parse(config);
        assert!(wrong.is_empty(), "{wrong:?}");
        let components = json!({"schemas": {
            "Thing": {"type": "object", "properties": properties},
            "Kind": {"type": "string", "enum": ["a", "b"]},
            "Settings": {"type": "object", "properties": {"name": {"type": "string"}, "lifetime": {"type": "integer"}}},
            "Held": {"type": "object", "properties": {"name": {"type": "string"}, "value": {"type": "string"}}},
            "Nested": {"type": "object", "properties": {"value": {"$ref": "#/components/schemas/Nested"}}},
        }});
        let description = json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": components});
        let run = crate::bind("things.json".as_ref(), description.to_string().into_bytes(), &config);
        let api = run.product.expect("a product").api;
        let thing = api.types.iter().find(|each| each.pointer.component().as_deref() == Some("Thing"));
        let Kind::Object { properties, .. } = &thing.expect("the schema").kind else { panic!("no object") };
        let is_redacted = |shown, of: &Type| shown == Shown::Redacted || *of == Type::Secret;
        let redacted = properties.iter().filter(|each| is_redacted(each.shown, &each.of));
        let mut notes = run.diagnostics.iter().filter(|note| note.code == Code::SecretNames);
        let note = notes.next().map(|note| note.message.clone());
        assert!(notes.next().is_none(), "one note is enough");
        (redacted.map(|each| each.name.clone()).collect(), note)
    }

    #[test]
    fn a_secret_by_name_is_one_that_can_hold_a_secret() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let properties = json!({
            "client_secret": {"type": ["string", "null"]},
            "apiKey": {},
            "passwords": {"type": "array", "items": {"type": "string"}},
            "tokens": {"type": "object", "additionalProperties": {"type": "string"}},
            "otp": {"type": "integer"},
            "access_token": {"oneOf": [{"type": "string"}, to("Held")]},
            "secrets": {"type": "array", "items": to("Held")},
            "used_tokens": {"type": "integer"},
            "hide_secret": {"type": "string"},
            "has_password": {"type": "boolean"},
            "password": {"type": "boolean"},
            "secret": to("Kind"),
            "refresh_token": to("Settings"),
            "credentials": to("Nested"),
            "token": {"type": "string", "const": "bearer"},
            "token_url": {"type": "string"},
        });
        let (names, note) = redacted(&properties, "");
        assert_eq!(names, ["client_secret", "apiKey", "passwords", "tokens", "otp", "access_token", "secrets"]);
        let note = note.expect("a note");
        assert!(note.starts_with("the names of 7 properties indicate secrets (\"access_token\", "), "{note}");
        assert!(note.contains("and 2 other names"), "{note}");
        assert_eq!(redacted(&properties, "secrets = \"marked\"").0, Vec::<String>::new());
        assert_eq!(redacted(&json!({"id": {"type": "string"}}), ""), (Vec::new(), None));
    }

    #[test]
    fn a_rule_decides_for_one_property() {
        let properties = json!({
            "token": {"type": "string"}, "mark": {"type": "string"}, "number": {"type": "integer"},
            "apiKey": {"type": "string"}, "password": {"type": "string", "format": "password"},
        });
        let rules = "[[rule]]\nmatch = \"Thing.token\"\nsecret = false\n\
                     [[rule]]\nmatch = \"*.mark\"\nsecret = true\n[[rule]]\nmatch = \"*.number\"\nsecret = true\n";
        let (names, note) = redacted(&properties, rules);
        assert_eq!(names, ["mark", "number", "apiKey", "password"]);
        assert_eq!(
            note.expect("a note"),
            "the name of 1 property indicates a secret (\"apiKey\"): `Debug` does not show its value"
        );
        let (names, note) = redacted(&properties, &format!("secrets = \"marked\"\n{rules}"));
        assert_eq!((names, note), (vec!["mark".to_owned(), "number".to_owned(), "password".to_owned()], None));
    }
}
