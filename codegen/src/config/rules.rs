//! `[[rule]]`: settings for the parts of an API that a pattern matches.

use super::choices::{Dates, EqualTypes, Openness, Required, Scalars};
use super::derives::{self, Derive, Derived, Refused};
use super::external::ExternalType;
use super::former::Former;
use super::glob::filled;
use super::matcher::{Matcher, Subject};
use super::paging::{PagingRule, PagingRules};
use super::part::Part;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Settings for everything that a pattern matches.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// What the rule matches. The short form is a string or a list of strings: `Schema`, `Schema.property`, `Schema.Variant` of a union,
    /// `Schema.value` of an enum, `GET /users/*`, `/users/*` for any method, or a JSON pointer such as
    /// `#/components/schemas/Pet/properties/id`. The long form is a
    /// table: `{ operation = "listUsers" }`, `{ operation = "GET /users/*", parameter = "limit" }`, `{ property = "created*" }`, `{ group =
    /// "users" }`. A type is matched by the name of its component or, as in `bindery list`, by its Rust name. `*` matches any text in a
    /// name and anything but a slash in a path, where `**` matches any text.
    #[serde(rename = "match")]
    pub matcher: Matcher,
    /// The Rust name, before casing. A `*` is replaced by what the pattern's `*` matched. For a nested group, the names separated by dots.
    /// Schemas with the same name become one type if they are equal.
    pub rename: Option<String>,
    /// Former names in Rust of a type or an operation, which stay beside the present one and are deprecated: `["OldName"]`. What was named
    /// after them keeps its former names, too.
    #[serde(default)]
    pub alias: Vec<String>,
    /// The Rust type of a schema, property or parameter: a path such as `"uuid::Uuid"` or `"my_types::UserId"`, or a table such as
    /// `{ path = "my_crate::Point", via = "serde" }`. Values are in a `Typed<T>`, which keeps what it received even if the
    /// type cannot represent it.
    #[serde(rename = "type")]
    pub of: Option<ExternalType>,
    /// Hide a property or parameter in `Debug` output and errors.
    pub secret: Option<bool>,
    /// Leave out a property, an operation, an optional parameter, or a group with its operations. A received value of an omitted property
    /// is kept in the additional properties.
    pub omit: Option<bool>,
    /// Whether a property may be `null`, whatever the description says.
    pub nullable: Option<bool>,
    /// Whether a property, a parameter or the body of an operation may be missing, whatever the description says.
    pub optional: Option<bool>,
    /// Whether a required property of a response may be missing. Requests, and the constructors of their types, keep it required.
    pub required: Option<Required>,
    /// Whether a property of a response may arrive as another type: a number or a boolean in a string, a string as a number, a boolean as `0`
    /// or `1`; also in an array or a map.
    pub scalars: Option<Scalars>,
    /// Whether a property that holds a type of the crate is in a `Box`. By default, it is if its value is large, or could contain itself.
    pub boxed: Option<bool>,
    /// Whether an enum has a variant for values that it does not list. In a closed enum, such values are errors.
    pub values: Option<Openness>,
    /// The Rust type of dates, for a schema, property or parameter.
    pub dates: Option<Dates>,
    /// Allow an empty argument for a path parameter. By default, it is rejected, since it would change the path.
    pub allow_empty: Option<bool>,
    /// The group of an operation, and thereby its feature: a name, or names separated by dots for a nested group.
    pub group: Option<String>,
    /// How an operation is paginated, overriding what was inferred: a table, a list of tables for several ways, or `"none"` or
    /// `"link"`.
    pub paging: Option<PagingRules>,
    /// The docs of a schema, property, value, operation or parameter.
    pub docs: Option<String>,
    /// Additional derives of a type: `["schemars::JsonSchema"]`, which the types in it get as well; `["Default"]`, `["Hash"]`,
    /// `["Eq"]`; or a derive macro of another crate by its path, such as `["my_crate::Visit"]`, with the crate in
    /// `[dependencies]`. Such a macro sees the Rust fields and must work with the types of all of them, including those of the runtime.
    #[serde(default)]
    pub derive: Vec<String>,
    /// Additional attributes of a type, property, value or variant, such as `["must_use"]` or `["doc(alias = \"user\")"]`, or
    /// those that a derive macro reads, such as `["default"]` for a value of an enum that derives `Default`.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// Whether to merge a type with types that are equal except for their names.
    pub equal_types: Option<EqualTypes>,
}

