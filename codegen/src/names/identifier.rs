//! Turns any text into an identifier.

use super::{script, symbols};
use heck::{ToKebabCase, ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that cannot be identifiers as they are (Rust reference, "Keywords", edition 2024).
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw identifiers either.
const NEVER: &[&str] = &["self", "Self", "super", "crate", "_", ""];

/// File names with a special meaning: to Rust, and, whatever their extension, to Windows.
const NO_FILES: &[&str] = &[
    "mod", "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Package names that would shadow crates that Rust, Cargo or the generated code use.
const NO_PACKAGES: &[&str] = &[
    "std",
    "core",
    "alloc",
    "test",
    "proc-macro",
    "bindery",
    "bindery-runtime",
    "build",
    "deps",
    "examples",
    "incremental",
    "bytes",
    "futures",
    "http",
    "reqwest",
    "serde",
    "serde-json",
    "tokio",
    "tracing",
];

/// The maximum length of an identifier. Rustdoc writes a file for each, and file systems allow 255 bytes.
pub(super) const LONGEST: usize = 200;

/// The maximum length of a file name without its extension, and of a feature.
pub(super) const LONGEST_FILE: usize = 80;

/// The maximum length of a package name in the public registry.
const LONGEST_PACKAGE: usize = 64;

/// The case of an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `LogStream`
    Type,
    /// `log_stream`
    Value,
    /// `LOG_STREAM`
    Static,
    /// `log_stream`, which is also used as a file name
    Module,
}

/// The identifier for a text. `fallback` replaces an empty one.
///
/// Letters of other scripts stay if the compiler accepts them without a warning; file names are always ASCII.
pub(super) fn identifier(text: &str, case: Case, fallback: &str) -> String {
    let words = readable(&script::normal(text)).unwrap_or_else(|| fallback.to_owned());
    let mut ident = cased(&words, case);
    if !ident.is_ascii() && (case == Case::Module || !script::is_plain(&ident)) {
        ident = cased(&readable(&script::ascii(&words)).unwrap_or_else(|| fallback.to_owned()), case);
    }
    ident = bounded(ident, case);
    if !ident.starts_with(unicode_ident::is_xid_start) {
        // A leading digit, or a mark that cannot begin an identifier.
        ident.insert_str(0, if matches!(case, Case::Value | Case::Module) { "n" } else { "N" });
    }
    if case == Case::Module && is_no_file(&ident) {
        ident.push_str("_group");
    }
    if NEVER.contains(&ident.as_str()) {
        ident.push('_');
    } else if KEYWORDS.contains(&ident.as_str()) {
        ident.insert_str(0, "r#");
    }
    ident
}

/// Extends the identifier of a type by a text. The prefix keeps its case: casing it again could split its words
/// elsewhere.
pub(super) fn continued(front: &str, text: &str) -> String {
    let words = readable(&script::normal(text)).unwrap_or_default();
    let whole = format!("{front}{}", cased(&words, Case::Type));
    if script::is_plain(&whole) {
        return bounded(whole, Case::Type);
    }
    let ascii = |text: &str| cased(&cleaned(&script::ascii(text)), Case::Type);
    let front = if front.is_ascii() { front.to_owned() } else { ascii(front) };
    bounded(front + &ascii(&words), Case::Type)
}

/// Whether a file of this name has a special meaning.
pub(super) fn is_no_file(ident: &str) -> bool {
    NO_FILES.contains(&ident)
}

/// The identifier for a text whose symbols matter, such as `+1` beside `-1`.
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

/// The words of a text; `None` if it has none.
fn readable(text: &str) -> Option<String> {
    let cleaned = match symbols::with_sign_in_words(text) {
        Some(signed) => cleaned(&signed),
        None => cleaned(text),
    };
    if cleaned.chars().any(char::is_alphanumeric) { Some(cleaned) } else { symbols::in_words(text) }
}

/// Replaces everything that identifiers cannot contain by word boundaries. An apostrophe joins: `user's`.
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
        Case::Value | Case::Module => text.to_snake_case(),
        Case::Static => text.to_shouty_snake_case(),
    }
}

