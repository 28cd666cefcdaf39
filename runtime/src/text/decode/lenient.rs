//! Decodes properties whose strings, numbers and booleans may arrive as another of these types (`scalars = "lenient"` in bindery.toml).
//! Only values that do not match their type take this path.

use super::decoder::{Decoded, Decoder, Policy, Role};
use super::fit::Fit;
use super::kept::{others, take_back};
use super::scalar::LISTED;
use crate::syntax::error::DecodeError;
use crate::syntax::respell::{Wanted, respelled};
use crate::syntax::scan::Scanner;
use crate::text::deviation::What;
use crate::value::json::Json;
use crate::wire::table::{Row, Table};
use crate::wire::{Came, Incoming, ObjectPlace, Slot};

/// What to note about scalars of another type.
struct Forms {
    is_secret: bool,
    /// Whether there was one.
    found: bool,
}

impl<'t> Decoder<'t> {
    /// Decodes a property. If its value does not match, decodes it again with the forms of other types; if that succeeds, keeps the text,
    /// so that it is written back unchanged.
    #[cold]
    #[inline(never)]
    pub(crate) fn lenient_property(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &Table,
        (index, row): (usize, &Row),
        incoming: Incoming,
    ) -> Decoded {
        self.scanner.peek();
        let start = (self.scanner, self.fit);
        let result = self.value(&mut place.slot_at(index, incoming), Role::Plain);
        let matches = result.is_ok() && self.fit.violations == start.1.violations;
        if matches || self.policy == Policy::Strict || result.as_ref().is_err_and(DecodeError::is_fatal) {
            return result;
        }
        self.again(place, table, (index, row), start);
        let mut forms = Forms { is_secret: row.is_secret, found: false };
        let attempt = self.forms(&mut place.slot_at(index, incoming), &mut forms);
        if result.is_err() && attempt.is_err() {
            // It goes further than the first attempt, which failed at the first scalar of another type.
            return attempt;
        }
        if attempt.is_ok()
            && forms.found
            && let Some(others) = others(place, table)
        {
            let text = self.scanner.since(start.0.offset());
            others.note(table.fields.name(row), Came::Form(Json::trusted(text)));
            return Ok(());
        }
        self.again(place, table, (index, row), start);
        self.value(&mut place.slot_at(index, incoming), Role::Plain)
    }

    /// Returns to the start of a property.
    fn again(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &Table,
        property: (usize, &Row),
        (scanner, fit): (Scanner<'t>, Fit),
    ) {
        take_back(place, table, property);
        (self.scanner, self.fit) = (scanner, fit);
        self.notes.forget_since(scanner.offset());
    }

    /// Decodes a value whose scalars may have another type.
    fn forms(&mut self, slot: &mut Slot<'_>, forms: &mut Forms) -> Decoded {
        match slot {
            Slot::List(place) => self.list_of(*place, |decoder, element| decoder.forms(element, forms)),
            Slot::Scalars(place) => self.list_of(*place, |decoder, element| decoder.forms(element, forms)),
            Slot::Map(place) => self.map_of(*place, |decoder, value| decoder.forms(value, forms)),
            Slot::Bool(_) => self.form(slot, Wanted::Boolean, forms),
            Slot::Integer(_)
            | Slot::Unsigned(_)
            | Slot::Float(_)
            | Slot::Text(_)
            | Slot::Secret(_)
            | Slot::Scalar(_)
            | Slot::OpenEnum(_) => self.form(slot, Wanted::Other, forms),
            _ => self.value(slot, Role::Plain),
        }
    }

    /// Decodes a scalar, or its form of another type if it does not match.
    fn form(&mut self, slot: &mut Slot<'_>, wanted: Wanted, forms: &mut Forms) -> Decoded {
        self.scanner.peek();
        let (start, fit) = (self.scanner, self.fit);
        let result = self.value(slot, Role::Plain);
        if (result.is_ok() && self.fit.violations == fit.violations)
            || result.as_ref().is_err_and(DecodeError::is_fatal)
        {
            return result;
        }
        let (end, end_fit) = (self.scanner, self.fit);
        self.scanner = start;
        let text = self.scanner.raw()?;
        if !respelled(text, wanted).is_some_and(|other| decodes(&other, slot, result.is_ok())) {
            return match result {
                // The attempt may have changed the value.
                Ok(()) => {
                    (self.scanner, self.fit) = (start, fit);
                    self.notes.forget_since(start.offset());
                    self.value(slot, Role::Plain)
                }
                Err(error) => {
                    (self.scanner, self.fit) = (end, end_fit);
                    Err(error)
                }
            };
        }
        forms.found = true;
        self.fit = fit;
        self.fit.violations += 1;
        self.notes.forget_since(start.offset());
        let expected = result.map_or_else(|error| error.into_words().0, |()| LISTED.into());
        self.notes.push(start.offset(), if forms.is_secret { What::Secret } else { What::Other }, expected);
        Ok(())
    }
}

/// Decodes a form of another type into a slot. Where the value itself decoded as an unlisted value of an enum, another unlisted one is no
/// improvement.
fn decodes(text: &str, slot: &mut Slot<'_>, is_unlisted: bool) -> bool {
    let mut decoder = Decoder::new(text, Policy::Strict);
    decoder.value(slot, Role::Plain).is_ok() && !(is_unlisted && decoder.fit.violations > 0)
}