/// The rules of a configuration, in order.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Rules(pub(super) Vec<Rule>);

/// A pattern that matched nothing.
#[derive(Debug)]
pub(crate) struct Unused<'a> {
    /// The position of its rule.
    pub(crate) rule: usize,
    pub(crate) pattern: &'a str,
    /// What it could have matched.
    pub(crate) parts: Vec<Part>,
    /// The names of what that would belong to.
    pub(crate) scopes: Vec<(Part, &'a str)>,
}

/// The settings of rules for one part of the API.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// The Rust name, before casing.
    pub(crate) rename: Option<String>,
    pub(crate) former: Vec<Former>,
    pub(crate) of: Option<ExternalType>,
    pub(crate) secret: Option<bool>,
    /// The position of the rule that leaves it out.
    pub(crate) omit: Option<usize>,
    pub(crate) nullable: Option<bool>,
    /// The position of the rule, and its value.
    pub(crate) optional: Option<(usize, bool)>,
    /// The position of the rule, and its value.
    pub(crate) required: Option<(usize, Required)>,
    /// The position of the rule, and its value.
    pub(crate) scalars: Option<(usize, Scalars)>,
    /// The position of the rule, and its value.
    pub(crate) boxed: Option<(usize, bool)>,
    /// The position of the rule, and its value.
    pub(crate) values: Option<(usize, Openness)>,
    /// The position of the rule, and its value.
    pub(crate) dates: Option<(usize, Dates)>,
    /// The position of the rule, and its value.
    pub(crate) allow_empty: Option<(usize, bool)>,
    /// The group, outermost first.
    pub(crate) group: Option<Vec<String>>,
    /// The position of the rule, and the ways to paginate.
    pub(crate) paging: Option<(usize, Vec<PagingRule>)>,
    pub(crate) docs: Option<String>,
    pub(crate) derive: Vec<Derive>,
    pub(crate) attributes: Vec<String>,
    pub(crate) equal_types: Option<EqualTypes>,
}

impl Rule {
    /// What it derives; those that are refused are reported elsewhere.
    fn derives(&self) -> impl Iterator<Item = Derived> {
        self.derive.iter().filter_map(|text| derives::derive(text, &mut BTreeSet::new()).ok())
    }

