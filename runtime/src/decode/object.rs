//! Objects with declared properties.

use super::scalar::is_scalar;
use super::{Decoded, Decoder, Role};
use crate::scan::{Next, is_same};
use crate::{DecodeError, Field, Literal, Map, Object, Others, Presence, Slot, Table};

type Unforeseen = Result<Option<(usize, &'static Field)>, DecodeError>;

impl Decoder<'_> {
    #[inline(never)]
    pub(super) fn object(&mut self, place: &mut dyn Object, role: Role) -> Decoded {
        if self.scanner.peek() != Some(b'{') {
            return Err(self.mismatch("an object"));
        }
        let table = place.table();
        self.scanner.enter()?;
        let mut seen = Seen::default();
        let mut expected = 0;
        let mut next = self.scanner.first_member();
        while next == Next::More {
            let guess = self.order.guess(table.fields, expected);
            let known = match table.fields.get(guess) {
                Some(field) if field.is_plain && self.scanner.passes_plain_key(field.name) => Some((guess, field)),
                _ => self.unforeseen(place, table, expected)?,
            };
            if let Some((index, field)) = known {
                if seen.insert(index) {
                    forget(place, table, index, field);
                }
                match field.constant {
                    None => {
                        self.property(field, &mut place.slot_at(index))
                            .map_err(|error| error.under_field(field.name))?;
                    }
                    Some(constant) => self.constant(place, table, (index, field, constant), role)?,
                }
                expected = index + 1;
            }
            next = self.scanner.next_member()?;
        }
        self.check_missing(place, table, &seen)
    }

    /// Passes a key that is not the one that was expected, and its colon, and says which property it is. One that the table does
    /// not name is decoded, too.
    #[inline(never)]
    fn unforeseen(&mut self, place: &mut dyn Object, table: &'static Table, expected: usize) -> Unforeseen {
        let key = self.scanner.key()?;
        let known = position(table.fields, expected, &key);
        match known {
            Some((index, _)) => self.order.learn(table.fields, expected, index),
            None => {
                match table.others {
                    Others::Unknown => self.fit.strangers += 1,
                    Others::Expected => {}
                    Others::Forbidden => self.fit.violations += 1,
                }
                self.other(place, table, &key)?;
            }
        }
        Ok(known)
    }

    #[inline]
    fn property(&mut self, field: &Field, slot: &mut Slot<'_>) -> Decoded {
        if let Slot::Optional(place) = slot
            && field.presence == Presence::Optional
        {
            // The commonest without a detour.
            if self.scanner.null()? {
                place.set_null();
                return Ok(());
            }
            return self.value(&mut place.fill(), Role::Plain);
        }
        self.value(slot, Role::Plain)
    }

    /// A property that the table does not name, or that is not what the table says.
    fn other(&mut self, place: &mut dyn Object, table: &Table, key: &str) -> Decoded {
        match others(place, table) {
            Some(others) => self.entry(others, key),
            None => self.scanner.raw().map(drop),
        }
    }

    #[inline(never)]
    fn constant(
        &mut self,
        place: &mut dyn Object,
        table: &Table,
        (index, field, constant): (usize, &Field, Literal),
        role: Role,
    ) -> Decoded {
        self.scanner.peek();
        if let Literal::Text(text) = constant
            && self.scanner.passes(text)
        {
            note(place, index, field);
            return Ok(());
        }
        let mut ahead = self.scanner;
        let kind = ahead.kind()?;
        let start = ahead.offset();
        let is_equal = match constant {
            Literal::Text(text) => ahead.peek() == Some(b'"') && ahead.string()? == text,
            Literal::Json(_) => is_scalar(constant, ahead.raw()?),
        };
        if is_equal {
            self.scanner = ahead;
            note(place, index, field);
            return Ok(());
        }
        if field.presence != Presence::Required && self.scanner.null()? {
            return Ok(());
        }
        if field.presence == Presence::Required && role != Role::Plain {
            let expected = match constant {
                Literal::Text(text) => format!("the constant {text:?}"),
                Literal::Json(text) => format!("the constant {text}"),
            };
            return Err(DecodeError::mismatch(expected, "another value", start).under_field(field.name));
        }
        if field.presence == Presence::Required && kind == crate::Kind::Null {
            return Err(DecodeError::mismatch("a value", "null", start).under_field(field.name));
        }
        self.fit.violations += 1;
        self.other(place, table, field.name)
    }

    fn check_missing(&mut self, place: &mut dyn Object, table: &Table, seen: &Seen) -> Decoded {
        if seen.has_all(table.fields.len()) {
            return Ok(());
        }
        for (index, field) in table.fields.iter().enumerate() {
            if seen.contains(index) {
                continue;
            }
            self.fit.absent += 1;
            if field.presence != Presence::Optional {
                let expected = match field.constant {
                    None => describe(&place.slot_at(index)),
                    Some(_) => "the constant of the description",
                };
                let error = DecodeError::mismatch(expected, "nothing", self.scanner.offset());
                return Err(error.under_field(field.name));
            }
        }
        Ok(())
    }
}

