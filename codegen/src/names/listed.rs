//! The Rust names by which rules may match parts of an API.

use super::Names;
use crate::api::{Api, Listed, NameParts};

/// Adds the names to those of earlier passes. Returns whether any is new.
pub(crate) fn list(api: &Api, names: &Names, listed: &mut Listed) -> bool {
    let mut is_new = false;
    for (definition, own) in api.types.iter().zip(&names.types) {
        // The `...Input` half of a split type has the same place; rules match the name of the other half.
        let is_second = matches!(&definition.name, NameParts::Inside(id, _)
            if api.definition(*id).pointer == definition.pointer);
        if !is_second {
            is_new |= listed.add_type(&definition.pointer, own.ident.clone());
        }
    }
    for (operation, own) in api.operations.iter().zip(&names.operations) {
        let Some(group) = names.groups.get(own.group) else { continue };
        is_new |= listed.add_operation(&operation.pointer, own.method.clone());
        let whole = format!("{}::{}::{}", group.module, group.ident, own.method);
        is_new |= listed.add_operation(&operation.pointer, whole);
    }
    is_new
}
