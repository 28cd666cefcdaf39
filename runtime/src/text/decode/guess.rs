//! Tags that come late. To find one, all that comes before it has to be passed, to be read again afterwards. Its text is found much
//! faster, wherever it stands; whether it is the tag of this value shows when the value is decoded as the variant that it names.

use super::decoder::{Decoder, Role, Tags};
use super::union::Start;
use crate::syntax::scan::is_same;
use crate::wire::literal::Literal;
use crate::wire::{Slot, UnionPlace};

/// What a value probably is: the property that says so, what it says, and the position of the variant.
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

    /// Decodes a value as what was guessed. That is certain to be right where the object that comes of it has the tag as a constant:
    /// then it was there, and each time it was. What does not decode goes the way of those that are not guessed.
    pub(crate) fn is_right(&mut self, guess: Guess, place: &mut dyn UnionPlace, start: Start<'t>, role: Role) -> bool {
        // No guesses inside of a guess, so that a text is read twice at most.
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
