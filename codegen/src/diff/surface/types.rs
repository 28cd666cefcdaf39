//! Rust types in signatures.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A Rust type. In files, a type of the crate is written `types::Name`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::diff) enum Type {
    /// A type of the crate.
    Own(String),
    /// Any other type, with its arguments: `String`, `Option<T>`.
    Other(String, Vec<Type>),
    /// `(A, B)`
    Tuple(Vec<Type>),
}

/// The path of a type of the crate.
const OWN: &str = "types::";

/// How deep types can be nested. That is more than documents can.
const DEEPEST: usize = 1_000;

impl Type {
    /// A type without arguments.
    pub(in crate::diff) fn plain(name: &str) -> Self {
        Self::Other(name.to_owned(), Vec::new())
    }

    /// A type with one argument.
    pub(super) fn around(name: &str, inner: Self) -> Self {
        Self::Other(name.to_owned(), vec![inner])
    }

    /// The argument of a type with this name.
    pub(in crate::diff) fn inside(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Other(own, inside) if own == name => inside.first(),
            _ => None,
        }
    }

    /// The type without the box around it, if there is one.
    pub(in crate::diff) fn unboxed(&self) -> &Self {
        self.inside("Box").unwrap_or(self)
    }

    /// The type of a value that is there and not null.
    pub(in crate::diff) fn present(&self) -> &Self {
        self.inside("Option").or_else(|| self.inside("Patch")).unwrap_or(self)
    }

    pub(in crate::diff) fn is_plain(&self, name: &str) -> bool {
        matches!(self, Self::Other(own, inside) if own == name && inside.is_empty())
    }

    /// Visits the types of the crate in it.
    pub(in crate::diff) fn each_own<'t>(&'t self, visit: &mut dyn FnMut(&'t str)) {
        match self {
            Self::Own(name) => visit(name),
            Self::Other(_, inside) | Self::Tuple(inside) => inside.iter().for_each(|of| of.each_own(visit)),
        }
    }

    /// Reads a type as it is written; `None` if that is no type.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let found = one(&mut rest, DEEPEST)?;
        rest.trim().is_empty().then_some(found)
    }

    fn write(&self, formatter: &mut fmt::Formatter<'_>, own: &str) -> fmt::Result {
        let list = |formatter: &mut fmt::Formatter<'_>, inside: &[Self]| {
            inside.iter().enumerate().try_for_each(|(index, of)| {
                formatter.write_str(if index > 0 { ", " } else { "" })?;
                of.write(formatter, own)
            })
        };
        match self {
            Self::Own(name) => write!(formatter, "{own}{name}"),
            Self::Other(name, inside) if inside.is_empty() => formatter.write_str(name),
            Self::Other(name, inside) => {
                write!(formatter, "{name}<")?;
                list(formatter, inside)?;
                formatter.write_str(">")
            }
            Self::Tuple(inside) => {
                formatter.write_str("(")?;
                list(formatter, inside)?;
                formatter.write_str(")")
            }
        }
    }
}

/// The first type of a text, which is then the rest.
fn one(rest: &mut &str, depth: usize) -> Option<Type> {
    let depth = depth.checked_sub(1)?;
    *rest = rest.trim_start();
    if let Some(inside) = rest.strip_prefix('(') {
        *rest = inside;
        return list(rest, ')', depth).map(Type::Tuple);
    }
    let end = rest.find(['<', '>', ',', '(', ')']).unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    let name = name.trim_end();
    *rest = behind;
    if name.is_empty() {
        return None;
    }
    if let Some(own) = name.strip_prefix(OWN) {
        return Some(Type::Own(own.to_owned()));
    }
    let inside = match behind.strip_prefix('<') {
        Some(inside) => {
            *rest = inside;
            list(rest, '>', depth)?
        }
        None => Vec::new(),
    };
    Some(Type::Other(name.to_owned(), inside))
}

/// Types up to a closing bracket.
fn list(rest: &mut &str, close: char, depth: usize) -> Option<Vec<Type>> {
    let mut found = Vec::new();
    loop {
        *rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix(close) {
            *rest = behind;
            return Some(found);
        }
        found.push(one(rest, depth)?);
        *rest = rest.trim_start();
        match rest.strip_prefix(',') {
            Some(behind) => *rest = behind,
            None if rest.starts_with(close) => {}
            None => return None,
        }
    }
}

/// As people read it: the types of the crate without a path.
impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(formatter, "")
    }
}

/// As files have it.
struct Written<'t>(&'t Type);

impl fmt::Display for Written<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(formatter, OWN)
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Written(self))
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no type")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_read_as_it_was_written() {
        for text in [
            "String",
            "types::Pet",
            "Option<Box<types::Pet>>",
            "BTreeMap<String, Vec<(i64, types::Pet)>>",
            "()",
            "Prefixed<(f64, Option<f64>), types::Rest, 1>",
            "Parsed<jiff::civil::Date>",
            "Typed<other::Id<'static, u8>>",
        ] {
            let of = Type::parse(text).expect(text);
            assert_eq!(Written(&of).to_string(), text);
            assert_eq!(of.to_string(), text.replace(OWN, ""));
        }
    }

    #[test]
    fn what_is_no_type_is_not_read() {
        let deep = "Vec<".repeat(100_000);
        for text in ["", "Vec<", "Vec<String", "Vec<String>>", "(i64", "i64,", "<i64>", "Vec<,>", deep.as_str()] {
            assert_eq!(Type::parse(text), None, "{}", text.get(..20).unwrap_or(text));
        }
    }
}
