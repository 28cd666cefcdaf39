//! Reads the text of a configuration and reports all mistakes at once.

use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::text::closest;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The maximum number of mistakes to report.
const MOST: usize = 20;

/// Parses TOML, or returns the syntax error.
pub(super) fn table(text: &str) -> Result<Spanned<DeTable<'_>>, Diagnostics> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() { Ok(table) } else { Err(errors.iter().take(MOST).map(diagnostic).collect()) }
}

/// Deserializes a configuration. Each mistake is reported and removed until the rest can be read.
pub(super) fn rest<T: DeserializeOwned>(mut table: Spanned<DeTable<'_>>) -> (Option<T>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    // Removing an entry may leave an empty table or a missing key, which is not a mistake of its own.
    let mut removed: Vec<Range<usize>> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    for _ in 0..MOST {
        let error = match T::deserialize(toml::Deserializer::from(table.clone())) {
            Ok(read) => return (Some(read).filter(|_| diagnostics.is_empty()), diagnostics),
            Err(error) => error,
        };
        let span = error.span();
        let is_around = span.as_ref().is_some_and(|span| removed.iter().any(|gone| contains(span, gone)));
        let missed = keys.iter().position(|key| error.message() == format!("missing field `{key}`"));
        let is_follow_up = is_around || missed.map(|index| keys.remove(index)).is_some();
        if !is_follow_up {
            diagnostics.push(diagnostic(&error));
        }
        let is_gone = span.as_ref().is_some_and(|span| remove_in_table(table.get_mut(), span, &mut keys));
        removed.extend(span);
        if !is_gone {
            break;
        }
    }
    (None, diagnostics)
}

/// Translates a message of the deserializer into the terms of TOML.
fn plain(text: &str) -> String {
    match text {
        "path string" => "a path in quotes".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "a table".to_owned(),
        "invalid type: sequence" => "invalid type: list".to_owned(),
        "invalid type: map" => "invalid type: table".to_owned(),
        _ if text.starts_with("struct ") => "a table".to_owned(),
        _ => text.to_owned(),
    }
}

/// The maximum number of names to list beside a suggestion.
const MOST_LISTED: usize = 8;

fn diagnostic(error: &toml::de::Error) -> Diagnostic {
    let (message, expected) = helped(error.message());
    let mut diagnostic = Diagnostic::new(Code::Config, &Pointer::root(), message).about(File::Config);
    diagnostic.offset = error.span().map(|span| span.start);
    diagnostic.expected = expected;
    diagnostic
}

/// Splits a message of the deserializer into what was found and what was expected, with the nearest name.
fn helped(message: &str) -> (String, Option<String>) {
    if message == "wanted string or table" {
        return ("invalid type".to_owned(), Some("a string in quotes".to_owned()));
    }
    let Some((found, expected)) = message.split_once(", expected ") else { return (message.to_owned(), None) };
    let (found, expected) = (plain(found), plain(expected));
    let (found, expected) = (found.as_str(), expected.as_str());
    let found = found.replacen("unknown field", "unknown key", 1).replacen("unknown variant", "unknown value", 1);
    let quoted = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let names = quoted(expected);
    let wanted = quoted(&found).into_iter().next().unwrap_or_default();
    let is_unknown = found.starts_with("unknown");
    let expected = match closest(&wanted, names.iter().map(String::as_str)).filter(|_| is_unknown) {
        Some(name) if names.len() > MOST_LISTED => format!("did you mean `{name}`?"),
        Some(name) if names.len() > 1 => format!("{expected}; did you mean `{name}`?"),
        Some(name) => format!("`{name}`"),
        None => expected.to_owned(),
    };
    (found, Some(expected))
}

/// Removes the entry with a mistake. Returns whether there is one.
fn remove_in_table(table: &mut DeTable<'_>, span: &Range<usize>, keys: &mut Vec<String>) -> bool {
    if remove_where(table, keys, |key, _| key == *span) {
        return true;
    }
    if table.iter_mut().any(|(_, value)| remove_inside(value.get_mut(), span, keys)) {
        return true;
    }
    remove_where(table, keys, |_, value| contains(&value, span))
}

/// Removes the first entry whose key or value covers a span.
fn remove_where(
    table: &mut DeTable<'_>,
    keys: &mut Vec<String>,
    is_it: impl Fn(Range<usize>, Range<usize>) -> bool,
) -> bool {
    let found = table.iter().find(|(key, value)| is_it(key.span(), value.span()));
    let key = found.map(|(key, _)| key.get_ref().clone().into_owned());
    let is_gone = key.as_ref().is_some_and(|key| table.remove(key.as_str()).is_some());
    keys.extend(key.map(|key| key.to_string()));
    is_gone
}

