//! Objects with declared properties.

use super::decoder::{Decoded, Decoder, Layout, Policy, Role};
use super::kept::{describe, others, take_back, under_property};
use super::order::Start;
use crate::syntax::error::DecodeError;
use crate::syntax::scan::{Next, Opening};
use crate::text::deviation::What;
use crate::wire::literal::Literal;
use crate::wire::table::{AdditionalProperties, Fields, Presence, Row, Table};
use crate::wire::{Came, Incoming, ObjectPlace, Slot};

/// The position of a property, and its row.
type Known = (usize, &'static Row);
type AnyMember = Result<Option<Known>, DecodeError>;

impl Decoder<'_> {
    #[inline(never)]
    pub(crate) fn object(&mut self, table: &'static Table, place: &mut dyn ObjectPlace, role: Role) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        self.scanner.descend()?;
        let fields = &table.fields;
        let start = Start::of(fields, self.scanner.depth());
        let mut seen = Seen::default();
        let mut violated = Vec::new();
        let depth = self.scanner.depth();
        let mut expected = 0;
        let mut opening = Opening::Brace;
        let is_compact = self.layout == Layout::Compact;
        loop {
            let expected_known = if is_compact { self.expected_member(fields, start, opening, expected) } else { None };
            let known = match expected_known {
                Some(known) => Some(known),
                None if self.scanner.member(opening)? == Next::End => break,
                None => match self.spaced(fields, start, expected) {
                    Some(known) => Some(known),
                    None => self.any_member(place, table, start, expected)?,
                },
            };
            if let Some((index, row)) = known {
                if seen.insert(index) {
                    self.watch.repeat();
                    take_back(place, table, (index, row));
                    violated.retain(move |(violated, _)| *violated != index);
                }
                if row.is_constant() {
                    let offset = self.scanner.offset();
                    match self.constant(place, fields, (index, row), role)? {
                        Constant::Expected => {}
                        Constant::Null => self.keep_null(place, table, (index, row), offset),
                        Constant::Another => violated.push((index, offset)),
                    }
                } else {
                    let offset = self.scanner.offset();
                    if let Err(error) = self.property(place, table, index, row) {
                        self.misfit(place, table, (index, row), (offset, depth), error)?;
                    }
                }
                expected = index + 1;
            }
            opening = Opening::Comma;
        }
        if !violated.is_empty() {
            self.keep_violated(place, table, &violated)?;
        }
        if seen.has_all(fields.len()) { Ok(()) } else { self.check_missing(place, table, &seen) }
    }

    /// Consumes the token before a member, the expected key and its colon, without white space. Nearly all texts are written like this.
    #[inline]
    fn expected_member(&mut self, fields: &Fields, start: Start, opening: Opening, expected: usize) -> Option<Known> {
        let guess = self.order.guess(start, expected);
        let (row, name) = fields.plain_row(guess)?;
        self.scanner.passes_plain_member(opening, name).then_some((guess, row))
    }

    /// Like [`expected_member`](Self::expected_member), but with white space, and after the token before the member. Outlined, like other
    /// keys, to keep the loop short; indented texts pay for a call.
    #[cold]
    #[inline(never)]
    fn spaced(&mut self, fields: &Fields, start: Start, expected: usize) -> Option<Known> {
        if !self.scanner.is_at_space() {
            self.layout = Layout::Compact;
            return None;
        }
        self.layout = Layout::Spaced;
        let guess = self.order.guess(start, expected);
        let (row, name) = fields.plain_row(guess)?;
        self.scanner.passes_spaced_key(name).then_some((guess, row))
    }

    /// Consumes an unexpected key and its colon, and returns its property. Undeclared properties are decoded here.
    #[cold]
    #[inline(never)]
    fn any_member(
        &mut self,
        place: &mut dyn ObjectPlace,
        table: &'static Table,
        start: Start,
        expected: usize,
    ) -> AnyMember {
        let fields = &table.fields;
        // If optional properties are missing, it is probably one of the next ones.
        for index in [expected, expected + 1] {
            if let Some((row, name)) = fields.plain_row(index)
                && self.scanner.passes_plain_key(name)
            {
                self.order.learn(start, expected, index);
                return Ok(Some((index, row)));
            }
        }
        let key = self.scanner.key()?;
        let known = fields.position(expected, &key).and_then(|index| Some((index, fields.row(index)?)));
        match known {
            Some((index, _)) => self.order.learn(start, expected, index),
            None => {
                self.watch.unknown_member(&key);
                match table.additional {
                    AdditionalProperties::Unknown => self.fit.unknown += 1,
                    AdditionalProperties::Expected => {}
                    AdditionalProperties::Forbidden => self.forbidden(),
                }
                self.other(place, table, &key)?;
            }
        }
        Ok(known)
    }

    #[inline]
    fn property(&mut self, place: &mut dyn ObjectPlace, table: &Table, index: usize, row: &Row) -> Decoded {
        let incoming = match row.presence {
            Presence::Required => Incoming::Value,
            Presence::Optional | Presence::Nullable => self.scanner.incoming(),
        };
        if incoming == Incoming::Null {
            return self.null_property(place, table, index, row);
        }
        if row.is_lenient {
            return self.lenient_property(place, table, (index, row), incoming);
        }
        self.value(&mut place.slot_at(index, incoming), Role::Plain)
    }

    /// Decodes a null property. If its place cannot distinguish null from missing, keeps the null with the undeclared properties, so that
    /// it is written back.
    #[cold]
    #[inline(never)]
    fn null_property(&mut self, place: &mut dyn ObjectPlace, table: &Table, index: usize, row: &Row) -> Decoded {
        let offset = self.scanner.offset();
        let is_forgotten = {
            let slot = &mut place.slot_at(index, Incoming::Null);
            self.value(slot, Role::Plain)?;
            matches!(slot, Slot::Unset) && row.presence == Presence::Optional
        };
        if is_forgotten {
            if row.is_expected && self.policy == Policy::Strict {
                let expected = describe(&place.slot_at(index, Incoming::Value));
                return Err(DecodeError::mismatch(expected, "null", offset));
            }
            self.keep_null(place, table, (index, row), offset);
        }
        Ok(())
    }

    /// Decodes an undeclared property.
    fn other(&mut self, place: &mut dyn ObjectPlace, table: &Table, key: &str) -> Decoded {
        match others(place, table) {
            Some(others) => self.entry(others, key),
            None => self.scanner.raw().map(drop),
        }
    }

    #[inline(never)]
    fn constant(
        &mut self,
        place: &mut dyn ObjectPlace,
        fields: &Fields,
        (index, row): (usize, &Row),
        role: Role,
    ) -> Result<Constant, DecodeError> {
        let Some(constant) = fields.constant(row) else {
            // Unreachable: the row has a constant.
            return self.scanner.skip().map(|_| Constant::Another);
        };
        self.scanner.peek();
        if let Literal::Text(text) = constant
            && self.scanner.passes(text)
        {
            note(place, index, row);
            return Ok(Constant::Expected);
        }
        let mut ahead = self.scanner;
        let kind = ahead.kind()?;
        let start = ahead.offset();
        let is_equal = match constant {
            Literal::Text(text) => ahead.peek() == Some(b'"') && ahead.string()? == text,
            Literal::Json(_) => constant.is_scalar(ahead.raw()?),
        };
        if is_equal {
            self.scanner = ahead;
            note(place, index, row);
            return Ok(Constant::Expected);
        }
        if row.presence != Presence::Required && self.scanner.null()? {
            return Ok(Constant::Null);
        }
        if (row.presence == Presence::Required || row.is_expected) && role != Role::Plain {
            let expected = shown(constant);
            let error = DecodeError::mismatch(expected, "another value", start).settled();
            return Err(error.under_field(fields.name(row)));
        }
        if row.presence == Presence::Required && kind == crate::syntax::kind::Kind::Null {
            return Err(DecodeError::mismatch("a value", "null", start).settled().under_field(fields.name(row)));
        }
        self.fit.violations += 1;
        self.notes.push(start, What::Unlisted, shown(constant));
        self.scanner.skip()?;
        Ok(Constant::Another)
    }

    #[inline(never)]
    fn check_missing(&mut self, place: &mut dyn ObjectPlace, table: &Table, seen: &Seen) -> Decoded {
        for (index, row) in table.fields.numbered() {
            if seen.contains(index) {
                continue;
            }
            self.fit.absent += 1;
            // A nullable property reads as null, but its absence violates the description.
            if row.presence == Presence::Nullable {
                self.fit.violations += 1;
                self.notes.push(self.scanner.offset(), What::Without(table.fields.name(row)), "a value or null");
                if let Some(others) = others(place, table) {
                    others.note(table.fields.name(row), Came::Missing);
                }
            }
            let is_required = row.presence == Presence::Required;
            if !is_required && !row.is_expected {
                continue;
            }
            let expected = if row.is_constant() {
                "the constant in the description"
            } else {
                describe(&place.slot_at(index, Incoming::Value))
            };
            if is_required || self.policy == Policy::Strict {
                let error = DecodeError::mismatch(expected, "nothing", self.scanner.offset());
                return Err(under_property(error, table, row));
            }
            place.slot_at(index, Incoming::Nothing);
            self.fit.violations += 1;
            self.notes.push(self.scanner.offset(), What::Without(table.fields.name(row)), expected);
        }
        Ok(())
    }
}

