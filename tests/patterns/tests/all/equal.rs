//! Types that only differ in their names become one type with aliases.

use super::kept;
use bindery_patterns::equal::types::*;

/// Takes the results of both operations.
fn greeting(pet: &Pet) -> String {
    format!("Hello, {}!", pet.name)
}

#[test]
fn equal_types_are_one_type_with_aliases() {
    let pet: GetPetResponse =
        kept(r#"{"name":"Ada","home":{"street":"a"},"young":[{"name":"Bo"}],"mood":"calm","x":1}"#);
    assert_eq!(greeting(&pet), "Hello, Ada!");
    assert_eq!(greeting(&pet.young.as_ref().unwrap()[0]), "Hello, Bo!");
    // A value can be constructed by either name, and so can the values inside it.
    let home = GetPetResponseHome::new().street("a");
    let made = Pet::new("Ada").home(PetHome::clone(&home)).mood(GetPetResponseMood::Wild);
    assert!(matches!(made.mood, Some(PetMood::Wild)));
    let owner = Owner::new().first(pet.clone()).second(made);
    assert_eq!(
        bindery_runtime::encode(&owner.second(pet)),
        r#"{"first":{"name":"Ada","mood":"calm","home":{"street":"a"},"young":[{"name":"Bo"}],"x":1},"second":{"name":"Ada","mood":"calm","home":{"street":"a"},"young":[{"name":"Bo"}],"x":1}}"#
    );
}

#[test]
fn a_secret_makes_a_type_distinct() {
    let open: OpenPet = kept(r#"{"name":"Ada","chip":"12"}"#);
    assert_eq!(open.chip.as_deref(), Some("12"));
    let pet: Pet = kept(r#"{"name":"Ada","chip":"12"}"#);
    assert!(!format!("{pet:?}").contains("12"));
}

#[test]
fn a_union_of_one_type_under_two_names_keeps_both_variants() {
    let either: Either = kept(r#"{"name":"Ada"}"#);
    assert!(matches!(either, Either::Pet(_)), "{either:?}");
    let other = Either::GetPetResponse(Pet::new("Bo"));
    assert_eq!(bindery_runtime::encode(&other), r#"{"name":"Bo"}"#);
    assert!(matches!(Either::from("text".to_owned()), Either::Text(_)));
}

#[test]
fn a_type_without_required_properties_has_a_default() {
    assert_eq!(Owner::default(), Owner::new());
    assert_eq!(bindery_runtime::encode(&PetHome::default()), "{}");
}
