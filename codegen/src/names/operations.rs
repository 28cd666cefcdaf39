//! Names of groups, operations and arguments.

use super::before::{Before, Taken};
use super::identifier::{Case, identifier};
use super::lock::{Held, Lock, Section, Slot};
use super::model::{GroupNames, OperationNames};
use super::places::parameter_key;
use super::scope::Scope;
use super::{media, places};
use crate::api::{Api, Media, Operation, Parameter};
use std::collections::BTreeMap;

/// Methods that the handles of the client and of groups already have.
const CLIENT_METHODS: [&str; 3] = ["builder", "from_core", "new"];
/// Methods that a call already has.
const CALL_METHODS: [&str; 18] = [
    "send",
    "send_with_response",
    "send_as",
    "error_body",
    "send_streaming",
    "send_parts",
    "events",
    "options",
    "into_future",
    "new",
    "items",
    "pages",
    "items_by_page",
    "pages_by_page",
    "items_by_offset",
    "pages_by_offset",
    "items_by_cursor",
    "pages_by_cursor",
];
/// Names that generated functions use themselves.
const TYPES_IN_USE: [&str; 13] = [
    "AsRef",
    "Box",
    "Clone",
    "Debug",
    "From",
    "Into",
    "IntoIterator",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// Names groups and operations. Names in the lock file come first.
pub(super) fn name_all(api: &Api, lock: &Lock, is_whole: bool) -> (Vec<GroupNames>, Vec<OperationNames>) {
    let mut groups = collect(api);
    let mut operations = vec![OperationNames::default(); api.operations.len()];
    name_modules(&mut groups, lock, is_whole);
    name_accessors(&mut groups, lock);
    let mut inner: Vec<Vec<&str>> = vec![Vec::new(); groups.len()];
    for group in &groups {
        if let Some(parent) = group.parent {
            inner[parent].push(&group.method);
        }
    }
    for (index, group) in groups.iter().enumerate() {
        let mut taken = Taken {
            methods: Scope::reserving(&inner[index]),
            types: Scope::reserving(&[&TYPES_IN_USE[..], &[&group.ident]].concat()),
        };
        let before = |position: &usize| {
            let operation = &api.operations[*position];
            Before::of(operation, lock.at(Section::Operations, &places::operation(operation)), &mut taken)
        };
        let before: Vec<Before<'_>> = group.operations.iter().map(before).collect();
        if !is_whole {
            taken.keep_unselected(lock, &places::group(&group.path));
        }
        let mut order: Vec<(usize, Before<'_>)> = group.operations.iter().copied().zip(before).collect();
        order.sort_by_cached_key(|(position, _)| precedence(&api.operations[*position]));
        // All operations come before the additional methods that some of them have.
        let named: Vec<(usize, Called, Before<'_>)> = order
            .into_iter()
            .map(|(position, before)| {
                let called = call(&api.operations[position], &mut taken.methods, before.method.clone());
                (position, called, before)
            })
            .collect();
        for (position, called, before) in named {
            operations[position] = name_one(&api.operations[position], called, index, (&mut taken, before));
        }
        // Derived names give way to declared ones.
        for position in &group.operations {
            let own = &mut operations[*position];
            if own.marker.is_empty() {
                own.marker = taken.types.claim(&format!("{} operation", own.ident), Case::Type, "Operation");
            }
        }
    }
    (groups, operations)
}

/// The groups of all operations, and their enclosing groups.
fn collect(api: &Api) -> Vec<GroupNames> {
    let mut by_path: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (position, operation) in api.operations.iter().enumerate() {
        for length in 1..operation.group.len() {
            by_path.entry(operation.group[..length].to_vec()).or_default();
        }
        by_path.entry(operation.group.clone()).or_default().push(position);
    }
    let paths: Vec<Vec<String>> = by_path.keys().cloned().collect();
    by_path
        .into_iter()
        .map(|(path, operations)| GroupNames {
            parent: path
                .split_last()
                .and_then(|(_, around)| paths.binary_search_by(|each| each.as_slice().cmp(around)).ok()),
            ident: handle(&path.join(" ")),
            method: String::new(),
            module: String::new(),
            feature: String::new(),
            path,
            operations,
        })
        .collect()
}

/// The type of a group's handle, which must not shadow types that generated functions use.
fn handle(path: &str) -> String {
    let ident = identifier(path, Case::Type, "Root");
    if TYPES_IN_USE.contains(&ident.as_str()) { ident + "Group" } else { ident }
}

/// The modules of groups, which are not nested.
fn name_modules(groups: &mut [GroupNames], lock: &Lock, is_whole: bool) {
    let mut modules = Scope::default();
    let held = |group: &GroupNames| lock.at(Section::Groups, &places::group(&group.path)).get(&Slot::Module);
    let kept = modules.keep(groups.iter().map(held));
    if !is_whole {
        let all = lock.places(Section::Groups).map(|(_, entry)| entry.get(&Slot::Module).map(String::as_str));
        modules.keep(all);
    }
    for (group, kept) in groups.iter_mut().zip(kept) {
        group.module = kept.unwrap_or_else(|| modules.claim(&group.path.join(" "), Case::Module, "root"));
    }
}

/// The methods of the client or the enclosing group that return the handle of each group.
fn name_accessors(groups: &mut [GroupNames], lock: &Lock) {
    let mut scopes: BTreeMap<Option<usize>, Scope> = BTreeMap::new();
    let scope = |scopes: &mut BTreeMap<Option<usize>, Scope>, parent, call: &mut dyn FnMut(&mut Scope)| {
        call(scopes.entry(parent).or_insert_with(|| Scope::reserving(&CLIENT_METHODS)));
    };
    for group in groups.iter_mut() {
        let held = lock.at(Section::Groups, &places::group(&group.path)).get(&Slot::Name);
        scope(&mut scopes, group.parent, &mut |scope| {
            group.method = scope.keep([held]).pop().flatten().unwrap_or_default();
        });
    }
    for group in groups.iter_mut().filter(|group| group.method.is_empty()) {
        let last = group.path.last().cloned().unwrap_or_default();
        scope(&mut scopes, group.parent, &mut |scope| group.method = scope.claim(&last, Case::Value, "root"));
    }
}

/// The order in which names are assigned: operations whose name is already an identifier, then by name, so that neither a new operation nor
/// another order renames any.
fn precedence(operation: &Operation) -> (bool, String, String, String) {
    let name = operation.name.clone();
    let is_own = identifier(&name, Case::Value, "") == name;
    (!is_own, name, operation.path.clone(), operation.method.clone())
}

/// The names of an operation.
struct Called {
    /// The words of the name.
    name: String,
    method: String,
}

/// The method of an operation. If it is taken, by an inner group or a name that differs in symbols, the HTTP method
/// distinguishes it, then a number: symbols in an id only separate its words.
fn call(operation: &Operation, methods: &mut Scope, kept: Option<String>) -> Called {
    let name = operation.name.clone();
    if let Some(method) = kept {
        return Called { name, method };
    }
    let plain = identifier(&name, Case::Value, "call");
    let with_verb = format!("{} {name}", operation.method.to_lowercase());
    let name = if methods.has(&plain) { with_verb } else { name };
    Called { method: methods.claim_plain(&name, Case::Value, "call"), name }
}

fn name_one(
    operation: &Operation,
    called: Called,
    group: usize,
    (taken, before): (&mut Taken, Before<'_>),
) -> OperationNames {
    let Called { name, method } = called;
    let types = &mut taken.types;
    let ident = before.ident.unwrap_or_else(|| match identifier(&name, Case::Type, "Call") {
        plain if types.has(&plain) => types.claim(&format!("{name} call"), Case::Type, "Call"),
        plain => types.claim_exact(&plain),
    });
    let mut own = Scope::reserving(&CALL_METHODS);
    let body = if operation.body.is_some() { own.claim_exact("body") } else { String::new() };
    let parameters = name_parameters(operation, &mut own, before.held);
    let media = operation.media.iter().map(|other| before.held.of(Slot::Media, || other.media_type.clone()));
    let kept_media = own.keep(media);
    let reply = before.reply.unwrap_or_else(|| types.claim(&format!("{ident} reply"), Case::Type, "Reply"));
    let error_body =
        before.error_body.unwrap_or_else(|| types.claim(&format!("{ident} error body"), Case::Type, "ErrorBody"));
    OperationNames {
        group,
        other_bodies: other_bodies(operation, &name, (&mut taken.methods, before.bodies), (&mut own, before.held)),
        media: media::name_all(&operation.media, kept_media, &mut own),
        method,
        marker: before.marker.unwrap_or_default(),
        parameters,
        reply,
        error_body,
        body,
        ident,
        former: Vec::new(),
    }
}

/// A required body of another type has a method of its own, `create_multipart` beside `create`; an optional one has a
/// setter, `multipart_body` beside `body`.
fn other_bodies(
    operation: &Operation,
    name: &str,
    (methods, kept): (&mut Scope, Vec<Option<String>>),
    (own, held): (&mut Scope, Held<'_>),
) -> Vec<String> {
    let Some(body) = &operation.body else { return Vec::new() };
    let mut kept = kept.into_iter();
    let claim = |position: &usize| {
        let media_type = &body.content[*position].media_type;
        let word = match Media::of(media_type) {
            Media::Json => "json",
            Media::Form => "form",
            Media::Multipart => "multipart",
            Media::Text => "text",
            Media::Bytes => "bytes",
        };
        let before = match body.required {
            true => kept.next().flatten(),
            false => own.keep([held.of(Slot::Body, || media_type.clone())]).pop().flatten(),
        };
        before.unwrap_or_else(|| match body.required {
            true => methods.claim(&format!("{name} {word}"), Case::Value, word),
            false => own.claim(&format!("{word} body"), Case::Value, word),
        })
    };
    body.others.iter().map(claim).collect()
}

/// The arguments and setters of the parameters, by position. A name that is already an identifier keeps it in any order; the location
/// distinguishes others.
fn name_parameters(operation: &Operation, own: &mut Scope, held: Held<'_>) -> Vec<String> {
    let text = |position: usize| {
        let parameter = &operation.parameters[position];
        parameter.rename.as_ref().unwrap_or(&parameter.name)
    };
    let plain = |position: usize| identifier(text(position), Case::Value, "parameter");
    let mut order: Vec<usize> = (0..operation.parameters.len()).collect();
    order.sort_by_key(|position| {
        (operation.parameters[*position].rename.is_none(), plain(*position) != *text(*position))
    });
    let name = |parameter: &Parameter| {
        held.of(Slot::Parameter, || parameter_key(parameter)).filter(|_| parameter.rename.is_none())
    };
    let kept = own.keep(operation.parameters.iter().map(name));
    let mut names: Vec<String> = kept.into_iter().map(Option::unwrap_or_default).collect();
    for position in order {
        if !names[position].is_empty() {
            continue;
        }
        let (parameter, plain) = (&operation.parameters[position], plain(position));
        names[position] = if own.has(&plain) {
            own.claim(&format!("{} {}", text(position), parameter.place.word()), Case::Value, "parameter")
        } else {
            own.claim_exact(&plain)
        };
    }
    names
}

/// The functions of webhooks and callbacks: by name, and by method if several share a name. POST is the default.
pub(super) fn name_webhooks(api: &Api, lock: &Lock) -> Vec<String> {
    // Names that the module imports.
    let mut scope = Scope::reserving(&["runtime", "types"]);
    let places = places::webhooks(&api.webhooks);
    let kept = scope.keep(places.iter().map(|place| lock.at(Section::Webhooks, place).get(&Slot::Name)));
    let mut names: Vec<String> = kept.into_iter().map(Option::unwrap_or_default).collect();
    let mut order: Vec<usize> = (0..api.webhooks.len()).filter(|position| names[*position].is_empty()).collect();
    order.sort_by_key(|position| api.webhooks[*position].method != "POST");
    for position in order {
        let received = &api.webhooks[position];
        let words = match scope.has(&identifier(&received.name, Case::Value, "webhook")) {
            true => format!("{} {}", received.name, received.method.to_lowercase()),
            false => received.name.clone(),
        };
        names[position] = scope.claim(&words, Case::Value, "webhook");
    }
    names
}

/// Methods that `HasHeaders` of the runtime already has.
const HEADER_METHODS: [&str; 3] = ["header", "json_header", "response_headers"];

/// The accessors of response headers. Header names are case-insensitive (RFC 9110, 5.1), so case does not separate
/// words.
pub(super) fn name_headers(api: &Api, lock: &Lock) -> Vec<String> {
    let names: Vec<String> = api.response_headers.iter().map(|header| header.name.to_ascii_lowercase()).collect();
    let mut scope = Scope::reserving(&HEADER_METHODS);
    let kept = scope.keep(names.iter().map(|name| lock.at(Section::Headers, name).get(&Slot::Name)));
    scope.claim_others(&names, kept, Case::Value, "header")
}
