//! Corrections of properties by rules of the configuration.

use super::{Api, Kind, TypeId};
use crate::config::Rules;

/// Makes properties optional or nullable where a rule says so. A rule refers to a type by its component, or by its Rust
/// name, which errors show at run time.
pub(crate) fn correct(api: &mut Api, ident: &dyn Fn(TypeId) -> String, rules: &Rules) {
    for (index, definition) in api.types.iter_mut().enumerate() {
        let Kind::Object { properties, .. } = &mut definition.kind else { continue };
        let component = definition.pointer.component();
        let ident = Some(ident(TypeId(index))).filter(|ident| component.as_ref() != Some(ident));
        for holder in component.iter().chain(&ident) {
            for property in properties.iter_mut() {
                let rule = rules.member(holder, &property.name);
                property.required &= rule.optional != Some(true);
                property.nullable |= rule.nullable == Some(true);
            }
        }
    }
}
