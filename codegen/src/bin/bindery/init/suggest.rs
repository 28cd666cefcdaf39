//! Suggests settings for a description.

use bindery::Product;
use bindery::api::{Kind, Property, Type};
use bindery::diag::{Code, Diagnostics};
use std::collections::{BTreeMap, BTreeSet};

/// A suggested part of a configuration: what it is about, and its lines of TOML.
pub(super) struct Suggestion {
    pub(super) about: String,
    pub(super) lines: Vec<String>,
}

/// The maximum number of rules of one kind.
const MOST: usize = 12;
/// How many names must share a word before it counts as a convention.
const HABIT: usize = 3;

/// Suffixes that add nothing to the name of a type.
const SUFFIXES: [&str; 7] = ["DTO", "Dto", "Schema", "Model", "Entity", "Object", "VO"];
/// Words that name a credential.
const SECRETS: [&str; 9] = [
    "password",
    "secret",
    "api_key",
    "apikey",
    "access_token",
    "refresh_token",
    "private_key",
    "client_secret",
    "credential",
];
/// Types of other crates for formats.
const FORMATS: [(&str, &str); 4] =
    [("decimal", "rust_decimal::Decimal"), ("ipv4", "std::net::Ipv4Addr"), ("uri", "url::Url"), ("uuid", "uuid::Uuid")];

/// All suggestions.
pub(super) fn suggestions(product: &Product, diagnostics: &Diagnostics) -> Vec<Suggestion> {
    [
        dates(product),
        formats(product),
        suffixes(product),
        prefixes(product),
        secrets(product),
        unions(product),
        paging(product, diagnostics),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn suggestion(about: impl Into<String>, lines: Vec<String>) -> Option<Suggestion> {
    (!lines.is_empty()).then(|| Suggestion { about: about.into(), lines })
}

/// A TOML basic string, which has the same escapes as JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn rule(matched: &str, key: &str, value: &str) -> [String; 4] {
    ["[[rule]]".to_owned(), format!("match = {}", quoted(matched)), format!("{key} = {value}"), String::new()]
}

/// The properties of components, each with its component.
fn properties(product: &Product) -> impl Iterator<Item = (String, &Property)> {
    product.api.types.iter().filter_map(|definition| Some((definition.pointer.component()?, definition))).flat_map(
        |(component, definition)| {
            let properties = match &definition.kind {
                Kind::Object { properties, .. } => properties.as_slice(),
                _ => &[],
            };
            properties.iter().map(move |property| (component.clone(), property))
        },
    )
}

/// The formats of properties and parameters.
fn used_formats(product: &Product) -> BTreeSet<&str> {
    let properties = product.api.types.iter().flat_map(|definition| match &definition.kind {
        Kind::Object { properties, .. } => properties.as_slice(),
        _ => &[],
    });
    let parameters = product.api.operations.iter().flat_map(|operation| &operation.parameters);
    let docs = properties.map(|each| &each.docs).chain(parameters.map(|each| &each.docs));
    docs.filter_map(|docs| docs.format.as_deref()).collect()
}

fn dates(product: &Product) -> Option<Suggestion> {
    let used = used_formats(product);
    let has_dates = used.contains("date-time") || used.contains("date");
    let about = "Dates are strings by default. For the types of a library: \"jiff\", \"chrono\" or \"time\".";
    suggestion(about, if has_dates { vec!["dates = \"jiff\"".to_owned(), String::new()] } else { Vec::new() })
}

fn formats(product: &Product) -> Option<Suggestion> {
    let used = used_formats(product);
    let lines: Vec<String> = FORMATS
        .iter()
        .filter(|(format, _)| used.contains(format))
        .map(|(format, of)| format!("{format} = {}", quoted(of)))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let all = ["[formats]".to_owned()].into_iter().chain(lines).chain([String::new()]).collect();
    suggestion("Types of other crates for formats that the description uses.", all)
}

/// Suffixes of schemas that can be removed without a conflict of names.
fn suffixes(product: &Product) -> Option<Suggestion> {
    let names: BTreeSet<String> = product.api.bound.iter().filter_map(|(pointer, _)| pointer.component()).collect();
    let lines = SUFFIXES.iter().flat_map(|suffix| {
        let short = || names.iter().filter_map(|name| name.strip_suffix(suffix).filter(|short| !short.is_empty()));
        let is_free = short().all(|short| !names.contains(short));
        let is_habit = short().count() >= HABIT && is_free;
        is_habit.then(|| rule(&format!("*{suffix}"), "rename", "\"*\"")).into_iter().flatten()
    });
    suggestion("Schemas whose suffix adds nothing to their names.", lines.collect())
}

/// Properties of a schema that begin with the same word.
fn prefixes(product: &Product) -> Option<Suggestion> {
    let mut of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (component, property) in properties(product) {
        of.entry(component).or_default().push(&property.name);
    }
    let lines = of.iter().filter_map(|(component, names)| {
        let prefix = first_word(names.first()?)?;
        let short: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix(prefix)).collect();
        let is_whole = |rest: &&str| rest.starts_with(|first: char| first == '_' || first.is_uppercase());
        let is_habit = short.len() == names.len() && short.len() >= HABIT && short.iter().all(is_whole);
        is_habit.then(|| rule(&format!("{component}.{prefix}*"), "rename", "\"*\""))
    });
    suggestion("Properties that repeat the name of their schema.", lines.take(MOST).flatten().collect())
}