fn remove_inside(value: &mut DeValue<'_>, span: &Range<usize>, keys: &mut Vec<String>) -> bool {
    match value {
        DeValue::Table(table) => remove_in_table(table, span, keys),
        DeValue::Array(list) => {
            if list.iter_mut().any(|item| remove_inside(item.get_mut(), span, keys)) {
                return true;
            }
            let kept: Vec<Spanned<DeValue<'_>>> =
                list.iter().filter(|item| !contains(&item.span(), span)).cloned().collect();
            let is_gone = kept.len() < list.len();
            if is_gone {
                let mut rest = DeArray::new();
                kept.into_iter().for_each(|item| rest.push(item));
                *list = rest;
            }
            is_gone
        }
        _ => false,
    }
}

fn contains(around: &Range<usize>, span: &Range<usize>) -> bool {
    around.start <= span.start && span.end <= around.end
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    /// The mistakes, each with the text at its place.
    fn wrong(text: &str) -> Vec<(String, String, Option<String>)> {
        let (_, diagnostics) = parse(text);
        let at = |offset: Option<usize>| {
            let rest = &text[offset.unwrap_or_default()..];
            rest.split(|each: char| each.is_whitespace() || each == '=').next().unwrap_or_default().to_owned()
        };
        diagnostics.iter().map(|each| (at(each.offset), each.message.clone(), each.expected.clone())).collect()
    }

    #[test]
    fn all_mistakes_are_reported_at_once_with_the_nearest_names() {
        let found = wrong(
            "outptu = \"x\"\ndates = \"jif\"\n[package]\nnmae = \"y\"\nversion = 7\n[client.telemetry]\nname = \"a\"\n\
             [[rule]]\nmatch = \"A\"\nrenam = \"B\"\n[[rule]]\nrename = \"C\"\n[[rule]]\nmatch = { scheme = \"A\" }\nsecret = true\n",
        );
        let places: Vec<&str> = found.iter().map(|(at, ..)| at.as_str()).collect();
        for place in ["outptu", "\"jif\"", "nmae", "7", "renam", "scheme"] {
            assert!(places.contains(&place), "{place}: {found:?}");
        }
        let of = |wanted: &str| {
            let found = found.iter().find(|(at, ..)| at == wanted);
            found.map(|(_, message, expected)| (message.as_str(), expected.as_deref().unwrap_or_default()))
        };
        assert!(of("outptu").is_some_and(
            |(message, expected)| message == "unknown key `outptu`" && expected == "did you mean `output`?"
        ));
        assert!(of("\"jif\"").is_some_and(|(_, expected)| expected.ends_with("did you mean `jiff`?")));
        assert_eq!(of("7"), Some(("invalid type: integer `7`", "a string")));
        assert!(found.iter().any(|(_, message, _)| message.contains("missing field `match`")), "{found:?}");
        assert!(found.iter().any(|(_, message, _)| message.contains("missing field `header`")), "{found:?}");
    }

    #[test]
    fn types_are_called_as_in_toml() {
        let found = wrong("description = 7\noutput = [\"x\"]\nselect = \"x\"\nrule = {}\noverlays = \"a.yaml\"\n");
        for expected in [
            ("invalid type: integer `7`", "a path in quotes"),
            ("invalid type: list", "a path in quotes"),
            ("invalid type: string \"x\"", "a table"),
            ("invalid type: table", "a list"),
            ("invalid type: string \"a.yaml\"", "a list"),
        ] {
            let is_it = |(_, message, wanted): &&(String, String, Option<String>)| {
                (message.as_str(), wanted.as_deref().unwrap_or_default()) == expected
            };
            assert!(found.iter().any(|each| is_it(&each)), "{expected:?}: {found:?}");
        }
    }

    #[test]
    fn broken_toml_is_reported_where_it_breaks() {
        let found = wrong("output = \"x\noutput = [1\n[package\n");
        assert!(!found.is_empty());
        for text in ["\0", "a = 1\na = 2", "[[rule]]\n[rule]", "= 1", "\u{feff}dates", "rule = 1"] {
            assert!(!wrong(text).is_empty(), "{text:?}");
        }
    }
}
