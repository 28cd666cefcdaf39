//! In which order the properties of objects come.

use crate::Fields;

/// Which property came after which, in the objects before. Most texts have the order of the table; others leave properties out or
/// have an order of their own, but it is the same in each object of a list.
pub(super) struct Order(
    /// For a property of a table, how many places off the next one is. Properties of different tables may share a place: all that
    /// comes of it is a wrong guess.
    [u8; Self::PLACES],
);

impl Default for Order {
    fn default() -> Self {
        Self([0; Self::PLACES])
    }
}

impl Order {
    const PLACES: usize = 256;

    /// The position of the property that probably comes where the table has the one at `expected`.
    #[inline]
    pub(super) fn guess(&self, fields: &Fields, expected: usize) -> usize {
        match self.0[Self::place(fields, expected)] {
            0 => expected,
            off => elsewhere(expected, off),
        }
    }

    /// Notes that it was another one.
    pub(super) fn learn(&mut self, fields: &Fields, expected: usize, found: usize) {
        if fields.len() <= Self::PLACES {
            let off = found.wrapping_sub(expected) % Self::PLACES;
            self.0[Self::place(fields, expected)] = u8::try_from(off).unwrap_or_default();
        }
    }

    #[inline]
    fn place(fields: &Fields, expected: usize) -> usize {
        // Tables have some distance: a row takes 12 bytes.
        (fields.address() / 4).wrapping_add(expected) % Self::PLACES
    }
}

/// A call, so that the processor goes on with what it expects instead of waiting for how far off it is.
#[inline(never)]
fn elsewhere(expected: usize, off: u8) -> usize {
    (expected + usize::from(off)) % Order::PLACES
}

#[cfg(test)]
mod tests {
    use super::Order;
    use crate::Fields;

    #[test]
    fn what_came_next_comes_next() {
        const TEXT: &str = "a required; b required; c required; d required;";
        static FIELDS: Fields = Fields { text: TEXT, rows: &Fields::rows(TEXT, [0, 1, 2, 3]), constants: &[] };
        let mut order = Order::default();
        assert_eq!([0, 1, 4].map(|expected| order.guess(&FIELDS, expected)), [0, 1, 4]);
        order.learn(&FIELDS, 0, 3);
        order.learn(&FIELDS, 4, 2);
        assert_eq!([0, 1, 4].map(|expected| order.guess(&FIELDS, expected)), [3, 1, 2]);
        order.learn(&FIELDS, 0, 0);
        assert_eq!(order.guess(&FIELDS, 0), 0);
    }
}
