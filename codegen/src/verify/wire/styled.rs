//! Reads values that are written in a style.

use super::decoder::Decoder;
use super::deep::Tree;
use super::pairs::{Escapes, Pairs};
use super::shape::{Elements, Members, Others, Shape};
use super::style::{Content, Style, Writing};
use crate::api::Type;
use serde_json::{Map, Value};

/// A value, and the positions of the pairs that it was written in.
#[derive(Debug)]
pub(in crate::verify) struct Taken {
    pub(in crate::verify) value: Value,
    pub(in crate::verify) pairs: Vec<usize>,
}

/// Whether a pair belongs to nothing else, so that it may be a member of an object with names of its own.
pub(in crate::verify) type IsFree<'f> = &'f dyn Fn(usize) -> bool;

impl<'a> Decoder<'a> {
    /// Reads a value from a path or a header.
    pub(in crate::verify) fn in_text(&self, of: &'a Type, writing: &Writing, raw: &str, escapes: Escapes) -> Value {
        if writing.style == Style::Matrix {
            let pairs = Pairs::of_matrix(raw);
            let taken = self.in_pairs(of, writing, &pairs, &|_| true);
            return taken.map_or_else(|| escapes.decode(raw).into(), |taken| taken.value);
        }
        let raw = match writing.style {
            Style::Label => raw.strip_prefix('.').unwrap_or(raw),
            _ => raw,
        };
        match self.shape(of) {
            Shape::Scalar | Shape::Any => self.scalar(of, &escapes.decode(raw)),
            Shape::List(elements) => self.list(of, elements, &[raw], writing, escapes),
            Shape::Object(members) => {
                let texts = writing.split(raw, Escapes::None);
                match writing.has_own_names() {
                    true => {
                        let pairs = texts.iter().map(|text| text.split_once('=').unwrap_or((text, "")));
                        self.named_members(
                            members,
                            pairs.map(|(name, raw)| (escapes.decode(name), escapes.decode(raw))),
                        )
                    }
                    false => self.joined_members(members, &writing.split(raw, escapes)),
                }
            }
            Shape::OneOf(variants) => {
                let whole = self.scalar(of, &escapes.decode(raw));
                let read = |variant| Some(self.in_text(variant, writing, raw, escapes));
                let fitting = self.by_variant(of, variants, |value| value, read);
                fitting.filter(|value| self.fits(of, value)).unwrap_or(whole)
            }
        }
    }

    /// Reads a value from a query, cookies or a form. `None` if none of the pairs belongs to it.
    pub(in crate::verify) fn in_pairs(
        &self,
        of: &'a Type,
        writing: &Writing,
        pairs: &Pairs,
        is_free: IsFree<'_>,
    ) -> Option<Taken> {
        let escapes = writing.escapes(pairs.escapes);
        let named = pairs.named(&writing.name);
        let raw: Vec<&str> = named.iter().map(|index| pairs.raw(*index)).collect();
        let is_deep = writing.style == Style::Deep;
        let taken = |value| Some(Taken { value, pairs: named.clone() });
        if writing.content == Content::Whole {
            return raw.first().and_then(|raw| taken(escapes.decode(raw).into()));
        }
        match self.shape(of) {
            Shape::Scalar if raw.is_empty() => None,
            Shape::Scalar => taken(self.repeated(of, &raw, escapes)),
            Shape::List(_) | Shape::Object(_) if is_deep => self.deep(of, writing, pairs),
            // Many clients write arrays like this: `name[]=a`.
            Shape::List(_) if raw.is_empty() => self.deep(of, writing, pairs),
            Shape::List(elements) => taken(self.list(of, elements, &raw, writing, escapes)),
            Shape::Object(members) if writing.has_own_names() => self.apart(members, pairs, escapes, is_free),
            Shape::Object(_) if raw.is_empty() => self.deep(of, writing, pairs),
            Shape::Object(members) => {
                let texts: Vec<String> = raw.iter().flat_map(|raw| writing.split(raw, escapes)).collect();
                taken(self.joined_members(members, &texts))
            }
            Shape::OneOf(variants) => {
                let read = |variant| self.in_pairs(variant, writing, pairs, is_free);
                self.by_variant(of, variants, |taken: &Taken| &taken.value, read)
            }
            Shape::Any if !raw.is_empty() => taken(self.repeated(of, &raw, escapes)),
            Shape::Any => self.deep(of, writing, pairs).or_else(|| {
                let free: Vec<usize> = (0..pairs.all.len()).filter(|index| is_free(*index)).collect();
                let value = Value::Object(Map::new());
                (writing.has_own_names() && !free.is_empty()).then_some(Taken { value, pairs: free })
            }),
        }
    }

    /// Whether the members of a value are pairs of their own, so that none has the name of the value.
    pub(in crate::verify) fn is_apart(&self, of: &'a Type, writing: &Writing) -> bool {
        writing.has_own_names() && matches!(self.shape(of), Shape::Object(_))
    }

