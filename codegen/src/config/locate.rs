//! Finds the places of diagnostics in bindery.toml.

use crate::diag::{Part, Place, word_at};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The spans of places in a configuration, in bytes. A missing key has the place of its table.
pub(crate) fn spans(text: &str, places: &[Place<'_>]) -> Vec<Option<Range<usize>>> {
    let table = places.iter().any(|place| place.offset.is_none()).then(|| DeTable::parse(text).ok()).flatten();
    let span = |place: &Place<'_>| match place.offset {
        Some(offset) => Some(word_at(text, offset)),
        None => span(table.as_ref()?.get_ref(), place),
    };
    places.iter().map(span).collect()
}

/// An entry of a table: its key and its value.
struct Entry<'t> {
    key: Option<Range<usize>>,
    value: &'t Spanned<DeValue<'t>>,
}

impl Entry<'_> {
    /// What to underline: of a table or an array, not its whole content.
    fn part(&self, part: Part) -> Range<usize> {
        let is_collection = matches!(self.value.get_ref(), DeValue::Table(_) | DeValue::Array(_));
        match &self.key {
            Some(key) if is_collection || part != Part::Value => key.clone(),
            _ => self.value.span(),
        }
    }
}

fn span(table: &DeTable<'_>, place: &Place<'_>) -> Option<Range<usize>> {
    let mut found: Option<Entry<'_>> = None;
    for segment in place.pointer.segments() {
        let next = match found.as_ref().map(|entry| entry.value.get_ref()) {
            None => member(table, &segment),
            Some(DeValue::Table(table)) => member(table, &segment),
            Some(DeValue::Array(items)) => {
                let item = segment.parse::<usize>().ok().and_then(|index| items.get(index));
                item.map(|value| Entry { key: None, value })
            }
            Some(_) => None,
        };
        match next {
            Some(next) => found = Some(next),
            None => return found.map(|entry| entry.part(Part::Value)),
        }
    }
    found.map(|entry| entry.part(place.part))
}

fn member<'t>(table: &'t DeTable<'_>, name: &str) -> Option<Entry<'t>> {
    let (key, value) = table.get_key_value(name)?;
    Some(Entry { key: Some(key.span()), value })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{File, Pointer};

    #[test]
    fn keys_and_values_are_found_in_toml() {
        let text =
            "deny = [\n  \"notes\",\n]\n[package]\nname = \"a b\"\n[[rule]]\nmatch = \"A\"\n[[rule]]\nmatch = 'B'\n";
        let of = |pointer: &str, part, offset| {
            let pointer = Pointer::from_escaped(pointer);
            let place = Place { file: File::Config, pointer: &pointer, part, offset };
            spans(text, &[place]).remove(0).map(|span| text[span].to_owned())
        };
        for (pointer, part, expected) in [
            ("/package/name", Part::Value, Some("\"a b\"")),
            ("/package/name", Part::Key, Some("name")),
            ("/package", Part::Value, Some("package")),
            ("/rule/1/match", Part::Value, Some("'B'")),
            ("/rule/1", Part::Value, Some("[[rule]]")),
            ("/deny/0", Part::Value, Some("\"notes\"")),
            ("/package/licence", Part::Value, Some("package")),
            ("/output", Part::Value, None),
        ] {
            assert_eq!(of(pointer, part, None).as_deref(), expected, "{pointer}");
        }
        assert_eq!(of("", Part::Value, Some(1)).as_deref(), Some("eny"));
    }
}
