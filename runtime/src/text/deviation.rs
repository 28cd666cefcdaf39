//! Deviations of a text from the description. The decoder only notes offsets. Their paths are looked up afterwards, in one pass over the
//! text, if the caller requests them.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::syntax::kind::Kind;
use crate::syntax::scan::{Next, Scanned, Scanner};
use crate::value::json::{Json, members_as_written};
use crate::value::secret_names::{Secrecy, secrecy};

/// A place where a response does not match the API description but was decoded nevertheless: see
/// [`WithResponse::deviations`](crate::WithResponse::deviations).
///
/// The fields contain no values. For strings and numbers they show the form, with `a` for each letter and `0` for each digit, unless
/// a name in the path suggests a secret. Unlisted values of enums are shown, up to 64 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The place in the body, as a JSON pointer (RFC 6901): `/messages/3/price`. Empty for the whole body.
    pub path: String,
    /// The expectation of the description: `a number`.
    pub expected: String,
    /// The finding: `a string such as "-0.0000"`, or `nothing`.
    pub found: String,
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the body" } else { &self.path };
        write!(formatter, "{path}: expected {}, found {}", self.expected, self.found)
    }
}

/// The maximum number of deviations per text. Texts come from anywhere, so all of these limits are needed.
const MAX_NOTES: usize = 100;
/// The maximum length of an expectation, in characters.
const MAX_EXPECTED: usize = 200;
/// The maximum length of a path, in bytes, and of a name in it, in characters.
const MAX_PATH: usize = 1024;
const MAX_NAME: usize = 128;
/// The maximum length of the form of a value, and of a value of an enum, in characters.
const MAX_FORM: usize = 40;
const MAX_VALUE: usize = 64;
/// The maximum number of property names shown for an object.
const MAX_NAMES: usize = 4;

/// A deviation, as noted while decoding.
#[derive(Debug)]
pub(crate) struct Note {
    /// The start of the value; for a missing property, the end of the object.
    pub(crate) at: usize,
    pub(crate) what: What,
    pub(crate) expected: Cow<'static, str>,
}

/// The value found at a deviation.
#[derive(Debug)]
pub(crate) enum What {
    /// A value with a description more exact than its JSON type.
    Value(Cow<'static, str>),
    /// A value that is secret, whatever its name.
    Secret,
    /// A value that an enum does not list.
    Unlisted,
    /// A value described by its JSON type.
    Other,
    /// An object without the property of this name.
    Without(&'static str),
}

/// The deviations of a text.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Note>);

impl Notes {
    #[cold]
    pub(crate) fn push(&mut self, at: usize, what: What, expected: impl Into<Cow<'static, str>>) {
        if self.0.len() < MAX_NOTES {
            self.0.push(Note { at, what, expected: expected.into() });
        }
    }

    /// Removes the notes from an offset on, because the text is decoded again from there or kept as JSON.
    #[inline]
    pub(crate) fn forget_since(&mut self, at: usize) {
        // Notes are in the order of the text.
        while self.0.last().is_some_and(|note| note.at >= at) {
            self.0.pop();
        }
    }

    /// Returns the deviations with their paths and findings. `text` is the decoded text, `prefix` its path in the response.
    pub(crate) fn resolved(mut self, text: &str, prefix: &[&str]) -> Vec<Deviation> {
        if self.0.is_empty() {
            return Vec::new();
        }
        self.0.sort_by_key(|note| note.at);
        let path = prefix.iter().map(|name| Step::Name(Cow::Borrowed(*name))).collect();
        let around = prefix.iter().map(|name| secrecy(name)).max().unwrap_or(Secrecy::None);
        let mut walk = Walk { scanner: Scanner::new(text), notes: &self.0, path, found: Vec::new() };
        // Cannot fail: the text was decoded, so it is JSON.
        let _ = walk.value(around);
        walk.found
    }
}

enum Step<'t> {
    Name(Cow<'t, str>),
    Index(usize),
}

/// A pass over the text that looks up the notes in order.
struct Walk<'t, 'n> {
    scanner: Scanner<'t>,
    notes: &'n [Note],
    path: Vec<Step<'t>>,
    found: Vec<Deviation>,
}

impl<'t> Walk<'t, '_> {
    fn value(&mut self, around: Secrecy) -> Scanned<()> {
        let first = self.scanner.peek();
        while let Some((note, rest)) = self.notes.split_first()
            && !matches!(note.what, What::Without(_))
            && note.at <= self.scanner.offset()
        {
            self.notes = rest;
            self.add(note, around)?;
        }
        match first {
            _ if self.notes.is_empty() => return Ok(()),
            Some(b'{') => self.members(around)?,
            Some(b'[') => self.elements(around)?,
            _ => self.scanner.skip()?,
        }
        while let Some((note, rest)) = self.notes.split_first()
            && let What::Without(name) = note.what
            && note.at <= self.scanner.offset()
        {
            self.notes = rest;
            self.path.push(Step::Name(Cow::Borrowed(name)));
            self.found.push(self.deviation(note, "nothing".to_owned()));
            self.path.pop();
        }
        Ok(())
    }

    fn members(&mut self, around: Secrecy) -> Scanned<()> {
        self.scanner.enter()?;
        let mut next = self.scanner.first_member();
        while next == Next::More {
            let name = self.scanner.key()?;
            let around = secrecy(&name).max(around);
            self.path.push(Step::Name(name));
            self.value(around)?;
            self.path.pop();
            if self.notes.is_empty() {
                return Ok(());
            }
            next = self.scanner.next_member()?;
        }
        Ok(())
    }

    fn elements(&mut self, around: Secrecy) -> Scanned<()> {
        self.scanner.enter()?;
        let (mut next, mut index) = (self.scanner.first_element(), 0);
        while next == Next::More {
            self.path.push(Step::Index(index));
            self.value(around)?;
            self.path.pop();
            if self.notes.is_empty() {
                return Ok(());
            }
            index += 1;
            next = self.scanner.next_element()?;
        }
        Ok(())
    }

    fn add(&mut self, note: &Note, around: Secrecy) -> Scanned<()> {
        let mut ahead = self.scanner;
        let kind = ahead.kind()?;
        let text = ahead.raw()?;
        let is_hidden = match kind {
            Kind::Text => around >= Secrecy::Texts,
            _ => around >= Secrecy::All,
        };
        let found = match &note.what {
            What::Secret => kind.described().to_owned(),
            What::Unlisted if !is_hidden => unlisted(kind, text),
            What::Value(words) if is_hidden => words.clone().into_owned(),
            What::Value(words) => described(words, kind, text),
            _ if is_hidden => kind.described().to_owned(),
            _ => described(kind.described(), kind, text),
        };
        self.found.push(self.deviation(note, found));
        Ok(())
    }

    fn deviation(&self, note: &Note, found: String) -> Deviation {
        Deviation { path: self.pointer(), expected: cut(&note.expected, MAX_EXPECTED), found }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            // Writing to a string cannot fail.
            let _ = match step {
                Step::Name(name) => {
                    write!(pointer, "/{}", cut(name, MAX_NAME).replace('~', "~0").replace('/', "~1"))
                }
                Step::Index(index) => write!(pointer, "/{index}"),
            };
            if pointer.len() > MAX_PATH {
                return pointer + "/…";
            }
        }
        pointer
    }
}

