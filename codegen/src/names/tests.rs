use super::identifier::Case;
use super::scope::Scope;
use proptest::prelude::*;
use std::collections::HashSet;

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
    assert_eq!(claimed(&["+1", "-1", "1"], Case::Type), ["Plus1", "Minus1", "N1"]);
    assert_eq!(claimed(&["amber-strict", "amber+strict"], Case::Type), ["AmberMinusStrict", "AmberStrict"]);
    assert_eq!(claimed(&["<", ">=", "a"], Case::Type), ["Less", "GreaterOrEqual", "A"]);
    assert_eq!(claimed(&["mW", "MW"], Case::Type), ["MW", "Mw"]);
    assert_eq!(claimed(&["", "self", "Self"], Case::Type), ["Empty", "Self2", "Self_"]);
}

#[test]
fn another_name_renames_none() {
    let before = claimed(&["Stream", "stream_list"], Case::Type);
    let after = claimed(&["Stream", "stream_list", "zeta", "stream"], Case::Type);
    assert_eq!(before, after[..2]);
}

/// Texts as descriptions have them, and texts that nobody would write.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "[a-zA-Z_$.:/ +-]{0,6}",
        "\\PC{0,4}",
        prop::sample::select(vec![
            "self", "Self", "type", "r#type", "Foo", "foo", "FOO", "Foo2", "", "_", "1", "Option"
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::hash_set(word, 0..12).prop_map(|set| {
        let mut texts: Vec<String> = set.into_iter().collect();
        texts.sort();
        texts
    })
}

fn any_case() -> impl Strategy<Value = Case> {
    prop::sample::select(vec![Case::Type, Case::Value, Case::Static])
}

fn of(texts: &[String], case: Case) -> Vec<String> {
    Scope::default().claim_all(texts, case, "Empty")
}

proptest! {
    #[test]
    fn any_names_give_unique_identifiers(texts in texts(), case in any_case()) {
        let idents = of(&texts, case);
        prop_assert_eq!(idents.iter().collect::<HashSet<_>>().len(), texts.len());
        for ident in &idents {
            prop_assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{:?}", ident);
        }
    }

    #[test]
    fn the_order_of_names_does_not_matter(texts in texts(), case in any_case()) {
        let mut turned = texts.clone();
        turned.reverse();
        let mut idents = of(&turned, case);
        idents.reverse();
        prop_assert_eq!(of(&texts, case), idents);
    }

    /// Two names that meet cannot both have what each had alone; any other name changes nothing.
    #[test]
    fn a_name_that_meets_no_other_renames_none(texts in texts(), another in "[a-zA-Z_]{1,8}", case in any_case()) {
        let before = of(&texts, case);
        let alone = of(std::slice::from_ref(&another), case);
        prop_assume!(!texts.contains(&another) && !before.contains(&alone[0]));
        let mut more = texts.clone();
        more.push(another);
        prop_assert_eq!(&before[..], &of(&more, case)[..texts.len()]);
    }
}
