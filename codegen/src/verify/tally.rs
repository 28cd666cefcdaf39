//! Counts deviations by kind and place.

use super::infer::Inferred;
use super::model::{Base, Evidence, Finding, Found, Kind, Listed, Masked, Origin, Part, Remedy, Site};
use super::places::Places;
use super::redact::{is_plain, redacted};
use super::side::Checked;
use crate::api::{Api, TypeId};
use crate::diag::Pointer;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The maximum number of operations that a finding names.
const MAX_OPERATIONS: usize = 20;
/// The maximum number of findings in a report.
const MAX_FINDINGS: usize = 20_000;
/// The maximum number of values that an enum gets from traffic. With more, it is none.
const MAX_LISTED: usize = 64;

/// The deviations of many messages.
pub(super) struct Tally<'a> {
    api: &'a Api,
    places: &'a Places<'a>,
    findings: IndexMap<Key, Finding>,
    types: HashMap<(Part, TypeId), usize>,
    known: HashMap<(Part, Pointer), usize>,
}

type Key = (Kind, Part, Site, Option<String>);

impl<'a> Tally<'a> {
    pub(super) fn new(api: &'a Api, places: &'a Places<'a>) -> Self {
        Self { api, places, findings: IndexMap::new(), types: HashMap::new(), known: HashMap::new() }
    }

    /// Adds the findings of a message.
    pub(super) fn add(&mut self, checked: Checked, operation: &str, origin: Option<&Origin>) {
        let Checked { part, found, types, places } = checked;
        types.into_iter().for_each(|id| *self.types.entry((part, id)).or_default() += 1);
        places.into_iter().for_each(|place| *self.known.entry((part, place)).or_default() += 1);
        let mut counted = BTreeSet::new();
        for found in found {
            if let Some(index) = self.one(part, found, operation, origin) {
                counted.insert(index);
            }
        }
        for index in counted {
            if let Some((_, finding)) = self.findings.get_index_mut(index) {
                finding.count += 1;
            }
        }
    }

    fn one(&mut self, part: Part, found: Found, operation: &str, origin: Option<&Origin>) -> Option<usize> {
        let Found { kind, site, path, name, expected, found, value, secrecy, schema, evidence, remedy } = found;
        let key = (kind, part, site.clone(), name.clone());
        if self.findings.len() >= MAX_FINDINGS && !self.findings.contains_key(&key) {
            return None;
        }
        let (api, places) = (self.api, self.places);
        let entry = self.findings.entry(key);
        let index = entry.index();
        let finding = entry.or_insert_with(|| Finding {
            kind,
            part,
            pointer: places.of(&site, api).0,
            evidence: begun(schema.unwrap_or_else(|| site.clone()), api, places),
            site,
            path,
            name,
            expected,
            found: BTreeMap::new(),
            count: 0,
            of: 0,
            operations: BTreeSet::new(),
            origin: origin.cloned(),
            sample: None,
        });
        *finding.found.entry(found).or_default() += 1;
        if finding.operations.len() < MAX_OPERATIONS {
            finding.operations.insert(operation.to_owned());
        }
        if remedy == Remedy::Bytes {
            finding.evidence.values.add_bytes();
        }
        if let Some(value) = evidence.as_ref().or(value.as_ref()).filter(|_| remedy == Remedy::Schema) {
            finding.evidence.add(value, secrecy);
        }
        if let Some(value) = value.filter(|_| finding.sample.is_none()) {
            finding.sample = Some(redacted(&value, secrecy));
        }
        Some(index)
    }

    /// Returns all findings, ordered by place.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::with_capacity(self.findings.len());
        for (_, mut finding) in self.findings {
            let of = match &finding.site.base {
                Base::Type(id) => self.types.get(&(finding.part, *id)),
                Base::Place(place) => {
                    // Messages are counted for places that may contain the place of the deviation.
                    let around = std::iter::successors(Some(place.clone()), Pointer::parent);
                    around.into_iter().find_map(|place| self.known.get(&(finding.part, place)))
                }
            };
            finding.of = of.copied().unwrap_or(finding.count).max(finding.count);
            findings.push(finding);
        }
        findings.sort_by(|left, right| {
            (&left.pointer, left.kind, &left.name, left.part).cmp(&(
                &right.pointer,
                right.kind,
                &right.name,
                right.part,
            ))
        });
        findings
    }
}

fn begun(site: Site, api: &Api, places: &Places<'_>) -> Evidence {
    let (place, exactness) = places.of(&site, api);
    Evidence { site, place, exactness, values: Inferred::default(), listed: Listed::All(Vec::new()) }
}

impl Evidence {
    /// Adds a value. Only values that a report shows as they are can be listed.
    fn add(&mut self, value: &Value, secrecy: Masked) {
        self.values.add(value);
        let Listed::All(listed) = &mut self.listed else { return };
        let is_listable = !value.is_array() && !value.is_object() && is_plain(value, secrecy);
        if is_listable && listed.contains(value) {
            return;
        }
        match is_listable && listed.len() < MAX_LISTED {
            true => listed.push(value.clone()),
            false => self.listed = Listed::Unlisted,
        }
    }
}
