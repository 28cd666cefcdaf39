//! Parts of requests as texts.

/// The path and query of a target, which may be a whole URL.
pub(super) fn path_of(target: &str) -> &str {
    match target.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            rest.find('/').map_or("/", |start| &rest[start..])
        }
        _ => target,
    }
}

/// A text in quotes, and not too long.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(200).collect();
    format!("{short:?}")
}
