//! Keeps what was created, changed and deleted, where the shapes of requests and responses allow it.

use super::context::Context;
use super::produce::{Content, Origin, Produced};
use super::roles::{Part, Role};
use crate::api::Operation;
use crate::dialect::plain_text;
use crate::verify::Problem;
use indexmap::IndexMap;
use serde_json::{Map, Value};

/// The maximum number of items, and of their bytes as JSON. The oldest are forgotten.
const MOST_ITEMS: usize = 10_000;
const MOST_BYTES: usize = 64 << 20;

/// The items of all collections, by the path of their collection and their identity; `None` if it was deleted.
#[derive(Debug, Default)]
pub(super) struct State {
    items: IndexMap<(String, String), Option<Value>>,
    bytes: usize,
    created: u64,
}

/// A request to a part of a collection.
pub(super) struct Access<'r> {
    pub(super) context: &'r Context<'r>,
    pub(super) operation: &'r Operation,
    pub(super) part: &'r Part,
    /// The values of the placeholders of the path.
    pub(super) values: &'r [(String, String)],
    /// The body, if it is an object.
    pub(super) body: Option<&'r Map<String, Value>>,
}

/// What a request finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Served,
    /// The item was deleted.
    Gone,
}

impl Access<'_> {
    /// The path of the collection with its values.
    fn collection(&self) -> String {
        self.values
            .iter()
            .filter(|(name, _)| *name != self.part.placeholder)
            .fold(self.part.collection.clone(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
    }

    /// The identity of the item in the path.
    fn identity(&self) -> String {
        let value = self.values.iter().rev().find(|(name, _)| *name == self.part.placeholder);
        value.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn faults(&self, produced: &Produced, value: &Value) -> Vec<Problem> {
        let media_type = produced.media_type.as_deref().unwrap_or_default();
        self.context.faults(self.operation, produced.status, media_type, value)
    }

    /// Whether a value can be sent.
    fn fits(&self, produced: &Produced, value: &Value) -> bool {
        self.faults(produced, value).iter().all(|found| found.is_allowed)
    }

    /// Takes over those members that fit: with which nothing deviates that does not deviate in the base, too. An example may have
    /// properties that its schema allows and does not declare, but what a client sends is no example.
    fn overlaid<'v>(
        &self,
        produced: &Produced,
        base: &Value,
        members: impl Iterator<Item = (&'v String, &'v Value)>,
    ) -> Value {
        let before = self.faults(produced, base);
        let is_known = |found: &Problem| {
            found.is_allowed && before.iter().any(|known| known.path == found.path && known.name == found.name)
        };
        let mut value = base.clone();
        for (name, member) in members {
            let mut changed = value.clone();
            changed[name.as_str()] = member.clone();
            if self.faults(produced, &changed).iter().all(is_known) {
                value = changed;
            }
        }
        value
    }

    /// A made item with the identity that the path has.
    fn named(&self, produced: &Produced, value: &Value) -> Value {
        let Some(name) = value.as_object().and_then(|members| self.part.identity(members)).map(str::to_owned) else {
            return value.clone();
        };
        let identity = self.identity();
        let number = || serde_json::from_str::<Value>(&identity).ok().filter(Value::is_number);
        let id = if value[&name].is_number() { number() } else { Some(identity.clone().into()) };
        self.overlaid(produced, value, id.iter().map(|id| (&name, id)))
    }
}

impl State {
    /// The number of created items, so that each can be made differently.
    pub(super) fn created(&self) -> u64 {
        self.created
    }

    /// Makes an answer agree with what was created, changed and deleted before, and remembers what it does itself.
    pub(super) fn serve(&mut self, access: &Access<'_>, produced: &mut Produced) -> Outcome {
        let key = (access.collection(), access.identity());
        let known = self.items.get(&key).cloned();
        if known == Some(None) && !matches!(access.part.role, Role::Create | Role::List) {
            return Outcome::Gone;
        }
        match access.part.role {
            Role::Create => self.create(access, produced),
            Role::List => self.list(&key.0, access, produced),
            Role::Get => {
                if let Content::One(made @ Value::Object(_)) = &produced.content {
                    let value = match &known {
                        Some(Some(Value::Object(stored))) => access.overlaid(produced, made, stored.iter()),
                        _ if produced.origin == Origin::Example => return Outcome::Served,
                        _ => access.named(produced, made),
                    };
                    let whole = known.flatten().filter(|stored| access.faults(produced, stored).is_empty());
                    produced.content = Content::One(whole.unwrap_or(value));
                }
            }
            Role::Change | Role::Replace => self.change(key, known.flatten(), access, produced),
            Role::Delete => self.put(key, None),
        }
        Outcome::Served
    }

    fn create(&mut self, access: &Access<'_>, produced: &mut Produced) {
        self.created += 1;
        let (Content::One(made @ Value::Object(_)), Some(body)) = (&produced.content, access.body) else { return };
        let mut value = access.overlaid(produced, made, body.iter());
        let Some(name) = value.as_object().and_then(|members| access.part.identity(members)).map(str::to_owned) else {
            return;
        };
        let collection = access.collection();
        // An example has one identity for all.
        let is_given = body.contains_key(&name);
        if !is_given && self.items.contains_key(&(collection.clone(), plain_text(&value[&name]))) {
            let other = match value[&name].as_i64() {
                Some(number) => number.saturating_add(i64::try_from(self.created).unwrap_or(i64::MAX)).into(),
                None => Value::from(format!("{}-{}", plain_text(&value[&name]), self.created)),
            };
            value = access.overlaid(produced, &value, [(&name, &other)].into_iter());
        }
        self.put((collection, plain_text(&value[&name])), Some(value.clone()));
        produced.content = Content::One(value);
    }

    fn change(&mut self, key: (String, String), stored: Option<Value>, access: &Access<'_>, produced: &mut Produced) {
        let Some(body) = access.body else { return };
        match &produced.content {
            Content::One(made @ Value::Object(_)) => {
                let named = access.named(produced, made);
                let base = match (&stored, access.part.role) {
                    (Some(Value::Object(stored)), Role::Change) => access.overlaid(produced, &named, stored.iter()),
                    _ => named,
                };
                let value = access.overlaid(produced, &base, body.iter());
                self.put(key, Some(value.clone()));
                produced.content = Content::One(value);
            }
            // Without an answer, only what is known can change.
            _ => {
                if let Some(Value::Object(mut stored)) = stored {
                    stored.extend(body.clone());
                    self.put(key, Some(Value::Object(stored)));
                }
            }
        }
    }

    fn list(&self, collection: &str, access: &Access<'_>, produced: &mut Produced) {
        let known = || self.items.iter().filter(|((each, _), _)| each == collection);
        let Content::One(made) = &produced.content else { return };
        if known().next().is_none() {
            return;
        }
        let items: Vec<Value> = known().filter_map(|(_, item)| item.clone()).collect();
        let count = items.len();
        let mut value = made.clone();
        match &mut value {
            Value::Array(elements) => *elements = items,
            Value::Object(members) => {
                let is_list = |value: &&mut Value| value.as_array().is_some_and(|all| all.iter().all(Value::is_object));
                let mut lists = members.values_mut().filter(is_list);
                let (Some(list), None) = (lists.next(), lists.next()) else { return };
                *list = Value::Array(items);
                for name in ["total", "total_count", "totalCount", "count", "length"] {
                    if let Some(number) = members.get_mut(name).filter(|number| number.is_number()) {
                        *number = count.into();
                    }
                }
            }
            _ => return,
        }
        if access.fits(produced, &value) {
            produced.content = Content::One(value);
        } else {
            produced.notes.push("the list is made, since what was created does not fit into it".to_owned());
        }
    }

    fn put(&mut self, key: (String, String), item: Option<Value>) {
        let size = |key: &(String, String), item: &Option<Value>| {
            key.0.len() + key.1.len() + item.as_ref().map_or(0, |item| item.to_string().len())
        };
        self.bytes += size(&key, &item);
        if let Some(before) = self.items.insert(key.clone(), item) {
            self.bytes = self.bytes.saturating_sub(size(&key, &before));
        }
        while self.items.len() > MOST_ITEMS || self.bytes > MOST_BYTES && self.items.len() > 1 {
            if let Some((key, item)) = self.items.shift_remove_index(0) {
                self.bytes = self.bytes.saturating_sub(size(&key, &item));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn key(index: usize) -> (String, String) {
        ("/parcels".to_owned(), index.to_string())
    }

    fn bytes(state: &State) -> usize {
        let size = |item: &Value| item.to_string().len();
        state.items.iter().map(|(key, item)| key.0.len() + key.1.len() + item.as_ref().map_or(0, size)).sum()
    }

    #[test]
    fn the_oldest_items_are_forgotten_when_there_are_too_many_or_they_are_too_large() {
        let mut state = State::default();
        for index in 0..MOST_ITEMS + 50 {
            state.put(key(index), if index % 3 == 0 { None } else { Some(json!({"id": index})) });
        }
        assert_eq!((state.items.len(), state.bytes), (MOST_ITEMS, bytes(&state)));
        assert!(!state.items.contains_key(&key(49)) && state.items.contains_key(&key(50)));
        let large = json!("x".repeat(MOST_BYTES / 8));
        for index in 0..20 {
            state.put(key(index), Some(large.clone()));
            state.put(key(index), Some(large.clone()));
            assert!(state.bytes <= MOST_BYTES && state.bytes == bytes(&state), "{index}: {} bytes", state.bytes);
        }
        assert!(state.items.len() == 7 && state.items.contains_key(&key(19)), "{} items", state.items.len());
    }
}
