//! URLs that docs may link to.

use crate::text::is_unfit;

/// The URL of a link, if docs may link to it: web pages and mail addresses.
pub(super) fn target(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = address.split_once(':')?.0.to_ascii_lowercase();
    let is_web = matches!(scheme.as_str(), "http" | "https")
        && address[scheme.len()..].strip_prefix("://").is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    // Without a dot, rustdoc would look for an item of this name.
    let is_mail = scheme == "mailto" && address.contains('@') && address.contains('.');
    (is_web || is_mail).then(|| encoded(address))
}

/// A mail address in angle brackets.
pub(super) fn mail(address: &str) -> Option<String> {
    let is_plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '@' | '.' | '-' | '_' | '+');
    (address.contains('@') && address.chars().all(is_plain)).then(|| address.to_owned())
}

/// A URL without characters that end a link.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for (at, each) in address.char_indices() {
        match each {
            each if is_unfit(each) => {}
            ' ' | '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\\' | '`' | '|' => {
                out.push_str(&format!("%{:02X}", u32::from(each)))
            }
            '&' if is_entity(&address[at + 1..]) => out.push_str("%26"),
            each => out.push(each),
        }
    }
    out
}

/// Whether the text after an ampersand makes it an entity.
fn is_entity(behind: &str) -> bool {
    let name = behind.split(';').next().unwrap_or_default();
    name.len() < behind.len()
        && !name.is_empty()
        && name.chars().all(|each| each.is_ascii_alphanumeric() || each == '#')
}

/// Copies a bare URL in angle brackets; returns 0 if there is none.
pub(super) fn address(text: &str, out: &mut String) -> usize {
    if !(text.starts_with("https://") || text.starts_with("http://")) {
        return 0;
    }
    let end = text
        .find(|each: char| each.is_whitespace() || is_unfit(each) || "<>()[]{}`\"'|\\^*".contains(each))
        .unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
    if target(address).is_none() {
        return 0;
    }
    out.push_str(&format!("<{address}>"));
    address.len()
}
