//! The Rust names by which rules may know parts of an API.

use super::Names;
use crate::api::{Api, Listed, NameParts};

/// Adds the names to those of earlier passes, and returns whether there is a new one.
pub(crate) fn list(api: &Api, names: &Names, listed: &mut Listed) -> bool {
    let mut is_new = false;
    for (definition, own) in api.types.iter().zip(&names.types) {
        // The type to send of a type that is split has the place of the other one, which has the name.
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