    /// Its derives and its attributes, each with the key: what is wrong with them, and the crates that they need.
    pub(super) fn check_additions(&self) -> [(&'static str, Vec<Refused>, BTreeSet<String>); 2] {
        let (mut derived, mut added) = (BTreeSet::new(), BTreeSet::new());
        let derives = self.derive.iter().filter_map(|text| derives::derive(text, &mut derived).err()).collect();
        let attributes = self.attributes.iter().filter_map(|text| derives::attribute(text, &mut added).err()).collect();
        [("derive", derives, derived), ("attributes", attributes, added)]
    }
}

impl Settings {
    fn add(&mut self, index: usize, rule: &Rule, captures: &[String]) {
        fn set<T: Clone>(place: &mut Option<T>, value: &Option<T>) {
            if value.is_some() {
                place.clone_from(value);
            }
        }
        set(&mut self.rename, &rule.rename.as_ref().map(|template| filled(template, captures)));
        self.former.extend(rule.alias.iter().map(|text| Former { name: filled(text, captures), rule: index }));
        set(&mut self.of, &rule.of);
        set(&mut self.secret, &rule.secret);
        self.omit = rule.omit.map_or(self.omit, |omit| omit.then_some(index));
        set(&mut self.nullable, &rule.nullable);
        set(&mut self.optional, &rule.optional.map(|optional| (index, optional)));
        set(&mut self.required, &rule.required.map(|required| (index, required)));
        set(&mut self.scalars, &rule.scalars.map(|scalars| (index, scalars)));
        set(&mut self.boxed, &rule.boxed.map(|boxed| (index, boxed)));
        set(&mut self.values, &rule.values.map(|values| (index, values)));
        set(&mut self.dates, &rule.dates.map(|dates| (index, dates)));
        set(&mut self.allow_empty, &rule.allow_empty.map(|allow| (index, allow)));
        set(&mut self.group, &rule.group.as_ref().map(|template| path(&filled(template, captures))));
        set(&mut self.paging, &rule.paging.as_ref().map(|PagingRules(ways)| (index, ways.clone())));
        set(&mut self.docs, &rule.docs);
        for derive in rule.derives().map(|of| Derive { rule: index, of }) {
            if !self.derive.contains(&derive) {
                self.derive.push(derive);
            }
        }
        for attribute in rule.attributes.iter().filter_map(|text| derives::attribute(text, &mut BTreeSet::new()).ok()) {
            if !self.attributes.contains(&attribute) {
                self.attributes.push(attribute);
            }
        }
        set(&mut self.equal_types, &rule.equal_types);
    }
}

/// Splits a group at its dots, outermost first.
pub(crate) fn path(dotted: &str) -> Vec<String> {
    dotted.split('.').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

impl Rules {
    /// The settings of rules for a part. A later rule overrides an earlier one; derives and attributes add up.
    pub(crate) fn settings(&self, subject: &Subject<'_>) -> Settings {
        let mut settings = Settings::default();
        for (index, rule) in self.0.iter().enumerate() {
            if let Some(captures) = rule.matcher.captures(subject) {
                settings.add(index, rule, &captures);
            }
        }
        settings
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a rule changes the types of schemas themselves.
    pub(crate) fn has_types(&self) -> bool {
        self.0.iter().any(|rule| rule.of.is_some() || rule.dates.is_some())
    }

    /// The date types that rules choose.
    pub(crate) fn dates(&self) -> impl Iterator<Item = Dates> {
        self.0.iter().filter_map(|rule| rule.dates)
    }

    /// The crates that derives and attributes need, with the position of the rule and the key.
    pub(crate) fn crates_of_additions(&self) -> impl Iterator<Item = (usize, &'static str, BTreeSet<String>)> {
        let rules = self.0.iter().enumerate();
        rules.flat_map(|(index, rule)| rule.check_additions().map(|(key, _, crates)| (index, key, crates)))
    }

    /// Whether a rule derives `schemars::JsonSchema`.
    pub(crate) fn has_json_schema(&self) -> bool {
        self.0.iter().any(|rule| rule.derives().any(|of| of == Derived::JsonSchema))
    }

    /// The external types that rules choose, with the position of the rule.
    pub(crate) fn external(&self) -> impl Iterator<Item = (usize, &ExternalType)> {
        self.0.iter().enumerate().filter_map(|(index, rule)| Some((index, rule.of.as_ref()?)))
    }

    /// Whether a pattern matches a schema or an operation by its Rust name.
    pub(crate) fn names(&self, part: Part, subject: &Subject<'_>) -> bool {
        self.0.iter().any(|rule| rule.matcher.names(part, subject))
    }

    /// Forgets what earlier runs matched.
    pub(crate) fn reset(&self) {
        self.0.iter().for_each(|rule| rule.matcher.reset());
    }

    /// Lets patterns that have matched nothing match components by their Rust names.
    pub(crate) fn widen(&self) {
        self.0.iter().for_each(|rule| rule.matcher.widen());
    }

    /// The patterns that never matched.
    pub(crate) fn unused(&self) -> impl Iterator<Item = Unused<'_>> {
        let rules = self.0.iter().enumerate();
        rules.flat_map(|(rule, each)| {
            let parts = || each.matcher.parts();
            each.matcher.unused().map(move |(pattern, scopes)| Unused { rule, pattern, parts: parts(), scopes })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Rules {
        let (config, diagnostics) = super::super::parse(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        config.rules
    }

    fn schema<'a>(name: &'a &'a str) -> Subject<'a> {
        Subject {
            part: Part::Schema,
            names: std::slice::from_ref(name),
            rust: &[],
            pointer: None,
            route: None,
            scope: None,
        }
    }

    fn member(rules: &Rules, holder: &str, name: &str) -> Settings {
        let scope = schema(&holder);
        rules.settings(&Subject { part: Part::Property, scope: Some(&scope), ..schema(&name) })
    }

    #[test]
    fn a_star_is_replaced_by_what_it_matched() {
        let rules = rules("[[rule]]\nmatch = \"LogStream*ResponseSchema\"\nrename = \"*LogStream\"\n");
        let of = |name: &str| rules.settings(&schema(&name)).rename;
        assert_eq!(of("LogStreamHttpResponseSchema").as_deref(), Some("HttpLogStream"));
        assert_eq!(of("LogStreamResponseSchema").as_deref(), Some("LogStream"));
        assert_eq!(of("Other"), None);
    }

    #[test]
    fn a_later_rule_overrides_and_a_schema_rule_leaves_members_alone() {
        let rules = rules(
            "[[rule]]\nmatch = \"*.token\"\nsecret = true\n[[rule]]\nmatch = \"A.token\"\nsecret = false\n\
             [[rule]]\nmatch = \"A*\"\nrename = \"B*\"\n[[rule]]\nmatch = \"A.x*\"\nrename = \"y*\"\n[[rule]]\nmatch = [\"Z\", \"A\"]\nrename = \"C\"\n",
        );
        let token = member(&rules, "A", "token");
        assert_eq!((token.secret, token.rename), (Some(false), None));
        assert_eq!(member(&rules, "B", "token").secret, Some(true));
        assert_eq!(member(&rules, "A", "x1").rename.as_deref(), Some("y1"));
        assert_eq!(rules.settings(&schema(&"Abc")).rename.as_deref(), Some("Bbc"));
        let unused: Vec<_> = rules.unused().map(|unused| (unused.rule, unused.pattern)).collect();
        assert_eq!(unused, [(4, "Z"), (4, "A")]);
    }

    #[test]
    fn names_with_dots_are_matched_in_every_way() {
        let rules =
            rules("[[rule]]\nmatch = \"io.v1.Pod.spec\"\nsecret = true\n[[rule]]\nmatch = \"io.*\"\nrename = \"*\"\n");
        assert_eq!(member(&rules, "io.v1.Pod", "spec").secret, Some(true));
        assert_eq!(rules.settings(&schema(&"io.Pod")).rename.as_deref(), Some("Pod"));
    }

    #[test]
    fn operations_are_matched_by_id_and_by_method_and_path() {
        let rules = rules(
            "[[rule]]\nmatch = \"GET /users/*\"\nrename = \"one\"\n[[rule]]\nmatch = { operation = \"list*\" }\nrename = \"all\"\n[[rule]]\nmatch = \"/roles/*\"\nrename = \"role\"\n\
             [[rule]]\nmatch = { operation = \"* /users/**\", parameter = \"limit\" }\noptional = true\n",
        );
        let operation = |id: &'static str, method: &'static str, path: &'static str| {
            let names = Vec::leak(vec![id]);
            Subject { part: Part::Operation, route: Some((method, path)), names, ..schema(&"") }
        };
        let get = operation("getUser", "GET", "/users/{id}");
        assert_eq!(rules.settings(&get).rename.as_deref(), Some("one"));
        assert_eq!(rules.settings(&operation("listUsers", "GET", "/users")).rename.as_deref(), Some("all"));
        assert_eq!(rules.settings(&operation("setUser", "PUT", "/users/{id}")).rename, None);
        assert_eq!(rules.settings(&operation("a", "PUT", "/roles/{id}")).rename.as_deref(), Some("role"));
        let limit = |scope: &Subject<'_>| {
            rules
                .settings(&Subject { part: Part::Parameter, scope: Some(scope), ..schema(&"limit") })
                .optional
                .map(|(_, optional)| optional)
        };
        assert_eq!(limit(&get), Some(true));
        assert_eq!(limit(&operation("a", "GET", "/roles/{id}")), None);
    }

    #[test]
    fn contradictory_matches_are_refused() {
        for (table, expected) in [
            ("{ property = \"a\", operation = \"b\" }", "`property` and `operation` cannot be matched together"),
            ("{ parameter = \"a\", schema = \"b\" }", "`parameter` and `schema` cannot be matched together"),
            ("{}", "a rule must match something"),
            ("[]", "a rule must match something"),
            ("7", "invalid type: integer `7`"),
        ] {
            let (_, diagnostics) = super::super::parse(&format!("[[rule]]\nmatch = {table}\nomit = true\n"));
            let first = diagnostics.iter().next().expect("a diagnostic");
            assert!(first.message.contains(expected), "{table}: {}", first.message);
        }
    }
}
