//! The public surface of one side: its plan with lookup tables.

use super::model::{Place, Way};
use super::signature;
use crate::analysis::Analysis;
use crate::api::{self, Api, TypeId};
use crate::diag::Pointer;
use crate::names::Names;
use crate::plan::{Alias, AliasOrigin, CratePlan, ErrorBody, Group, Held, Item, Operation, Output, RustType};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The public surface of a crate.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// The analysis of its types.
    pub analysis: &'a Analysis,
    /// The plan of the crate.
    pub plan: &'a CratePlan,
}

/// Adds the lookup tables.
pub(super) struct Surface<'a> {
    pub(super) of: Plan<'a>,
    /// The types by their names.
    items: HashMap<&'a str, &'a Item>,
    ids: HashMap<&'a str, TypeId>,
    /// The operations, in the order of the plan.
    pub(super) operations: Vec<Call<'a>>,
    /// For each type the operations that use it, by position in `operations`.
    users: Vec<Vec<usize>>,
    /// The types behind the feature for components that no operation uses, which is off by default.
    hidden: HashSet<&'a str>,
}

/// An operation with its group.
pub(super) struct Call<'a> {
    pub(super) group: &'a Group,
    /// The methods from the client to the handle of the group.
    pub(super) accessors: Vec<&'a str>,
    pub(super) plan: &'a Operation,
    pub(super) bound: &'a api::Operation,
}

impl Call<'_> {
    /// The path of the function: `users.get`.
    pub(super) fn path(&self) -> String {
        let parts = self.accessors.iter().copied().chain([self.plan.method.as_str()]);
        parts.map(|part| part.trim_start_matches("r#")).collect::<Vec<_>>().join(".")
    }

    /// The name of the outermost group.
    pub(super) fn outermost(&self) -> String {
        self.bound.group.first().cloned().unwrap_or_default()
    }
}

impl<'a> Surface<'a> {
    pub(super) fn of(of: Plan<'a>) -> Self {
        let by_module: HashMap<&str, &Group> =
            of.plan.groups.iter().map(|group| (group.module.as_str(), group)).collect();
        let mut operations = Vec::new();
        for group in &of.plan.groups {
            let accessors = accessors(group, &by_module);
            operations.extend(group.operations.iter().filter_map(|plan| {
                let bound = of.api.operations.get(plan.position)?;
                Some(Call { group, accessors: accessors.clone(), plan, bound })
            }));
        }
        let idents = of.names.types.iter().enumerate();
        Self {
            items: of.plan.types.iter().map(|item| (item.ident(), item)).collect(),
            ids: idents
                .flat_map(|(index, own)| {
                    let former = own.former.iter().map(|former| former.name.as_str());
                    former.chain([own.ident.as_str()]).map(move |ident| (ident, TypeId(index)))
                })
                .collect(),
            users: users(of, &operations),
            hidden: hidden(of.plan),
            operations,
            of,
        }
    }

