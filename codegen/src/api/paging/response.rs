//! Finds the items and the other pagination data in a response.

use super::super::{Api, Kind, Property, Type};
use super::{Items, Next, Paging, words};

/// The pagination data of a response, common to all its variants.
#[derive(Clone, Debug, Default)]
pub(super) struct PageResponse {
    items: Vec<String>,
    item: Option<Type>,
    /// The paths of several lists that could hold the items.
    several: Vec<Vec<String>>,
    /// Whether it may be a bare list.
    pub(super) is_list: bool,
    /// The property that names the next page.
    pub(super) next: Option<NextPlace>,
    pub(super) more: Vec<String>,
    total: Vec<String>,
    /// The property that identifies an item.
    pub(super) key: Vec<String>,
    /// Whether it is a SCIM list (RFC 7644, 3.4.2).
    pub(super) is_scim: bool,
}

/// A property that names the next page.
#[derive(Clone, Debug)]
pub(super) struct NextPlace {
    pub(super) path: Vec<String>,
    /// Whether the description says that it is a URL.
    pub(super) is_address: bool,
    /// Whether it is called just `next`.
    pub(super) is_called_next: bool,
}

impl PageResponse {
    pub(super) fn paging(&self, next: Next, size: Option<usize>) -> Paging {
        let items = self.item.clone().filter(|_| !self.has_several());
        Paging {
            next,
            items: items.map(|of| Items { path: self.items.clone(), of }),
            size,
            default_size: None,
            total: self.total.clone(),
            more: self.more.clone(),
        }
    }

    /// Whether several lists could hold the items.
    pub(super) fn has_several(&self) -> bool {
        !self.several.is_empty()
    }

    /// Their paths, for a message.
    pub(super) fn several(&self) -> Vec<String> {
        self.several.iter().map(|path| path.join(".")).collect()
    }

    /// Adds a list of items. `false` if it contradicts the ones before.
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

/// Reads the type of a response. `None` if there is no list in it, or if its variants contradict each other.
pub(super) fn read(api: &Api, of: &Type, path: &str) -> Option<PageResponse> {
    let mut response = PageResponse::default();
    variant(api, of, path, &mut response, true)?;
    if let Some(Type::Named(id)) = &response.item
        && let Kind::Object { properties, .. } = &api.definition(*id).kind
    {
        let id = properties.iter().find(|property| property.name == "id" && property.required);
        response.key = id.map(|id| vec![id.name.clone()]).unwrap_or_default();
    }
    (response.item.is_some() || response.has_several()).then_some(response)
}

/// The list at a given path. A response that is a bare list holds the items itself.
pub(super) fn at(api: &Api, of: &Type, path: &[String]) -> Option<PageResponse> {
    let mut response = PageResponse::default();
    lists_at(api, of, path, &mut response, true);
    response.item.is_some().then(|| PageResponse { items: path.to_vec(), ..response })
}

fn lists_at(api: &Api, of: &Type, path: &[String], response: &mut PageResponse, outermost: bool) {
    match (of, path.split_first()) {
        (Type::Nullable(inner), _) => lists_at(api, inner, path, response, outermost),
        (Type::List(item), None) => {
            response.item.get_or_insert_with(|| (**item).clone());
        }
        (Type::Named(id), step) => match (&api.definition(*id).kind, step) {
            (Kind::Object { properties, .. }, Some((name, rest))) => {
                if let Some(property) = properties.iter().find(|property| property.name == *name) {
                    lists_at(api, &property.of, rest, response, outermost);
                }
            }
            (Kind::Union { variants, .. }, _) if outermost => {
                variants.iter().for_each(|each| lists_at(api, &each.of, path, response, false));
            }
            _ => {}
        },
        _ => {}
    }
}

/// `outermost`: nested unions are not inspected, since they may contain themselves.
fn variant(api: &Api, of: &Type, path: &str, response: &mut PageResponse, outermost: bool) -> Option<()> {
    match of {
        Type::Nullable(inner) => variant(api, inner, path, response, outermost),
        Type::List(item) => response.add_items(Vec::new(), item).then_some(()),
        Type::Named(id) => match &api.definition(*id).kind {
            Kind::Object { properties, .. } => envelope(api, properties, path, response),
            Kind::Union { variants, .. } if outermost => {
                variants.iter().try_for_each(|each| variant(api, &each.of, path, response, false))
            }
            Kind::Union { .. } | Kind::Enum(_) => None,
        },
        _ => None,
    }
}

fn envelope(api: &Api, properties: &[Property], path: &str, response: &mut PageResponse) -> Option<()> {
    match lists(api, properties, path) {
        Lists::One(place, item) => response.add_items(place, item).then_some(())?,
        Lists::Several(places) => response.several = places,
        Lists::None => return None,
    }
    let has = |word: &str| properties.iter().any(|property| words::plain(&property.name) == word);
    response.is_scim |= has("resources") && has("totalresults");
    let mut about = vec![(Vec::new(), properties)];
    about.extend(around(api, properties));
    for (place, properties) in about {
        let find = |words: &[&str], fits: &dyn Fn(&Type) -> bool| {
            let property = words.iter().find_map(|word| {
                properties.iter().find(|property| words::plain(&property.name) == *word && fits(&property.of))
            })?;
            Some((place.iter().cloned().chain([property.name.clone()]).collect::<Vec<_>>(), property))
        };
        if let (None, Some((path, property))) = (&response.next, find(words::NEXTS, &|of| is_cursor(api, of))) {
            let is_address = is_address(property) || is_link(api, &property.of);
            let is_called_next = words::plain(&property.name) == "next";
            response.next = Some(NextPlace { path, is_address, is_called_next });
        }
        if let (true, Some((found, _))) = (response.more.is_empty(), find(words::MORES, &is_flag)) {
            response.more = found;
        }
        if let (true, Some((found, _))) = (response.total.is_empty(), find(words::TOTALS, &is_count)) {
            response.total = found;
        }
    }
    Some(())
}

/// The lists of a response that is an object.
enum Lists<'a> {
    None,
    /// The one with the items: its path and the type of an item.
    One(Vec<String>, &'a Type),
    /// Several candidates.
    Several(Vec<Vec<String>>),
}

/// The list with the items: the only one; of several, the one named like items or like the end of the path; else the one in an object that
/// the response wraps.
fn lists<'a>(api: &'a Api, properties: &'a [Property], path: &str) -> Lists<'a> {
    let here = lists_in(properties);
    let below: Vec<(Vec<String>, &Type)> = properties
        .iter()
        .filter(|property| !words::AROUND.contains(&words::plain(&property.name).as_str()))
        .flat_map(|property| {
            let inside = inside(api, property).map(lists_in).unwrap_or_default();
            inside.into_iter().map(|(name, item)| (vec![property.name.clone(), name.to_owned()], item))
        })
        .collect();
    if let Some((name, item)) = called_like_items(&here, path) {
        return Lists::One(vec![name.to_owned()], item);
    }
    match (here.as_slice(), below.as_slice()) {
        ([], []) => Lists::None,
        ([(name, item)], []) => Lists::One(vec![(*name).to_owned()], item),
        ([], _) => list_below(api, properties, path).map_or_else(
            || Lists::Several(below.iter().map(|(place, _)| place.clone()).collect()),
            |(place, item)| Lists::One(place, item),
        ),
        _ => {
            let here = here.iter().map(|(name, _)| vec![(*name).to_owned()]);
            Lists::Several(here.chain(below.into_iter().map(|(place, _)| place)).collect())
        }
    }
}

fn lists_in(properties: &[Property]) -> Vec<(&str, &Type)> {
    properties
        .iter()
        .filter_map(|property| match &property.of {
            Type::List(item) => Some((property.name.as_str(), &**item)),
            _ => None,
        })
        .collect()
}

/// Of several lists, the one named like items or like the end of the path.
fn called_like_items<'a>(lists: &[(&'a str, &'a Type)], path: &str) -> Option<(&'a str, &'a Type)> {
    let last = path.rsplit('/').find(|segment| !segment.is_empty() && !segment.contains('{')).unwrap_or_default();
    let last = words::plain(last);
    let called = |word: &str| lists.iter().find(|(name, _)| words::plain(name) == word);
    words::ITEMS.iter().find_map(|word| called(word)).or_else(|| called(&last)).copied()
}