fn bounded(ident: String, case: Case) -> String {
    match case {
        Case::Type => script::bounded(ident, LONGEST, "H"),
        Case::Value => script::bounded(ident, LONGEST, "_"),
        Case::Module => script::bounded(ident, LONGEST_FILE, "_"),
        Case::Static => script::bounded(ident, LONGEST, "_").to_uppercase(),
    }
}

/// A package name for a title.
pub(super) fn package(title: &str) -> String {
    let mut name = kebab(title);
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert_str(0, "api-");
    }
    let name = script::bounded(name, LONGEST_PACKAGE, "-").trim_end_matches('-').to_owned();
    if is_reserved_package(&name) { name + "-api" } else { name }
}

/// A text in kebab case and ASCII.
pub(super) fn kebab(text: &str) -> String {
    let ascii = script::ascii(text);
    let words: String = ascii.chars().map(|each| if each.is_ascii_alphanumeric() { each } else { ' ' }).collect();
    words.to_kebab_case()
}

/// Whether a package of this name would shadow another crate, or is invalid.
pub(super) fn is_reserved_package(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace('_', "-");
    [NO_PACKAGES, NO_FILES, KEYWORDS, NEVER].iter().any(|names| names.contains(&name.as_str()))
}

/// The words of an upper camel case identifier.
pub(crate) fn words(ident: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for each in ident.chars() {
        match words.last_mut() {
            Some(word) if !each.is_uppercase() => word.push(each),
            _ => words.push(each.to_string()),
        }
    }
    words
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
        assert_eq!(package("Häuser"), "hauser");
        assert_eq!(package("🎲"), "game-die");
        assert_eq!(package("\u{e000}"), "api");
        assert_eq!(
            ["Core", "std", "proc_macro", "Bindery Runtime", "async", "NUL", "serde"].map(package),
            ["core-api", "std-api", "proc-macro-api", "bindery-runtime-api", "async-api", "nul-api", "serde-api",]
        );
        assert!(package(&"word ".repeat(50)).len() <= LONGEST_PACKAGE);
    }

    #[test]
    fn confusable_letters_are_transliterated() {
        let of = |text: &str| (identifier(text, Case::Type, "Empty"), identifier(text, Case::Value, "empty"));
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(of("µg"), pair("MicroG", "micro_g"));
        assert_eq!(of("nº"), pair("No", "no"));
        assert_eq!(of("ﬁeld"), pair("Field", "field"));
        assert_eq!(of("а"), pair("A", "a"));
        assert_eq!(of("宠物"), pair("宠物", "宠物"));
        assert_eq!(of("e\u{301}te\u{301}"), of("été"));
    }

    #[test]
    fn a_suffix_is_as_plain_as_its_prefix() {
        let of = |text: &str| continued("S98", text);
        assert_eq!(
            ["nº", "µg", "ﬁeld", "а", "größe", "宠物", "no", "", "1_a"].map(of),
            ["S98No", "S98MicroG", "S98Field", "S98A", "S98Größe", "S98宠物", "S98No", "S98", "S981A"]
        );
        // Similar letters of two alphabets do not occur in one name.
        assert_eq!(continued("Größe", "дом"), "GrosseDom");
        assert!(continued(&"A".repeat(LONGEST), &"word ".repeat(50)).len() <= LONGEST);
    }

    #[test]
    fn module_names_are_valid_on_every_file_system() {
        let of = |text: &str| identifier(text, Case::Module, "root");
        assert_eq!(
            ["宠物", "Häuser", "mod", "CON", "type", "🎲"].map(of),
            ["chong_wu", "hauser", "mod_group", "con_group", "r#type", "u1f3b2"]
        );
        assert_eq!(of(&"word ".repeat(50)).len(), LONGEST_FILE);
        assert_eq!(identifier(&"word ".repeat(500), Case::Type, "").len(), LONGEST);
    }
}