/// Notes that a constant was there, if it may be missing.
#[inline]
fn note(place: &mut dyn Object, index: usize, field: &Field) {
    if field.has_place()
        && let Slot::Optional(place) = place.slot_at(index)
    {
        place.fill();
    }
}

/// Where the properties go that the table does not name.
fn others<'a>(place: &'a mut dyn Object, table: &Table) -> Option<&'a mut dyn Map> {
    match place.slot_at(table.fields.len()) {
        Slot::Map(others) => Some(others),
        _ => None,
    }
}

/// Takes back what an earlier property of the same name has set.
#[cold]
fn forget(place: &mut dyn Object, table: &Table, index: usize, field: &Field) {
    if field.has_place() {
        super::reset::reset(place.slot_at(index));
    }
    if field.constant.is_some()
        && let Some(others) = others(place, table)
    {
        others.remove(field.name);
    }
}

/// What a property takes, for the error when it is missing.
#[cold]
fn describe(slot: &Slot<'_>) -> &'static str {
    match slot {
        Slot::Bool(_) => "true or false",
        Slot::Integer(_) => "an integer",
        Slot::Unsigned(_) => "an unsigned integer",
        Slot::Float(_) => "a number",
        Slot::Text(_) | Slot::Secret(_) => "a string",
        Slot::Scalar(place) => place.expected(),
        Slot::Choice(_) => "a value of an enum",
        Slot::Object(_) | Slot::Map(_) => "an object",
        Slot::List(_) | Slot::Scalars(_) => "an array",
        Slot::Raw(_) | Slot::Union(_) => "a value",
        Slot::Optional(_) => "a value or null",
    }
}

/// The position of a property: where properties are left out, it is soon after that of the one that the table has next.
fn position(fields: &'static [Field], expected: usize, key: &str) -> Option<(usize, &'static Field)> {
    let (before, after) = fields.split_at_checked(expected)?;
    let has_name = |field: &Field| is_same(field.name, key);
    let later = after.iter().position(has_name).map(|position| expected + position);
    let index = later.or_else(|| before.iter().position(has_name))?;
    Some((index, fields.get(index)?))
}

/// The positions of the properties that were there. Those of most objects need no memory.
#[derive(Default)]
struct Seen {
    first: u64,
    others: Vec<u64>,
}

impl Seen {
    /// Gives whether it was there before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let bits = if index < 64 { &mut self.first } else { self.word(index / 64) };
        let again = *bits & bit != 0;
        *bits |= bit;
        again
    }

    /// A word after the first.
    #[cold]
    fn word(&mut self, word: usize) -> &mut u64 {
        if self.others.len() < word {
            self.others.resize(word, 0);
        }
        match self.others.get_mut(word - 1) {
            Some(bits) => bits,
            None => &mut self.first,
        }
    }

    /// Whether every position below was there; `false` also when there are too many to tell at once.
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
