use super::identifier::Case;
use super::scope::Scope;

fn claimed(texts: &[&str], case: Case) -> Vec<String> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    Scope::default().claim_all(&texts, case, "Empty")
}

#[test]
fn names_that_meet_after_casing_stay_apart_in_any_order() {
    assert_eq!(claimed(&["Foo", "foo", "foo_"], Case::Type), ["Foo", "Foo2", "FooUnderscore"]);
    assert_eq!(claimed(&["foo_", "foo", "Foo"], Case::Type), ["FooUnderscore", "Foo2", "Foo"]);
}

#[test]
fn values_that_differ_only_in_symbols_are_spelled_out() {
    assert_eq!(claimed(&["+1", "-1"], Case::Type), ["N1", "Minus1"]);
    assert_eq!(claimed(&["amber-strict", "amber+strict"], Case::Type), ["AmberMinusStrict", "AmberStrict"]);
    assert_eq!(claimed(&["mW", "MW"], Case::Type), ["MW", "Mw"]);
    assert_eq!(claimed(&["", "self", "Self"], Case::Type), ["Empty", "Self2", "Self_"]);
}

#[test]
fn another_name_renames_none() {
    let before = claimed(&["Stream", "stream_list"], Case::Type);
    let after = claimed(&["Stream", "stream_list", "zeta", "stream"], Case::Type);
    assert_eq!(before, after[..2]);
}
