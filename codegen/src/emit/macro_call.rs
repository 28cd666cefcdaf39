//! Macro calls that carry the data of a type. The formatter does not lay them out well, so their lines are written here
//! and inserted after formatting.

use super::tokens::{LINE_BREAK, MARK, ident, literal};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

/// The lines of a macro call as an item.
pub(super) fn table(lines: &[String]) -> TokenStream {
    let text = literal(&lines.join(LINE_BREAK.encode_utf8(&mut [0; 4])));
    let mark = ident(MARK);
    quote! { #mark!(#text); }
}

/// The tokens of a type without the spaces that printing puts between them.
pub(super) fn spaced(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "").replace(',', ", ").replace(", )", ",)").replace(", >", ">")
}

/// A string as a Rust literal.
pub(super) fn text(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

/// A constant in a macro call: a string as it is, anything else as JSON.
pub(super) fn constant(value: &Value) -> String {
    match value {
        Value::String(string) => text(string),
        other => format!("json {}", text(&other.to_string())),
    }
}

/// The condition that any of these features is enabled; none if there is none to name.
pub(super) fn condition(features: &[String]) -> Option<String> {
    let features: Vec<String> = features.iter().map(|each| format!("feature = {}", text(each))).collect();
    match features.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("any({})", several.join(", "))),
    }
}

/// A path of property names.
pub(super) fn path(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| text(name)).collect();
    format!("[{}]", names.join(", "))
}
