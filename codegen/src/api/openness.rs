//! Finds the enums that can be closed, and reports rules that close anything else.

use super::{Definition, EnumValue, Kind, TypeId};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use std::collections::BTreeMap;

/// Whether an enum of these values can be closed: they must be strings or numbers.
pub(crate) fn is_closable(values: &[EnumValue]) -> bool {
    values.iter().all(|each| each.value.is_string() || each.value.is_number())
}

/// Reports rules with `values` that match no enum that can be closed. `opened` has the other types that they match.
pub(super) fn unused(types: &[Definition], opened: &[(usize, TypeId)]) -> Diagnostics {
    let mut rules: BTreeMap<usize, Vec<&Definition>> = BTreeMap::new();
    opened.iter().for_each(|(rule, id)| rules.entry(*rule).or_default().push(&types[id.0]));
    let is_enum = |each: &&Definition| matches!(&each.kind, Kind::Enum(values) if is_closable(values));
    let useless = rules.into_iter().filter(|(_, matched)| !matched.iter().any(is_enum));
    let report = |(rule, matched): (usize, Vec<&Definition>)| {
        let first = matched.first()?;
        let what = match &first.kind {
            Kind::Enum(_) => "an enum of other values",
            Kind::Union { .. } => "a union, which always keeps what fits none of its variants",
            Kind::Object { .. } => "an object",
        };
        let message =
            format!("`values` applies to enums of strings or numbers, but the schema at {} is {what}", first.pointer);
        let place = Pointer::root().join("rule").join(rule).join("values");
        let expected = match &first.kind {
            Kind::Union { .. } => {
                "no `values`: match on its variant `Unknown`; an enum in it can be closed by a rule of its own"
            }
            Kind::Enum(_) => "no `values`: match on its variant `Unknown`",
            Kind::Object { .. } => "a `match` for an enum; for a property, the type of its values",
        };
        Some(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config).expected(expected))
    };
    useless.filter_map(report).collect()
}
