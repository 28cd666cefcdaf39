//! The names of operations that the lock file has.

use super::lock::{Held, Lock, Section, Slot};
use super::places::{beside, usual_type};
use super::scope::Scope;
use crate::api::Operation;

/// The names that are taken in a group.
pub(super) struct Taken {
    pub(super) methods: Scope,
    /// Types and statics.
    pub(super) types: Scope,
}

/// The names of an operation that the lock file has, as far as they are free.
pub(super) struct Before<'l> {
    pub(super) held: Held<'l>,
    pub(super) method: Option<String>,
    pub(super) ident: Option<String>,
    pub(super) reply: Option<String>,
    pub(super) error_body: Option<String>,
    pub(super) marker: Option<String>,
    /// By position in `others` of its body.
    pub(super) bodies: Vec<Option<String>>,
}

impl<'l> Before<'l> {
    pub(super) fn of(operation: &Operation, held: Held<'l>, taken: &mut Taken) -> Self {
        // The name that a rule gives is not that of the lock file.
        let held = if operation.is_renamed { Held::default() } else { held };
        let method = held.get(&Slot::Name);
        let ident = method.map(|method| held.get(&Slot::Type).map_or_else(|| usual_type(method), str::to_owned));
        let other = |slot: &Slot, word: &str| {
            ident.as_deref().map(|ident| held.get(slot).map_or_else(|| beside(ident, word), str::to_owned))
        };
        let others =
            [other(&Slot::Reply, "reply"), other(&Slot::ErrorBody, "error body"), other(&Slot::Marker, "operation")];
        let mut types =
            std::iter::once(&ident).chain(&others).map(Option::as_deref).map(|name| taken.types.keep([name]));
        let mut next = || types.next().and_then(|kept| kept.into_iter().next()).flatten();
        let (kept_ident, reply, error_body, marker) = (next(), next(), next(), next());
        let mut one = |name: Option<&str>| taken.methods.keep([name]).pop().flatten();
        let required = operation.body.as_ref().filter(|body| body.required);
        let method = one(method);
        let bodies = required.into_iter().flat_map(|body| {
            body.others.iter().map(|position| held.of(Slot::Body, || body.content[*position].media_type.clone()))
        });
        let bodies = bodies.map(one).collect();
        Self { held, method, ident: kept_ident, reply, error_body, marker, bodies }
    }
}

impl Taken {
    /// Operations that are not selected keep their names, too.
    pub(super) fn keep_unselected(&mut self, lock: &Lock, group: &str) {
        for (_, entry) in lock.places(Section::Operations) {
            if entry.get(&Slot::Group).is_some_and(|own| own == group) {
                let names = |is_it: fn(&Slot) -> bool| {
                    entry.iter().filter(move |(slot, _)| is_it(slot)).map(|(_, name)| Some(name.as_str()))
                };
                self.methods.keep(names(Slot::is_method));
                self.types.keep(names(Slot::is_type));
                self.types.keep([entry.get(&Slot::Name).map(|name| usual_type(name)).as_deref()]);
            }
        }
    }
}
