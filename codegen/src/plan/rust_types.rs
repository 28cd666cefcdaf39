//! Chooses Rust types.

use super::RustType;
use crate::analysis::Analysis;
use crate::api::{Dates, Temporal, Type, Width};

/// The Rust type of a type.
pub fn rust_type(of: &Type, analysis: &Analysis) -> RustType {
    match of {
        Type::Bool => RustType::Bool,
        Type::Integer(Width::I32) => RustType::I32,
        Type::Integer(Width::I64) => RustType::I64,
        Type::Integer(Width::U32) => RustType::U32,
        Type::Integer(Width::U64) => RustType::U64,
        Type::Number => RustType::F64,
        Type::Exact => RustType::Number,
        Type::Temporal(moment, dates) => RustType::Temporal(*moment, *dates),
        Type::External(of) => RustType::External(of.clone()),
        Type::Text => RustType::String,
        Type::Secret => RustType::Secret,
        Type::Binary => RustType::Bytes,
        Type::File => RustType::Upload,
        Type::Json => RustType::Json,
        Type::List(inner) => RustType::Vec(Box::new(rust_type(inner, analysis))),
        Type::Map(inner) => RustType::Map(Box::new(rust_type(inner, analysis))),
        Type::Embedded(inner) => RustType::Embedded(Box::new(rust_type(inner, analysis))),
        Type::Tuple(elements, least, rest) => {
            let each = elements.iter().enumerate().map(|(index, element)| {
                if index < *least { rust_type(element, analysis) } else { missing_element(element, analysis) }
            });
            let first = RustType::Tuple(each.collect());
            match rest {
                Some(rest) => {
                    let least = Some(*least).filter(|least| *least < elements.len());
                    RustType::Prefixed(Box::new(first), Box::new(rust_type(rest, analysis)), least)
                }
                None => first,
            }
        }
        Type::Named(id) => RustType::Named(analysis.mentioned(*id).to_owned()),
        Type::Nullable(inner) => RustType::Option(Box::new(rust_type(inner, analysis))),
    }
}

/// The type of an item that may be missing at the end of an array.
pub(super) fn missing_element(of: &Type, analysis: &Analysis) -> RustType {
    match of {
        Type::Nullable(inner) => RustType::Patch(Box::new(rust_type(inner, analysis))),
        // JSON can represent null itself.
        Type::Json => RustType::Patch(Box::new(RustType::Json)),
        other => RustType::Option(Box::new(rust_type(other, analysis))),
    }
}

/// The type of a date in its library, with `@` for the path of the library in the runtime; `None` for strings.
pub fn temporal_type(moment: Temporal, dates: Dates) -> Option<&'static str> {
    match (dates, moment) {
        (Dates::Text, _) => None,
        (Dates::Jiff, Temporal::DateTime) => Some("@jiff::Timestamp"),
        (Dates::Jiff, Temporal::Date) => Some("@jiff::civil::Date"),
        (Dates::Chrono, Temporal::DateTime) => Some("@chrono::DateTime<@chrono::FixedOffset>"),
        (Dates::Chrono, Temporal::Date) => Some("@chrono::NaiveDate"),
        (Dates::Time, Temporal::DateTime) => Some("@time::OffsetDateTime"),
        (Dates::Time, Temporal::Date) => Some("@time::Date"),
    }
}
