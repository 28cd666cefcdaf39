//! Guesses tags that come late. To scan up to a tag means to read everything before it twice. A search for the text of the tag is much
//! faster; then decoding the value as the variant that the tag names shows whether it is the tag of this value.

use super::decoder::{Decoder, Role, Tags};
use super::union::Start;
use crate::syntax::scan::is_same;
use crate::wire::literal::Literal;
use crate::wire::{Slot, UnionPlace};

/// A guess: the tag property, its value, and the position of the variant.
#[derive(Clone, Copy)]
pub(crate) struct Guess {
    key: &'static str,
    value: &'static str,
    variant: usize,
}

impl<'t> Decoder<'t> {
    pub(crate) fn guess(&mut self, path: &[&'static str], values: &[(Literal, usize)]) -> Option<Guess> {
        let ([key], Tags::Late) = (path, self.tags) else { return None };
        let mut scanner = self.scanner;
        if scanner.search_key(key).is_none() {
            self.tags = Tags::Misleading;
            return None;
        }
        scanner.peek();
        let content = scanner.plain_string()?;
        values.iter().find_map(|(value, variant)| match value {
            Literal::Text(value) if is_same(value, content) => Some(Guess { key, value, variant: *variant }),
            _ => None,
        })
    }

    /// Decodes a value as the guessed variant. The guess is right if the tag is a required constant of the decoded object. If decoding
    /// fails, the value is decoded again without a guess.
    pub(crate) fn is_right(&mut self, guess: Guess, place: &mut dyn UnionPlace, start: Start<'t>, role: Role) -> bool {
        // No nested guesses, so that a text is read at most twice.
        self.tags = Tags::Misleading;
        let incoming = self.scanner.incoming();
        let is_right = match place.choose(Ok(guess.variant), incoming) {
            Slot::Object(table, inside) if table.fields.fixes(guess.key, guess.value) => {
                self.object(table, inside, role).is_ok()
            }
            _ => false,
        };
        if is_right {
            self.tags = Tags::Late;
        } else {
            self.back(start);
        }
        is_right
    }
}
