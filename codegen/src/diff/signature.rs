//! Prints types and signatures for readers.

use crate::api::{Dates, Temporal};
use crate::plan::{Output, RustType};

/// A type with short names.
pub(super) fn shown(of: &RustType) -> String {
    let around = |name: &str, inner: &RustType| format!("{name}<{}>", shown(inner));
    match of {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Number => "Number".to_owned(),
        RustType::Temporal(moment, dates) => temporal(*moment, *dates),
        RustType::External(of) => format!("{}<{}>", of.form.carrier(), of.path.trim_start_matches("::")),
        RustType::String => "String".to_owned(),
        RustType::Secret => "Secret".to_owned(),
        RustType::Bytes => "Bytes".to_owned(),
        RustType::Upload => "Upload".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Fixed => "Fixed".to_owned(),
        RustType::Option(inner) => around("Option", inner),
        RustType::Patch(inner) => around("Patch", inner),
        RustType::Box(inner) => around("Box", inner),
        RustType::Vec(inner) => around("Vec", inner),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", shown(inner)),
        RustType::Embedded(inner) => around("Embedded", inner),
        RustType::Tuple(elements) => format!("({})", all(elements)),
        RustType::Prefixed(first, rest, least) => {
            let least = least.map(|least| format!(", {least}")).unwrap_or_default();
            format!("Prefixed<{}, {}{least}>", shown(first), shown(rest))
        }
        RustType::Named(name) => name.clone(),
    }
}

fn temporal(moment: Temporal, dates: Dates) -> String {
    let of = crate::plan::temporal_type(moment, dates).map(|of| of.replace('@', ""));
    of.map_or_else(|| "String".to_owned(), |of| format!("Parsed<{of}>"))
}

/// Types, separated by commas.
pub(super) fn all<'a>(types: impl IntoIterator<Item = &'a RustType>) -> String {
    types.into_iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// The result of an awaited call.
pub(super) fn output(of: &Output) -> String {
    match of {
        Output::Unit => "()".to_owned(),
        Output::Value(of) => shown(of),
        Output::Maybe(of) => format!("Option<{}>", shown(of)),
        Output::PerStatus(name, _) => name.clone(),
    }
}

/// The named types in a type.
pub(super) fn names<'a>(of: &'a RustType, found: &mut Vec<&'a str>) {
    match of {
        RustType::Named(name) => found.push(name),
        RustType::Option(inner)
        | RustType::Patch(inner)
        | RustType::Box(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Embedded(inner) => names(inner, found),
        RustType::Tuple(elements) => elements.iter().for_each(|element| names(element, found)),
        RustType::Prefixed(first, rest, _) => {
            names(first, found);
            names(rest, found);
        }
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::F64
        | RustType::Number
        | RustType::Temporal(..)
        | RustType::External(_)
        | RustType::String
        | RustType::Secret
        | RustType::Bytes
        | RustType::Upload
        | RustType::Json
        | RustType::Fixed => {}
    }
}
