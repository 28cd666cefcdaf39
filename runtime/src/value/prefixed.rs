//! Arrays that begin with a type for each position and go on with another.

use crate::{AsList, Declared, Incoming, List, ListPlace, Part, Role, Slot, View, Wire};

/// An array whose first elements have individual types (JSON Schema 2020-12, `prefixItems` with `items`). `First` is a
/// tuple.
///
/// Elements from index `LEAST` on are optional, each an `Option` or a [`Patch`](crate::Patch). By default all of them
/// are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prefixed<First, Rest, const LEAST: usize = { usize::MAX }> {
    /// The first elements.
    pub first: First,
    /// Those that follow.
    pub rest: Vec<Rest>,
}

impl<First, Rest, const LEAST: usize> Prefixed<First, Rest, LEAST> {
    /// Creates an array of the first elements only.
    #[must_use]
    pub const fn new(first: First) -> Self {
        Self { first, rest: Vec::new() }
    }
}

impl<First, Rest, const LEAST: usize> From<First> for Prefixed<First, Rest, LEAST> {
    fn from(first: First) -> Self {
        Self::new(first)
    }
}

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
    /// Without those at the end that are not there.
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

#[cfg(test)]
mod tests {
    use super::Prefixed;
    use crate::text::{decode::decode, encode::encode};
    use crate::{Extra, Json, Patch, object};

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

    #[test]
    fn an_array_may_end_before_elements_that_need_not_be_there() {
        type Row = Prefixed<(String, Option<i64>, Patch<bool>), Json, 1>;
        for text in [r#"["a"]"#, r#"["a",1]"#, r#"["a",1,true]"#, r#"["a",1,null]"#, r#"["a",1,false,null,{"b":[]}]"#] {
            assert_eq!(encode(&decode::<Row>(text).unwrap()), text);
        }
        for text in ["[]", r#"["a","b"]"#, r#"["a",1,2]"#] {
            assert!(decode::<Row>(text).is_err(), "{text}");
        }
        let made: Row = ("a".to_owned(), None, Patch::Value(true)).into();
        assert_eq!(encode(&made), r#"["a",null,true]"#);
        type Open = Prefixed<(Option<String>, Option<i64>), Json, 0>;
        assert_eq!(encode(&Open::default()), "[]");
        // What is required and null is written.
        type Nullable = Prefixed<(Option<i64>,), Json>;
        assert_eq!(encode(&Nullable::default()), "[null]");
    }

    #[test]
    fn of_two_arrays_under_one_name_the_last_counts_whole() {
        type Row = Prefixed<(Option<i64>, Option<i64>), i64, 0>;
        #[derive(Clone)]
        struct Holder {
            row: Row,
            extra: Extra,
        }
        object! { Holder { row: required, } rest extra }
        let holder: Holder = decode(r#"{"row":[1,2,3],"row":[4]}"#).unwrap();
        assert_eq!(encode(&holder), r#"{"row":[4]}"#);
    }
}
