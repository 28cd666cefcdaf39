//! URLs given as paths. Nothing is downloaded; the error names a command that does it.

use std::path::Path;

/// The command that downloads a description, if its path is a URL.
pub(super) fn download(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let scheme = ["https:/", "http:/", "ftp:/"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = text[scheme.len()..].trim_start_matches('/');
    let address = raw(&format!("{scheme}/{rest}"));
    Some(format!("curl -fL -o {} {}", file_name(rest), quoted(&address)))
}

/// The URL of the raw file, for the URL of a page that shows it.
fn raw(address: &str) -> String {
    let raw = || {
        let (repository, path) = address.strip_prefix("https://github.com/")?.split_once("/blob/")?;
        Some(format!("https://raw.githubusercontent.com/{repository}/{path}"))
    };
    raw().unwrap_or_else(|| address.to_owned())
}

/// The file name in a URL, if it can be that of a description.
fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_plain = |each: char| each.is_ascii_alphanumeric() || matches!(each, '.' | '_' | '-');
    let is_description = [".json", ".yaml", ".yml"].iter().any(|extension| name.ends_with(extension));
    if is_description && !name.starts_with(['.', '-']) && name.chars().all(is_plain) { name } else { "openapi.json" }
}

/// Quotes a text as one word for a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths() {
        for (path, command) in [
            ("https://a.example/v1/api.yaml?x=1", "curl -fL -o api.yaml 'https://a.example/v1/api.yaml?x=1'"),
            ("HTTP://a.example", "curl -fL -o openapi.json 'http://a.example'"),
            // The form of a URL that was joined to the folder of bindery.toml.
            ("https:/a.example/api.json", "curl -fL -o api.json 'https://a.example/api.json'"),
            ("https://a.example/$(x)';y.json", "curl -fL -o openapi.json 'https://a.example/$(x)'\\'';y.json'"),
            (
                "https://github.com/o/r/blob/main/spec/a.yml",
                "curl -fL -o a.yml 'https://raw.githubusercontent.com/o/r/main/spec/a.yml'",
            ),
        ] {
            assert_eq!(download(Path::new(path)).as_deref(), Some(command));
        }
        for path in ["api.json", "http/api.json", "./https/a.json", "C:/api.json", "httpsx:/a", "é"] {
            assert_eq!(download(Path::new(path)), None, "{path}");
        }
    }
}