/// Returns the description of a value with its form, or with the property names of an object.
fn described(words: &str, kind: Kind, text: &str) -> String {
    let form = |text: &str| cut(&text.chars().take(MAX_FORM + 1).map(masked).collect::<String>(), MAX_FORM);
    match kind {
        Kind::Text => format!("{words} such as {:?}", form(&Json::trusted(text).as_str().unwrap_or_default())),
        Kind::Integer | Kind::Fraction => format!("{words} such as {}", form(text)),
        Kind::Object => {
            let members = members_as_written(text);
            let names: Vec<String> =
                members.iter().take(MAX_NAMES).map(|(name, _)| format!("{:?}", cut(name, MAX_FORM))).collect();
            match (names.len(), members.len()) {
                (0, _) => format!("{words} without properties"),
                (shown, all) if shown < all => format!("{words} with {} and {} more", names.join(", "), all - shown),
                _ => format!("{words} with {}", names.join(", ")),
            }
        }
        Kind::Null | Kind::Bool | Kind::List => words.to_owned(),
    }
}

fn masked(character: char) -> char {
    match character {
        _ if character.is_numeric() => '0',
        _ if character.is_alphabetic() => 'a',
        other if other.is_ascii() => other,
        _ => '?',
    }
}

fn unlisted(kind: Kind, text: &str) -> String {
    match kind {
        Kind::Text => format!("{:?}", cut(&Json::trusted(text).as_str().unwrap_or_default(), MAX_VALUE)),
        _ => cut(text, MAX_VALUE),
    }
}

/// Shortens a text to a maximum number of characters.
fn cut(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Deviation, Notes, What};

    fn resolved(text: &str, prefix: &[&str], notes: Vec<(usize, What)>) -> Vec<String> {
        let mut all = Notes::default();
        notes.into_iter().for_each(|(at, what)| all.push(at, what, "a number"));
        all.resolved(text, prefix).iter().map(Deviation::to_string).collect()
    }

    #[test]
    fn deviations_have_json_pointers() {
        let text = r#" {"a": [1, {"b/~": "x1-é"}], "c": {}, "d": true}"#;
        let at = |part: &str| text.find(part).unwrap();
        assert_eq!(
            resolved(
                text,
                &["data"],
                vec![
                    (at("true"), What::Other),
                    (at("\"x1"), What::Other),
                    (at("}, \"d") + 1, What::Without("e")),
                    (1, What::Other)
                ]
            ),
            [
                r#"/data: expected a number, found an object with "a", "c", "d""#,
                r#"/data/a/1/b~1~0: expected a number, found a string such as "a0-a""#,
                "/data/c/e: expected a number, found nothing",
                "/data/d: expected a number, found true or false",
            ]
        );
        assert_eq!(
            resolved("5", &[], vec![(0, What::Other)]),
            ["the body: expected a number, found an integer such as 0"]
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        let text = r#"{"password":"hunter2","token":{"a":"hunter2"},"pin":"hunter2","kind":"hunter2"}"#;
        let places: Vec<usize> = text.match_indices("\"hunter2").map(|(at, _)| at).collect();
        let what = [What::Unlisted, What::Other, What::Secret, What::Unlisted];
        let shown = resolved(text, &[], places.into_iter().zip(what).collect());
        assert!(shown[..3].iter().all(|shown| shown.ends_with("found a string")), "{shown:?}");
        assert!(shown[3].ends_with("found \"hunter2\""), "{shown:?}");
    }

    #[test]
    fn the_number_and_length_of_deviations_are_limited() {
        let long = "k".repeat(100_000);
        let text = format!("{{\"{long}\":[{}]}}", vec![format!("\"{long}\""); 200].join(","));
        let places = text.match_indices(",\"").map(|(at, _)| (at + 1, What::Unlisted)).collect();
        let shown = resolved(&text, &[], places);
        assert_eq!(shown.len(), super::MAX_NOTES);
        assert!(shown.iter().all(|shown| shown.len() < 400), "{}", shown[0]);
    }
}
