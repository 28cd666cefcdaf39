//! Finds rules that contradict themselves or each other, or have keys that do not apply to their pattern.

use super::external::{Dependencies, ExternalType};
use super::former;
use super::part::Part;
use super::rules::{Rule, Rules};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use std::collections::{BTreeMap, BTreeSet};

/// A key of a rule, whether it is set, and the parts that it applies to.
type Key = (&'static str, fn(&Rule) -> Option<String>, &'static [Part]);

const KEYS: [Key; 19] = [
    ("rename", |rule| rule.rename.clone(), &Part::ALL),
    ("alias", |rule| listed(&rule.alias), &[Part::Schema, Part::Operation]),
    ("type", |rule| shown(rule.of.as_ref()), &[Part::Schema, Part::Property, Part::Parameter]),
    ("secret", |rule| shown(rule.secret), &[Part::Property, Part::Parameter]),
    ("omit", |rule| shown(rule.omit), &[Part::Property, Part::Operation, Part::Parameter, Part::Group]),
    ("nullable", |rule| shown(rule.nullable), &[Part::Property]),
    ("optional", |rule| shown(rule.optional), &[Part::Property, Part::Parameter, Part::Operation]),
    ("required", |rule| shown(rule.required), &[Part::Property]),
    ("scalars", |rule| shown(rule.scalars), &[Part::Property]),
    ("boxed", |rule| shown(rule.boxed), &[Part::Property]),
    ("values", |rule| shown(rule.values), &[Part::Schema]),
    ("dates", |rule| shown(rule.dates), &[Part::Schema, Part::Property, Part::Parameter]),
    ("allow-empty", |rule| shown(rule.allow_empty), &[Part::Parameter]),
    ("group", |rule| rule.group.clone(), &[Part::Operation, Part::Group]),
    ("paging", |rule| shown(rule.paging.as_ref()), &[Part::Operation]),
    ("docs", |rule| rule.docs.clone(), &[Part::Schema, Part::Property, Part::Value, Part::Operation, Part::Parameter]),
    ("derive", |rule| listed(&rule.derive), &[Part::Schema]),
    ("attributes", |rule| listed(&rule.attributes), &[Part::Schema, Part::Property, Part::Value, Part::Variant]),
    ("equal-types", |rule| shown(rule.equal_types), &[Part::Schema]),
];

/// Keys that exclude each other in one rule.
const EXCLUSIVE: [(&str, &str); 3] = [("type", "secret"), ("type", "dates"), ("type", "values")];

fn shown<T: std::fmt::Debug>(value: Option<T>) -> Option<String> {
    value.map(|value| format!("{value:?}"))
}

fn listed(list: &[String]) -> Option<String> {
    (!list.is_empty()).then(|| list.join(", "))
}

/// Reports invalid rules and types of other crates.
pub(super) fn check(
    rules: &Rules,
    formats: &BTreeMap<String, ExternalType>,
    dependencies: &Dependencies,
) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (index, rule) in rules.0.iter().enumerate() {
        let place = Pointer::root().join("rule").join(index);
        check_rule(rule, &place, &mut diagnostics);
        check_earlier(rules, index, &place, &mut diagnostics);
    }
    let chosen = rules.external().map(|(index, of)| (Pointer::root().join("rule").join(index).join("type"), of));
    let formats = formats.iter().map(|(name, of)| (Pointer::root().join("formats").join(name), of));
    let chosen = chosen.chain(formats).map(|(place, of)| (place, of.crates.clone()));
    let place = |index: usize, key: &str| Pointer::root().join("rule").join(index).join(key);
    let added = rules.crates_of_additions().map(|(index, key, crates)| (place(index, key), crates));
    for (place, crates) in chosen.chain(added) {
        check_crates(dependencies, &place, &crates, &mut diagnostics);
    }
    if rules.has_json_schema()
        && let Some(found) = check_schemars(dependencies)
    {
        diagnostics.push(found);
    }
    diagnostics
}

fn found(place: &Pointer, message: String, expected: String) -> Diagnostic {
    Diagnostic::new(Code::Config, place, message).about(File::Config).expected(expected)
}

