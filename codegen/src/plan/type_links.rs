//! Rust types in docs: code with a link to the page of the type.

use super::{RustType, temporal_type};

/// A type as code that links to its page, as seen from a module of operations.
pub(super) fn linked(of: &RustType) -> String {
    let text = written(of);
    match page(of) {
        Some(page) => format!("[`{text}`]({page})"),
        None => format!("`{text}`"),
    }
}

/// The page of a type: that of the first type in it that is not from the standard library.
fn page(of: &RustType) -> Option<String> {
    let runtime = |name: &str| Some(format!("runtime::{name}"));
    match of {
        RustType::Named(name) => Some(format!("types::{name}")),
        RustType::Option(inner) | RustType::Box(inner) | RustType::Vec(inner) | RustType::Map(inner) => page(inner),
        RustType::Tuple(elements) => elements.iter().find_map(page),
        RustType::Prefixed(first, rest, _) => page(first).or_else(|| page(rest)).or_else(|| runtime("Prefixed")),
        RustType::Patch(inner) => page(inner).or_else(|| runtime("Patch")),
        RustType::Embedded(inner) => page(inner).or_else(|| runtime("Embedded")),
        RustType::Temporal(temporal, dates) => temporal_type(*temporal, *dates).and_then(|_| runtime("Parsed")),
        RustType::External(of) => runtime(of.form.carrier()),
        RustType::Number | RustType::Secret | RustType::Bytes | RustType::Upload | RustType::Json | RustType::Fixed => {
            runtime(&written(of))
        }
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::F64
        | RustType::String => None,
    }
}

/// A type without paths.
fn written(of: &RustType) -> String {
    let around = |outer: &str, inner: &RustType| format!("{outer}<{}>", written(inner));
    match of {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Number => "Number".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Secret => "Secret".to_owned(),
        RustType::Bytes => "Bytes".to_owned(),
        RustType::Upload => "Upload".to_owned(),
        RustType::Json => "Json".to_owned(),
        RustType::Fixed => "Fixed".to_owned(),
        RustType::Temporal(temporal, dates) => match temporal_type(*temporal, *dates) {
            Some(path) => format!("Parsed<{}>", path.replace('@', "")),
            None => "String".to_owned(),
        },
        RustType::Option(inner) => around("Option", inner),
        RustType::Patch(inner) => around("Patch", inner),
        RustType::Box(inner) => written(inner),
        RustType::Vec(inner) => around("Vec", inner),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", written(inner)),
        RustType::Embedded(inner) => around("Embedded", inner),
        RustType::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(written).collect();
            let end = if elements.len() == 1 { "," } else { "" };
            format!("({}{end})", elements.join(", "))
        }
        RustType::Prefixed(first, rest, _) => format!("Prefixed<{}, {}>", written(first), written(rest)),
        RustType::External(of) => format!("{}<{}>", of.form.carrier(), of.path.trim_start_matches("::")),
        RustType::Named(name) => name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Dates, Temporal};

    #[test]
    fn a_type_links_to_the_page_of_the_type_inside() {
        let named = || RustType::Named("User".to_owned());
        let boxed = |of: RustType| Box::new(of);
        for (of, expected) in [
            (named(), "[`User`](types::User)"),
            (RustType::Vec(boxed(RustType::Box(boxed(named())))), "[`Vec<User>`](types::User)"),
            (RustType::Map(boxed(RustType::F64)), "`BTreeMap<String, f64>`"),
            (RustType::Tuple(vec![RustType::Bool]), "`(bool,)`"),
            (RustType::Tuple(vec![RustType::Bool, named()]), "[`(bool, User)`](types::User)"),
            (RustType::Patch(boxed(RustType::String)), "[`Patch<String>`](runtime::Patch)"),
            (RustType::Option(boxed(RustType::Json)), "[`Option<Json>`](runtime::Json)"),
            (RustType::Temporal(Temporal::Date, Dates::Text), "`String`"),
            (RustType::Temporal(Temporal::Date, Dates::Jiff), "[`Parsed<jiff::civil::Date>`](runtime::Parsed)"),
        ] {
            assert_eq!(linked(&of), expected);
        }
    }
}
