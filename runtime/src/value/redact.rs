//! Hides secrets, recognized by their names, in `Debug` output.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};

use crate::syntax::kind::Kind;
use crate::syntax::scan::push_escaped;
use crate::value::json::Json;
use crate::value::json::{elements, members_as_written};
use crate::value::secret_names::{Secrecy, is_plain, secrecy};

/// Properties that name the value beside them: `{"name": "DB_PASSWORD", "value": "..."}`.
const LABELS: &[&str] = &["name", "key", "header", "header_name", "headerName", "field", "variable"];

/// The replacement for a secret.
pub(crate) struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

const REDACTED: &str = "[redacted]";

/// The secrecy of a property called `value`, by its label. `find` returns the text of a property.
pub(crate) fn labelled<'a>(find: impl Fn(&str) -> Option<Cow<'a, str>>) -> Secrecy {
    LABELS.iter().filter_map(|label| find(label)).map(|label| secrecy(&label)).max().unwrap_or(Secrecy::None)
}

/// The secrecy of a member of an object with declared properties, apart from its own name.
pub(crate) fn inherited(name: &str, around: Secrecy, labelled: Secrecy) -> Secrecy {
    match name {
        "value" | "values" => around.max(labelled),
        _ if is_plain(name) => around,
        _ => Secrecy::None,
    }
}

/// Prints a JSON text without the values whose names indicate secrets.
pub(crate) fn json(json: &Json, around: Secrecy, formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut out = String::new();
    let is_redacted = redact(json.text(), around, &mut out);
    formatter.write_str(if is_redacted { &out } else { json.text() })
}

/// Appends a JSON text with its secrets redacted. Returns whether there were any.
fn redact(text: &str, around: Secrecy, out: &mut String) -> bool {
    match text.as_bytes().first() {
        Some(b'{') => object(text, around, out),
        Some(b'[') => array(text, around, out),
        Some(b'"') if around >= Secrecy::Texts => {
            out.push_str(REDACTED);
            true
        }
        Some(b'-' | b'0'..=b'9') if around >= Secrecy::All => {
            out.push_str(REDACTED);
            true
        }
        _ => {
            out.push_str(text);
            false
        }
    }
}

/// The keys may be data, so each value under the name of a secret is secret.
fn object(text: &str, around: Secrecy, out: &mut String) -> bool {
    let members = members_as_written(text);
    let text_of = |value: &str| Json::trusted(value).as_str().map(|text| Cow::Owned(text.into_owned()));
    let labelled =
        labelled(|label| members.iter().find(|(name, _)| name == label).and_then(|(_, value)| text_of(value)));
    let mut is_redacted = false;
    out.push('{');
    for (index, (name, value)) in members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_escaped(name, out);
        out.push(':');
        is_redacted |= redact(value, secrecy(name).max(around).max(inherited(name, around, labelled)), out);
    }
    out.push('}');
    is_redacted
}

fn array(text: &str, around: Secrecy, out: &mut String) -> bool {
    let mut is_redacted = false;
    out.push('[');
    for (index, element) in elements(text).into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        is_redacted |= redact(element, around, out);
    }
    out.push(']');
    is_redacted
}

impl Debug for Json {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        json(self, Secrecy::None, formatter)
    }
}

/// Prints the names of an object's properties and their JSON types, or the JSON type of anything else; and the value at the end of
/// `tag`, a path of names, unless it is hidden.
pub(crate) fn outline(
    json: &Json,
    tag: Option<&[&str]>,
    hidden: Secrecy,
    formatter: &mut Formatter<'_>,
) -> fmt::Result {
    match (json.kind(), tag) {
        (Kind::Object, _) => {
            let mut shown = formatter.debug_map();
            json.each_member(|name, value| {
                let tag = tag.and_then(|tag| tag.split_first()).filter(|(first, _)| **first == name);
                let hidden = hidden.max(secrecy(name));
                shown.entry(&name, &Outline(&Json::trusted(value), tag.map(|(_, rest)| rest), hidden));
            });
            shown.finish()
        }
        (Kind::Text | Kind::Integer | Kind::Fraction, Some([])) if hidden >= Secrecy::Texts => Redacted.fmt(formatter),
        (Kind::Text, Some([])) => start(&json.as_str().unwrap_or_default(), formatter),
        (Kind::Integer | Kind::Fraction | Kind::Bool, Some([])) => formatter.write_str(json.text()),
        (kind, _) => formatter.write_str(kind.name()),
    }
}

struct Outline<'a>(&'a Json, Option<&'a [&'a str]>, Secrecy);

impl Debug for Outline<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match (self.1, self.0.kind()) {
            // The contents of other properties are not inspected.
            (None, kind) => formatter.write_str(kind.name()),
            (tag, _) => outline(self.0, tag, self.2, formatter),
        }
    }
}

/// The maximum number of characters shown of an unlisted text.
const START: usize = 64;

/// Prints the start of a text.
pub(crate) fn start(text: &str, formatter: &mut Formatter<'_>) -> fmt::Result {
    match text.char_indices().nth(START) {
        Some((end, _)) => write!(formatter, "{:?}...", &text[..end]),
        None => text.fmt(formatter),
    }
}

pub(crate) struct KindOf(pub(crate) Kind);

impl Debug for KindOf {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use crate::value::json::Json;

    #[test]
    fn debug_of_json_shows_no_secret() {
        for (text, shown) in [
            (r#"{"a": 1, "token": "hunter2"}"#, r#"{"a":1,"token":[redacted]}"#),
            (r#"{"a": [{"apiKey": ["hunter2", null]}], "b": "x"}"#, r#"{"a":[{"apiKey":[[redacted],null]}],"b":"x"}"#),
            (r#"{"secrets": {"DB": "hunter2", "n": 5}}"#, r#"{"secrets":{"DB":[redacted],"n":5}}"#),
            (r#"{"tokens": 5, "otp": 123456}"#, r#"{"tokens":5,"otp":[redacted]}"#),
            (r#"[{"name": "DB_PASSWORD", "value": "hunter2"}]"#, r#"[{"name":"DB_PASSWORD","value":[redacted]}]"#),
            (r#"{"name": "LOG", "value": "debug"}"#, r#"{"name": "LOG", "value": "debug"}"#),
            (r#"{ "token_type": "Bearer", "has_secret": true }"#, r#"{ "token_type": "Bearer", "has_secret": true }"#),
            (r#"{"pass\u0077ord":"hunter2"}"#, r#"{"password":[redacted]}"#),
            (r#"{}"#, "{}"),
            ("[]", "[]"),
            (r#""hunter2""#, r#""hunter2""#),
        ] {
            let json = Json::parse(text).unwrap();
            assert_eq!(format!("{json:?}"), shown);
            assert_eq!(json.to_string(), text);
        }
    }

    #[test]
    fn deep_json_is_printed() {
        let depth = crate::syntax::scan::MAX_DEPTH - 1;
        let text = format!("{}{{\"secret\":\"x\"}}{}", "[".repeat(depth), "]".repeat(depth));
        let shown = format!("{:?}", Json::parse(&text).unwrap());
        assert_eq!(shown, text.replace("\"x\"", "[redacted]"));
    }
}