fn first_word(name: &str) -> Option<&str> {
    let end = name.find(|each: char| each == '_' || each.is_uppercase())?;
    Some(&name[..end]).filter(|word| word.len() > 1)
}

/// Plain strings whose names indicate a credential.
fn secrets(product: &Product) -> Option<Suggestion> {
    let is_secret = |property: &Property| {
        let words = snake(&property.name);
        property.of == Type::Text
            && SECRETS.iter().any(|secret| words == *secret || words.ends_with(&format!("_{secret}")))
    };
    let found = properties(product).filter(|(_, property)| is_secret(property));
    let lines = found.map(|(component, property)| rule(&format!("{component}.{}", property.name), "secret", "true"));
    let about =
        "Credentials, judged by their names. The values of secrets appear neither in `Debug` output nor in errors.";
    suggestion(about, lines.take(MOST).flatten().collect())
}

/// A name in lower case with underscores.
fn snake(name: &str) -> String {
    let mut out = String::new();
    let mut before = '_';
    for each in name.chars() {
        if each.is_uppercase() && before.is_lowercase() {
            out.push('_');
        }
        out.extend(if each.is_alphanumeric() { each.to_lowercase().next() } else { Some('_') });
        before = each;
    }
    out
}

/// Inline variants that are only numbered.
fn unions(product: &Product) -> Option<Suggestion> {
    let is_numbered = |ident: &str| {
        let stem = ident.trim_end_matches(|each: char| each.is_ascii_digit());
        stem.len() < ident.len() && stem.ends_with("Variant")
    };
    let idents = product.names.types.iter().map(|own| own.ident.as_str());
    let lines = idents.filter(|ident| is_numbered(ident)).map(|ident| {
        let name = ident.replace("Variant", "Kind");
        rule(ident, "rename", &quoted(&name))
    });
    suggestion("Variants of unions that have no name in the description.", lines.take(MOST).flatten().collect())
}

/// Operations that look paginated but lack information.
fn paging(product: &Product, diagnostics: &Diagnostics) -> Option<Suggestion> {
    let unclear = diagnostics.iter().filter(|each| each.code == Code::PagingUnclear);
    let lines = unclear.filter_map(|each| {
        let operation = product.api.operations.iter().find(|operation| operation.pointer == each.pointer)?;
        let route = format!("{} {}", operation.method, operation.path);
        let [head, matched, _, end] = rule(&route, "", "");
        let reason = format!("# {}", each.message.replace(['\n', '\r'], " "));
        Some([reason, head, matched, "paging = \"none\"".to_owned(), end])
    });
    let count = product.api.operations.iter().filter(|operation| !operation.paging.is_empty()).count();
    let about =
        format!("{count} operations are paginated. For these it is unclear how; \"none\" declares that they are not.");
    suggestion(about, lines.take(MOST).flatten().collect())
}
