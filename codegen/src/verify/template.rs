//! Path templates.

use super::url::decoded;
use crate::api::{Operation, Place};
use std::cmp::{Ordering, Reverse};

/// The maximum number of attempts to match a path. Several placeholders for any number of segments multiply them.
const MAX_ATTEMPTS: usize = 10_000;

/// A path template.
pub(super) struct Template(Vec<Segment>);

/// How specific a segment is: less placeholders and more letters come first.
type Rank = (usize, Reverse<usize>);

impl Template {
    /// The template of an operation. Values whose slashes are not escaped take several segments.
    pub(super) fn of(operation: &Operation) -> Self {
        let is_long = |name: &str| {
            let mut own = operation.parameters.iter();
            own.any(|parameter| parameter.place == Place::Path && parameter.name == name && parameter.allow_reserved)
        };
        Self::parsed(&operation.path, &is_long)
    }

    fn parsed(path: &str, is_long: &dyn Fn(&str) -> bool) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Self(path.split('/').map(|segment| Segment::of(segment, is_long)).collect())
    }

    /// Returns a key for sorting: concrete segments come before placeholders, from left to right. Templates of any number of segments come
    /// last, those with most letters first.
    pub(super) fn rank(&self) -> (Span, Reverse<usize>, Vec<Rank>) {
        let ranks: Vec<Rank> = self.0.iter().map(Segment::rank).collect();
        match self.span() {
            Span::One => (Span::One, Reverse(0), ranks),
            Span::Many => (Span::Many, Reverse(self.letters()), ranks),
        }
    }

    fn span(&self) -> Span {
        self.0.iter().map(Segment::span).max().unwrap_or(Span::One)
    }

    fn letters(&self) -> usize {
        self.0.iter().map(|segment| segment.rank().1.0).sum()
    }

    /// Whether this template describes less than another one that matches the same path: it is concrete where the other one is not, and
    /// never the reverse. Of two templates that do not, the author of a path can have meant either.
    pub(super) fn is_narrower(&self, than: &Self) -> bool {
        match (self.span(), than.span()) {
            (Span::One, Span::One) => {}
            (Span::Many, Span::Many) => return self.letters() > than.letters(),
            (own, other) => return own < other,
        }
        let mut orders = self.0.iter().zip(&than.0).map(|(own, other)| own.rank().cmp(&other.rank()));
        let mut rest = orders.clone().filter(|order| *order != Ordering::Equal).peekable();
        rest.peek().is_some() && orders.all(|order| order != Ordering::Greater)
    }

    /// The values of the placeholders, as they were sent.
    pub(super) fn matches(&self, segments: &[&str]) -> Option<Vec<(String, String)>> {
        let mut attempts = MAX_ATTEMPTS;
        matches(&self.0, segments, &mut attempts)
    }
}

fn matches(own: &[Segment], given: &[&str], attempts: &mut usize) -> Option<Vec<(String, String)>> {
    let Some((first, rest)) = own.split_first() else { return given.is_empty().then(Vec::new) };
    let most = given.len().checked_sub(rest.len()).filter(|most| *most > 0)?;
    let most = if first.span() == Span::One { 1 } else { most };
    for taken in (1..=most).rev() {
        *attempts = attempts.checked_sub(1)?;
        let (own, given) = given.split_at(taken);
        let Some(mut values) = first.matches(&own.join("/")) else { continue };
        if let Some(others) = matches(rest, given, attempts) {
            values.extend(others);
            return Some(values);
        }
    }
    None
}

/// How many segments of a path a segment of a template takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Span {
    One,
    Many,
}

/// A segment of a template: a sequence of texts and placeholders.
pub(super) struct Segment(Vec<Piece>);

enum Piece {
    Text(String),
    Value(String, Span),
}

