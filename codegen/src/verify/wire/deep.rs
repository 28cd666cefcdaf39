//! Reads values whose members are named in brackets: the style `deepObject`.

use super::decoder::Decoder;
use super::shape::Shape;
use crate::api::Type;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The maximum depth of brackets. Deeper ones are part of a name.
const MAX_DEPTH: usize = 32;

/// The texts at a name, and those in brackets behind it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    texts: Vec<String>,
    members: IndexMap<String, Tree>,
}

impl Tree {
    /// Sorts texts by the brackets behind their name, such as `[size][gte]`. `None` without any.
    pub(super) fn of<'n>(each: impl Iterator<Item = (&'n str, String)>) -> Option<Self> {
        let mut root = None;
        for (brackets, text) in each {
            let mut here: &mut Self = root.get_or_insert_default();
            let mut rest = brackets;
            for depth in 0.. {
                let Some((key, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) else { break };
                let key = if depth < MAX_DEPTH { key } else { rest };
                here = here.members.entry(key.to_owned()).or_default();
                rest = if depth < MAX_DEPTH { after } else { "" };
            }
            here.texts.push(text);
        }
        root
    }

    /// The elements of an array, if the keys are those of one: `[]`, or numbers.
    fn is_array(&self) -> bool {
        self.members.keys().all(|key| key.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl<'a> Decoder<'a> {
    /// Reads a value of a type.
    pub(super) fn tree(&self, of: &'a Type, tree: &Tree) -> Value {
        match self.shape(of) {
            Shape::Scalar if tree.members.is_empty() => self.leaf(of, tree),
            Shape::List(elements) if tree.is_array() => {
                let mut found: Vec<Value> = Vec::new();
                let at = |found: &Vec<Value>| elements.at(found.len());
                for text in &tree.texts {
                    let value = at(&found).map_or_else(|| text.as_str().into(), |of| self.scalar(of, text));
                    found.push(value);
                }
                let mut members: Vec<(&String, &Tree)> = tree.members.iter().collect();
                members.sort_by_key(|(key, _)| key.parse::<u64>().unwrap_or_default());
                for (key, member) in members {
                    // `[]` is repeated.
                    let repeated = key.is_empty() && member.members.is_empty();
                    if repeated {
                        for text in &member.texts {
                            let value = at(&found).map_or_else(|| text.as_str().into(), |of| self.scalar(of, text));
                            found.push(value);
                        }
                    } else {
                        let value = at(&found).map_or_else(|| self.untyped(member), |of| self.tree(of, member));
                        found.push(value);
                    }
                }
                found.into()
            }
            Shape::Object(members) if tree.texts.is_empty() => {
                let each = tree.members.iter().map(|(key, member)| {
                    let of = members.of(key);
                    (key.clone(), of.map_or_else(|| self.untyped(member), |of| self.tree(of, member)))
                });
                each.collect::<Map<_, _>>().into()
            }
            Shape::OneOf(variants) => {
                let read = |variant| Some(self.tree(variant, tree));
                let found = self.by_variant(of, variants, |value| value, read);
                found.unwrap_or_else(|| self.untyped(tree))
            }
            _ => self.untyped(tree),
        }
    }

    fn leaf(&self, of: &'a Type, tree: &Tree) -> Value {
        match tree.texts.as_slice() {
            [only] => self.scalar(of, only),
            several => several.iter().map(|text| self.scalar(of, text)).collect(),
        }
    }

    /// What the texts look like without a type.
    fn untyped(&self, tree: &Tree) -> Value {
        match (tree.texts.as_slice(), tree.members.is_empty()) {
            ([only], true) => only.as_str().into(),
            (several, true) => several.iter().map(|text| Value::from(text.as_str())).collect(),
            (_, false) if tree.is_array() => tree.members.values().map(|member| self.untyped(member)).collect(),
            (_, false) => {
                let each = tree.members.iter().map(|(key, member)| (key.clone(), self.untyped(member)));
                each.collect::<Map<_, _>>().into()
            }
        }
    }
}
