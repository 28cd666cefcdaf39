//! Arrays whose first elements have individual types.

/// An array whose first elements have individual types (JSON Schema 2020-12, `prefixItems` with `items`). `First` is a
/// tuple.
///
/// Elements from index `LEAST` on are optional, each an `Option` or a [`Patch`](crate::Patch). By default all of them
/// are required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Prefixed<First, Rest, const LEAST: usize = { usize::MAX }> {
    /// The first elements.
    pub first: First,
    /// The remaining elements.
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

#[cfg(test)]
mod tests {
    use super::Prefixed;
    use crate::object;
    use crate::text::{decode::decode, encode::encode};
    use crate::value::extra::Extra;
    use crate::value::json::Json;
    use crate::value::patch::Patch;

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
    fn optional_elements_may_be_missing() {
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
        // A required null is written.
        type Nullable = Prefixed<(Option<i64>,), Json>;
        assert_eq!(encode(&Nullable::default()), "[null]");
    }

    #[test]
    fn of_duplicate_arrays_only_the_last_counts() {
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
