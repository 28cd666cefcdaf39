//! Writes down the names of a run for the lock file.

use super::lock::{Lock, Section, Slot};
use super::model::{Names, OperationNames};
use super::places::{self, beside, parameter_key, usual_type};
use crate::api::{Api, Kind, Operation, TypeId};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};

/// The names of a run as a lock file, and what became of those that the old one has. What the description no longer has is left out;
/// with a selection it stays, since it may be selected again.
pub(crate) fn renew(api: &Api, names: &Names, config: &Config, old: &Lock) -> (Lock, Diagnostics) {
    let mut lock = Lock::default();
    if config.package.name.is_none() {
        lock.package = Some(names.package.clone());
    }
    groups(names, &mut lock);
    for (operation, own) in api.operations.iter().zip(&names.operations) {
        let path = names.groups.get(own.group).map(|group| places::group(&group.path)).unwrap_or_default();
        self::operation(operation, own, &path, &mut lock);
    }
    types(api, names, &mut lock);
    for (place, name) in places::webhooks(&api.webhooks).iter().zip(&names.webhooks) {
        lock.set(Section::Webhooks, place, Slot::Name, name);
    }
    for (header, name) in api.response_headers.iter().zip(&names.headers) {
        lock.set(Section::Headers, &header.name.to_ascii_lowercase(), Slot::Name, name);
    }
    for (server, name) in &names.servers {
        lock.set(Section::Servers, &server.url, Slot::Name, name);
    }
    let variables = names.servers.first().map(|(server, _)| server.variables.as_slice()).unwrap_or_default();
    for (variable, name) in variables.iter().zip(&names.arguments) {
        lock.set(Section::Variables, &variable.name, Slot::Name, name);
    }
    let found = lost(old, &lock);
    if !config.select.is_all() {
        for (section, entries) in &old.entries {
            let now = lock.entries.entry(*section).or_default();
            for (place, entry) in entries {
                now.entry(place.clone()).or_insert_with(|| entry.clone());
            }
        }
    }
    (lock, found)
}

/// The names that could not stay.
fn lost(old: &Lock, new: &Lock) -> Diagnostics {
    let mut found = Diagnostics::new();
    for section in Section::ALL {
        for (place, entry) in old.places(section) {
            let now = new.at(section, place);
            for (slot, name) in entry.iter().filter(|(slot, _)| **slot != Slot::Group) {
                let Some(other) = now.get(slot).filter(|other| *other != name) else { continue };
                let message = format!("{place} cannot keep its name {name:?}, which is taken; it is now {other:?}");
                found.push(Diagnostic::new(Code::LostName, &Pointer::root(), message).about(File::Lock));
            }
        }
    }
    found
}

fn groups(names: &Names, lock: &mut Lock) {
    for group in &names.groups {
        let place = places::group(&group.path);
        lock.set(Section::Groups, &place, Slot::Name, &group.method);
        lock.set(Section::Groups, &place, Slot::Module, &group.module);
    }
}

fn operation(operation: &Operation, own: &OperationNames, group: &str, lock: &mut Lock) {
    let place = places::operation(operation);
    let mut set = |slot: Slot, name: &str| lock.set(Section::Operations, &place, slot, name);
    if !operation.is_renamed {
        set(Slot::Group, group);
        set(Slot::Name, &own.method);
        let others = [
            (Slot::Type, &own.ident, usual_type(&own.method)),
            (Slot::Reply, &own.reply, beside(&own.ident, "reply")),
            (Slot::ErrorBody, &own.error_body, beside(&own.ident, "error body")),
            (Slot::Marker, &own.marker, beside(&own.ident, "operation")),
        ];
        for (slot, name, usual) in others {
            if *name != usual {
                set(slot, name);
            }
        }
        if let Some(body) = &operation.body {
            for (position, name) in body.others.iter().zip(&own.other_bodies) {
                set(Slot::Body(body.content[*position].media_type.clone()), name);
            }
        }
        for (media, name) in operation.media.iter().zip(&own.media) {
            set(Slot::Media(media.media_type.clone()), name);
        }
        for (parameter, name) in operation.parameters.iter().zip(&own.parameters) {
            if parameter.rename.is_none() {
                set(Slot::Parameter(parameter_key(parameter)), name);
            }
        }
    }
}

fn types(api: &Api, names: &Names, lock: &mut Lock) {
    let places = places::types(api);
    for (index, definition) in api.types.iter().enumerate() {
        let (place, own) = (&places[index], names.of(TypeId(index)));
        if definition.wishes.is_renamed {
            continue;
        }
        lock.set(Section::Types, place, Slot::Name, &own.ident);
        let keys: Vec<(String, bool)> = match &definition.kind {
            Kind::Object { properties, .. } => {
                properties.iter().map(|property| (property.name.clone(), property.rename.is_some())).collect()
            }
            Kind::Enum(values) => values.iter().map(|value| (places::value(&value.value), value.is_renamed)).collect(),
            Kind::Union { variants, .. } => {
                let keys = places::variants(index, variants, &places).into_iter();
                keys.zip(variants).map(|(key, variant)| (key, places::is_renamed(variant))).collect()
            }
        };
        for (position, (key, is_renamed)) in keys.into_iter().enumerate() {
            let (Some(member), false) = (own.members.get(position), is_renamed) else { continue };
            lock.set(Section::Types, place, Slot::Member(key.clone()), member);
            let usual = usual_method(&definition.kind, member);
            if let Some(method) = own.methods.get(position).filter(|method| **method != usual) {
                lock.set(Section::Types, place, Slot::Method(key), method);
            }
        }
    }
}

/// The setter or the constructor that follows from the name of a member.
fn usual_method(kind: &Kind, member: &str) -> String {
    match kind {
        Kind::Union { .. } => places::usual_constructor(member),
        _ => member.to_owned(),
    }
}
