//! From any text to an identifier.

use super::symbols;
use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that cannot be identifiers as they are (Rust reference, "Keywords", edition 2024).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that cannot even be raw identifiers.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_", ""];

/// What kind of identifier is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `LogStream`
    Type,
    /// `log_stream`
    Value,
    /// `LOG_STREAM`
    Static,
}

/// The identifier for a text. `fallback` stands in for an empty one.
pub(super) fn identifier(text: &str, case: Case, fallback: &str) -> String {
    let mut ident = cased(&readable(text).unwrap_or_else(|| fallback.to_owned()), case);
    if !ident.starts_with(unicode_ident::is_xid_start) {
        // A digit in front, or a mark that can only follow.
        ident.insert_str(0, if case == Case::Value { "n" } else { "N" });
    }
    if NEVER.contains(&ident.as_str()) {
        ident.push('_');
    } else if KEYWORDS.contains(&ident.as_str()) {
        ident.insert_str(0, "r#");
    }
    ident
}

/// The identifier for a text whose symbols carry meaning, such as `+1` beside `-1`.
pub(super) fn spelled_out(text: &str, case: Case, fallback: &str) -> String {
    let mut spelled = String::new();
    for symbol in text.chars() {
        match symbols::word(symbol) {
            Some(word) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None => spelled.push(symbol),
        }
    }
    identifier(&spelled, case, fallback)
}

/// The text as words; `None` when there is nothing in it that could be one.
fn readable(text: &str) -> Option<String> {
    let cleaned = match symbols::with_sign_in_words(text) {
        Some(signed) => cleaned(&signed),
        None => cleaned(text),
    };
    if cleaned.chars().any(char::is_alphanumeric) { Some(cleaned) } else { symbols::in_words(text) }
}

/// The text with everything that cannot stand in an identifier as a word boundary. An apostrophe joins: `user's`.
fn cleaned(text: &str) -> String {
    let joined = text.replace(['\'', '\u{2019}'], "");
    joined
        .chars()
        .map(|each| if each.is_alphanumeric() && unicode_ident::is_xid_continue(each) { each } else { ' ' })
        .collect()
}

fn cased(text: &str, case: Case) -> String {
    match case {
        Case::Type => text.to_upper_camel_case(),
        Case::Value => text.to_snake_case(),
        Case::Static => text.to_shouty_snake_case(),
    }
}

/// A package name for a title.
pub(super) fn package(title: &str) -> String {
    let ascii: String = title.chars().map(|each| if each.is_ascii_alphanumeric() { each } else { ' ' }).collect();
    let mut name = ascii.to_kebab_case();
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "api-");
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_becomes_an_identifier() {
        let of = |text: &str| (identifier(text, Case::Type, "Empty"), identifier(text, Case::Value, "empty"));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of("httpEndpoint"), pair("HttpEndpoint", "http_endpoint"));
        assert_eq!(of("pii_config"), pair("PiiConfig", "pii_config"));
        assert_eq!(of("type"), pair("Type", "r#type"));
        assert_eq!(of("self"), pair("Self_", "self_"));
        assert_eq!(of("x5t#S256"), pair("X5tS256", "x5t_s256"));
        assert_eq!(of("3d-secure"), pair("N3dSecure", "n3d_secure"));
        assert_eq!(of(""), pair("Empty", "empty"));
        assert_eq!(of("$"), pair("Dollar", "dollar"));
        assert_eq!(of("+1"), pair("Plus1", "plus_1"));
        assert_eq!(of("-1"), pair("Minus1", "minus_1"));
        assert_eq!(of("Größe"), pair("Größe", "größe"));
        assert_eq!(of("auth.login.fail"), pair("AuthLoginFail", "auth_login_fail"));
        assert_eq!(spelled_out("a+b", Case::Type, "Empty"), "APlusB");
        assert_eq!(spelled_out("a<=b", Case::Value, "empty"), "a_less_equal_b");
    }

    #[test]
    fn every_identifier_parses() {
        for text in KEYWORDS.iter().chain(NEVER).copied().chain(["1", "é", "a b", "²", "名前", "\u{301}x"]) {
            for case in [Case::Type, Case::Value, Case::Static] {
                let ident = identifier(text, case, "empty");
                assert!(syn::parse_str::<syn::Ident>(&ident).is_ok(), "{text:?} gives {ident:?}");
            }
        }
    }

    #[test]
    fn packages_have_plain_names() {
        assert_eq!(package("Auth0 Management API"), "auth0-management-api");
        assert_eq!(package("3D \"printing\""), "api-3d-printing");
        assert_eq!(package("名前"), "api");
    }
}