    /// A scalar, or an array if there are several.
    fn repeated(&self, of: &'a Type, raw: &[&str], escapes: Escapes) -> Value {
        let each = raw.iter().map(|raw| self.scalar(of, &escapes.decode(raw)));
        match raw {
            [only] => self.scalar(of, &escapes.decode(only)),
            _ => each.collect(),
        }
    }

    /// Reads an array from the texts of a name.
    fn list(&self, of: &'a Type, elements: Elements<'a>, raw: &[&str], writing: &Writing, escapes: Escapes) -> Value {
        let read = |texts: Vec<String>| -> Value {
            let each = texts.iter().enumerate();
            each.map(|(index, text)| self.element(elements.at(index), text)).collect()
        };
        let decoded = || raw.iter().map(|raw| escapes.decode(raw));
        let is_single = matches!(writing.style, Style::Simple | Style::Label);
        if writing.has_own_names() && !is_single {
            let value = read(decoded().collect());
            // `name=` may be an empty array.
            return if *raw == [""] && !self.fits(of, &value) { Value::Array(Vec::new()) } else { value };
        }
        let as_written = read(raw.iter().flat_map(|raw| writing.split(raw, escapes)).collect());
        // Other clients encode the separator, too.
        let encoded = decoded().flat_map(|text| writing.split(&text, Escapes::None).into_iter().collect::<Vec<_>>());
        let readings = [as_written.clone(), read(encoded.collect())];
        let empty = (*raw == [""]).then(|| Value::Array(Vec::new()));
        let fitting = readings.into_iter().chain(empty).find(|value| self.fits(of, value));
        fitting.unwrap_or(as_written)
    }

    fn element(&self, of: Option<&'a Type>, text: &str) -> Value {
        of.map_or_else(|| text.into(), |of| self.scalar(of, text))
    }

    /// Reads an object whose names and values alternate.
    fn joined_members(&self, members: Members<'a>, texts: &[String]) -> Value {
        let pairs = texts.chunks(2).map(|pair| (pair[0].clone(), pair.get(1).cloned().unwrap_or_default()));
        self.named_members(members, pairs)
    }

    fn named_members(&self, members: Members<'a>, pairs: impl Iterator<Item = (String, String)>) -> Value {
        let mut object = Map::new();
        for (name, text) in pairs {
            let value = self.element(members.of(&name), &text);
            object.insert(name, value);
        }
        object.into()
    }

    /// Reads an object whose members are pairs of their own. Those that are arrays are repeated.
    fn apart(&self, members: Members<'a>, pairs: &Pairs, escapes: Escapes, is_free: IsFree<'_>) -> Option<Taken> {
        let mut object = Map::new();
        let mut taken = Vec::new();
        for (index, pair) in pairs.all.iter().enumerate().filter(|(index, _)| is_free(*index)) {
            let text = escapes.decode(&pair.raw);
            let Some(of) = members.of(&pair.name) else {
                if members.others == Others::Allowed {
                    taken.push(index);
                    object.insert(pair.name.clone(), text.into());
                }
                continue;
            };
            taken.push(index);
            match (self.elements(of), object.get_mut(&pair.name)) {
                (Some(elements), Some(Value::Array(before))) => {
                    before.push(self.element(elements.at(before.len()), &text))
                }
                (Some(elements), _) => {
                    drop(object.insert(pair.name.clone(), Value::Array(vec![self.element(elements.at(0), &text)])));
                }
                (None, Some(before)) => {
                    let text = self.scalar(of, &text);
                    match before {
                        Value::Array(before) => before.push(text),
                        _ => *before = Value::Array(vec![before.take(), text]),
                    }
                }
                (None, None) => drop(object.insert(pair.name.clone(), self.scalar(of, &text))),
            }
        }
        (!taken.is_empty()).then_some(Taken { value: object.into(), pairs: taken })
    }

    fn elements(&self, of: &'a Type) -> Option<Elements<'a>> {
        match self.shape(of) {
            Shape::List(elements) => Some(elements),
            _ => None,
        }
    }

    /// Reads a value in brackets: `name[key]=a`.
    pub(super) fn deep(&self, of: &'a Type, writing: &Writing, pairs: &Pairs) -> Option<Taken> {
        let mut taken = pairs.named(&writing.name);
        taken.extend(pairs.bracketed(&writing.name));
        taken.sort_unstable();
        let escapes = writing.escapes(pairs.escapes);
        let each = taken.iter().map(|index| {
            let pair = &pairs.all[*index];
            (&pair.name[writing.name.len()..], escapes.decode(&pair.raw))
        });
        let tree = Tree::of(each)?;
        Some(Taken { value: self.tree(of, &tree), pairs: taken })
    }
}
