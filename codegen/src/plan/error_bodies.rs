//! Plans error bodies that have a schema.

use super::{ErrorBody, Operation, RustType, rust_type};
use crate::analysis::Analysis;
use crate::api::{self, Media, Success, Type};
use crate::names::{OperationNames, status_variant};
use std::collections::HashMap;

/// The error bodies of an operation: one type, or one for each status.
pub(super) fn error_body(operation: &api::Operation, own: &OperationNames, analysis: &Analysis) -> Option<ErrorBody> {
    let failures = operation.responses.iter().filter(|response| is_failure(&response.status, operation));
    let typed: Vec<(String, RustType)> = failures
        .filter_map(|response| {
            let (media_type, of) = response.content.as_ref()?;
            let is_typed = Media::of(media_type) == Media::Json && !matches!(of, Type::Json | Type::Binary);
            is_typed.then(|| (response.status.clone(), rust_type(of, analysis)))
        })
        .collect();
    let (_, first) = typed.first()?;
    if typed.iter().all(|(_, of)| of == first) {
        return Some(ErrorBody::One(first.clone(), typed.iter().map(|(status, _)| status.clone()).collect()));
    }
    let variants = typed.into_iter().map(|(status, of)| (status_variant(&status), of, status));
    Some(ErrorBody::PerStatus(own.error_body.clone(), variants.collect()))
}

/// Whether a status is an error. `default` is one, unless it describes the success.
pub(super) fn is_failure(status: &str, operation: &api::Operation) -> bool {
    let declares = |class: char| operation.responses.iter().any(|response| response.status.starts_with(class));
    match status {
        "default" => operation.success == Success::Empty || declares('2') || declares('3'),
        _ => !status.starts_with(['1', '2', '3']),
    }
}

/// Makes operations of a group with the same error bodies share one enum: that of the first of them.
pub(super) fn unite(operations: &mut [Operation]) {
    let mut known: HashMap<Vec<(String, RustType, String)>, String> = HashMap::new();
    for operation in operations {
        let Some(ErrorBody::PerStatus(name, variants)) = &operation.error_body else { continue };
        match known.get(variants) {
            Some(same) => operation.error_body = Some(ErrorBody::Same(name.clone(), same.clone())),
            None => {
                known.insert(variants.clone(), name.clone());
            }
        }
    }
}
