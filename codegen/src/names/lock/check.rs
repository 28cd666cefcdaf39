//! Finds names in a lock file that cannot be names, and names that two places have.

use super::model::{Lock, Section, Slot};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::names::identifier::{Case, LONGEST, identifier, is_reserved_package};
use crate::names::script;
use std::collections::HashMap;

/// What names have to differ from: the names of the same kind, in the same group, type or operation.
type Scope<'l> = (Section, &'l str, &'static str);

/// Reports names that cannot be names, and names that two places have.
pub(super) fn check(lock: &Lock) -> Diagnostics {
    let mut found = Diagnostics::new();
    if let Some(package) = lock.package.as_deref().filter(|package| !is_package(package)) {
        let message = format!("{package:?} cannot be the name of a package");
        found.push(wrong(&Pointer::root().join("package"), message, "a name that Cargo accepts"));
    }
    let mut known: HashMap<(Scope<'_>, &str), Pointer> = HashMap::new();
    for section in Section::ALL {
        for (place, entry) in lock.places(section) {
            for (slot, name) in entry.iter().filter(|(slot, _)| **slot != Slot::Group) {
                let at = pointer(section, place, slot);
                if !is_name(slot, name) {
                    found.push(wrong(&at, format!("{name:?} cannot be a name in Rust"), expected(slot)));
                    continue;
                }
                let group = entry.get(&Slot::Group).map(String::as_str).unwrap_or_default();
                let Some(scope) = scope(section, place, group, slot) else { continue };
                match known.get(&(scope, name)) {
                    Some(other) => {
                        let message = format!("two places have the name {name:?}");
                        let found_here = wrong(&at, message, "a name for each place, or one line less");
                        found.push(found_here.related(other, "the other place"));
                    }
                    None => drop(known.insert((scope, name), at)),
                }
            }
        }
    }
    found
}

fn wrong(place: &Pointer, message: String, expected: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenLock, place, message).about(File::Lock).expected(expected)
}

fn pointer(section: Section, place: &str, slot: &Slot) -> Pointer {
    let at = Pointer::root().join(section.word()).join(place);
    match slot.keys() {
        _ if section.is_flat() => at,
        (key, None) => at.join(key),
        (key, Some(of)) => at.join(key).join(of),
    }
}

fn scope<'l>(section: Section, place: &'l str, group: &'l str, slot: &Slot) -> Option<Scope<'l>> {
    Some(match (section, slot) {
        (Section::Groups, Slot::Module) => (section, "", "module"),
        // Methods differ only within the enclosing group.
        (Section::Groups, _) => (section, place.rsplit_once(" > ").map_or("", |(around, _)| around), "method"),
        (Section::Operations, slot) if slot.is_method() => (section, group, "method"),
        (Section::Operations, slot) if slot.is_type() => (section, group, "type"),
        (Section::Operations | Section::Types, Slot::Parameter(_) | Slot::Media(_)) => (section, place, "parameter"),
        (Section::Types, Slot::Member(_)) => (section, place, "member"),
        (Section::Types, Slot::Method(_)) => (section, place, "method"),
        (_, Slot::Name) => (section, "", "name"),
        _ => return None,
    })
}

/// Whether a text can be the identifier. Letters that look like others are none that Bindery gives.
fn is_name(slot: &Slot, name: &str) -> bool {
    // A keyword is a raw identifier, and its file has no `r#`.
    let is_file = *slot != Slot::Module || identifier(name.trim_start_matches("r#"), Case::Module, "root") == name;
    is_file && name.len() <= LONGEST && syn::parse_str::<syn::Ident>(name).is_ok() && script::is_plain(name)
}

fn expected(slot: &Slot) -> &'static str {
    match slot {
        Slot::Module => "a name such as `log_streams`, which is a file, too",
        _ => "an identifier",
    }
}

fn is_package(name: &str) -> bool {
    let is_plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '-' | '_');
    let is_first = |each: char| each.is_ascii_alphabetic();
    name.len() <= 64 && name.starts_with(is_first) && name.chars().all(is_plain) && !is_reserved_package(name)
}
