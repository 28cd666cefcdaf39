//! Chooses an edit for each need. What an edit did not mend is widened further in the next round.

use super::draft::Draft;
use super::needs::{Key, Need, Of, needs};
use super::{calls, members, schemas, widen};
use crate::diag::Pointer;
use crate::verify::{Exactness, Finding, Kind};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The number of edits for each need so far.
#[derive(Default)]
pub(super) struct Attempts(HashMap<Key, usize>);

/// Edits the draft for all findings. Returns whether it has changed.
pub(super) fn round(draft: &mut Draft, findings: &[Finding], attempts: &mut Attempts) -> bool {
    let mut has_changed = false;
    for need in at_home(draft, needs(findings)) {
        let attempt = attempts.0.entry(need.key()).or_default();
        let level = *attempt;
        *attempt += 1;
        has_changed |= mend(draft, &need, level);
    }
    has_changed
}

/// Moves needs to the schemas that have to change: those behind references, unless only one of several uses deviates.
fn at_home(draft: &Draft, needs: Vec<Need>) -> Vec<Need> {
    let target = |need: &Need| draft.places().followed(&need.place);
    let mut uses: HashMap<(Pointer, Kind), HashSet<Pointer>> = HashMap::new();
    for need in needs.iter().filter(|need| need.of == Of::Schema) {
        uses.entry((target(need), need.kind)).or_default().insert(need.place.clone());
    }
    let mut moved: IndexMap<Key, Need> = IndexMap::new();
    for mut need in needs {
        if need.of == Of::Schema {
            let target = target(&need);
            let is_shared = uses.get(&(target.clone(), need.kind)).is_some_and(|uses| uses.len() > 1);
            if is_shared || !belongs_to_use(draft, &need, &target) {
                need.place = target;
            }
        }
        match moved.entry(need.key()) {
            indexmap::map::Entry::Occupied(mut known) => known.get_mut().absorb(&need),
            indexmap::map::Entry::Vacant(vacant) => drop(vacant.insert(need)),
        }
    }
    moved.into_values().collect()
}

/// Whether a need of a single use of a schema says something about the use: it has null, or another type than the objects or arrays that
/// the schema describes. A scalar of another type is an error of its schema.
fn belongs_to_use(draft: &Draft, need: &Need, target: &Pointer) -> bool {
    let says = |word: &str| draft.get(target, "type").is_some_and(|of| *of == *word);
    let has = |key: &str| draft.get(target, key).is_some();
    let is_composed = says("object") || says("array") || has("properties") || has("allOf") || has("items");
    match need.kind {
        Kind::UnexpectedNull => true,
        Kind::WrongType => is_composed,
        _ => false,
    }
}

fn mend(draft: &mut Draft, need: &Need, level: usize) -> bool {
    let why = need.why();
    match need.of {
        Of::Request => return calls::request(draft, need, &why),
        Of::Response => return calls::response(draft, need, &why),
        Of::Schema => {}
    }
    // A place around a schema that is not written anywhere.
    if need.exactness == Exactness::Around {
        return level < 2 && widen::to_any(draft, &need.place, &why) || enclosing(draft, need, level, &why);
    }
    match (need.kind, level) {
        (Kind::UnexpectedNull, 0) if schemas::add_null(draft, &need.place, &why) => true,
        (Kind::MissingRequired, 0) if members::make_optional(draft, need, &why) => true,
        (Kind::UndeclaredProperty, 0) if members::declare(draft, need, &why) => true,
        (Kind::UndeclaredProperty, 0..=1) if members::open(draft, &need.place, &why) => true,
        (Kind::NewValue, 0) if schemas::list(draft, need, &why) => true,
        (Kind::NewValue, 0..=1) if schemas::unlist(draft, &need.place, &why) => true,
        (Kind::WrongType, 0) if widen::widen(draft, need, &why) => true,
        (Kind::UnmatchedUnion, 0) if widen::add_variants(draft, need, &why) => true,
        (Kind::UnmatchedUnion, 0..=1) if widen::untag(draft, &need.place, &why) => true,
        (_, 0..=2) if widen::to_any(draft, &need.place, &why) => true,
        _ => enclosing(draft, need, level, &why),
    }
}

/// Widens the schema around one that could not be mended, one level further out for each attempt.
fn enclosing(draft: &mut Draft, need: &Need, level: usize, why: &str) -> bool {
    let outwards = std::iter::successors(need.place.parent(), Pointer::parent);
    let is_schema = |place: &Pointer| {
        let holder = place.parent().and_then(|parent| parent.last()).unwrap_or_default();
        let key = place.last().unwrap_or_default();
        let is_inside =
            matches!(holder.as_str(), "properties" | "patternProperties" | "oneOf" | "anyOf" | "allOf" | "schemas");
        is_inside || matches!(key.as_str(), "items" | "additionalProperties" | "schema")
    };
    let schemas: Vec<Pointer> = outwards.filter(is_schema).collect();
    let nth = schemas.get(level.saturating_sub(1)).or(schemas.last());
    nth.is_some_and(|place| draft.at(place).is_some_and(Value::is_object) && widen::to_any(draft, place, why))
}