    pub(super) fn item(&self, name: &str) -> Option<&'a Item> {
        self.items.get(name).copied()
    }

    /// The item that a name denotes, with aliases resolved.
    pub(super) fn resolved(&self, name: &str) -> Option<&'a Item> {
        match self.item(name)? {
            Item::Alias(alias) => self.item(&alias.target),
            item => Some(item),
        }
    }

    /// The name of the type that a name denotes.
    pub(super) fn canonical<'n>(&'n self, name: &'n str) -> &'n str {
        self.resolved(name).map_or(name, Item::ident)
    }

    /// The present name of a type, if this is a former one.
    pub(super) fn present(&self, former: &str) -> Option<&'a str> {
        match self.item(former)? {
            Item::Alias(Alias { origin: AliasOrigin::FormerName(present), .. }) => Some(present),
            _ => None,
        }
    }

    /// The names of all types.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.of.plan.types.iter().map(Item::ident)
    }

    /// Whether a type can contain values of its own type without a list or a map around them, apart from boxes.
    pub(super) fn contains_itself(&self, of: &RustType) -> bool {
        let mut own = Vec::new();
        by_value(of, &mut own);
        let mut queue = own.clone();
        let mut seen: HashSet<&str> = HashSet::new();
        while let Some(name) = queue.pop() {
            let mut inner = Vec::new();
            for of in self.resolved(name).into_iter().flat_map(mentioned) {
                by_value(of, &mut inner);
            }
            let inner = inner.into_iter().map(|name| self.canonical(name));
            for name in inner {
                if own.iter().any(|own| self.canonical(own) == name) {
                    return true;
                }
                if seen.insert(name) {
                    queue.push(name);
                }
            }
        }
        false
    }

    /// Whether a type needs a feature that is off by default.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.hidden.contains(name)
    }

    pub(super) fn pointer(&self, name: &str) -> Option<&'a Pointer> {
        self.ids.get(name).map(|id| &self.of.api.definition(*id).pointer)
    }

    /// The place of a type.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        self.pointer(name).cloned().map(Place::at)
    }

    pub(super) fn way(&self, name: &str) -> Way {
        let direction = self.ids.get(name).map(|id| self.of.analysis.direction(*id)).unwrap_or_default();
        match (direction.request, direction.response) {
            (true, true) => Way::Both,
            (true, false) => Way::Sent,
            (false, true) => Way::Received,
            (false, false) => Way::None,
        }
    }

    /// The operations that use a type, by position.
    pub(super) fn users(&self, name: &str) -> &[usize] {
        self.ids.get(name).and_then(|id| self.users.get(id.0)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The outermost groups of some operations.
    pub(super) fn groups(&self, operations: &[usize]) -> Vec<String> {
        let groups: BTreeSet<String> =
            operations.iter().filter_map(|index| self.operations.get(*index)).map(Call::outermost).collect();
        groups.into_iter().collect()
    }

    /// The paths of some operations.
    pub(super) fn paths(&self, operations: &[usize]) -> Vec<String> {
        let mut paths: Vec<String> =
            operations.iter().filter_map(|index| self.operations.get(*index)).map(Call::path).collect();
        paths.sort();
        paths
    }
}

fn accessors<'a>(group: &'a Group, by_module: &HashMap<&str, &'a Group>) -> Vec<&'a str> {
    let around = group.parent.as_ref().and_then(|parent| by_module.get(parent.as_str()));
    let mut accessors = around.map(|around| self::accessors(around, by_module)).unwrap_or_default();
    accessors.push(&group.method);
    accessors
}

/// The types behind the feature for components that no operation uses.
fn hidden(plan: &CratePlan) -> HashSet<&str> {
    let Some(unreached) = &plan.unreached_feature else { return HashSet::new() };
    let modules = plan.modules.iter().filter(|module| module.features == [unreached.as_str()]);
    let positions = modules.flat_map(|module| &module.types);
    positions.filter_map(|position| plan.types.get(*position)).map(Item::ident).collect()
}

/// For each type the operations that use it.
fn users(of: Plan<'_>, operations: &[Call<'_>]) -> Vec<Vec<usize>> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); of.api.types.len()];
    for (index, call) in operations.iter().enumerate() {
        let mut roots = Vec::new();
        call.bound.each_use(&mut |_, mentioned| mentioned.named(&mut roots));
        of.api.spread(roots, &|id| of.analysis.representative(id), &mut |id| {
            let own = &mut users[id.0];
            let is_new = own.last() != Some(&index);
            if is_new {
                own.push(index);
            }
            is_new
        });
    }
    users
}

/// The named types that a value contains without a list or a map around them.
fn by_value<'t>(of: &'t RustType, found: &mut Vec<&'t str>) {
    match of {
        RustType::Named(name) => found.push(name),
        RustType::Option(inner) | RustType::Patch(inner) | RustType::Box(inner) => by_value(inner, found),
        RustType::Tuple(elements) => elements.iter().for_each(|element| by_value(element, found)),
        RustType::Prefixed(first, _, _) => by_value(first, found),
        _ => {}
    }
}

/// The types that an item mentions.
pub(super) fn mentioned(item: &Item) -> Vec<&RustType> {
    match item {
        Item::Struct(object) => object.fields.iter().map(|field| &field.of).chain(&object.rest_type).collect(),
        Item::Union(union) => union.variants.iter().filter_map(|variant| variant.of.of_type()).collect(),
        Item::Enum(_) | Item::Alias(_) => Vec::new(),
    }
}

/// The names of the types that an item mentions.
pub(super) fn mentioned_names(item: &Item) -> Vec<&str> {
    let mut found = Vec::new();
    match item {
        Item::Alias(alias) => found.push(alias.target.as_str()),
        _ => mentioned(item).into_iter().for_each(|of| signature::names(of, &mut found)),
    }
    found
}

/// The types that an operation mentions.
pub(super) fn mentioned_by(operation: &Operation) -> Vec<&RustType> {
    let mut found: Vec<&RustType> = operation.parameters.iter().map(|parameter| &parameter.of).collect();
    found.extend(operation.body.iter().map(|body| &body.of));
    found.extend(operation.other_bodies.iter().map(|other| &other.body.of));
    match &operation.output {
        Output::Unit => {}
        Output::Value(of) | Output::Maybe(of) => found.push(of),
        Output::PerStatus(_, variants) => found.extend(variants.iter().filter_map(|(_, of, _)| of.as_ref())),
    }
    match &operation.error_body {
        Some(ErrorBody::One(of, _)) => found.push(of),
        Some(ErrorBody::PerStatus(_, variants)) => found.extend(variants.iter().map(|(_, of, _)| of)),
        Some(ErrorBody::Same(..)) | None => {}
    }
    found.extend(operation.events.iter().map(|(of, _)| of));
    found.extend(operation.media.iter().map(|media| &media.of));
    found.extend(operation.paging.iter().flat_map(|paged| paged.item.iter().chain([&paged.page])));
    found
}

/// The content of a variant, in words.
pub(super) fn held(of: &Held) -> String {
    match of {
        Held::Type(of) => signature::shown(of),
        Held::Constant(value, _) => value.to_string(),
    }
}
