//! Compares JSON values.

use std::hash::{Hash, Hasher};

use super::Json;
use super::access::{elements, members_as_written};
use crate::syntax::kind::Kind;
use crate::syntax::scan::{Scanner, hash_number, same_number};

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        same(self.text(), other.text())
    }
}

// Texts are valid and numbers are compared by all digits, so a value equals itself.
impl Eq for Json {}

impl Hash for Json {
    fn hash<H: Hasher>(&self, state: &mut H) {
        feed(self.text(), state);
    }
}

/// Hashes a text, so that texts of equal values have equal hashes.
fn feed(text: &str, mut state: &mut dyn Hasher) {
    match Scanner::new(text).kind() {
        Ok(Kind::Integer | Kind::Fraction) => hash_number(text, state),
        Ok(Kind::Text) => Scanner::new(text).string().unwrap_or_default().hash(&mut state),
        Ok(Kind::List) => {
            let elements = elements(text);
            state.write_usize(elements.len());
            elements.iter().for_each(|element| feed(element, state));
        }
        Ok(Kind::Object) => {
            let members = sorted(text);
            state.write_usize(members.len());
            for (name, value) in members {
                name.hash(&mut state);
                feed(value, state);
            }
        }
        _ => text.hash(&mut state),
    }
}

/// The recursion depth is that of the texts, at most [`MAX_DEPTH`](crate::MAX_DEPTH).
fn same(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let (Ok(kind), Ok(other)) = (Scanner::new(left).kind(), Scanner::new(right).kind()) else {
        return false;
    };
    match (kind, other) {
        (Kind::Integer | Kind::Fraction, Kind::Integer | Kind::Fraction) => same_number(left, right),
        (Kind::Text, Kind::Text) => match (Scanner::new(left).string(), Scanner::new(right).string()) {
            (Ok(left), Ok(right)) => left == right,
            _ => false,
        },
        (Kind::List, Kind::List) => {
            let (left, right) = (elements(left), elements(right));
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Kind::Object, Kind::Object) => {
            let (left, right) = (sorted(left), sorted(right));
            left.len() == right.len()
                && left.iter().zip(&right).all(|(left, right)| left.0 == right.0 && same(left.1, right.1))
        }
        // `true`, `false` and `null` have one spelling.
        _ => false,
    }
}

/// The members by name; of duplicates, the last one.
fn sorted(text: &str) -> Vec<(std::borrow::Cow<'_, str>, &str)> {
    let mut members = members_as_written(text);
    members.reverse();
    // The sort is stable, so the last of equal names stays first.
    members.sort_by(|left, right| left.0.cmp(&right.0));
    members.dedup_by(|next, kept| next.0 == kept.0);
    members
}

#[cfg(test)]
mod tests {
    use crate::value::json::Json;

    fn same(left: &str, right: &str) -> bool {
        let (left, right) = (Json::parse(left).unwrap(), Json::parse(right).unwrap());
        let same = left == right;
        assert_eq!(std::collections::HashSet::from([left, right]).len() == 1, same, "equal values have equal hashes");
        same
    }

    #[test]
    fn order_of_properties_and_spelling_do_not_matter() {
        assert!(same(r#"{"a":1,"b":[1,{"x":null}]}"#, r#"{ "b" : [1.0, {"\u0078": null}], "a": 1e0 }"#));
        assert!(same(r#"{"a":1,"a":2}"#, r#"{"a":2}"#));
        assert!(same(r#""\u00e9""#, "\"é\""));
    }

    #[test]
    fn different_values_differ() {
        for (left, right) in [
            ("1", "\"1\""),
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,1]"),
            ("true", "false"),
            ("null", "0"),
            (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            (r#"{"a":1,"a":2}"#, r#"{"a":1}"#),
            ("36893488147419103232", "36893488147419103233"),
        ] {
            assert!(!same(left, right), "{left} {right}");
        }
    }
}
