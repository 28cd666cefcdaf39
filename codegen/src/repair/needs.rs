//! Adds up deviations by the place in the description that they need to change.

use crate::diag::Pointer;
use crate::text::Line;
use crate::verify::{Base, Exactness, Finding, Inferred, Kind, Listed, Part};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The maximum number of counts in a reason.
const MAX_COUNTS: usize = 3;

/// A change that the description needs.
pub(super) struct Need {
    pub(super) kind: Kind,
    /// The place to change.
    pub(super) place: Pointer,
    pub(super) exactness: Exactness,
    /// Whether the place is a schema of a value, instead of a part of an operation.
    pub(super) of: Of,
    /// The property, parameter, status or media type.
    pub(super) name: Option<String>,
    pub(super) values: Inferred,
    pub(super) listed: Listed,
    /// The number of deviating examples.
    examples: usize,
    /// The figures of the traffic, `37 of 40 responses of GET /messages`, with the path of the value.
    counts: Vec<(String, String)>,
    found: BTreeSet<String>,
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Of {
    /// The schema of a value.
    Schema,
    /// A part of an operation in a request.
    Request,
    /// A part of an operation in a response.
    Response,
}

/// The key of a need.
pub(super) type Key = (Pointer, Kind, Option<String>, Of);

/// Adds up findings. The order is that of the findings.
pub(super) fn needs(findings: &[Finding]) -> Vec<Need> {
    let mut needs: IndexMap<Key, Need> = IndexMap::new();
    for finding in findings {
        let evidence = &finding.evidence;
        let of = Of::subject(finding);
        let has_name = matches!(finding.kind, Kind::UndeclaredProperty | Kind::MissingRequired) || of != Of::Schema;
        let name = finding.name.clone().filter(|_| has_name);
        let key = (evidence.place.clone(), finding.kind, name.clone(), of);
        let need = needs.entry(key).or_insert_with(|| Need {
            kind: finding.kind,
            place: evidence.place.clone(),
            exactness: evidence.exactness,
            of,
            name,
            values: Inferred::default(),
            listed: Listed::All(Vec::new()),
            examples: 0,
            counts: Vec::new(),
            found: BTreeSet::new(),
        });
        need.values.absorb(&evidence.values);
        need.listed.absorb(&evidence.listed);
        need.found.extend(finding.found.keys().cloned());
        match finding.part {
            Part::Example => need.examples += finding.count,
            Part::Request | Part::Response => need.counts.push((finding.counted(), finding.path.clone())),
        }
    }
    needs.into_values().collect()
}

impl Need {
    /// Whether no schema accepts the values.
    pub(super) fn is_hopeless(&self) -> bool {
        self.kind == Kind::WrongType && self.values.types().is_empty()
    }

    pub(super) fn key(&self) -> Key {
        (self.place.clone(), self.kind, self.name.clone(), self.of)
    }

    /// Adds a need of the same kind at another place that leads to the same schema.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.values.absorb(&other.values);
        self.listed.absorb(&other.listed);
        self.found.extend(other.found.iter().cloned());
        self.examples += other.examples;
        self.counts.extend(other.counts.iter().cloned());
    }

    /// The evidence, for readers of the overlay: `null in 37 of 40 responses of GET /messages`.
    pub(super) fn why(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default();
        let found = || self.found.iter().cloned().collect::<Vec<_>>().join(" or ");
        let what = match self.kind {
            Kind::UndeclaredProperty => format!("{name:?} ({}) is not declared, but is", found()),
            Kind::MissingRequired => format!("{name:?} is required, but is missing"),
            Kind::UnexpectedNull => "null".to_owned(),
            Kind::WrongType => found(),
            Kind::NewValue => "a value that is not listed".to_owned(),
            Kind::UnmatchedUnion => format!("a value that matches no variant ({})", found()),
            Kind::UndeclaredParameter => format!("the query parameter {name:?} is not declared, but is"),
            Kind::UndeclaredHeader => format!("the header {name:?} is not declared, but is"),
            Kind::UndeclaredStatus | Kind::UndeclaredMediaType | Kind::UnknownPath => {
                format!("{name} is not declared, but is")
            }
        };
        let each = self.counts.iter().take(MAX_COUNTS);
        let mut counts: Vec<String> = match self.counts.as_slice() {
            [(only, _)] => vec![only.clone()],
            _ => each.map(|(count, path)| format!("{count} ({path})")).collect(),
        };
        match self.counts.len().saturating_sub(MAX_COUNTS) {
            0 => {}
            more => counts.push(format!("{more} other places")),
        }
        match self.examples {
            0 => {}
            1 => counts.push("1 example".to_owned()),
            several => counts.push(format!("{several} examples")),
        }
        Line::new(format!("{what} in {}", counts.join(" and "))).into_string()
    }
}

impl Of {
    fn subject(finding: &Finding) -> Self {
        let is_value = match finding.kind {
            Kind::UndeclaredStatus
            | Kind::UndeclaredMediaType
            | Kind::UnknownPath
            | Kind::UndeclaredParameter
            | Kind::UndeclaredHeader => false,
            Kind::MissingRequired => matches!(finding.evidence.site.base, Base::Type(_)),
            _ => true,
        };
        match finding.part {
            _ if is_value => Self::Schema,
            Part::Response => Self::Response,
            Part::Request | Part::Example => Self::Request,
        }
    }
}

impl Listed {
    fn absorb(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::All(values), Self::All(others)) => {
                let new: Vec<_> = others.iter().filter(|value| !values.contains(value)).cloned().collect();
                values.extend(new);
            }
            _ => *self = Self::Unlisted,
        }
    }
}