/// Records the presence of an optional constant.
#[inline]
fn note(place: &mut dyn ObjectPlace, index: usize, row: &Row) {
    if row.has_place() {
        place.slot_at(index, Incoming::Value);
    }
}

/// Returns a constant in the words of an expectation.
#[cold]
fn shown(constant: Literal) -> String {
    match constant {
        Literal::Text(text) => format!("the constant {text:?}"),
        Literal::Json(text) => format!("the constant {text}"),
    }
}

/// The value found in place of a constant.
#[derive(PartialEq, Eq)]
enum Constant {
    /// The constant.
    Expected,
    /// Null instead of an optional constant.
    Null,
    /// Another value.
    Another,
}

/// The positions of the properties that occurred. Most objects need no allocation.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<u64>,
}

impl Seen {
    /// Marks a position. Returns whether it was marked before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        if index >= 64 {
            return self.insert_far(index);
        }
        let before = self.first;
        self.first |= 1 << index;
        self.first == before
    }

    #[cold]
    fn insert_far(&mut self, index: usize) -> bool {
        let (word, bit) = (index / 64 - 1, 1 << (index % 64));
        if self.others.len() <= word {
            self.others.resize(word + 1, 0);
        }
        let Some(bits) = self.others.get_mut(word) else { return false };
        let again = *bits & bit != 0;
        *bits |= bit;
        again
    }

    /// Whether all lower positions are marked; `false` also if there are too many to check at once.
    #[inline]
    fn has_all(&self, count: usize) -> bool {
        count < 64 && self.first == (1 << count) - 1
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        let (word, bit) = (index / 64, 1 << (index % 64));
        let bits = if word == 0 { self.first } else { self.others.get(word - 1).copied().unwrap_or_default() };
        bits & bit != 0
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn any_number_of_positions_is_remembered() {
        let mut seen = Seen::default();
        for index in [0, 63, 64, 127, 128, 5_000] {
            assert!(!seen.contains(index));
            assert!(!seen.insert(index));
            assert!(seen.insert(index));
            assert!(seen.contains(index));
        }
        assert!(!seen.contains(1) && !seen.contains(65) && !seen.contains(100_000));
    }
}
