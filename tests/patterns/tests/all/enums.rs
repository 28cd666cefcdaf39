//! Enum values that are named after extensions and titles in the description.

use super::kept;
use bindery_patterns::enums::types::*;

#[test]
fn names_in_the_description_take_precedence_over_values() {
    assert_eq!(kept::<Day>("1"), Day::Monday);
    assert_eq!((kept::<Day>("3"), kept::<Priority>("-1")), (Day::Wednesday, Priority::Low));
    assert_eq!((kept::<Priority>("0"), kept::<Priority>("1")), (Priority::Normal, Priority::High));
    assert!(matches!(kept::<Day>("8"), Day::Unknown(_)));
}

#[test]
fn titles_are_names_if_every_value_has_one() {
    assert_eq!((kept::<Plan>(r#""p-1""#), kept::<Plan>(r#""p-2""#)), (Plan::Free, Plan::Paid));
    assert_eq!((kept::<Shade>(r#""l""#), kept::<Shade>(r#""d""#)), (Shade::L, Shade::D));
}

#[test]
fn a_name_in_the_configuration_takes_precedence() {
    assert_eq!((kept::<Rank>("1"), kept::<Rank>("2")), (Rank::First, Rank::RunnerUp));
}

#[test]
fn signs_and_symbols_are_words() {
    assert_eq!((kept::<Vote>(r#""+1""#), kept::<Vote>(r#""-1""#)), (Vote::Plus1, Vote::Minus1));
    for (text, value) in [
        ("<", Comparison::Less),
        ("<=", Comparison::LessOrEqual),
        (">", Comparison::Greater),
        (">=", Comparison::GreaterOrEqual),
        ("==", Comparison::Equals),
        ("!=", Comparison::NotEqual),
        ("=~", Comparison::Matches),
        ("*", Comparison::Star),
        ("%", Comparison::Percent),
        (" ", Comparison::Space),
    ] {
        assert_eq!(kept::<Comparison>(&format!("{text:?}")), value);
    }
}
