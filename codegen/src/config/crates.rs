//! `[[crate]]`: several APIs in one bindery.toml. Each table has the keys of a whole bindery.toml; there are no other keys beside them.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The key of the tables.
const KEY: &str = "crate";

/// The number of `[[crate]]` tables in a text; 0 if it configures a single crate, or is invalid.
pub(super) fn count(text: &str) -> usize {
    let Ok(table) = DeTable::parse(text) else { return 0 };
    tables(table.get_ref()).filter(|_| table.get_ref().len() == 1).map_or(0, |tables| tables.len())
}

/// One of the tables, with its places in the text.
pub(super) fn one<'t>(text: &'t str, index: usize) -> Option<Spanned<DeTable<'t>>> {
    let table = DeTable::parse(text).ok()?;
    let tables = tables(table.get_ref())?;
    let found = tables.get(index)?;
    match found.get_ref() {
        DeValue::Table(inner) => Some(Spanned::new(found.span(), inner.clone())),
        _ => None,
    }
}

/// The tables, if they are valid.
fn tables<'a, 't>(table: &'a DeTable<'t>) -> Option<Vec<&'a Spanned<DeValue<'t>>>> {
    let items = table.get(KEY)?.get_ref().as_array()?;
    let tables: Vec<&Spanned<DeValue<'t>>> = items.iter().filter(|item| item.get_ref().is_table()).collect();
    (!tables.is_empty() && tables.len() == items.iter().count()).then_some(tables)
}

/// The problems of a text with several crates that was read as the configuration of one.
pub(super) fn misplaced(table: &DeTable<'_>) -> Diagnostics {
    let Some((key, _)) = table.get_key_value(KEY) else { return Diagnostics::new() };
    let found = |at: usize, message: String, expected: &str| {
        let mut diagnostic = Diagnostic::new(Code::Config, &Pointer::root(), message).about(File::Config);
        diagnostic.offset = Some(at);
        diagnostic.expected(expected)
    };
    if tables(table).is_none() {
        let message = "`crate` is not a list of tables".to_owned();
        return found(key.span().start, message, "`[[crate]]` with the keys of each crate below it").into();
    }
    let mut others: Vec<_> = table.iter().map(|(other, _)| other).filter(|other| other.get_ref() != KEY).collect();
    others.sort_by_key(|other| other.span().start);
    let others = others.into_iter().map(|other| {
        let message =
            format!("`{}` is outside of the `[[crate]]` tables, where it applies to no crate", other.get_ref());
        found(other.span().start, message, "the key below the `[[crate]]` that it applies to")
    });
    let others: Diagnostics = others.collect();
    match others.is_empty() {
        true => {
            let message = "this file configures several crates, but a single one is requested".to_owned();
            found(
                key.span().start,
                message,
                "`--crate NAME`, or a description that one of them names; in a build script, the `table` of one",
            )
            .into()
        }
        false => others,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_table_is_a_crate() {
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
    fn keys_outside_of_the_tables_are_reported() {
        for (text, expected) in [
            (
                "output = \"a\"\n[[crate]]\n[client]\n",
                vec![(0, "`output` is outside of"), (24, "`client` is outside of")],
            ),
            ("[crate]\noutput = \"a\"", vec![(1, "`crate` is not a list of tables")]),
            ("crate = [1]", vec![(0, "`crate` is not a list of tables")]),
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
