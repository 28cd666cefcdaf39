//! The patterns of rules: names, methods with paths, and places.

use super::glob::{captures, loosely, segments};
use super::part::Part;
use crate::diag::Pointer;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::cell::Cell;
use std::fmt;

/// Patterns: one text or a list of texts. In a name, `*` matches any text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patterns(pub(crate) Vec<String>);

/// What a rule matches, as a table.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MatchTable {
    /// Schemas: the name of a component, the Rust name of any type, or a JSON pointer.
    pub schema: Patterns,
    /// Properties, of all objects or of those that `schema` matches.
    pub property: Patterns,
    /// Values of enums, of all enums or of those that `schema` matches.
    pub value: Patterns,
    /// Variants of unions by their schema, of all unions or of those that `schema` matches.
    pub variant: Patterns,
    /// Operations: the operationId, the Rust name (unless it is the operationId of another), a method and a path such as `GET /users/*`, or a JSON pointer.
    pub operation: Patterns,
    /// Parameters, of all operations or of those that `operation` matches.
    pub parameter: Patterns,
    /// Groups of operations: a tag, or tags separated by dots for a nested group.
    pub group: Patterns,
    /// The same as `group`.
    pub tag: Patterns,
}

/// What a rule matches.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    texts: Vec<Text>,
    alternatives: Vec<Alternative>,
}

/// A pattern, as written.
#[derive(Clone, Debug)]
struct Text {
    written: String,
    /// Whether it has matched anything.
    used: Cell<bool>,
    /// Whether it may match components by their Rust names, because it matches none by its name in the description.
    by_rust_name: Cell<bool>,
}

/// One way to match.
#[derive(Clone, Debug)]
struct Alternative {
    /// The position of its text.
    text: usize,
    parts: &'static [Part],
    /// The owner of the part.
    scope: Option<Pattern>,
    own: Pattern,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pattern {
    /// A name.
    Name(String),
    /// A method and a path.
    Route(String, String),
    /// A JSON pointer.
    Place(String),
}

/// A part of an API as rules match it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) part: Part,
    /// Its names in the description.
    pub(crate) names: &'a [&'a str],
    /// Its Rust names, where they are known.
    pub(crate) rust: &'a [String],
    pub(crate) pointer: Option<&'a Pointer>,
    /// Its method and path.
    pub(crate) route: Option<(&'a str, &'a str)>,
    /// Its owner.
    pub(crate) scope: Option<&'a Subject<'a>>,
}

/// The ways to read a text with dots: as a member, or as a schema whose name has a dot.
const DOTTED: &[Part] = &[Part::Property, Part::Value, Part::Variant];

impl Pattern {
    fn of(text: &str) -> Self {
        if text.starts_with('#') || text.contains("#/") {
            return Self::Place(text.to_owned());
        }
        if let Some((method, path)) = text.split_once(' ')
            && path.trim_start().starts_with('/')
        {
            return Self::Route(method.to_ascii_uppercase(), path.trim_start().to_owned());
        }
        if text.starts_with('/') {
            return Self::Route("*".to_owned(), text.to_owned());
        }
        // A full path, as printed by `bindery list`.
        let inside = ["types::", "operations::"].iter().find_map(|module| text.split_once(module));
        Self::Name(inside.map_or(text, |(_, name)| name).to_owned())
    }

    /// What each `*` matched.
    fn captures(&self, subject: &Subject<'_>, by_rust_name: bool) -> Option<Vec<String>> {
        let owned = |captured: Vec<&str>| captured.into_iter().map(str::to_owned).collect();
        match self {
            Self::Name(pattern) => {
                let found = subject.names.iter().find_map(|name| captures(pattern, name));
                let mut rust = subject.rust.iter().filter(|_| by_rust_name || subject.names.is_empty());
                let found = found.or_else(|| rust.find_map(|name| captures(pattern, name))).map(owned);
                let mut groups = subject.names.iter().filter(|_| subject.part == Part::Group);
                found.or_else(|| groups.find_map(|name| loosely(pattern, name)))
            }
            Self::Route(method, path) => {
                let (own_method, own_path) = subject.route?;
                (method == "*" || method == own_method).then_some(())?;
                segments(path, own_path).map(owned)
            }
            Self::Place(pattern) => {
                let place = subject.pointer?.to_string();
                segments(pattern, &place).map(owned)
            }
        }
    }

