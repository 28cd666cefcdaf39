//! Keeps values that do not match the description. These functions are cold, out of the way of values that match.

use super::decoder::{Decoded, Decoder, Policy};
use super::expected;
use crate::syntax::error::DecodeError;
use crate::text::deviation::What;
use crate::value::json::Json;
use crate::wire::table::{Presence, Row, Table};
use crate::wire::{Came, Incoming, MapPlace, ObjectPlace, Slot};

impl Decoder<'_> {
    /// Handles a property whose value does not match its type. An optional one becomes absent, and its value is kept with the
    /// undeclared properties, so that it is written back unchanged. That is the value of the whole property: if an element does not
    /// match, the array is kept. Otherwise, returns the error.
    #[cold]
    #[inline(never)]
    pub(crate) fn misfit(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &Table,
        (index, row): (usize, &Row),
        (start, depth): (usize, usize),
        error: DecodeError,
    ) -> Decoded {
        let may_be_missing = row.presence == Presence::Optional && self.policy == Policy::Lenient && error.is_open();
        if !may_be_missing || others(place, table).is_none() {
            return Err(under_property(error, table, row));
        }
        take_back(place, table, (index, row));
        self.notes.forget_since(start);
        self.scanner.withdraw(start, depth);
        let value = Json::trusted(self.scanner.raw()?);
        if let Some(others) = others(place, table) {
            others.note(table.fields.name(row), Came::Other(value));
        }
        self.fit.violations += 1;
        let at = error.offset();
        let (expected, found) = error.into_words();
        self.notes.push(at, if row.is_secret { What::Secret } else { What::Value(found) }, expected);
        Ok(())
    }

    /// Keeps the null of an optional property that is not nullable.
    #[cold]
    pub(crate) fn keep_null(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &Table,
        (index, row): (usize, &Row),
        offset: usize,
    ) {
        let expected = describe(&place.slot_at(index, Incoming::Value));
        place.slot_at(index, Incoming::Nothing);
        if let Some(others) = others(place, table) {
            others.note(table.fields.name(row), Came::Null);
        }
        self.notes.push(offset, What::Other, expected);
    }

    /// Notes a property that the description forbids.
    #[cold]
    pub(crate) fn forbidden(&mut self) {
        self.fit.violations += 1;
        self.scanner.peek();
        self.notes.push(self.scanner.offset(), What::Other, "no property of this name");
    }

    /// Keeps properties that differ from their constants with the undeclared properties.
    #[inline(never)]
    pub(crate) fn keep_violated(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &Table,
        violated: &[(usize, usize)],
    ) -> Decoded {
        let end = self.scanner.offset();
        for (index, start) in violated {
            if let Some(row) = table.fields.row(*index) {
                self.scanner.return_to(*start);
                let value = Json::trusted(self.scanner.raw()?);
                if let Some(others) = others(place, table) {
                    others.note(table.fields.name(row), Came::Other(value));
                }
            }
        }
        self.scanner.return_to(end);
        Ok(())
    }
}

/// Adds the property to an error, and the rule for bindery.toml that repairs the description if it is wrong.
#[cold]
pub(crate) fn under_property(error: DecodeError, table: &Table, row: &Row) -> DecodeError {
    let name = table.fields.name(row);
    let error = match row.presence {
        Presence::Required => error.with_rule(table.name, name).settled(),
        Presence::Nullable => error.settled(),
        Presence::Optional => error,
    };
    error.under_field(name)
}

/// Returns the place of undeclared properties.
pub(crate) fn others<'a>(place: &'a mut dyn ObjectPlace, table: &Table) -> Option<&'a mut dyn MapPlace> {
    match place.slot_at(table.fields.len(), Incoming::Value) {
        Slot::Map(others) => Some(others),
        _ => None,
    }
}

/// Resets what an earlier property of the same name has set.
#[cold]
pub(crate) fn take_back(place: &mut dyn ObjectPlace, table: &Table, (index, row): (usize, &Row)) {
    if row.has_place() {
        super::reset::reset(place.slot_at(index, Incoming::Nothing));
    }
    if let Some(others) = others(place, table) {
        others.note(table.fields.name(row), Came::Described);
    }
}

/// Returns the type of a property in words, for the error if it is missing.
#[cold]
pub(crate) fn describe(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Bool(_) => expected::BOOL,
        Slot::Integer(_) => expected::INTEGER,
        Slot::Unsigned(_) => expected::UNSIGNED,
        Slot::Float(_) => expected::FLOAT,
        Slot::Text(_) | Slot::Secret(_) => expected::TEXT,
        Slot::Scalar(place) => place.expected(),
        Slot::OpenEnum(_) => "a value of an enum",
        Slot::Object(..) | Slot::Map(_) => "an object",
        Slot::List(_) | Slot::Scalars(_) => "an array",
        Slot::Raw(_) | Slot::Union(..) => "a value",
        Slot::Settled | Slot::Unset => "a value or null",
    }
}
