//! Compares the names that stand around operations: modules and handles of groups, and the types of calls.

use super::Change;
use super::model::Weight;
use super::recorder::{Recorder, Subject, plain};
use super::surface::{Call, ErrorBody, Output};
use std::collections::{BTreeMap, BTreeSet};

/// Compares the modules and handles of groups that callers reach in the same way.
pub(super) fn compare(recorder: &mut Recorder<'_, '_>) {
    let sides = recorder.sides;
    let groups = |calls: &'_ [Call]| -> BTreeMap<Vec<String>, [String; 2]> {
        let each = calls.iter().map(|call| {
            (call.accessors.iter().map(|each| plain(each)).collect(), [plain(&call.module), call.handle.clone()])
        });
        each.collect()
    };
    let others = groups(sides.new.operations());
    for (path, [module, ident]) in groups(sides.old.operations()) {
        let Some([new_module, new_ident]) = others.get(&path) else { continue };
        let mut renamed = BTreeSet::new();
        if module != *new_module {
            renamed.insert((format!("operations::{module}"), format!("operations::{new_module}")));
        } else if ident != *new_ident {
            renamed.insert((format!("operations::{module}::{ident}"), format!("operations::{module}::{new_ident}")));
        }
        for (was, is) in renamed {
            let finding = Subject::client(&was).finding(Change::TypeRenamed, Weight::Breaking, None);
            recorder.push(finding.signatures(was, is));
        }
    }
}

/// The types that belong to the call of an operation: its own, the result by status, and the error bodies by status.
fn types(operation: &Call) -> [Option<&str>; 3] {
    let reply = match &operation.output {
        Output::PerStatus(name, _) => Some(name.as_str()),
        Output::Unit | Output::Value(_) | Output::Maybe(_) => None,
    };
    let error_body = match &operation.error_body {
        Some(ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _)) => Some(name.as_str()),
        Some(ErrorBody::One(..)) | None => None,
    };
    [Some(&operation.ident), reply, error_body]
}

/// Compares the names of these types where the function has its old name.
pub(super) fn types_of_call(recorder: &mut Recorder<'_, '_>, subject: &Subject, old: &Call, new: &Call) {
    let kept: BTreeSet<&str> = new.former.iter().flat_map(|each| &each.types).map(String::as_str).collect();
    for (was, is) in types(old).into_iter().zip(types(new)) {
        if let (Some(was), Some(is)) = (was, is)
            && was != is
            && !kept.contains(was)
        {
            let finding = subject.finding(Change::TypeRenamed, Weight::Breaking, None);
            recorder.push(finding.signatures(plain(was), plain(is)));
        }
    }
}
