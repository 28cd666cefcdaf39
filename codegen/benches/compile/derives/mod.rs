//! The same types with serde's derives, as a careful person would write them by hand.
//!
//! Types, fields, names and boxes are those of the resolved items. The differences favor the derives: no docs, no constructors, no client;
//! an optional nullable property is an `Option`, which does not distinguish the two; undeclared properties are dropped, unless their type
//! is declared; secrets, dates and bytes in JSON are strings. Enums and unions keep unknown values, as ours do, in a last variant with
//! `serde(untagged)`. A union is told apart by its tag where serde can do that ([`tags`]), and is untagged elsewhere.

mod constants;
mod tags;
mod types;

pub(crate) use types::Types;

use crate::package::Package;
use bindery::plan::{CratePlan, Enum, Field, Item, Presence, RustType, Struct, Union};
use constants::Constants;
use std::fmt::Write as _;
use std::fs;
use std::io;
use tags::Tags;

/// Writes the crate.
pub(crate) fn write(plan: &CratePlan, package: &Package) -> io::Result<()> {
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = {{ version = \"1\", features = \
         [\"derive\"] }}\nserde_json = \"1\"\n",
        package.name
    );
    fs::create_dir_all(package.directory.join("src"))?;
    fs::write(package.directory.join("Cargo.toml"), manifest)?;
    fs::write(package.root(), library(plan))
}

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]\n";

fn library(plan: &CratePlan) -> String {
    let mut writer = Writer { types: Types::new(plan, ""), tags: Tags::new(plan), constants: Constants::default() };
    let mut text = String::from("#![allow(clippy::large_enum_variant)]\n");
    for item in &plan.types {
        text.push('\n');
        text.push_str(&match item {
            Item::Struct(each) => writer.object(each),
            Item::Enum(each) => choice(each, &writer.types),
            Item::Union(each) => writer.union(each),
            Item::Alias(each) => format!("pub type {} = {};\n", each.ident, each.target),
        });
    }
    text.push_str(&writer.constants.module());
    text
}

struct Writer<'a> {
    types: Types<'a>,
    tags: Tags<'a>,
    constants: Constants,
}

impl Writer<'_> {
    fn object(&mut self, object: &Struct) -> String {
        let fields: Vec<&Field> =
            object.fields.iter().filter(|field| !self.tags.is_tag(&object.ident, field)).collect();
        let mut text = format!("{DERIVES}pub struct {} {{\n", object.ident);
        for field in fields {
            text.push_str(&self.field(field));
        }
        if let Some(rest) = &object.rest_type {
            let of = self.types.of(&RustType::Map(Box::new(rest.clone())));
            text.push_str(&format!("    #[serde(flatten)]\n    pub {}: {of},\n", object.rest));
        }
        text + "}\n"
    }

    fn field(&mut self, field: &Field) -> String {
        let of = match &field.constant {
            None => self.types.of(&field.of),
            Some(constant) => {
                let of = self.constants.of(constant);
                if field.presence == Presence::Required { of } else { self.types.option(&of) }
            }
        };
        let mut attributes = Vec::new();
        if field.ident.strip_prefix("r#").unwrap_or(&field.ident) != field.wire {
            attributes.push(format!("rename = {:?}", field.wire));
        }
        if field.presence == Presence::Optional {
            attributes.push(format!("skip_serializing_if = \"{}::is_none\"", self.types.prelude("Option")));
        }
        let attributes = match attributes.is_empty() {
            true => String::new(),
            false => format!("    #[serde({})]\n", attributes.join(", ")),
        };
        format!("{attributes}    pub {}: {of},\n", field.ident)
    }

    fn union(&self, union: &Union) -> String {
        let mut text = DERIVES.to_owned();
        let tag = self.tags.of(&union.ident);
        match tag {
            Some(tag) => text.push_str(&format!("#[serde(tag = {:?})]\n", tag.property)),
            None => text.push_str("#[serde(untagged)]\n"),
        }
        text.push_str(&format!("pub enum {} {{\n", union.ident));
        for (position, variant) in union.variants.iter().enumerate() {
            if let Some(value) = tag.and_then(|tag| tag.values.get(position)) {
                text.push_str(&renamed(value, &variant.ident));
            }
            // Untagged enums of serde support null as the only constant.
            let of = variant.of.of_type().map_or_else(|| "serde_json::Value".to_owned(), |of| self.types.of(of));
            text.push_str(&format!("    {}({of}),\n", variant.ident));
        }
        if tag.is_some() {
            text.push_str("    #[serde(untagged)]\n");
        }
        text + "    Unknown(serde_json::Value),\n}\n"
    }
}

/// An enum of strings. Serde has no enums of other values, so they are plain JSON values.
fn choice(choice: &Enum, types: &Types<'_>) -> String {
    let mut variants = String::new();
    for variant in &choice.variants {
        let Some(value) = variant.value.as_str() else {
            let is_integer = choice.variants.iter().all(|each| each.value.is_i64());
            let of = if is_integer { "i64" } else { "serde_json::Value" };
            return format!("{DERIVES}#[serde(transparent)]\npub struct {}(pub {of});\n", choice.ident);
        };
        variants.push_str(&renamed(value, &variant.ident));
        variants.push_str(&format!("    {},\n", variant.ident));
    }
    let text = types.of(&RustType::String);
    format!("{DERIVES}pub enum {} {{\n{variants}    #[serde(untagged)]\n    Unknown({text}),\n}}\n", choice.ident)
}

/// The attribute of a variant whose name is not that on the wire.
fn renamed(wire: &str, ident: &str) -> String {
    let mut text = String::new();
    if wire != ident {
        // `Debug` writes valid Rust string literals.
        let _ = writeln!(text, "    #[serde(rename = {wire:?})]");
    }
    text
}
