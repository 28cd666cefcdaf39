//! Constants: an enum with one variant for each string, so that other values are rejected.

use heck::ToUpperCamelCase;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::HashSet;

/// The constants so far.
#[derive(Default)]
pub(crate) struct Constants {
    /// By text, the type.
    texts: IndexMap<String, String>,
    taken: HashSet<String>,
}

impl Constants {
    /// The type of a property that has one value.
    pub(crate) fn of(&mut self, value: &Value) -> String {
        match value {
            Value::String(text) => format!("constants::{}", self.text(text)),
            Value::Bool(_) => "bool".to_owned(),
            Value::Number(number) if number.is_i64() => "i64".to_owned(),
            _ => "serde_json::Value".to_owned(),
        }
    }

    fn text(&mut self, text: &str) -> String {
        if let Some(known) = self.texts.get(text) {
            return known.clone();
        }
        let plain: String = text.chars().map(|each| if each.is_ascii_alphanumeric() { each } else { ' ' }).collect();
        let base = format!("Only{}", plain.to_upper_camel_case());
        let mut names = (1..).map(|number: usize| if number == 1 { base.clone() } else { format!("{base}{number}") });
        let name = names.find(|name| self.taken.insert(name.clone())).unwrap_or(base.clone());
        self.texts.insert(text.to_owned(), name.clone());
        name
    }

    /// The module that holds them.
    pub(crate) fn module(&self) -> String {
        if self.texts.is_empty() {
            return String::new();
        }
        let derives = super::DERIVES.trim_end();
        let types = self.texts.iter().map(|(text, name)| {
            format!(
                "\n    {derives}\n    pub enum {name} {{\n        #[serde(rename = {text:?})]\n        Value,\n    }}\n"
            )
        });
        format!("\npub mod constants {{{}}}\n", types.collect::<String>())
    }
}
