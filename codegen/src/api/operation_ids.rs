//! Gives each operation a unique id.

use super::name_parts;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::resolve::Operation;
use std::collections::{HashMap, HashSet};

/// The id of each operation: its `operationId`, else its method and path. Of several operations with one `operationId`,
/// which OpenAPI forbids (3.1, 4.8.10), the first keeps it, and GET comes before HEAD, so that a HEAD renames nothing.
pub(super) fn unique(operations: &[Operation], diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let is_head = |position: &usize| operations[*position].method == "HEAD";
    let mut order: Vec<usize> = (0..operations.len()).collect();
    order.sort_by_key(is_head);
    for position in &order {
        if let Some(id) = given(&operations[*position]) {
            first.entry(id).or_insert(*position);
        }
    }
    let mut taken: HashSet<String> = first.keys().map(|id| (*id).to_owned()).collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut ids: Vec<String> = vec![String::new(); operations.len()];
    for position in order {
        let operation = &operations[position];
        ids[position] = match given(operation) {
            Some(id) if first.get(id) == Some(&position) => id.to_owned(),
            None => name_parts::from_path(operation),
            Some(id) => {
                let earlier = &operations[first[id]];
                let derived = derived(operation, id, earlier, &mut taken, &mut numbers);
                let message = format!(
                    "{} {} already has the operationId {id:?}; this operation is named {derived:?}",
                    earlier.method, earlier.path
                );
                let place = operation.pointer.join("operationId");
                let first = earlier.pointer.join("operationId");
                let found = Diagnostic::new(Code::DuplicateOperation, &place, message);
                diagnostics.push(found.related(&first, "first used here"));
                derived
            }
        };
    }
    ids
}

fn given(operation: &Operation) -> Option<&str> {
    operation.id.as_deref().filter(|id| !id.trim().is_empty())
}

/// A new id for an operation whose `operationId` is taken: `..._head` for HEAD beside GET, else method and path. `numbers` has the next
/// number to try for each id.
fn derived(
    operation: &Operation,
    id: &str,
    earlier: &Operation,
    taken: &mut HashSet<String>,
    numbers: &mut HashMap<String, usize>,
) -> String {
    let is_head_of_it = operation.method == "HEAD" && operation.path == earlier.path;
    let derived = if is_head_of_it { format!("{id}_head") } else { name_parts::from_path(operation) };
    let mut unique = derived.clone();
    while !taken.insert(unique.clone()) {
        let number = numbers.entry(derived.clone()).or_insert(2);
        unique = format!("{derived}_{number}");
        *number += 1;
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(operations: &[(&str, &str, &str)]) -> (Vec<String>, usize) {
        let operations: Vec<Operation> = operations
            .iter()
            .map(|(method, path, id)| Operation {
                method: (*method).to_owned(),
                path: (*path).to_owned(),
                id: Some((*id).to_owned()),
                ..Operation::default()
            })
            .collect();
        let mut diagnostics = Diagnostics::new();
        let ids = unique(&operations, &mut diagnostics);
        assert!(!diagnostics.has_errors());
        (ids, diagnostics.iter().count())
    }

    #[test]
    fn the_first_keeps_the_id_and_the_second_is_named_by_method_and_path() {
        let (found, warnings) = ids(&[("GET", "/a", "list"), ("GET", "/b/{id}", "list"), ("POST", "/b", "list")]);
        assert_eq!(found, ["list", "get_b_by_id", "post_b"]);
        assert_eq!(warnings, 2);
        assert_eq!(ids(&[("GET", "/a", " "), ("POST", "/a", "")]).0, ["get_a", "post_a"]);
    }

    #[test]
    fn a_head_never_takes_the_id_of_its_get() {
        for order in [[("GET", "/a", "read"), ("HEAD", "/a", "read")], [("HEAD", "/a", "read"), ("GET", "/a", "read")]]
        {
            let (found, _) = ids(&order);
            let of = |method: &str| order.iter().position(|each| each.0 == method).map(|at| found[at].as_str());
            assert_eq!((of("GET"), of("HEAD")), (Some("read"), Some("read_head")));
        }
    }

    #[test]
    fn a_derived_id_is_unique() {
        let (found, _) = ids(&[("GET", "/a", "x"), ("GET", "/b", "x"), ("PUT", "/c", "get_b"), ("GET", "/b", "x")]);
        assert_eq!(found, ["x", "get_b_2", "get_b", "get_b_3"]);
    }
}
