//! Where in an answer the items are, and what else it says about its page.

use super::super::{Api, Kind, Property, Type};
use super::{Next, Paging, words};

/// What the variants of an answer say together.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    items: Vec<String>,
    item: Option<Type>,
    /// Whether it may be a bare list.
    pub(super) is_list: bool,
    /// Where the next page is named.
    pub(super) next: Option<Vec<String>>,
    pub(super) next_is_address: bool,
    pub(super) more: Vec<String>,
    total: Vec<String>,
    /// The property that names an item.
    pub(super) key: Vec<String>,
}

impl Answer {
    pub(super) fn paging(&self, next: Next, size: Option<usize>) -> Paging {
        Paging {
            next,
            items: self.items.clone(),
            item: self.item.clone().unwrap_or(Type::Json),
            size,
            unsaid_size: None,
            total: self.total.clone(),
            more: self.more.clone(),
        }
    }

    /// Takes in a list of items. `false` when it contradicts what was found before.
    fn add_items(&mut self, path: Vec<String>, item: &Type) -> bool {
        if path.is_empty() {
            self.is_list = true;
        } else if self.items.is_empty() {
            self.items = path;
        } else if self.items != path {
            return false;
        }
        self.item.get_or_insert_with(|| item.clone()) == item
    }
}

/// Reads the type of an answer. `None` when there is no list in it, or more than one that could be meant.
pub(super) fn read(api: &Api, of: &Type, path: &str) -> Option<Answer> {
    let mut answer = Answer::default();
    variant(api, of, path, &mut answer, true)?;
    if let Some(Type::Named(id)) = &answer.item
        && let Kind::Object { properties, .. } = &api.definition(*id).kind
    {
        let id = properties.iter().find(|property| property.name == "id" && property.required);
        answer.key = id.map(|id| vec![id.name.clone()]).unwrap_or_default();
    }
    answer.item.is_some().then_some(answer)
}

/// The list at a place that is given. An answer that is a list is the items, wherever they are otherwise.
pub(super) fn at(api: &Api, of: &Type, path: &[String]) -> Option<Answer> {
    let mut answer = Answer::default();
    lists_at(api, of, path, &mut answer, true);
    answer.item.is_some().then(|| Answer { items: path.to_vec(), ..answer })
}

fn lists_at(api: &Api, of: &Type, path: &[String], answer: &mut Answer, outermost: bool) {
    match (of, path.split_first()) {
        (Type::Nullable(inner), _) => lists_at(api, inner, path, answer, outermost),
        (Type::List(item), None) => {
            answer.item.get_or_insert_with(|| (**item).clone());
        }
        (Type::Named(id), step) => match (&api.definition(*id).kind, step) {
            (Kind::Object { properties, .. }, Some((name, rest))) => {
                if let Some(property) = properties.iter().find(|property| property.name == *name) {
                    lists_at(api, &property.of, rest, answer, outermost);
                }
            }
            (Kind::Union { variants, .. }, _) if outermost => {
                variants.iter().for_each(|each| lists_at(api, &each.of, path, answer, false));
            }
            _ => {}
        },
        _ => {}
    }
}

/// `outermost`: a union in a union is not looked into, because it may hold itself.
fn variant(api: &Api, of: &Type, path: &str, answer: &mut Answer, outermost: bool) -> Option<()> {
    match of {
        Type::Nullable(inner) => variant(api, inner, path, answer, outermost),
        Type::List(item) => answer.add_items(Vec::new(), item).then_some(()),
        Type::Named(id) => match &api.definition(*id).kind {
            Kind::Object { properties, .. } => envelope(api, properties, path, answer),
            Kind::Union { variants, .. } if outermost => {
                variants.iter().try_for_each(|each| variant(api, &each.of, path, answer, false))
            }
            Kind::Union { .. } | Kind::Enum(_) => None,
        },
        _ => None,
    }
}

fn envelope(api: &Api, properties: &[Property], path: &str, answer: &mut Answer) -> Option<()> {
    let (place, item) = list_in(properties, path).or_else(|| list_below(api, properties, path))?;
    if !answer.add_items(place, item) {
        return None;
    }
    let mut about = vec![(Vec::new(), properties)];
    about.extend(around(api, properties));
    for (place, properties) in about {
        let find = |words: &[&str], fits: fn(&Type) -> bool| {
            let property = words.iter().find_map(|word| {
                properties.iter().find(|property| words::plain(&property.name) == *word && fits(&property.of))
            })?;
            Some((place.iter().cloned().chain([property.name.clone()]).collect::<Vec<_>>(), property))
        };
        if let (None, Some((found, property))) = (&answer.next, find(words::NEXTS, is_scalar)) {
            answer.next_is_address = is_address(property);
            answer.next = Some(found);
        }
        if let (true, Some((found, _))) = (answer.more.is_empty(), find(words::MORES, is_flag)) {
            answer.more = found;
        }
        if let (true, Some((found, _))) = (answer.total.is_empty(), find(words::TOTALS, is_count)) {
            answer.total = found;
        }
    }
    Some(())
}

/// The only list among properties; of several, the one that is called like the items or like the end of the path.
fn list_in<'a>(properties: &'a [Property], path: &str) -> Option<(Vec<String>, &'a Type)> {
    let lists: Vec<(&str, &Type)> = properties
        .iter()
        .filter_map(|property| match &property.of {
            Type::List(item) => Some((property.name.as_str(), &**item)),
            _ => None,
        })
        .collect();
    let chosen = match lists.as_slice() {
        [one] => *one,
        _ => {
            let last =
                path.rsplit('/').find(|segment| !segment.is_empty() && !segment.contains('{')).unwrap_or_default();
            let last = words::plain(last);
            let called = |word: &str| lists.iter().find(|(name, _)| words::plain(name) == word);
            words::ITEMS.iter().find_map(|word| called(word)).or_else(|| called(&last)).copied()?
        }
    };
    Some((vec![chosen.0.to_owned()], chosen.1))
}

/// The list in an object that the answer wraps: `{"data": {"users": []}}`.
fn list_below<'a>(api: &'a Api, properties: &'a [Property], path: &str) -> Option<(Vec<String>, &'a Type)> {
    let wrapped = properties
        .iter()
        .find(|property| matches!(words::plain(&property.name).as_str(), "data" | "result" | "response"))?;
    let Kind::Object { properties, .. } = &api.definition(wrapped.of.as_named()?).kind else { return None };
    let (below, item) = list_in(properties, path)?;
    Some(([vec![wrapped.name.clone()], below].concat(), item))
}

/// The objects in an answer that speak about its page.
fn around<'a>(api: &'a Api, properties: &'a [Property]) -> Vec<(Vec<String>, &'a [Property])> {
    let mut found = Vec::new();
    for property in properties.iter().filter(|property| words::AROUND.contains(&words::plain(&property.name).as_str()))
    {
        let Some(id) = property.of.as_named() else { continue };
        if let Kind::Object { properties, .. } = &api.definition(id).kind {
            found.push((vec![property.name.clone()], properties.as_slice()));
        }
    }
    found
}

fn is_scalar(of: &Type) -> bool {
    matches!(of, Type::Text)
}

fn is_flag(of: &Type) -> bool {
    matches!(of, Type::Bool)
}

/// A number; one without a type is read as it comes.
fn is_count(of: &Type) -> bool {
    matches!(of, Type::Integer(_) | Type::Number | Type::Json)
}

fn is_address(property: &Property) -> bool {
    let format = property.docs.format.as_deref();
    matches!(format, Some("uri" | "url" | "uri-reference"))
        || words::ADDRESSES.contains(&words::plain(&property.name).as_str())
}
