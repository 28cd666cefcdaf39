//! Values for the variables of an address, as examples show them: what a reader replaces has to be seen as such.

use crate::resolve::ServerVariable;

/// The longest value that an example shows.
const LONGEST: usize = 60;

/// A value for a variable of a server: the first that is allowed; else an example in its description; else its default, which is
/// a template for readers, with the braces filled in; else one that says what is to be put there.
pub(super) fn sample(url: &str, variable: &ServerVariable) -> String {
    let is_host = is_host(url, &variable.name);
    let description = variable.description.as_deref().unwrap_or_default();
    let fits = |value: &String| is_value(value) && (!is_host || is_host_name(value));
    let listed = variable.values.iter().find(|value| is_value(value)).cloned();
    let quoted = || quoted(description).find(|value| fits(value) && *value != variable.name);
    let named = || host_names(description).find(|_| is_host);
    let filled = || variable.default.as_deref().map(filled).filter(fits);
    listed.or_else(quoted).or_else(named).or_else(filled).unwrap_or_else(|| match is_host {
        true => "api.example.com".to_owned(),
        false if variable.name.eq_ignore_ascii_case("port") => "8080".to_owned(),
        false => placeholder(&variable.name),
    })
}

/// Whether a variable is the whole host of an address.
fn is_host(url: &str, name: &str) -> bool {
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let rest = authority.strip_prefix(&format!("{{{name}}}"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// Whether a text can stand in an address as it is.
fn is_value(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-._~:/".contains(letter);
    (1..=LONGEST).contains(&text.len()) && text.chars().all(is_plain)
}

fn is_host_name(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or_default();
    let mut labels = name.split('.');
    name.contains('.')
        && labels.all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// What stands in backquotes.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(|quoted| quoted.trim().to_owned())
}

/// The words that are names of hosts.
fn host_names(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !(letter.is_ascii_alphanumeric() || "-.".contains(letter)));
    let words = words.map(|word| word.trim_matches('.').to_owned());
    // A sentence without a blank behind it is none, nor is a number.
    words.filter(|word| is_host_name(word) && is_value(word) && word.rsplit('.').next().is_some_and(is_domain))
}

/// Whether the last part of a name can be that of a host.
fn is_domain(text: &str) -> bool {
    text.len() >= 2 && text.chars().all(|letter| letter.is_ascii_lowercase())
}

/// A template for readers with something in place of each name: `{TENANT}.example.com`, `<region>.example.com`.
fn filled(template: &str) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(['{', '<']) {
        filled.push_str(before);
        let (name, behind) = after.split_once(['}', '>']).unwrap_or((after, ""));
        filled.push_str(&placeholder(name));
        rest = behind;
    }
    filled + rest
}

/// What says what is to be put in its place: `your-tenant`.
fn placeholder(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        let is_start = letter.is_uppercase() && before.is_lowercase();
        if is_start || !letter.is_alphanumeric() && !words.ends_with('-') {
            words.push('-');
        }
        words.extend(letter.to_lowercase().filter(|letter| letter.is_ascii_alphanumeric()));
        before = letter;
    }
    let words = words.trim_matches('-');
    match words.strip_prefix("your-").unwrap_or(words) {
        "" => "your-value".to_owned(),
        words => format!("your-{words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::sample;
    use crate::resolve::ServerVariable;

    #[test]
    fn a_reader_sees_what_goes_there() {
        for (url, name, default, description, shown) in [
            (
                "https://{tenantDomain}/v2",
                "tenantDomain",
                "{TENANT}.example.com",
                "Tenant Domain",
                "your-tenant.example.com",
            ),
            (
                "https://{tenantDomain}/v2",
                "tenantDomain",
                "<your_tenant>",
                "Host, such as `acme.example.com`.",
                "acme.example.com",
            ),
            ("https://{domain}", "domain", "", "Such as acme.example.org. Version 1.2", "acme.example.org"),
            ("https://{host}:{port}/v1", "host", "", "The `host` of it.", "api.example.com"),
            ("https://{host}:{port}/v1", "port", "", "", "8080"),
            ("https://{accountId}.example.com", "accountId", "", "As in `x y` or in a.example.com", "your-account-id"),
            ("https://{region}.example.com", "region", "{region}", "One, such as `eu-1`", "eu-1"),
            ("https://a.example/{}", "", "", "", "your-value"),
            ("https://a.example/{größe}", "größe", "", "`a b`", "your-gre"),
        ] {
            let variable = ServerVariable {
                name: name.to_owned(),
                default: (!default.is_empty()).then(|| default.to_owned()),
                values: Vec::new(),
                description: Some(description.to_owned()),
            };
            assert_eq!(sample(url, &variable), shown, "{url} {name}");
        }
    }

    #[test]
    fn an_allowed_value_is_the_best_one() {
        let values = vec!["us".to_owned(), "eu".to_owned()];
        let variable =
            ServerVariable { name: "a".to_owned(), default: None, values, description: Some("`x`".to_owned()) };
        assert_eq!(sample("https://{a}.example.com", &variable), "us");
    }
}