    fn matches_all(&self) -> bool {
        matches!(self, Self::Name(name) if name == "*")
    }
}

impl Matcher {
    fn add(&mut self, written: &str, ways: Vec<(&'static [Part], Option<Pattern>, Pattern)>) {
        let text = self.texts.len();
        let written = written.to_owned();
        self.texts.push(Text { written, used: Cell::new(false), by_rust_name: Cell::new(false) });
        self.alternatives.extend(ways.into_iter().map(|(parts, scope, own)| Alternative {
            text,
            parts,
            scope: scope.filter(|scope| !scope.matches_all()),
            own,
        }));
    }

    /// The short form: `Schema`, `Schema.member`, `GET /path`, or a JSON pointer.
    fn add_short(&mut self, text: &str) {
        let own = Pattern::of(text);
        let ways = match &own {
            Pattern::Place(_) => vec![(&Part::ALL[..], None, own)],
            Pattern::Route(..) => vec![(&[Part::Operation][..], None, own)],
            Pattern::Name(name) => {
                // Names may contain dots, so try all ways to divide the text.
                let members = name
                    .match_indices('.')
                    .map(|(at, _)| (DOTTED, Some(Pattern::of(&name[..at])), Pattern::Name(name[at + 1..].to_owned())));
                let members: Vec<_> = members.collect();
                std::iter::once((&[Part::Schema][..], None, own)).chain(members).collect()
            }
        };
        self.add(text, ways);
    }

    fn of_table(table: &MatchTable) -> Result<Self, String> {
        let groups = Patterns(table.group.0.iter().chain(&table.tag.0).cloned().collect());
        let keys = [
            ("property", &table.property, &[Part::Property][..], "schema", &table.schema),
            ("value", &table.value, &[Part::Value][..], "schema", &table.schema),
            ("variant", &table.variant, &[Part::Variant][..], "schema", &table.schema),
            ("parameter", &table.parameter, &[Part::Parameter][..], "operation", &table.operation),
            ("operation", &table.operation, &[Part::Operation][..], "group", &groups),
            ("schema", &table.schema, &[Part::Schema][..], "", &Patterns(Vec::new())),
            ("group", &groups, &[Part::Group][..], "", &Patterns(Vec::new())),
        ];
        let given = |name: &str| keys.iter().any(|(key, patterns, ..)| *key == name && !patterns.0.is_empty());
        let Some((key, patterns, parts, scope, scopes)) = keys.into_iter().find(|(key, ..)| given(key)) else {
            return Err("a rule must match something".to_owned());
        };
        if let Some((other, ..)) = keys.iter().find(|(other, ..)| given(other) && *other != key && *other != scope) {
            return Err(format!("`{key}` and `{other}` cannot be matched together"));
        }
        let mut matcher = Self::default();
        for written in &patterns.0 {
            let scopes: Vec<Option<Pattern>> = match scopes.0.as_slice() {
                [] => vec![None],
                some => some.iter().map(|scope| Some(Pattern::of(scope))).collect(),
            };
            let ways = scopes.into_iter().map(|scope| (parts, scope, Pattern::of(written))).collect();
            matcher.add(written, ways);
        }
        Ok(matcher)
    }

    /// What each `*` matched, those of the owner first; `None` if nothing matches.
    pub(super) fn captures(&self, subject: &Subject<'_>) -> Option<Vec<String>> {
        let found = self.alternatives.iter().filter_map(|way| {
            let captured = self.captures_of(way, subject)?;
            self.texts[way.text].used.set(true);
            Some(captured)
        });
        // Mark each matching text, although the first one decides.
        found.fold(None, |first, captured| first.or(Some(captured)))
    }

    fn captures_of(&self, way: &Alternative, subject: &Subject<'_>) -> Option<Vec<String>> {
        if !way.parts.contains(&subject.part) {
            return None;
        }
        let by_rust_name = self.texts[way.text].by_rust_name.get();
        let mut captured = match &way.scope {
            Some(scope) => scope.captures(subject.scope?, by_rust_name)?,
            None => Vec::new(),
        };
        captured.extend(way.own.captures(subject, by_rust_name)?);
        Some(captured)
    }

    /// Whether a pattern of a schema, an operation or an owner matches a Rust name.
    pub(super) fn names(&self, part: Part, subject: &Subject<'_>) -> bool {
        self.alternatives.iter().any(|way| {
            let pattern = if way.parts.contains(&part) { Some(&way.own) } else { way.scope.as_ref() };
            let text = &self.texts[way.text];
            // A pattern that matched a name of the description matches no Rust names.
            pattern.is_some_and(|pattern| pattern.captures(subject, !text.used.get()).is_some())
        })
    }

    /// Forgets what was matched.
    pub(super) fn reset(&self) {
        self.texts.iter().for_each(|text| {
            text.used.set(false);
            text.by_rust_name.set(false);
        });
    }

    /// Lets patterns that have matched nothing match by Rust names, and forgets what was matched.
    pub(super) fn widen(&self) {
        self.texts.iter().for_each(|text| {
            text.by_rust_name.set(text.by_rust_name.get() || !text.used.get());
            text.used.set(false);
        });
    }

    /// The patterns that have matched nothing, each with those of what it belongs to.
    pub(super) fn unused(&self) -> impl Iterator<Item = (&str, Vec<(Part, &str)>)> {
        let texts = self.texts.iter().enumerate().filter(|(_, text)| !text.used.get());
        texts.map(|(index, text)| {
            let ways = self.alternatives.iter().filter(move |way| way.text == index);
            let scopes = ways.filter_map(|way| match (way.scope.as_ref()?, way.parts.first()?.scope()?) {
                (Pattern::Name(name), part) => Some((part, name.as_str())),
                (Pattern::Route(..) | Pattern::Place(_), _) => None,
            });
            (text.written.as_str(), scopes.collect())
        })
    }

    /// The parts that it can match.
    pub(crate) fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = self.alternatives.iter().flat_map(|way| way.parts.iter().copied()).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    /// The patterns, as written.
    pub(crate) fn written(&self) -> Vec<&str> {
        self.texts.iter().map(|text| text.written.as_str()).collect()
    }

    /// Whether it matches the same things as another one.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let ways = |matcher: &Self| {
            let ways = matcher.alternatives.iter();
            ways.map(|way| (way.parts, way.scope.clone(), way.own.clone())).collect::<Vec<_>>()
        };
        ways(self) == ways(other)
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Patterns;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a pattern, or a list of patterns")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Patterns, E> {
                Ok(Patterns(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Patterns, A::Error> {
                let mut texts = Vec::new();
                while let Some(text) = list.next_element()? {
                    texts.push(text);
                }
                Ok(Patterns(texts))
            }
        }
        deserializer.deserialize_any(Texts)
    }
}

impl<'de> Deserialize<'de> for Matcher {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = Matcher;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter
                    .write_str("a pattern, a list of patterns, or a table such as `{ operation = \"GET /users/*\" }`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Matcher, E> {
                let mut matcher = Matcher::default();
                matcher.add_short(text);
                Ok(matcher)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Matcher, A::Error> {
                let mut matcher = Matcher::default();
                while let Some(text) = list.next_element::<String>()? {
                    matcher.add_short(&text);
                }
                if matcher.texts.is_empty() {
                    return Err(A::Error::custom("a rule must match something"));
                }
                Ok(matcher)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Matcher, A::Error> {
                let table = MatchTable::deserialize(MapAccessDeserializer::new(map))?;
                Matcher::of_table(&table).map_err(A::Error::custom)
            }
        }
        deserializer.deserialize_any(Forms)
    }
}
