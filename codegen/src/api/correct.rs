//! What rules say of properties that the description is wrong about.

use super::{Api, Kind, TypeId};
use crate::config::Rules;

/// Lets properties be missing, or be null, where a rule says so. A rule calls a type by the component, or by its name in
/// Rust, which errors name at run time.
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
