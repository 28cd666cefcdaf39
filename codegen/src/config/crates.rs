//! `[[crate]]`: several APIs in one bindery.toml. Each table has the keys of a whole bindery.toml; there is nothing beside them.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The key of the tables.
const KEY: &str = "crate";

/// How many `[[crate]]` tables a text has; 0 for the configuration of one crate, and for one that is wrong.
pub(super) fn count(text: &str) -> usize {
    let Ok(table) = DeTable::parse(text) else { return 0 };
    tables(table.get_ref()).filter(|_| table.get_ref().len() == 1).map_or(0, |tables| tables.len())
}

/// One of the tables, with the places that it has in the text.
pub(super) fn one<'t>(text: &'t str, index: usize) -> Option<Spanned<DeTable<'t>>> {
    let table = DeTable::parse(text).ok()?;
    let tables = tables(table.get_ref())?;
    let found = tables.get(index)?;
    match found.get_ref() {
        DeValue::Table(inner) => Some(Spanned::new(found.span(), inner.clone())),
        _ => None,
    }
}

/// The tables, if there are any and they are tables.
fn tables<'a, 't>(table: &'a DeTable<'t>) -> Option<Vec<&'a Spanned<DeValue<'t>>>> {
    let items = table.get(KEY)?.get_ref().as_array()?;
    let tables: Vec<&Spanned<DeValue<'t>>> = items.iter().filter(|item| item.get_ref().is_table()).collect();
    (!tables.is_empty() && tables.len() == items.iter().count()).then_some(tables)
}

/// What is wrong where one crate is configured, and there are several, or are meant to be.
pub(super) fn misplaced(table: &DeTable<'_>) -> Diagnostics {
    let Some((key, _)) = table.get_key_value(KEY) else { return Diagnostics::new() };
    let found = |at: usize, message: String, expected: &str| {
        let mut diagnostic = Diagnostic::new(Code::Config, &Pointer::root(), message).about(File::Config);
        diagnostic.offset = Some(at);
        diagnostic.expected(expected)
    };
    if tables(table).is_none() {
        let message = "`crate` is no list of tables".to_owned();
        return found(key.span().start, message, "`[[crate]]` with the keys of each crate below it").into();
    }
    let mut others: Vec<_> = table.iter().map(|(other, _)| other).filter(|other| other.get_ref() != KEY).collect();
    others.sort_by_key(|other| other.span().start);
    let others = others.into_iter().map(|other| {
        let message = format!("`{}` stands beside `[[crate]]`, where it is for no crate", other.get_ref());
        found(other.span().start, message, "it below the `[[crate]]` that it is for")
    });
    let others: Diagnostics = others.collect();
    match others.is_empty() {
        true => {
            let message = "this configures several crates, and one is asked for".to_owned();
            found(key.span().start, message, "the number of one of them").into()
        }
        false => others,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_crates_if_nothing_stands_beside_them() {
        for (text, expected) in [
            ("", 0),
            ("output = \"a\"", 0),
            ("[[crate]]\noutput = \"a\"\n[[crate]]\n", 2),
            ("crate = [{ output = \"a\" }]", 1),
            ("output = \"a\"\n[[crate]]\n", 0),
            ("[crate]\noutput = \"a\"", 0),
            ("crate = []", 0),
            ("crate = [1, {}]", 0),
            ("[[crate]", 0),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_beside_the_tables_is_named() {
        for (text, expected) in [
            (
                "output = \"a\"\n[[crate]]\n[client]\n",
                vec![(0, "`output` stands beside"), (24, "`client` stands beside")],
            ),
            ("[crate]\noutput = \"a\"", vec![(1, "`crate` is no list of tables")]),
            ("crate = [1]", vec![(0, "`crate` is no list of tables")]),
            ("[[crate]]\n", vec![(2, "several crates")]),
        ] {
            let (_, found) = super::super::parse(text);
            assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
            for (each, (offset, message)) in found.iter().zip(expected) {
                assert_eq!(each.offset, Some(offset), "{text}");
                assert!(each.message.contains(message), "{text}: {}", each.message);
            }
        }
    }
}
