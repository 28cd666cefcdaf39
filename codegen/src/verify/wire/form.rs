//! Reads URL-encoded forms (OpenAPI 3.2, Encoding Object).

use super::decoder::Decoder;
use super::encoding::only_media;
use super::pairs::{Pair, Pairs};
use super::shape::{Members, Shape};
use super::style::Writing;
use crate::api::{Encoding, EncodingPlace, Media, Type};
use crate::dialect::plain_text;
use indexmap::IndexMap;
use serde_json::{Map, Value};

impl<'a> Decoder<'a> {
    /// Reads a form as a value of a type. `None` if the type has no names.
    pub(in crate::verify) fn form(&self, of: &'a Type, encodings: &[Encoding], pairs: &Pairs) -> Option<Value> {
        match self.shape(of) {
            Shape::Object(members) => Some(self.form_members(members, encodings, pairs)),
            Shape::Any => Some(Value::Object(Map::new())),
            Shape::OneOf(variants) => {
                let read = |variant| self.form(variant, encodings, pairs);
                self.by_variant(of, variants, |value| value, read)
            }
            Shape::Scalar | Shape::List(_) => None,
        }
    }

    fn form_members(&self, members: Members<'a>, encodings: &[Encoding], pairs: &Pairs) -> Value {
        let mut object = Map::new();
        let mut taken = vec![false; pairs.all.len()];
        let is_named = |index: usize| {
            let name = &pairs.all[index].name;
            members.properties.iter().any(|property| property.name == *name)
        };
        for property in members.properties {
            let encoding = EncodingPlace::property(encodings, &property.name);
            let (name, of) = (property.name.as_str(), &property.of);
            if let Some(writing) = encoding.and_then(|encoding| Writing::of_encoding(name, encoding)) {
                if let Some(found) = self.in_pairs(of, &writing, pairs, &|index| !is_named(index)) {
                    found.pairs.iter().for_each(|index| taken[*index] = true);
                    object.insert(name.to_owned(), found.value);
                }
                continue;
            }
            let named = pairs.named(name);
            if named.is_empty() {
                // Many clients write arrays and objects in brackets.
                let found = self.deep(of, &Writing::deep(name), pairs).filter(|found| !found.pairs.is_empty());
                if let Some(found) = found {
                    found.pairs.iter().for_each(|index| taken[*index] = true);
                    object.insert(name.to_owned(), found.value);
                }
                continue;
            }
            named.iter().for_each(|index| taken[*index] = true);
            let texts: Vec<String> = named.iter().map(|index| pairs.value(*index)).collect();
            object.insert(name.to_owned(), self.texts(of, encoding, &texts));
        }
        let mut others: IndexMap<&str, Vec<String>> = IndexMap::new();
        for index in (0..taken.len()).filter(|index| !taken[*index]) {
            others.entry(&pairs.all[index].name).or_default().push(pairs.value(index));
        }
        for (name, texts) in others {
            if object.contains_key(name) {
                continue;
            }
            let value = match (members.rest, texts.as_slice()) {
                (Some(rest), texts) => self.texts(rest, None, texts),
                (None, [only]) => only.as_str().into(),
                (None, several) => several.iter().map(|text| Value::from(text.as_str())).collect(),
            };
            object.insert(name.to_owned(), value);
        }
        object.into()
    }

    /// Reads the texts of a property: an array is repeated, unless its encoding is JSON; what is nested is JSON.
    pub(super) fn texts(&self, of: &'a Type, encoding: Option<&Encoding>, texts: &[String]) -> Value {
        let is_json = only_media(encoding) == Some(Media::Json);
        match (self.shape(of), texts) {
            (_, [only]) if is_json => super::decoder::json(only).unwrap_or_else(|| only.as_str().into()),
            (Shape::List(elements), texts) => {
                let read = |(index, text): (usize, &String)| match elements.at(index) {
                    Some(of) => self.item(of, text),
                    None => text.as_str().into(),
                };
                let value: Value = texts.iter().enumerate().map(read).collect();
                // Other clients write the whole array as JSON.
                let whole = match texts {
                    [only] => super::decoder::compound(only).filter(|_| !self.fits(of, &value)),
                    _ => None,
                };
                whole.unwrap_or(value)
            }
            (Shape::OneOf(variants), texts) => {
                let whole = texts.first().filter(|_| texts.len() == 1).map(|only| self.item(of, only));
                let fitting = whole.clone().filter(|value| self.fits(of, value));
                let read = |variant| Some(self.texts(variant, encoding, texts));
                let other = || self.by_variant(of, variants, |value| value, read);
                fitting.or_else(other).or(whole).unwrap_or_default()
            }
            (_, [only]) => self.item(of, only),
            (_, several) => several.iter().map(|text| self.item(of, text)).collect(),
        }
    }
}

/// The pairs of an object that a recorder made of a form.
pub(in crate::verify) fn pairs_of(value: &Value) -> Option<Pairs> {
    let mut all = Vec::new();
    for (name, value) in value.as_object()? {
        let each = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        all.extend(
            each.iter().filter(|each| !each.is_null()).map(|each| Pair { name: name.clone(), raw: plain_text(each) }),
        );
    }
    Some(Pairs::plain(all))
}
