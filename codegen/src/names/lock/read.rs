//! Reads a lock file, and reports everything that is wrong with it at once.

use super::check::check;
use super::model::{Lock, Section, Slot};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The version of the format.
pub(super) const FORMAT: i64 = 1;

/// The maximum number of mistakes to report.
const MOST: usize = 20;

/// Reads the text of a lock file. A text with mistakes gives an empty one.
pub(crate) fn read(text: &str) -> (Lock, Diagnostics) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let syntax = |error: &toml::de::Error| {
        let offset = error.span().map(|span| span.start).unwrap_or_default();
        let message = match text.get(offset..).is_some_and(is_conflict) {
            true => "an unresolved merge conflict".to_owned(),
            false => error.message().to_owned(),
        };
        Diagnostic::new(Code::BrokenLock, &Pointer::root(), message).about(File::Lock).at(offset)
    };
    let mut reader = Reader::default();
    if errors.is_empty() {
        reader.file(table.get_ref());
    } else {
        reader.found.extend(errors.iter().take(MOST).map(syntax).collect());
    }
    let Reader { lock, mut found, .. } = reader;
    if found.is_empty() {
        found = check(&lock);
    }
    let found: Diagnostics = found.iter().take(MOST).cloned().collect();
    if found.is_empty() { (lock, found) } else { (Lock::default(), found) }
}

/// Whether git left both sides of a conflict here.
fn is_conflict(rest: &str) -> bool {
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| rest.starts_with(mark))
}

#[derive(Default)]
struct Reader {
    lock: Lock,
    found: Diagnostics,
}

impl Reader {
    fn file(&mut self, table: &DeTable<'_>) {
        let format = table.get("format").map(|value| (value.span().start, integer(value.get_ref())));
        match format {
            Some((_, Some(FORMAT))) => {}
            Some((offset, Some(newer))) if newer > FORMAT => {
                let message = format!("the file has the format {newer}, of a newer version of Bindery");
                return self.wrong(offset, message, format!("a version of Bindery that knows format {newer}"));
            }
            Some((offset, _)) => {
                self.wrong(offset, "this is not a format of lock files".to_owned(), format!("`format = {FORMAT}`"));
            }
            None => {
                self.wrong(0, "the file does not say its format".to_owned(), format!("`format = {FORMAT}`"));
            }
        }
        for (key, value) in table {
            let name: &str = key.get_ref();
            let section = Section::ALL.into_iter().find(|section| section.word() == name);
            match (name, section) {
                ("format", _) => {}
                ("package", _) => self.lock.package = self.text(value),
                (_, Some(section)) => self.section(section, value),
                _ => {
                    let words = Section::ALL.map(Section::word).join(", ");
                    self.wrong(key.span().start, format!("unknown key `{name}`"), format!("one of package, {words}"));
                }
            }
        }
    }

    fn section(&mut self, section: Section, value: &Spanned<DeValue<'_>>) {
        let Some(places) = self.table(value) else { return };
        for (place, value) in places {
            let name: &str = place.get_ref();
            if section.is_flat() {
                let text = self.text(value);
                text.into_iter().for_each(|text| self.lock.set(section, name, Slot::Name, &text));
            } else if let Some(entry) = self.table(value) {
                self.entry(section, name, place.span().start, entry);
            }
        }
    }

    fn entry(&mut self, section: Section, place: &str, offset: usize, entry: &DeTable<'_>) {
        for (key, value) in entry {
            let name: &str = key.get_ref();
            if !section.slots().contains(&name) {
                let expected = format!("one of {}", section.slots().join(", "));
                self.wrong(key.span().start, format!("unknown key `{name}`"), expected);
            } else if let Some(slot) = Slot::single(name) {
                let text = self.text(value);
                text.into_iter().for_each(|text| self.lock.set(section, place, slot.clone(), &text));
            } else {
                for (of, value) in self.table(value).into_iter().flatten() {
                    let of: &str = of.get_ref();
                    if let (Some(text), Some(slot)) = (self.text(value), Slot::listed(name, of.to_owned())) {
                        self.lock.set(section, place, slot, &text);
                    }
                }
            }
        }
        let needed: &[&str] = if section == Section::Operations { &["name", "group"] } else { &["name"] };
        for key in needed.iter().filter(|key| !entry.contains_key(**key)) {
            self.wrong(offset, format!("{place:?} has no `{key}`"), format!("`{key} = \"...\"`"));
        }
    }

    fn text(&mut self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(text.clone().into_owned());
        }
        self.wrong(value.span().start, "this is not a name".to_owned(), "a string in quotes".to_owned());
        None
    }

    fn table<'t, 'i>(&mut self, value: &'t Spanned<DeValue<'i>>) -> Option<&'t DeTable<'i>> {
        if let DeValue::Table(table) = value.get_ref() {
            return Some(table);
        }
        self.wrong(value.span().start, "this is not a table".to_owned(), "a table".to_owned());
        None
    }

    fn wrong(&mut self, offset: usize, message: String, expected: String) {
        let found = Diagnostic::new(Code::BrokenLock, &Pointer::root(), message).about(File::Lock);
        self.found.push(found.at(offset).expected(expected));
    }
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    match value {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    }
}
