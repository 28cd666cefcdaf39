//! Chooses an edit for each need. What an edit did not mend is widened further in the next round.

use super::draft::Draft;
use super::needs::{Key, Need, Of, needs};
use super::{calls, forms, members, schemas, widen};
use crate::diag::Pointer;
use crate::verify::{Exactness, Finding, Kind};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The edits for each need so far.
#[derive(Default)]
pub(super) struct Attempts(HashMap<Key, Attempt>);

#[derive(Default)]
struct Attempt {
    level: usize,
    /// Variants that a union got and that did not help.
    variants: Vec<Value>,
}

/// Edits the draft for all findings. Returns whether it has changed.
pub(super) fn round(draft: &mut Draft, findings: &[Finding], attempts: &mut Attempts) -> bool {
    let mut needs = at_home(draft, needs(findings));
    needs.retain(|need| !need.is_hopeless());
    // Other values are added to the schema itself, and other types beside it.
    needs.sort_by_key(|need| matches!(need.kind, Kind::WrongType | Kind::UnmatchedUnion));
    let mut edited = HashSet::new();
    for need in needs {
        let attempt = attempts.0.entry(need.key()).or_default();
        let why = need.why();
        let is_mended = match need.of {
            Of::Request => calls::request(draft, &need, &why),
            Of::Response => calls::response(draft, &need, &why),
            Of::Schema if narrow(draft, &need, attempt, &why) => true,
            // Another edit of the same schema may be enough.
            Of::Schema if edited.contains(&need.place) => continue,
            Of::Schema => widely(draft, &need, attempt.level, &why),
        };
        attempt.level += 1;
        if is_mended {
            edited.insert(need.place);
        }
    }
    !edited.is_empty()
}

/// Returns the findings that edits of schemas did not mend.
pub(super) fn in_vain(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let is_in_vain = |finding: &&Finding| {
        let needs = needs(std::slice::from_ref(*finding));
        needs.iter().any(|need| need.of == Of::Schema && !need.is_hopeless())
    };
    findings.iter().filter(is_in_vain)
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

/// Makes the edit that keeps most of the types.
fn narrow(draft: &mut Draft, need: &Need, attempt: &mut Attempt, why: &str) -> bool {
    if let Some(is_mended) = forms::edit(draft, need, why) {
        return is_mended;
    }
    // A place around a schema that is not written anywhere.
    if need.exactness == Exactness::Around {
        return false;
    }
    let place = &need.place;
    match (need.kind, attempt.level) {
        (Kind::UnexpectedNull, 0) => schemas::add_null(draft, place, why),
        (Kind::MissingRequired, 0) => members::make_optional(draft, need, why),
        (Kind::UndeclaredProperty, 0) => members::declare(draft, need, why) || members::open(draft, place, why),
        (Kind::UndeclaredProperty, 1) => members::open(draft, place, why),
        (Kind::NewValue, 0) => schemas::list(draft, need, why) || schemas::unlist(draft, place, why),
        (Kind::NewValue, 1) => schemas::unlist(draft, place, why),
        (Kind::WrongType, 0) => widen::widen(draft, need, why),
        (Kind::UnmatchedUnion, level @ 0..=1) => {
            // Those of other types did help.
            let is_in_vain = |variant: &Value| need.values.types().iter().any(|name| variant["type"] == *name);
            let added: Vec<Value> = attempt.variants.iter().filter(|variant| is_in_vain(variant)).cloned().collect();
            widen::drop_variants(draft, place, &added, why);
            let variants = if level == 0 { widen::variants(draft, need) } else { widen::open_variants(draft, need) };
            // A tag may be what keeps a variant from being chosen.
            let is_tagged = level == 1 && widen::untag(draft, place, why);
            attempt.variants = widen::add_variants(draft, place, variants, why);
            is_tagged || !attempt.variants.is_empty()
        }
        _ => false,
    }
}

/// Makes a schema accept any value; if that is not enough, the one around it.
fn widely(draft: &mut Draft, need: &Need, level: usize, why: &str) -> bool {
    level < 4 && widen::to_any(draft, &need.place, why) || enclosing(draft, need, level, why)
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
