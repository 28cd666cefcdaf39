//! Infers the first number of a parameter that counts pages or items, and whether it counts at all.

use super::response::PageResponse;
use super::words;
use crate::api::{Api, Operation, Parameter, Place};
use serde_json::Value;
use std::collections::HashMap;

/// The first value of an offset parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// The number of the first item.
    At(i64),
    /// The parameter is a time, not an offset.
    Time,
    /// Unknown.
    Unknown,
}

/// Numbers from here on are times: no list has so many items.
const TIMES: i64 = 100_000_000;

/// The first value of a parameter, as described: by `default`, by `minimum`, or in prose.
fn described(parameter: &Parameter) -> Option<i64> {
    let default = parameter.docs.default.as_ref().and_then(whole).filter(|default| (0..TIMES).contains(default));
    let minimum = parameter.minimum.filter(|minimum| *minimum == 0.0 || *minimum == 1.0);
    let prose = prose(parameter);
    default
        .or(minimum.map(|minimum| i64::from(minimum > 0.0)))
        .or_else(|| says(&prose, "0", "zero").then_some(0))
        .or_else(|| says(&prose, "1", "one").then_some(1))
}

/// An integer, also one written as a string or with a fraction of zero.
fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        #[expect(clippy::cast_possible_truncation, reason = "it has no fraction, and saturation is intended")]
        Value::Number(number) => {
            number.as_i64().or_else(|| number.as_f64().filter(|float| float.fract() == 0.0).map(|float| float as i64))
        }
        _ => None,
    }
}

/// Whether prose says that counting begins with a number.
fn says(prose: &str, digit: &str, word: &str) -> bool {
    let based = ["-based", " based", "-indexed", " indexed"];
    let begins = [
        "page is ",
        "starts at ",
        "starting at ",
        "starts from ",
        "starting from ",
        "starts with ",
        "starting with ",
        "begins at ",
        "begins with ",
        "beginning with ",
        "counting from ",
        "default: ",
        "default is ",
        "default ",
        "default = ",
        "default=",
        "defaults to ",
        "defaults to page ",
        "start at ",
        "start with ",
        "first is ",
        "base ",
    ];
    let is_number = |rest: &str| {
        [digit, word].iter().any(|number| {
            let rest = rest.trim_start_matches(['`', '"', '\'', '*', '(']);
            rest.strip_prefix(number).is_some_and(|after| {
                let mut after = after.chars();
                match after.next() {
                    Some('.' | ',') => !after.next().is_some_and(|next| next.is_ascii_digit()),
                    next => !next.is_some_and(char::is_alphanumeric),
                }
            })
        })
    };
    let is_based = [digit, word].iter().any(|number| {
        based.iter().any(|ending| {
            let phrase = format!("{number}{ending}");
            prose.match_indices(&phrase).any(|(at, _)| !prose[..at].ends_with(|before: char| before.is_alphanumeric()))
        })
    });
    is_based
        || begins
            .iter()
            .any(|beginning| prose.match_indices(beginning).any(|(at, _)| is_number(&prose[at + beginning.len()..])))
}

/// The described first values of parameters, by name. A parameter without one begins like others of its name, if they agree.
#[derive(Debug, Default)]
pub(super) struct Habits(HashMap<String, Option<i64>>);

impl Habits {
    /// The habits of an API.
    pub(super) fn of(api: &Api) -> Self {
        let mut habits = Self::default();
        let all = api.operations.iter().flat_map(|operation| &operation.parameters);
        for parameter in all.filter(|parameter| parameter.place == Place::Query) {
            if let Some(first) = described(parameter) {
                let known = habits.0.entry(words::plain(&parameter.name)).or_insert(Some(first));
                *known = known.filter(|known| *known == first);
            }
        }
        habits
    }

    /// The first value of a parameter: as described, else like others of its name.
    pub(super) fn first(&self, parameter: &Parameter) -> Option<i64> {
        described(parameter).or_else(|| self.0.get(&words::plain(&parameter.name)).copied().flatten())
    }
}

/// The first value of an offset parameter.
pub(super) fn of_offset(
    operation: &Operation,
    parameter: &Parameter,
    response: &PageResponse,
    habits: &Habits,
) -> Start {
    let name = words::plain(&parameter.name);
    if !words::UNCERTAIN_OFFSETS.contains(&name.as_str()) {
        return Start::At(habits.first(parameter).unwrap_or(0));
    }
    let is_time = is_filter(&operation.parameters, parameter) || is_number_of_time(parameter);
    if name != "startindex" && is_time {
        return Start::Time;
    }
    let prose = prose(parameter);
    match habits.first(parameter) {
        Some(first) => Start::At(first),
        // RFC 7644, 3.4.2.4: the first item of SCIM is 1.
        None if name == "startindex" && response.is_scim => Start::At(1),
        // A number of skipped items counts from zero.
        None if prose.contains("offset") || prose.contains("skip") => Start::At(0),
        None => Start::Unknown,
    }
}

/// Whether a parameter selects by time: by its format, or because a parameter for the end of a period exists.
pub(super) fn is_filter(parameters: &[Parameter], parameter: &Parameter) -> bool {
    let format = parameter.docs.format.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_uncertain = words::UNCERTAIN_OFFSETS.contains(&words::plain(&parameter.name).as_str());
    let mut query = parameters.iter().filter(|other| other.place == Place::Query);
    ["date", "time", "epoch", "unix", "duration"].iter().any(|part| format.contains(part))
        || is_uncertain && query.any(|other| words::ENDS.contains(&words::plain(&other.name).as_str()))
}

/// Whether the prose or the values of a number are those of a time.
fn is_number_of_time(parameter: &Parameter) -> bool {
    let prose = prose(parameter);
    let mut each = prose.split(|each: char| !each.is_alphanumeric());
    let number = parameter.docs.default.as_ref().or(parameter.docs.example.as_ref()).and_then(whole);
    each.any(|word| words::TIMES.contains(&word)) || number.is_some_and(|number| number >= TIMES)
}

fn prose(parameter: &Parameter) -> String {
    parameter.docs.text.as_deref().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_describes_the_first_number() {
        for (prose, zero, one) in [
            ("zero-based page number", true, false),
            ("the first page is 0.", true, false),
            ("page number, starting at 1", false, true),
            ("1-based index of the first result", false, true),
            ("defaults to `1`", false, true),
            ("default: 10", false, false),
            ("the 21-based scale", false, false),
            ("default 1.5", false, false),
            ("at most 100 per page is 1000", false, false),
            ("page", false, false),
        ] {
            assert_eq!((says(prose, "0", "zero"), says(prose, "1", "one")), (zero, one), "{prose}");
        }
    }
}
