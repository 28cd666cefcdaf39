//! Reads the elements of an array somewhere in a JSON text one by one: elements before a syntax error are kept, and each has its
//! line.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Returns the texts of the elements of the array at a path, and the error that ends the text early.
pub(super) fn entries<'t>(text: &'t str, path: &[&str]) -> (Vec<&'t str>, Option<serde_json::Error>) {
    let mut found = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let result = Inside { path, found: &mut found }.deserialize(&mut reader).and_then(|()| reader.end());
    (found.into_iter().map(RawValue::get).collect(), result.err())
}

/// Finds the lines of parts of a text, counted from 1.
pub(super) struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, offset: 0, line: 1 }
    }

    /// Returns the line of a part. Parts must be requested in their order in the text.
    pub(super) fn line(&mut self, part: &'t str) -> usize {
        let offset = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        if let Some(between) = self.text.as_bytes().get(self.offset..offset) {
            self.line += between.iter().filter(|byte| **byte == b'\n').count();
            self.offset = offset;
        }
        self.line
    }
}

/// Whether a text is an object with a key.
pub(super) fn has_key(bytes: &[u8], key: &str) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let mut found = false;
    // Ignores errors: the key may come before one.
    drop(Key { key, found: &mut found }.deserialize(&mut reader));
    found
}

struct Inside<'p, 'f, 't> {
    path: &'p [&'p str],
    found: &'f mut Vec<&'t RawValue>,
}

impl<'t> DeserializeSeed<'t> for Inside<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<(), D::Error> {
        if self.path.is_empty() { reader.deserialize_seq(self) } else { reader.deserialize_map(self) }
    }
}

impl<'t> Visitor<'t> for Inside<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.first() {
            Some(key) => write!(formatter, "an object with {key:?}"),
            None => formatter.write_str("an array"),
        }
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            match self.path.split_first() {
                Some((first, rest)) if *first == key => {
                    members.next_value_seed(Inside { path: rest, found: self.found })?;
                }
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element::<&'t RawValue>()? {
            self.found.push(element);
        }
        Ok(())
    }
}

struct Key<'k, 'f> {
    key: &'k str,
    found: &'f mut bool,
}

impl<'t> DeserializeSeed<'t> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<String>()? {
            if key == self.key {
                *self.found = true;
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}
