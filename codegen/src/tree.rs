//! A JSON value whose numbers and strings stay as they are written.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;

/// A value of a description. Scalars are JSON texts, so that integers keep all their digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// An object, with its members in order.
    Object(Vec<(String, Tree)>),
    /// An array.
    Array(Vec<Tree>),
    /// A string, a number, a boolean or null, as JSON.
    Scalar(String),
}

/// The members of an object, unread.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

impl Tree {
    /// Parses a JSON text.
    ///
    /// # Errors
    /// The text is not JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let text = text.trim();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let read = members.into_iter().map(|(key, value)| Ok((key, Self::parse(value.get())?)));
                Self::Object(read.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text)?;
                Self::Array(elements.into_iter().map(|each| Self::parse(each.get())).collect::<Result<_, _>>()?)
            }
            _ => Self::Scalar(serde_json::from_str::<&RawValue>(text)?.get().to_owned()),
        })
    }

    /// A value whose numbers `serde_json` holds.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Object(members) => {
                Self::Object(members.iter().map(|(key, value)| (key.clone(), Self::of(value))).collect())
            }
            Value::Array(elements) => Self::Array(elements.iter().map(Self::of).collect()),
            scalar => Self::Scalar(scalar.to_string()),
        }
    }

    /// The number of values in it, itself included.
    pub fn count(&self) -> usize {
        match self {
            Self::Object(members) => members.iter().map(|(_, value)| value.count()).sum::<usize>() + 1,
            Self::Array(elements) => elements.iter().map(Self::count).sum::<usize>() + 1,
            Self::Scalar(_) => 1,
        }
    }

    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Self::Array(elements) => elements.get(key.parse::<usize>().ok()?),
            Self::Scalar(_) => None,
        }
    }

    /// The value at a place, given as keys and indexes from here.
    pub(crate) fn at(&self, place: &[String]) -> Option<&Self> {
        place.iter().try_fold(self, |value, key| value.get(key))
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Self::Scalar(text) if text.starts_with('"') => serde_json::from_str(text).ok(),
            _ => None,
        }
    }

    /// The members of an object; none for other values.
    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The elements of an array; none for other values.
    pub(crate) fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// The value as JSON in one line.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// The value as JSON with indentation, and a newline at the end.
    pub fn to_pretty_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        let inner = depth.map(|depth| depth + 1);
        match self {
            Self::Object(members) if !members.is_empty() => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    line(out, inner);
                    out.push_str(&quoted(key));
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(out, inner);
                }
                line(out, depth);
                out.push('}');
            }
            Self::Array(elements) if !elements.is_empty() => {
                out.push('[');
                for (index, value) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    line(out, inner);
                    value.write(out, inner);
                }
                line(out, depth);
                out.push(']');
            }
            Self::Object(_) => out.push_str("{}"),
            Self::Array(_) => out.push_str("[]"),
            Self::Scalar(text) => out.push_str(text),
        }
    }
}

/// Begins a line, unless all is written in one.
fn line(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// A string as JSON.
pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
