//! Values whose strings, numbers and booleans arrived as another of these types.

use crate::syntax::respell::{Wanted, number, respelled};
use crate::syntax::scan::Scanner;
use crate::value::json::Json;
use crate::value::json::{elements, members_as_written};
use crate::wire::literal::Literal;
use crate::wire::{List, Map, Part, View};

/// Whether a JSON text is a form of a value: `"0.50"` of the number 0.5, `["1", 2]` of an array of integers.
pub(crate) fn is_form_of(text: &str, view: View<'_>) -> bool {
    match view {
        View::Null | View::Absent => text == "null",
        View::List(list) => is_form_of_list(text, list),
        View::Scalars(list) => is_form_of_list(text, list),
        View::Map(map) => is_form_of_map(text, map),
        View::Bool(_) => is_form_of_scalar(text, view, Wanted::Boolean),
        _ => is_form_of_scalar(text, view, Wanted::Other),
    }
}

fn is_form_of_list(text: &str, list: &dyn List) -> bool {
    let elements = elements(text);
    let is_form =
        |(index, element): (usize, &&str)| list.get(index, Part::All).is_some_and(|view| is_form_of(element, view));
    text.starts_with('[') && elements.len() == list.len() && elements.iter().enumerate().all(is_form)
}

fn is_form_of_map(text: &str, map: &dyn Map) -> bool {
    // Of duplicate members, the last one counts, so the numbers of members may differ.
    let members: std::collections::BTreeMap<_, _> = members_as_written(text).into_iter().collect();
    let is_form =
        |(key, value): (&std::borrow::Cow<'_, str>, &&str)| map.find(key).is_some_and(|view| is_form_of(value, view));
    text.starts_with('{') && members.len() == map.len() && members.iter().all(is_form)
}

fn is_form_of_scalar(text: &str, view: View<'_>, wanted: Wanted) -> bool {
    is_scalar(text, view) || respelled(text, wanted).is_some_and(|text| is_scalar(&text, view))
}

/// Whether a JSON text is that of a scalar.
fn is_scalar(text: &str, view: View<'_>) -> bool {
    let content = |text| Scanner::new(text).string().ok();
    let is_text = |value: &str| text.starts_with('"') && content(text).is_some_and(|content| content == value);
    match view {
        View::Bool(value) => text == if value { "true" } else { "false" },
        View::Integer(value) => number(text).and_then(|number| number.whole()) == Some(value),
        View::Unsigned(value) => number(text).and_then(|number| number.whole()) == Some(value),
        View::Float(value) => {
            number(text).and_then(|number| number.float()).is_some_and(|float| float.to_bits() == value.to_bits())
        }
        View::Text(value) | View::Literal(Literal::Text(value)) => is_text(value),
        View::Secret(secret) => is_text(secret.expose()),
        View::Literal(constant) => constant.is_scalar(text),
        View::Raw(json) => *json == Json::trusted(text),
        View::Unrecognized(value) => is_scalar(text, value.view()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_form_of;
    use crate::wire::Wire;
    use std::collections::BTreeMap;

    #[test]
    fn a_form_has_the_same_value() {
        let form = |text: &str, value: &dyn Wire| is_form_of(text, value.view());
        for text in ["0.5", r#""0.50""#, r#""5e-1""#] {
            assert!(form(text, &0.5), "{text}");
        }
        for text in [r#""0.51""#, r#""""#, "null", "true", "[0.5]"] {
            assert!(!form(text, &0.5), "{text}");
        }
        assert!(form(r#""-0""#, &-0.0) && !form(r#""-0""#, &0.0));
        assert!(form(r#""7""#, &7_i64) && form(r#""7.0""#, &7_i64) && !form(r#""8""#, &7_i64));
        assert!(form("18446744073709551615", &"18446744073709551615".to_owned()));
        assert!(form("true", &"true".to_owned()) && !form("true", &"True".to_owned()));
        assert!(form("1", &true) && form(r#""TRUE""#, &true) && form("0", &false) && !form("2", &true));
    }

    #[test]
    fn arrays_and_maps_are_compared_by_their_elements() {
        let form = |text: &str, value: &dyn Wire| is_form_of(text, value.view());
        assert!(form(r#"["1", 2]"#, &vec![1_i64, 2]) && !form(r#"["1"]"#, &vec![1_i64, 2]));
        assert!(form("[]", &Vec::<i64>::new()) && !form("5", &Vec::<i64>::new()));
        assert!(form("[[0],[]]", &vec![vec![false], vec![]]));
        assert!(form("[null,1]", &vec![None, Some(true)]) && !form("[null,null]", &vec![None, Some(true)]));
        let map = |value: bool| BTreeMap::from([("a".to_owned(), value)]);
        assert!(form(r#"{"a":1}"#, &map(true)) && form(r#"{"a":0,"a":1}"#, &map(true)));
        assert!(
            !form(r#"{"a":1,"b":1}"#, &map(true))
                && !form("{}", &map(true))
                && !form("[]", &BTreeMap::<String, bool>::new())
        );
    }
}
