//! `[[rule]]`: settings for schemas and properties, selected by patterns.

use serde::Deserialize;
use std::cell::Cell;

/// Settings for the schemas or properties that a pattern matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// `Schema`, `Schema.property`, `Schema.Variant` of a union, or `Schema.value` of an enum; `*` matches any text.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The Rust name, before casing. A `*` is replaced by what the pattern's `*` matched.
    #[serde(default)]
    pub rename: Option<String>,
    /// Hide the property in `Debug` output and errors.
    #[serde(default)]
    pub secret: Option<bool>,
    /// Allow `null` for the property, although the description does not.
    #[serde(default)]
    pub nullable: Option<bool>,
    /// Allow an empty argument for a path parameter; the pattern is `operationId.parameter`. By default, an empty
    /// argument is rejected, since it would change the path.
    #[serde(default)]
    pub allow_empty: Option<bool>,
    /// Allow the property to be missing, although the description requires it.
    #[serde(default)]
    pub optional: Option<bool>,
    /// Whether to merge the type with types that are equal except for their names. A type without a named schema is
    /// matched by its Rust name.
    #[serde(default)]
    pub equal_types: Option<EqualTypes>,
    /// Whether the rule has matched anything.
    #[serde(skip)]
    used: Cell<bool>,
}

/// The rules of a configuration, in order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Rules(Vec<Rule>);

/// The merged settings for one schema or property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matched {
    /// The Rust name, before casing.
    pub(crate) rename: Option<String>,
    /// Whether the property is secret.
    pub(crate) secret: Option<bool>,
    /// Whether the property takes `null`.
    pub(crate) nullable: Option<bool>,
    /// Whether the property may be missing.
    pub(crate) optional: Option<bool>,
}

impl Rule {
    /// What each `*` of the pattern matched; `None` if the pattern does not match.
    fn captures<'t>(&self, subject: &'t str) -> Option<Vec<&'t str>> {
        let dots = |text: &str| text.matches('.').count();
        // A pattern without a dot is for schemas only: a `*` does not match a dot.
        captures(&self.pattern, subject).filter(|_| dots(&self.pattern) == dots(subject))
    }
}

impl Rules {
    /// The settings for a schema.
    pub(crate) fn schema(&self, name: &str) -> Matched {
        self.find(name)
    }

    /// The setting for a schema, or for a type without one, that is equal to others.
    pub(crate) fn equal_types(&self, name: &str) -> Option<EqualTypes> {
        let applying = self.0.iter().filter(|rule| rule.equal_types.is_some() && rule.captures(name).is_some());
        applying.fold(None, |_, rule| {
            rule.used.set(true);
            rule.equal_types
        })
    }

    /// The settings for a property of an object, a variant of a union, or a value of an enum.
    pub(crate) fn member(&self, schema: &str, member: &str) -> Matched {
        self.find(&format!("{schema}.{member}"))
    }

    /// The positions of rules that never matched.
    pub(crate) fn unused(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0
            .iter()
            .enumerate()
            .filter(|(_, rule)| !rule.used.get())
            .map(|(index, rule)| (index, rule.pattern.as_str()))
    }

    /// What the rules say about a parameter of an operation. Only what is for parameters counts, so that a pattern for
    /// properties does not match by chance.
    pub(crate) fn allows_empty(&self, operation: &str, parameter: &str) -> bool {
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

/// What each `*` of a pattern matches in a text, as short as possible; `None` if the pattern does not match.
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

/// Replaces each `*` of a template with what the pattern's `*` at the same position, counted from the end, matched.
fn filled(template: &str, captures: &[&str]) -> String {
    let mut out = String::new();
    for (index, literal) in template.split('*').enumerate() {
        if index > 0 {
            // The last `*` of a member pattern is the one that matches the member.
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
    fn a_star_is_replaced_by_what_it_matched() {
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
    fn a_rule_makes_a_property_optional() {
        let rules =
            rules("[[rule]]\nmatch = \"Zone.*\"\noptional = true\n[[rule]]\nmatch = \"Zone.id\"\noptional = false\n");
        assert_eq!(rules.member("Zone", "serial").optional, Some(true));
        assert_eq!(rules.member("Zone", "id").optional, Some(false));
    }
}

/// What to do with types that are equal except for their names.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum EqualTypes {
    /// Merge them: one type, with the other names as aliases, unless they are equal by coincidence.
    #[default]
    Unite,
    /// Keep each as a type of its own.
    Apart,
}
