//! `alias`: names that callers still use.

/// A former name of a type or an operation, which stays beside the present one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Former {
    /// The name in Rust.
    pub name: String,
    /// The position of the rule.
    pub rule: usize,
}

/// Whether a text is a name in Rust, as it is or with something in the place of each `*`.
pub(super) fn is_name(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(&text.replace('*', "x")).is_ok()
}
