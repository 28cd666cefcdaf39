//! Learns the order of properties in objects.

use crate::wire::table::Fields;

/// The order of properties in earlier objects. Most texts have the order of the table. Others omit properties or have another order, but
/// the same one in each object of a list.
pub(crate) struct Order(
    /// For a property of a table, the distance to the next one. Properties of different tables may share an entry, which only causes wrong
    /// guesses.
    [u8; Self::PLACES],
);

/// The start of a table's entries for objects of one depth: which properties are omitted often depends on the place in a text.
#[derive(Clone, Copy)]
pub(crate) struct Start(usize);

impl Start {
    #[inline]
    pub(crate) fn of(fields: &Fields, depth: usize) -> Self {
        // A row takes 16 bytes, so tables have some distance.
        Self((fields.address() / 4).wrapping_add(depth * 64))
    }

    #[inline]
    fn place(self, expected: usize) -> usize {
        self.0.wrapping_add(expected) % Order::PLACES
    }
}

impl Default for Order {
    fn default() -> Self {
        Self([0; Self::PLACES])
    }
}

impl Order {
    const PLACES: usize = 256;

    /// Returns the position of the property that probably comes instead of `expected`.
    #[inline]
    pub(crate) fn guess(&self, start: Start, expected: usize) -> usize {
        match self.0[start.place(expected)] {
            0 => expected,
            off => elsewhere(expected, off),
        }
    }

    /// Records the actual property, if both have entries.
    pub(crate) fn learn(&mut self, start: Start, expected: usize, found: usize) {
        if expected.max(found) < Self::PLACES {
            let off = found.wrapping_sub(expected) % Self::PLACES;
            self.0[start.place(expected)] = u8::try_from(off).unwrap_or_default();
        }
    }
}

/// Not inlined, so that the processor speculates instead of waiting for the distance.
#[cold]
#[inline(never)]
fn elsewhere(expected: usize, off: u8) -> usize {
    (expected + usize::from(off)) % Order::PLACES
}

#[cfg(test)]
mod tests {
    use super::{Order, Start};
    use crate::wire::table::Fields;

    const TEXT: &str = "a required; b required; c required; d required;";
    static FIELDS: Fields = Fields { text: TEXT, rows: &Fields::rows(TEXT, [0, 1, 2, 3]), constants: &[] };

    #[test]
    fn what_came_next_comes_next() {
        let mut order = Order::default();
        let start = Start::of(&FIELDS, 1);
        assert_eq!([0, 1, 4].map(|expected| order.guess(start, expected)), [0, 1, 4]);
        order.learn(start, 0, 3);
        order.learn(start, 4, 2);
        assert_eq!([0, 1, 4].map(|expected| order.guess(start, expected)), [3, 1, 2]);
        order.learn(start, 0, 0);
        assert_eq!(order.guess(start, 0), 0);
    }

    #[test]
    fn another_depth_has_another_order() {
        let mut order = Order::default();
        let [outside, inside] = [1, 2].map(|depth| Start::of(&FIELDS, depth));
        order.learn(inside, 1, 2);
        assert_eq!([outside, inside].map(|start| order.guess(start, 1)), [1, 2]);
    }

    #[test]
    fn positions_beyond_the_places_are_not_learned() {
        let mut order = Order::default();
        let start = Start::of(&FIELDS, 1);
        order.learn(start, 3, 300);
        order.learn(start, 300, 3);
        assert_eq!([3, 300].map(|expected| order.guess(start, expected)), [3, 300]);
    }
}
