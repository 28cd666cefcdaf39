//! Scalars in the form of another JSON type: numbers in strings, strings without quotes, booleans as `0` and `1`.

use std::borrow::Cow;

use crate::syntax::scan::{Number, Scanner, same_number};

/// The type that a scalar should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Boolean,
    /// A number, a string or a value of an enum.
    Other,
}

/// Returns the JSON text of a scalar in the form of another JSON type: `"0.5"` as `0.5`, `7` as `"7"`, and `0`, `"1"` or `"True"` as a
/// boolean. `None` if it has no other form.
pub(crate) fn respelled(text: &str, wanted: Wanted) -> Option<Cow<'_, str>> {
    let content = match text.as_bytes().first()? {
        b'"' => Scanner::new(text).string().ok()?,
        b'-' | b'0'..=b'9' | b't' | b'f' if wanted == Wanted::Boolean => Cow::Borrowed(text),
        b'-' | b'0'..=b'9' | b't' | b'f' => return Some(Cow::Owned(format!("\"{text}\""))),
        _ => return None,
    };
    match wanted {
        Wanted::Boolean => boolean(&content).map(|value| Cow::Borrowed(if value { "true" } else { "false" })),
        Wanted::Other if number(&content).is_some() || matches!(&*content, "true" | "false") => Some(content),
        Wanted::Other => None,
    }
}

/// Parses a text as a JSON number.
pub(crate) fn number(text: &str) -> Option<Number<'_>> {
    let mut scanner = Scanner::new(text);
    let starts_one = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let number = starts_one.then(|| scanner.number().ok())??;
    (number.text.len() == text.len()).then_some(number)
}

fn boolean(content: &str) -> Option<bool> {
    let is = |word: &str| content.eq_ignore_ascii_case(word);
    match () {
        () if is("true") => Some(true),
        () if is("false") => Some(false),
        () if number(content).is_none() => None,
        () if same_number(content, "1") => Some(true),
        () if same_number(content, "0") => Some(false),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, respelled};

    #[test]
    fn scalars_have_one_other_form() {
        let other = |text| respelled(text, Wanted::Other).map(std::borrow::Cow::into_owned);
        for (text, expected) in [
            (r#""0.50""#, Some("0.50")),
            (r#""-1e3""#, Some("-1e3")),
            (r#""\u0031""#, Some("1")),
            (r#""true""#, Some("true")),
            ("7", Some(r#""7""#)),
            ("-0.10", Some(r#""-0.10""#)),
            ("false", Some(r#""false""#)),
            // Not JSON numbers.
            (r#""""#, None),
            (r#"" 1""#, None),
            (r#""1 ""#, None),
            (r#""+1""#, None),
            (r#""01""#, None),
            (r#"".5""#, None),
            (r#""NaN""#, None),
            (r#""1,000""#, None),
            ("null", None),
            ("[1]", None),
            ("{}", None),
        ] {
            assert_eq!(other(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn booleans_have_the_forms_of_other_languages() {
        let boolean = |text| respelled(text, Wanted::Boolean).map(std::borrow::Cow::into_owned);
        for text in ["1", "1.0", r#""1""#, r#""true""#, r#""True""#, r#""TRUE""#, "true"] {
            assert_eq!(boolean(text).as_deref(), Some("true"), "{text}");
        }
        for text in ["0", "-0", r#""0""#, r#""false""#, r#""False""#, "false"] {
            assert_eq!(boolean(text).as_deref(), Some("false"), "{text}");
        }
        for text in ["2", "-1", r#""yes""#, r#""""#, r#""on""#, "null", "[]"] {
            assert_eq!(boolean(text), None, "{text}");
        }
    }
}
