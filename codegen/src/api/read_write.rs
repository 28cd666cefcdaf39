//! Splits schemas with `readOnly` properties into a type for responses and one for requests.
//!
//! A required `readOnly` property belongs to responses, not to requests. A type that is both sent and received and has such a property is
//! split in two: the type itself is received, and `...Input` is sent. Types that contain a split type are split as well; all others are
//! not.

use super::{Api, Definition, Kind, NameParts, Type, TypeId, Use};
use std::collections::{HashMap, HashSet};

/// The suffix of the types that are sent.
const SENT: &str = "Input";

/// The docs of such a type.
const WITHOUT: &str = "The type for requests, without the properties that the server sets.";

/// Splits the types that need it.
pub(super) fn split(api: &mut Api) {
    if !api.types.iter().any(is_set_by_server) {
        return;
    }
    let sent = reach(api, roots(api, Use::Sent));
    let received = reach(api, roots(api, Use::Received));
    let both: HashSet<TypeId> = sent.intersection(&received).copied().collect();
    let views = add_views(api, &differing(api, &both));
    if views.is_empty() {
        return;
    }
    let mut to_view = |id: &mut TypeId| {
        if let Some(view) = views.get(id) {
            *id = *view;
        }
    };
    let mut visit = |of: &mut Type| of.each_named(&mut to_view);
    let only_sent = sent.difference(&both).chain(views.values());
    for id in only_sent {
        api.types[id.0].kind.each_part_mut(&mut visit);
    }
    api.each_use_mut(&mut |way, of| {
        if way == Use::Sent {
            visit(of);
        }
    });
}

/// Adds the type to send for each split type, without `readOnly` properties.
fn add_views(api: &mut Api, differing: &HashSet<TypeId>) -> HashMap<TypeId, TypeId> {
    let mut order: Vec<TypeId> = differing.iter().copied().collect();
    order.sort_unstable();
    let mut views = HashMap::new();
    for id in order {
        let mut view = api.definition(id).clone();
        view.name = NameParts::Inside(id, vec![SENT.to_owned()]);
        view.wishes.former.clear();
        view.docs.text = Some(match view.docs.text.take() {
            Some(text) => format!("{text}\n\n{WITHOUT}"),
            None => WITHOUT.to_owned(),
        });
        if let Kind::Object { properties, .. } = &mut view.kind {
            properties.retain(|property| !property.read_only || property.constant.is_some());
        }
        views.insert(id, TypeId(api.types.len()));
        api.types.push(view);
    }
    views
}

/// The types that have a required `readOnly` property, and those that contain one of them.
fn differing(api: &Api, both: &HashSet<TypeId>) -> HashSet<TypeId> {
    let mut found: HashSet<TypeId> = both.iter().copied().filter(|id| is_set_by_server(api.definition(*id))).collect();
    loop {
        let holders: Vec<TypeId> = both
            .iter()
            .copied()
            .filter(|id| !found.contains(id) && held(api.definition(*id)).iter().any(|held| found.contains(held)))
            .collect();
        if holders.is_empty() {
            return found;
        }
        found.extend(holders);
    }
}

fn is_set_by_server(definition: &Definition) -> bool {
    let Kind::Object { properties, .. } = &definition.kind else { return false };
    properties.iter().any(|property| property.required && property.read_only && property.constant.is_none())
}

fn held(definition: &Definition) -> Vec<TypeId> {
    let mut held = Vec::new();
    definition.kind.parts().for_each(|of| of.named(&mut held));
    held
}

/// The types that are sent, or received, directly and not as parts of others.
fn roots(api: &Api, wanted: Use) -> Vec<TypeId> {
    let mut roots = Vec::new();
    api.each_use(&mut |way, of| {
        if way == wanted {
            of.named(&mut roots);
        }
    });
    roots
}

/// Types and everything in them.
fn reach(api: &Api, roots: Vec<TypeId>) -> HashSet<TypeId> {
    let mut found = HashSet::new();
    api.spread(roots, &|id| id, &mut |id| found.insert(id));
    found
}
