//! One way of matching for everything that can be configured per schema or per property.

use serde::Deserialize;
use std::cell::Cell;

/// What to do differently for the schemas or properties that a pattern matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// `Schema`, `Schema.property`, for a union `Schema.Variant`, or for an enum `Schema.value`. A `*` stands for any text.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The name in Rust, before casing. A `*` stands for what the pattern's `*` matched.
    #[serde(default)]
    pub rename: Option<String>,
    /// The property is not shown by `Debug` nor in errors.
    #[serde(default)]
    pub secret: Option<bool>,
    /// The property takes `null`, although the description does not say so.
    #[serde(default)]
    pub nullable: Option<bool>,
    /// The argument of a parameter in the path may be empty: the pattern is `operationId.parameter`. Without it, an empty one is
    /// refused, because it makes another path.
    #[serde(default)]
    pub allow_empty: Option<bool>,
    /// The property may be missing, although the description requires it.
    #[serde(default)]
    pub optional: Option<bool>,
    /// Whether the schema becomes one type with those that differ from it in nothing but their names. A type that has no
    /// schema of its own is matched by its name in Rust.
    #[serde(default)]
    pub equal_types: Option<EqualTypes>,
    /// Whether the rule ever matched.
    #[serde(skip)]
    used: Cell<bool>,
}

/// The rules of a configuration, in order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Rules(Vec<Rule>);

/// What the rules say about one schema or property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// The name in Rust, before casing.
    pub rename: Option<String>,
    /// Whether the property is secret.
    pub secret: Option<bool>,
    /// Whether the property takes `null`.
    pub nullable: Option<bool>,
    /// Whether the property may be missing.
    pub optional: Option<bool>,
}

impl Rule {
    /// What each `*` of the pattern stands for, if it matches.
    fn captures<'t>(&self, subject: &'t str) -> Option<Vec<&'t str>> {
        let dots = |text: &str| text.matches('.').count();
        // A pattern for schemas says nothing about their members: a `*` does not swallow a dot.
        captures(&self.pattern, subject).filter(|_| dots(&self.pattern) == dots(subject))
    }
}

impl Rules {
    /// What the rules say about a schema.
    pub fn schema(&self, name: &str) -> Matched {
        self.find(name)
    }

    /// What the rules say about a schema, or a type without one, that is equal to others.
    pub(crate) fn equal_types(&self, name: &str) -> Option<EqualTypes> {
        let applying = self.0.iter().filter(|rule| rule.equal_types.is_some() && rule.captures(name).is_some());
        applying.fold(None, |_, rule| {
            rule.used.set(true);
            rule.equal_types
        })
    }

    /// What the rules say about a property of an object, a variant of a union, or a value of an enum.
    pub fn member(&self, schema: &str, member: &str) -> Matched {
        self.find(&format!("{schema}.{member}"))
    }

    /// The positions of rules that never matched.
    pub fn unused(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, rule)| !rule.used.get())
            .map(|(index, rule)| (index, rule.pattern.as_str()))
    }

    /// What the rules say about a parameter of an operation. Only what is for parameters counts, so that a pattern for
    /// properties does not match by chance.
    pub fn allows_empty(&self, operation: &str, parameter: &str) -> bool {
        let subject = format!("{operation}.{parameter}");
        let applying = self.0.iter().filter(|rule| rule.allow_empty.is_some() && rule.captures(&subject).is_some());
        applying.fold(None, |_, rule| {
            rule.used.set(true);
            rule.allow_empty
        }) == Some(true)
    }

    fn find(&self, subject: &str) -> Matched {
        let mut matched = Matched::default();
        for rule in &self.0 {
            let Some(captures) = rule.captures(subject) else { continue };
            rule.used.set(true);
            if let Some(template) = &rule.rename {
                matched.rename = Some(filled(template, &captures));
            }
            matched.secret = rule.secret.or(matched.secret);
            matched.nullable = rule.nullable.or(matched.nullable);
            matched.optional = rule.optional.or(matched.optional);
        }
        matched
    }
}

/// What each `*` of a pattern stands for in a text that matches, each as short as possible.
pub(super) fn captures<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let Some((literal, rest)) = pattern.split_once('*') else {
        return (pattern == text).then(Vec::new);
    };
    let text = text.strip_prefix(literal)?;
    if rest.is_empty() {
        return Some(vec![text]);
    }
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for end in ends {
        if let Some(mut more) = captures(rest, &text[end..]) {
            more.insert(0, &text[..end]);
            return Some(more);
        }
    }
    None
}

/// A template with each `*` replaced by what the pattern's `*` of the same position matched; the last one repeats.
fn filled(template: &str, captures: &[&str]) -> String {
    let mut out = String::new();
    for (index, literal) in template.split('*').enumerate() {
        if index > 0 {
            // The last `*` of a member pattern is the one that names the member.
            let from_end = template.matches('*').count() - index;
            let capture = captures.len().checked_sub(from_end + 1).and_then(|at| captures.get(at));
            out.push_str(capture.copied().unwrap_or_default());
        }
        out.push_str(literal);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Rules {
        let (config, diagnostics) = super::super::parse(text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        config.rules
    }

    #[test]
    fn a_star_is_carried_into_the_new_name() {
        let rules = rules("[[rule]]\nmatch = \"LogStream*ResponseSchema\"\nrename = \"*LogStream\"\n");
        assert_eq!(rules.schema("LogStreamHttpResponseSchema").rename.as_deref(), Some("HttpLogStream"));
        assert_eq!(rules.schema("LogStreamResponseSchema").rename.as_deref(), Some("LogStream"));
        assert_eq!(rules.schema("Other").rename, None);
    }

    #[test]
    fn a_later_rule_overrides_and_a_schema_rule_leaves_members_alone() {
        let rules = rules(
            "[[rule]]\nmatch = \"*.token\"\nsecret = true\n[[rule]]\nmatch = \"A.token\"\nsecret = false\n\
             [[rule]]\nmatch = \"A*\"\nrename = \"B*\"\n[[rule]]\nmatch = \"A.x*\"\nrename = \"y*\"\n[[rule]]\nmatch = \"Z\"\nsecret = true\n",
        );
        assert_eq!(rules.member("A", "token"), Matched { secret: Some(false), ..Matched::default() });
        assert_eq!(rules.member("B", "token").secret, Some(true));
        assert_eq!(rules.member("A", "x1").rename.as_deref(), Some("y1"));
        assert_eq!(rules.schema("Abc").rename.as_deref(), Some("Bbc"));
        assert_eq!(rules.unused().collect::<Vec<_>>(), [(4, "Z")]);
    }

    #[test]
    fn a_property_may_be_missing_by_rule() {
        let rules =
            rules("[[rule]]\nmatch = \"Zone.*\"\noptional = true\n[[rule]]\nmatch = \"Zone.id\"\noptional = false\n");
        assert_eq!(rules.member("Zone", "serial").optional, Some(true));
        assert_eq!(rules.member("Zone", "id").optional, Some(false));
    }
}

/// What becomes of types that differ in nothing but their names.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum EqualTypes {
    /// They are one type, and the names of the others are further names of it, unless they are equal by chance.
    #[default]
    Unite,
    /// Each is a type of its own.
    Apart,
}
