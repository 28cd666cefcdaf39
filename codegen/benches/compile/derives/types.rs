//! Types as text.

use bindery::plan::{CratePlan, Item, RustType};
use std::collections::HashSet;

/// The standard library compares tuples up to this length.
const WIDEST_TUPLE: usize = 12;

/// Writes types.
pub(crate) struct Types<'a> {
    /// The types of the description, which may shadow those of the standard library.
    own: HashSet<&'a str>,
    /// The path in front of them.
    prefix: String,
}

impl<'a> Types<'a> {
    pub(crate) fn new(plan: &'a CratePlan, prefix: &str) -> Self {
        Self { own: plan.types.iter().map(Item::ident).collect(), prefix: prefix.to_owned() }
    }

    /// A type of the prelude, with its full path if the description shadows it.
    pub(crate) fn prelude(&self, name: &'static str) -> String {
        let module = match name {
            "Option" => "option",
            "Box" => "boxed",
            "Vec" => "vec",
            _ => "string",
        };
        let is_hidden = self.prefix.is_empty() && self.own.contains(name);
        if is_hidden { format!("std::{module}::{name}") } else { name.to_owned() }
    }

    pub(crate) fn option(&self, inner: &str) -> String {
        format!("{}<{inner}>", self.prelude("Option"))
    }

    pub(crate) fn of(&self, of: &RustType) -> String {
        match of {
            RustType::Bool => "bool".to_owned(),
            RustType::I32 => "i32".to_owned(),
            RustType::I64 => "i64".to_owned(),
            RustType::U32 => "u32".to_owned(),
            RustType::U64 => "u64".to_owned(),
            RustType::F64 => "f64".to_owned(),
            RustType::Number => "serde_json::Number".to_owned(),
            RustType::Temporal(..)
            | RustType::String
            | RustType::Secret
            | RustType::External(_)
            | RustType::Bytes
            | RustType::Upload
            | RustType::Embedded(_) => self.prelude("String"),
            RustType::Json | RustType::Fixed => "serde_json::Value".to_owned(),
            RustType::Option(inner) | RustType::Patch(inner) => self.option(&self.of(inner)),
            RustType::Box(inner) => format!("{}<{}>", self.prelude("Box"), self.of(inner)),
            RustType::Vec(inner) => format!("{}<{}>", self.prelude("Vec"), self.of(inner)),
            RustType::Map(inner) => {
                format!("std::collections::BTreeMap<{}, {}>", self.prelude("String"), self.of(inner))
            }
            RustType::Tuple(elements) if elements.len() <= WIDEST_TUPLE => {
                let elements: String = elements.iter().map(|element| self.of(element) + ", ").collect();
                format!("({})", elements.trim_end())
            }
            RustType::Tuple(_) | RustType::Prefixed(..) => format!("{}<serde_json::Value>", self.prelude("Vec")),
            RustType::Named(name) => format!("{}{name}", self.prefix),
        }
    }
}