fn check_rule(rule: &Rule, place: &Pointer, diagnostics: &mut Diagnostics) {
    let parts = rule.matcher.parts();
    let set: Vec<&Key> = KEYS.iter().filter(|(_, value, _)| value(rule).is_some()).collect();
    if set.is_empty() {
        let keys: Vec<&str> = KEYS.iter().map(|(key, ..)| *key).collect();
        let expected = format!("one of {}", keys.join(", "));
        diagnostics.push(found(place, "the rule has no settings for what it matches".to_owned(), expected));
    }
    for (key, _, fits) in &set {
        if !parts.iter().any(|part| fits.contains(part)) {
            let plural = |parts: &[Part]| parts.iter().map(|part| part.plural()).collect::<Vec<_>>().join(", ");
            let message = format!("`{key}` applies to {}, but this rule matches {}", plural(fits), plural(&parts));
            let expected = format!("a `match` for {}, such as {}", plural(fits), example(fits[0]));
            diagnostics.push(found(&place.join(key), message, expected));
        }
    }
    for (key, text) in [("rename", &rule.rename), ("group", &rule.group)] {
        let is_nothing = |text: &String| text.chars().all(|each| each.is_whitespace() || matches!(each, '.' | '_'));
        if text.as_ref().is_some_and(is_nothing) {
            diagnostics.push(found(
                &place.join(key),
                format!("the value of `{key}` is not a name"),
                "a name".to_owned(),
            ));
        }
    }
    for text in rule.alias.iter().filter(|text| !former::is_name(text)) {
        let message = format!("{text:?} cannot be an alias: it is no name in Rust");
        let expected = "a name as callers write it, such as \"OldName\" or \"old_name\"";
        diagnostics.push(found(&place.join("alias"), message, expected.to_owned()));
    }
    for (one, other) in EXCLUSIVE {
        let is_set = |name: &str| set.iter().any(|(key, ..)| *key == name);
        if is_set(one) && is_set(other) {
            let message = format!("`{one}` and `{other}` contradict each other: both choose the type");
            diagnostics.push(found(&place.join(other), message, format!("either `{one}` or `{other}`")));
        }
    }
    for (key, refused, _) in rule.check_additions() {
        for (message, expected) in refused {
            diagnostics.push(found(&place.join(key), message, expected));
        }
    }
}

fn example(part: Part) -> &'static str {
    match part {
        Part::Schema => "\"Pet\"",
        Part::Property => "\"Pet.name\"",
        Part::Value => "\"Status.active\"",
        Part::Variant => "{ variant = \"Cat\" }",
        Part::Operation => "\"GET /pets/*\"",
        Part::Parameter => "{ parameter = \"limit\" }",
        Part::Group => "{ group = \"pets\" }",
    }
}

/// Two rules with the same pattern and different values: one of them is a mistake.
fn check_earlier(rules: &Rules, index: usize, place: &Pointer, diagnostics: &mut Diagnostics) {
    let rule = &rules.0[index];
    let earlier = rules.0[..index].iter().enumerate().filter(|(_, earlier)| earlier.matcher.is_same(&rule.matcher));
    for (position, earlier) in earlier {
        for (key, value, _) in KEYS.iter().filter(|(key, ..)| !matches!(*key, "alias" | "derive" | "attributes")) {
            let (Some(before), Some(now)) = (value(earlier), value(rule)) else { continue };
            if before != now {
                let patterns = rule.matcher.written().join(", ");
                let message = format!(
                    "the rules {} and {} for {patterns:?} contradict each other: `{key}` is {before} and {now}",
                    position + 1,
                    index + 1
                );
                diagnostics.push(found(&place.join(key), message, "one of the two".to_owned()));
            }
        }
    }
}