impl Segment {
    pub(super) fn of(text: &str, is_long: &dyn Fn(&str) -> bool) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Value(name.to_owned(), if is_long(name) { Span::Many } else { Span::One }));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Self(pieces)
    }

    fn span(&self) -> Span {
        let is_long = |piece: &Piece| matches!(piece, Piece::Value(_, Span::Many));
        if self.0.iter().any(is_long) { Span::Many } else { Span::One }
    }

    fn rank(&self) -> Rank {
        let letters = self.0.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum();
        (self.0.iter().filter(|piece| matches!(piece, Piece::Value(..))).count(), Reverse(letters))
    }

    pub(super) fn matches(&self, given: &str) -> Option<Vec<(String, String)>> {
        let mut values = Vec::new();
        let mut rest = given;
        for (index, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let left = rest.strip_prefix(text.as_str());
                    let left = left.or_else(|| (decoded(rest).as_str() == text).then_some(""));
                    rest = left?;
                }
                Piece::Value(name, _) => {
                    let end = match self.0.get(index + 1) {
                        None => rest.len(),
                        // The last placeholder takes everything up to the text at the end.
                        Some(Piece::Text(next)) if index + 2 == self.0.len() => {
                            rest.len().checked_sub(next.len()).filter(|end| rest.is_char_boundary(*end))?
                        }
                        Some(Piece::Text(next)) => rest.find(next.as_str())?,
                        Some(Piece::Value(..)) => rest.chars().next().map_or(0, char::len_utf8),
                    };
                    if end == 0 {
                        return None;
                    }
                    values.push((name.clone(), rest[..end].to_owned()));
                    rest = &rest[end..];
                }
            }
        }
        rest.is_empty().then_some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template in which `+` before a name stands for any number of segments.
    fn template(text: &str) -> Template {
        let long: Vec<&str> = text.split("{+").skip(1).filter_map(|rest| rest.split('}').next()).collect();
        Template::parsed(&text.replace("{+", "{"), &|name| long.contains(&name))
    }

    fn matched(text: &str, path: &str) -> Option<String> {
        let values = template(text).matches(&path.split('/').collect::<Vec<_>>())?;
        Some(values.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn concrete_segments_take_precedence_and_texts_around_placeholders_must_match() {
        assert_eq!(matched("/a/{id}", "/a/x%2Fy").as_deref(), Some("id=x%2Fy"));
        assert_eq!(matched("/a/{id}.json", "/a/x.y.json").as_deref(), Some("id=x.y"));
        assert_eq!(matched("/a/{x}:{y}", "/a/1:2").as_deref(), Some("x=1,y=2"));
        assert_eq!(matched("/a/{id}", "/a/"), None);
        assert_eq!(matched("/a/{id}", "/a/b/c"), None);
        assert!(template("/a/me").rank() < template("/a/{id}").rank());
        assert!(template("/a/{id}.json").rank() < template("/a/{id}").rank());
        assert!(template("/a/{x}/c").rank() < template("/{a}/b/c").rank());
        assert!(template("/a/{x}").rank() < template("/a/{+x}").rank());
    }

    #[test]
    fn a_value_with_slashes_takes_several_segments() {
        assert_eq!(matched("/files/{+path}", "/files/a/b%2Fc").as_deref(), Some("path=a/b%2Fc"));
        assert_eq!(matched("/files/{+path}/raw", "/files/a/raw/raw").as_deref(), Some("path=a/raw"));
        assert_eq!(matched("/{+name}:run", "/projects/p/jobs/j:run").as_deref(), Some("name=projects/p/jobs/j"));
        assert_eq!(matched("/{+a}/to/{+b}", "/x/y/to/z").as_deref(), Some("a=x/y,b=z"));
        assert_eq!(matched("/files/{+path}", "/files"), None);
        assert_eq!(matched("/files/{+path}/raw", "/files/raw"), None);
        // Hostile paths take a bounded number of attempts.
        let (many, long) = ("/{+a}/{+b}/{+c}/{+d}/x".to_owned(), "/a".repeat(2_000));
        assert_eq!(matched(&many, &long), None);
    }

    #[test]
    fn a_template_is_narrower_if_it_is_nowhere_wider() {
        let narrower = |one: &str, other: &str| template(one).is_narrower(&template(other));
        assert!(narrower("/a/me", "/a/{id}") && !narrower("/a/{id}", "/a/me"));
        assert!(narrower("/files/{+path}/raw", "/files/{+path}") && !narrower("/files/{+path}", "/files/{+path}/raw"));
        assert!(
            narrower("/a/{id}.json", "/a/{id}") && narrower("/a/{id}", "/{b}/{id}") && narrower("/a/{id}", "/a/{+id}")
        );
        for (one, other) in [("/a/{id}", "/a/{name}"), ("/a/{x}/c", "/{a}/b/c"), ("/{+a}", "/{+b}/{c}")] {
            assert!(!narrower(one, other) && !narrower(other, one), "{one} {other}");
        }
    }
}
