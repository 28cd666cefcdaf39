//! Arrays that begin with a type for each position and go on with another.

use crate::{AsList, Declared, Incoming, List, ListPlace, Part, Role, Slot, View, Wire};

/// An array whose first elements have a type each, and whose others have one together (JSON Schema 2020-12,
/// `prefixItems` beside `items`). `First` is a tuple.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prefixed<First, Rest> {
    /// The first elements.
    pub first: First,
    /// Those that follow.
    pub rest: Vec<Rest>,
}

impl<First, Rest> Prefixed<First, Rest> {
    /// An array of the first elements and no others.
    #[must_use]
    pub const fn new(first: First) -> Self {
        Self { first, rest: Vec::new() }
    }
}

impl<First, Rest> From<First> for Prefixed<First, Rest> {
    fn from(first: First) -> Self {
        Self::new(first)
    }
}

impl<First: Wire + List + ListPlace, Rest: Wire> Declared for Prefixed<First, Rest> {
    type Role = AsList;
}

impl<First: Wire + List + ListPlace, Rest: Wire> Role<Prefixed<First, Rest>> for AsList {
    fn view(value: &Prefixed<First, Rest>) -> View<'_> {
        View::List(value)
    }

    fn slot(value: &mut Prefixed<First, Rest>) -> Slot<'_> {
        Slot::List(value)
    }

    fn blank() -> Prefixed<First, Rest> {
        Prefixed { first: First::blank(), rest: Vec::new() }
    }
}

impl<First: Wire + List, Rest: Wire> List for Prefixed<First, Rest> {
    fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    fn get(&self, index: usize, part: Part) -> Option<View<'_>> {
        match index.checked_sub(self.first.len()) {
            None => self.first.get(index, part),
            Some(index) => List::get(&self.rest, index, part),
        }
    }
}

impl<First: Wire + List + ListPlace, Rest: Wire> ListPlace for Prefixed<First, Rest> {
    fn grow(&mut self, index: usize, incoming: Incoming) -> Option<Slot<'_>> {
        match index.checked_sub(self.first.len()) {
            None => self.first.grow(index, incoming),
            Some(index) => self.rest.grow(index, incoming),
        }
    }

    fn end(&mut self, length: usize) -> Result<(), usize> {
        let first = self.first.len();
        self.rest.truncate(length.saturating_sub(first));
        self.first.end(length.min(first))
    }
}

#[cfg(test)]
mod tests {
    use super::Prefixed;
    use crate::{decode, encode};

    #[test]
    fn any_number_of_elements_follows_the_first() {
        type Row = Prefixed<(String, i64), bool>;
        for text in [r#"["a",1]"#, r#"["a",1,true]"#, r#"["a",1,true,false,true]"#] {
            let row: Row = decode(text).unwrap();
            assert_eq!(row.first, ("a".to_owned(), 1));
            assert_eq!(encode(&row), text);
        }
        for text in [r#"["a"]"#, r#"["a",1,2]"#, r#"[1,"a"]"#, "{}"] {
            assert!(decode::<Row>(text).is_err(), "{text}");
        }
        assert_eq!(encode(&Row::from(("x".to_owned(), 2))), r#"["x",2]"#);
    }
}
