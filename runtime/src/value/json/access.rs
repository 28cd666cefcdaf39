//! Access to the parts of a JSON value.

use std::borrow::Cow;

use super::Json;
use crate::syntax::kind::Kind;
use crate::syntax::scan::{Next, Number, Scanned, Scanner};

impl Json {
    /// The content of a string; `None` for other types, and for a string with a lone surrogate, which JSON allows but Rust does not.
    #[must_use]
    pub fn as_str(&self) -> Option<Cow<'_, str>> {
        let mut scanner = Scanner::new(self.text());
        if scanner.peek() != Some(b'"') {
            return None;
        }
        scanner.string().ok()
    }

    /// The value as `i64`, if it is an integer in its range.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.number()?.whole()
    }

    /// The value as `u64`, if it is an integer in its range.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.number()?.whole()
    }

    /// The value as the nearest `f64`, if it is a number.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.number()?.float()
    }

    /// `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.text() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.text() == "null"
    }

    /// The value of a property of an object. Of duplicates, the last one.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Self> {
        let mut found = None;
        self.each_member(|name, value| {
            if name == key {
                found = Some(value);
            }
        });
        found.map(Self::trusted)
    }

    /// An element of an array.
    #[must_use]
    pub fn index(&self, index: usize) -> Option<Self> {
        elements(self.text()).into_iter().nth(index).map(Self::trusted)
    }

    /// Calls `visit` with each name and the text of its value; does nothing if it is not an object.
    pub(crate) fn each_member<'a>(&'a self, mut visit: impl FnMut(&str, &'a str)) {
        for (name, value) in members_as_written(self.text()) {
            visit(&name, value);
        }
    }

    fn number(&self) -> Option<Number<'_>> {
        match self.kind() {
            Kind::Integer | Kind::Fraction => Scanner::new(self.text()).number().ok(),
            _ => None,
        }
    }
}

/// The members of an object in order; none if the text is not an object.
///
/// # Errors
/// If a name has a lone surrogate, which JSON allows but Rust does not.
#[cfg(feature = "serde")]
pub(crate) fn members(text: &str) -> Scanned<Vec<(Cow<'_, str>, &str)>> {
    let mut members = Vec::new();
    let mut scanner = Scanner::new(text);
    if scanner.peek() != Some(b'{') {
        return Ok(members);
    }
    scanner.enter()?;
    let mut next = scanner.first_member();
    while next == Next::More {
        let name = scanner.key()?;
        members.push((name, scanner.raw()?));
        next = scanner.next_member()?;
    }
    Ok(members)
}

/// The same; a name with a lone surrogate is returned as written, in quotes.
pub(crate) fn members_as_written(text: &str) -> Vec<(Cow<'_, str>, &str)> {
    let mut members = Vec::new();
    let mut scanner = Scanner::new(text);
    let mut next = match scanner.peek() {
        Some(b'{') if scanner.enter().is_ok() => scanner.first_member(),
        _ => Next::End,
    };
    while next == Next::More {
        let mut ahead = scanner;
        let Ok(written) = scanner.raw_key() else {
            break;
        };
        let name = ahead.key().unwrap_or(Cow::Borrowed(written));
        let Ok(value) = scanner.raw() else { break };
        members.push((name, value));
        next = scanner.next_member().unwrap_or(Next::End);
    }
    members
}

/// The elements of an array; none if the text is not an array.
pub(crate) fn elements(text: &str) -> Vec<&str> {
    let mut elements = Vec::new();
    // The text was validated, so this cannot fail.
    let _ = collect_elements(text, &mut elements);
    elements
}

fn collect_elements<'t>(text: &'t str, elements: &mut Vec<&'t str>) -> Scanned<()> {
    let mut scanner = Scanner::new(text);
    if scanner.peek() != Some(b'[') {
        return Ok(());
    }
    scanner.enter()?;
    let mut next = scanner.first_element();
    while next == Next::More {
        elements.push(scanner.raw()?);
        next = scanner.next_element()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::syntax::kind::Kind;
    use crate::value::json::Json;

    #[test]
    fn looks_into_values() {
        let json = Json::parse(r#" {"a": [1, "x\n", 2.5], "b": true, "a\u0062": null, "a": [7, "last"]} "#).unwrap();
        assert_eq!(json.kind(), Kind::Object);
        let list = json.get("a").unwrap();
        assert_eq!(list.index(0).unwrap().as_i64(), Some(7));
        assert_eq!(list.index(1).unwrap().as_str().unwrap(), "last");
        assert!(list.index(2).is_none());
        assert!(json.get("ab").unwrap().is_null());
        assert_eq!(json.get("b").unwrap().as_bool(), Some(true));
        assert!(json.get("c").is_none() && list.get("a").is_none() && json.index(0).is_none());
    }

    #[test]
    fn a_lone_surrogate_is_kept_and_has_no_content() {
        let json = Json::parse(r#"{"\ud800": "\ud800"}"#).unwrap();
        assert_eq!(json.text(), r#"{"\ud800": "\ud800"}"#);
        assert!(json.get("\"\\ud800\"").is_some_and(|value| value.as_str().is_none()));
    }

    #[test]
    fn numbers_are_exact() {
        let json = Json::parse("36893488147419103232").unwrap();
        assert_eq!((json.as_i64(), json.as_u64(), json.as_f64()), (None, None, Some(36_893_488_147_419_103_232.0)));
        assert_eq!(json.text(), "36893488147419103232");
    }
}
