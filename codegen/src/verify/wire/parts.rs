//! Reads the parts of multipart bodies (RFC 7578).

use super::decoder::{Decoder, json};
use super::encoding::{allows, only_media};
use super::pairs::{Pair, Pairs};
use super::shape::{Members, Shape};
use super::split::{has_names, split};
use super::style::Writing;
use crate::api::{Encoding, EncodingPlace, Media, Type};
use crate::verify::model::{BodyPart, Content};
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The maximum depth of multipart bodies in parts.
const MAX_DEPTH: usize = 8;

/// What the parts of a body are, with what is wrong beside their values.
#[derive(Debug, Default)]
pub(in crate::verify) struct Parts {
    pub(in crate::verify) value: Value,
    /// The parts of another media type: the property, the declared types and the found one.
    pub(in crate::verify) others: Vec<(String, String, String)>,
    /// The names of parts that are files.
    pub(in crate::verify) files: Vec<String>,
}

impl<'a> Decoder<'a> {
    /// Reads the parts of a body of a declared media type. `None` if its type has no parts.
    pub(in crate::verify) fn parts(
        &self,
        of: &'a Type,
        media_type: &str,
        encodings: &[Encoding],
        parts: &[BodyPart],
    ) -> Option<Parts> {
        self.parts_at(of, media_type, encodings, parts, 0)
    }

    fn parts_at(
        &self,
        of: &'a Type,
        media_type: &str,
        encodings: &[Encoding],
        parts: &[BodyPart],
        depth: usize,
    ) -> Option<Parts> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.shape(of) {
            Shape::Object(members) if has_names(media_type) || parts.iter().all(|part| part.name.is_some()) => {
                Some(self.named_parts(members, encodings, parts, depth))
            }
            Shape::List(elements) if !has_names(media_type) => {
                let mut found = Parts::default();
                let mut values = Vec::new();
                for (index, part) in parts.iter().enumerate() {
                    let Some(of) = elements.at(index) else { continue };
                    let encoding = EncodingPlace::item(encodings, index);
                    values.push(self.part(of, encoding, part, depth));
                }
                found.value = values.into();
                Some(found)
            }
            Shape::OneOf(variants) => {
                let read = |variant| self.parts_at(variant, media_type, encodings, parts, depth + 1);
                self.by_variant(of, variants, |parts: &Parts| &parts.value, read)
            }
            _ => None,
        }
    }

    fn named_parts(&self, members: Members<'a>, encodings: &[Encoding], parts: &[BodyPart], depth: usize) -> Parts {
        let mut found = Parts::default();
        let mut object = Map::new();
        let mut groups: IndexMap<&str, Vec<&BodyPart>> = IndexMap::new();
        for part in parts {
            groups.entry(part.name.as_deref().unwrap_or_default()).or_default().push(part);
        }
        self.styled_parts(members, encodings, parts, &mut groups, &mut object);
        for (name, group) in groups {
            let encoding = EncodingPlace::property(encodings, name);
            for part in &group {
                let other = part.media_type.as_deref().filter(|own| encoding.is_some_and(|each| !allows(each, own)));
                let declared = encoding.and_then(|encoding| encoding.content_type.clone());
                found
                    .others
                    .extend(other.zip(declared).map(|(own, declared)| (name.to_owned(), declared, own.to_owned())));
            }
            if group.iter().any(|part| part.is_file()) {
                found.files.push(name.to_owned());
            }
            let value = match members.of(name) {
                Some(of) => self.group(of, encoding, &group, depth),
                None => match group.as_slice() {
                    [only] => only.text().into(),
                    several => several.iter().map(|part| Value::from(part.text())).collect(),
                },
            };
            object.insert(name.to_owned(), value);
        }
        found.value = object.into();
        found
    }

    /// Reads the properties that are written in a style, and removes their parts.
    fn styled_parts(
        &self,
        members: Members<'a>,
        encodings: &[Encoding],
        parts: &[BodyPart],
        groups: &mut IndexMap<&str, Vec<&BodyPart>>,
        object: &mut Map<String, Value>,
    ) {
        let plain = |part: &BodyPart| Pair { name: part.name.clone().unwrap_or_default(), raw: part.text().to_owned() };
        for property in members.properties {
            let encoding = EncodingPlace::property(encodings, &property.name);
            let Some(writing) = encoding.and_then(|encoding| Writing::of_encoding(&property.name, encoding)) else {
                continue;
            };
            // Files have no style.
            if parts.iter().any(|part| part.is_file() && part.name.as_deref() == Some(&property.name)) {
                continue;
            }
            let pairs = Pairs::plain(parts.iter().map(plain).collect());
            let is_named = |index: usize| members.properties.iter().any(|each| each.name == pairs.all[index].name);
            let Some(taken) = self.in_pairs(&property.of, &writing, &pairs, &|index| !is_named(index)) else {
                continue;
            };
            for index in taken.pairs {
                groups.shift_remove(parts[index].name.as_deref().unwrap_or_default());
            }
            object.insert(property.name.clone(), taken.value);
        }
    }

    /// Reads the parts with one name.
    fn group(&self, of: &'a Type, encoding: Option<&Encoding>, group: &[&BodyPart], depth: usize) -> Value {
        let is_whole = matches!(only_media(encoding), Some(Media::Json | Media::Multipart));
        match (self.shape(of), group) {
            (Shape::List(_), [only]) if is_whole && !only.is_file() => self.part(of, encoding, only, depth),
            (Shape::List(elements), group) => {
                let each = group.iter().enumerate();
                let value: Value = each
                    .map(|(index, part)| match elements.at(index) {
                        Some(of) => self.part(of, encoding, part, depth),
                        None => part.text().into(),
                    })
                    .collect();
                // Other clients write the whole array as JSON.
                let whole = match group {
                    [only] => json(only.text()).filter(|whole| whole.is_array() && !self.fits(of, &value)),
                    _ => None,
                };
                whole.unwrap_or(value)
            }
            (Shape::OneOf(variants), group) if group.len() > 1 => {
                let read = |variant| Some(self.group(variant, encoding, group, depth));
                self.by_variant(of, variants, |value| value, read).unwrap_or_default()
            }
            (_, [only]) => self.part(of, encoding, only, depth),
            (_, several) => several.iter().map(|part| self.part(of, encoding, part, depth)).collect(),
        }
    }

    /// Reads one part.
    fn part(&self, of: &'a Type, encoding: Option<&Encoding>, part: &BodyPart, depth: usize) -> Value {
        let Content::Text(text) = &part.content else { return "".into() };
        let own = part.media_type.as_deref();
        let inner = encoding.map(|encoding| encoding.parts.as_slice()).unwrap_or_default();
        match own.map(Media::of).or(only_media(encoding)) {
            Some(Media::Json) if !part.is_file() => json(text).unwrap_or_else(|| text.as_str().into()),
            Some(Media::Form) => self.form(of, inner, &Pairs::of_form(text)).unwrap_or_else(|| text.as_str().into()),
            Some(Media::Multipart) => {
                let media_type = own.unwrap_or_default();
                let parts = split(text.as_bytes(), media_type);
                let found = parts.and_then(|parts| self.parts_at(of, media_type, inner, &parts, depth + 1));
                found.map_or_else(|| text.as_str().into(), |found| found.value)
            }
            _ => self.item(of, text),
        }
    }
}