/// The runtime implements the `JsonSchema` of one version of schemars.
fn check_schemars(dependencies: &Dependencies) -> Option<Diagnostic> {
    let required = dependencies.version("schemars")?;
    let is_it = required.trim_start_matches(['=', '^', '~', '>', ' ']).split('.').next() == Some("1");
    let message = format!("the runtime implements `JsonSchema` of schemars 1, and this is schemars {required}");
    let place = Pointer::root().join("dependencies").join("schemars");
    (!is_it).then(|| found(&place, message, "\"1\", or no such dependency: none is needed".to_owned()))
}

fn check_crates(
    dependencies: &Dependencies,
    place: &Pointer,
    crates: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    for library in crates.iter().filter(|library| !dependencies.has(library)) {
        let message = format!("the generated package does not depend on a crate {library:?}");
        let expected =
            format!("a dependency: `[dependencies] {library} = \"1\"`, or `{library} = {{ path = \"...\" }}`");
        diagnostics.push(found(place, message, expected));
    }
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    #[test]
    fn contradictory_and_inapplicable_keys_are_reported() {
        let cases: &[(&str, &str, &str)] = &[
            ("match = \"A\"\nnullable = true", "#/rule/0/nullable", "`nullable` applies to properties"),
            ("match = \"GET /a\"\ntype = \"a::B\"", "#/rule/0/type", "this rule matches operations"),
            ("match = \"A\"", "#/rule/0", "no settings"),
            (
                "match = { property = \"b\" }\nalias = [\"c\"]",
                "#/rule/0/alias",
                "`alias` applies to schemas, operations",
            ),
            (
                "match = \"A\"\nalias = [\"type\"]",
                "#/rule/0/alias",
                "\"type\" cannot be an alias: it is no name in Rust",
            ),
            ("match = \"A\"\nrename = \" \"", "#/rule/0/rename", "the value of `rename` is not a name"),
            ("match = \"GET /a\"\ngroup = \"..\"", "#/rule/0/group", "the value of `group` is not a name"),
            ("match = \"A\"\ntype = \"std::net::IpAddr\"\ndates = \"jiff\"", "#/rule/0/dates", "contradict"),
            ("match = \"A\"\ntype = \"unheard::Of\"", "#/rule/0/type", "does not depend on a crate \"unheard\""),
            ("match = \"A\"\nderive = [\"a b\"]", "#/rule/0/derive", "\"a b\" is not valid here"),
            ("match = \"A\"\nderive = [\"Debug\"]", "#/rule/0/derive", "every generated type implements `Debug`"),
            (
                "match = \"A\"\nderive = [\"utoipa::ToSchema\"]",
                "#/rule/0/derive",
                "does not depend on a crate \"utoipa\"",
            ),
            ("match = \"A\"\nattributes = [\"x::y(1)\"]", "#/rule/0/attributes", "does not depend on a crate \"x\""),
            (
                "match = \"A\"\nderive = [\"schemars::JsonSchema\"]\n[dependencies]\nschemars = \"0.8\"",
                "#/dependencies/schemars",
                "and this is schemars 0.8",
            ),
            ("match = \"A\"\nattributes = [\"#[x]\"]", "#/rule/0/attributes", "is not valid here"),
            (
                "match = \"A\"\nrename = \"B\"\n[[rule]]\nmatch = \"A\"\nrename = \"C\"",
                "#/rule/1/rename",
                "the rules 1 and 2 for \"A\" contradict each other: `rename` is B and C",
            ),
        ];
        for (rule, place, message) in cases {
            let (_, diagnostics) = parse(&format!("[[rule]]\n{rule}\n"));
            let found: Vec<_> = diagnostics.iter().map(|each| (each.pointer.to_string(), &each.message)).collect();
            assert!(found.iter().any(|(at, text)| at == place && text.contains(message)), "{rule}: {found:?}");
        }
        let (_, diagnostics) = parse(
            "[formats]\nuuid = \"uuid::Uuid\"\nid = \"my::Id\"\n[dependencies]\nmy = { path = \"../my\" }\n\
             [[rule]]\nmatch = \"#/components/schemas/A/properties/id\"\nnullable = true\n\
             [[rule]]\nmatch = \"A\"\nrename = \"B\"\n[[rule]]\nmatch = \"A\"\nderive = [\"Default\"]\n",
        );
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
}
