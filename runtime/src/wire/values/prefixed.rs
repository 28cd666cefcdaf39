//! Arrays with a type for each position.

use crate::value::prefixed::Prefixed;
use crate::wire::roles::{AsList, Declared, Role};
use crate::wire::{Incoming, List, ListPlace, Part, Slot, View, Wire};

impl<First: Wire + List + ListPlace, Rest: Wire, const LEAST: usize> Declared for Prefixed<First, Rest, LEAST> {
    type Role = AsList;
}

impl<First: Wire + List + ListPlace, Rest: Wire, const LEAST: usize> Role<Prefixed<First, Rest, LEAST>> for AsList {
    fn view(value: &Prefixed<First, Rest, LEAST>) -> View<'_> {
        View::List(value)
    }

    fn slot(value: &mut Prefixed<First, Rest, LEAST>) -> Slot<'_> {
        Slot::List(value)
    }

    fn blank() -> Prefixed<First, Rest, LEAST> {
        Prefixed { first: First::blank(), rest: Vec::new() }
    }
}

impl<First: Wire + List, Rest: Wire, const LEAST: usize> List for Prefixed<First, Rest, LEAST> {
    /// Without missing elements at the end.
    fn len(&self) -> usize {
        let mut length = self.first.len() + self.rest.len();
        if self.rest.is_empty() {
            let is_absent = |index| matches!(self.first.get(index, Part::All), Some(View::Absent));
            while length > LEAST && is_absent(length - 1) {
                length -= 1;
            }
        }
        length
    }

    fn get(&self, index: usize, part: Part) -> Option<View<'_>> {
        match index.checked_sub(self.first.len()) {
            None => self.first.get(index, part),
            Some(index) => List::get(&self.rest, index, part),
        }
    }
}

impl<First: Wire + List + ListPlace, Rest: Wire, const LEAST: usize> ListPlace for Prefixed<First, Rest, LEAST> {
    fn grow(&mut self, index: usize, incoming: Incoming) -> Option<Slot<'_>> {
        match index.checked_sub(self.first.len()) {
            None => self.first.grow(index, incoming),
            Some(index) => self.rest.grow(index, incoming),
        }
    }

    fn end(&mut self, length: usize) -> Result<(), usize> {
        let first = self.first.len();
        self.rest.truncate(length.saturating_sub(first));
        if length == 0 {
            self.first = First::blank();
        }
        if length >= first.min(LEAST) { Ok(()) } else { Err(first.min(LEAST)) }
    }
}