/// The list in an object that the response wraps: `{"data": {"users": []}}`.
fn list_below<'a>(api: &'a Api, properties: &'a [Property], path: &str) -> Option<(Vec<String>, &'a Type)> {
    let wrapped = properties
        .iter()
        .find(|property| matches!(words::plain(&property.name).as_str(), "data" | "result" | "response"))?;
    let found = lists_in(inside(api, wrapped)?);
    let (name, item) = match found.as_slice() {
        [one] => *one,
        several => called_like_items(several, path)?,
    };
    Some((vec![wrapped.name.clone(), name.to_owned()], item))
}

/// The properties of a property that is an object.
fn inside<'a>(api: &'a Api, property: &Property) -> Option<&'a [Property]> {
    match &api.definition(property.of.as_named()?).kind {
        Kind::Object { properties, .. } => Some(properties),
        Kind::Enum(_) | Kind::Union { .. } => None,
    }
}

/// The objects in a response that hold pagination data.
fn around<'a>(api: &'a Api, properties: &'a [Property]) -> Vec<(Vec<String>, &'a [Property])> {
    let mut found = Vec::new();
    for property in properties.iter().filter(|property| words::AROUND.contains(&words::plain(&property.name).as_str()))
    {
        if let Some(properties) = inside(api, property) {
            found.push((vec![property.name.clone()], properties));
        }
    }
    found
}

fn is_cursor(api: &Api, of: &Type) -> bool {
    matches!(of, Type::Text) || is_link(api, of)
}

/// Whether it is an object with a URL: `{"href": "..."}`, as in HAL and JSON:API.
fn is_link(api: &Api, of: &Type) -> bool {
    let Some(id) = of.as_named() else { return false };
    match &api.definition(id).kind {
        Kind::Object { properties, .. } => {
            properties.iter().any(|property| property.name == "href" && property.of == Type::Text)
        }
        Kind::Enum(_) | Kind::Union { .. } => false,
    }
}

fn is_flag(of: &Type) -> bool {
    matches!(of, Type::Bool)
}

/// A number, or an untyped value.
fn is_count(of: &Type) -> bool {
    matches!(of, Type::Integer(_) | Type::Number | Type::Json)
}

fn is_address(property: &Property) -> bool {
    let format = property.docs.format.as_deref();
    matches!(format, Some("uri" | "url" | "uri-reference"))
        || words::ADDRESSES.contains(&words::plain(&property.name).as_str())
}
