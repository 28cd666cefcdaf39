//! Finds unions that serde can tag internally: each variant is an object with a distinct constant for a property, and only such unions
//! mention the objects, since serde removes the property from them.

use bindery::plan::{CratePlan, Field, Item, Output, Presence, Probe, RustType, Struct, Union};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// How a union is told apart.
#[derive(Clone, Debug)]
pub(crate) struct Tag<'a> {
    pub(crate) property: &'a str,
    /// By variant.
    pub(crate) values: Vec<&'a str>,
    /// The objects, by variant.
    objects: Vec<&'a str>,
}

/// The unions that are told apart by tags.
pub(crate) struct Tags<'a> {
    unions: HashMap<&'a str, Tag<'a>>,
    /// Objects, with the properties that serde removes from them.
    taken: HashSet<(&'a str, &'a str)>,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(plan: &'a CratePlan) -> Self {
        let names = Names::new(plan);
        let mut unions: HashMap<&str, Tag<'_>> = plan
            .types
            .iter()
            .filter_map(|item| match item {
                Item::Union(union) => Some((union.ident.as_str(), names.tag(union)?)),
                _ => None,
            })
            .collect();
        let mentions = mentions(plan, &names);
        loop {
            let mut by_tags: HashMap<(&str, &str), usize> = HashMap::new();
            for tag in unions.values() {
                tag.objects.iter().for_each(|object| *by_tags.entry((*object, tag.property)).or_default() += 1);
            }
            let before = unions.len();
            unions.retain(|_, tag| {
                tag.objects.iter().all(|object| by_tags.get(&(*object, tag.property)) == mentions.get(object))
            });
            if unions.len() == before {
                let taken = by_tags.into_keys().collect();
                return Self { unions, taken };
            }
        }
    }

    /// The tag of a union, if it is tagged.
    pub(crate) fn of(&self, union: &str) -> Option<&Tag<'a>> {
        self.unions.get(union)
    }

    /// Whether serde handles the property itself.
    pub(crate) fn is_tag(&self, object: &str, field: &Field) -> bool {
        self.taken.contains(&(object, field.wire.as_str()))
    }
}

/// Types by name, with aliases resolved.
struct Names<'a> {
    objects: HashMap<&'a str, &'a Struct>,
    targets: HashMap<&'a str, &'a str>,
}

impl<'a> Names<'a> {
    fn new(plan: &'a CratePlan) -> Self {
        let (mut objects, mut targets) = (HashMap::new(), HashMap::new());
        for item in &plan.types {
            match item {
                Item::Struct(object) => drop(objects.insert(object.ident.as_str(), object)),
                Item::Alias(alias) => drop(targets.insert(alias.ident.as_str(), alias.target.as_str())),
                Item::Enum(_) | Item::Union(_) => {}
            }
        }
        Self { objects, targets }
    }

    fn own<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.targets.get(name).copied().unwrap_or(name)
    }

    /// The object of a variant.
    fn object(&self, of: &'a RustType) -> Option<&'a Struct> {
        match of.unboxed() {
            RustType::Named(name) => self.objects.get(self.own(name)).copied(),
            _ => None,
        }
    }

    /// The tag that serde could use for a union.
    fn tag(&self, union: &'a Union) -> Option<Tag<'a>> {
        let Some(Probe::Tag(path, cases)) = union.probes.first() else { return None };
        let [property] = path.as_slice() else { return None };
        let mut tag = Tag { property, values: Vec::new(), objects: Vec::new() };
        for variant in &union.variants {
            let mut values = cases.iter().filter(|(_, ident)| *ident == variant.ident).map(|(value, _)| value);
            let (Some(Value::String(value)), None) = (values.next(), values.next()) else { return None };
            let object = self.object(variant.of.of_type()?)?;
            let is_constant = |field: &Field| {
                field.wire == *property
                    && field.presence == Presence::Required
                    && field.constant.as_ref().and_then(Value::as_str) == Some(value)
            };
            if tag.objects.contains(&object.ident.as_str()) || !object.fields.iter().any(is_constant) {
                return None;
            }
            tag.values.push(value);
            tag.objects.push(&object.ident);
        }
        Some(tag)
    }
}

/// How often each type is mentioned.
fn mentions<'a>(plan: &'a CratePlan, names: &Names<'a>) -> HashMap<&'a str, usize> {
    let mut mentions = HashMap::new();
    let mut note = |of: &'a RustType| named(of, &mut |name| *mentions.entry(names.own(name)).or_default() += 1);
    for item in &plan.types {
        match item {
            Item::Struct(object) => {
                object.fields.iter().for_each(|field| note(&field.of));
                object.rest_type.iter().for_each(&mut note);
            }
            Item::Union(union) => union.variants.iter().filter_map(|variant| variant.of.of_type()).for_each(&mut note),
            Item::Enum(_) | Item::Alias(_) => {}
        }
    }
    for operation in plan.groups.iter().flat_map(|group| &group.operations) {
        operation.body.iter().for_each(|body| note(&body.of));
        operation.events.iter().for_each(|(of, _)| note(of));
        match &operation.output {
            Output::Unit => {}
            Output::Value(of) | Output::Maybe(of) => note(of),
            Output::PerStatus(_, variants) => variants.iter().filter_map(|(_, of, _)| of.as_ref()).for_each(&mut note),
        }
    }
    mentions
}

/// The names in a type.
fn named<'a>(of: &'a RustType, note: &mut impl FnMut(&'a str)) {
    match of {
        RustType::Named(name) => note(name),
        RustType::Option(inner)
        | RustType::Patch(inner)
        | RustType::Box(inner)
        | RustType::Vec(inner)
        | RustType::Embedded(inner)
        | RustType::Map(inner) => named(inner, note),
        RustType::Tuple(elements) => elements.iter().for_each(|element| named(element, note)),
        RustType::Prefixed(first, rest, _) => {
            named(first, note);
            named(rest, note);
        }
        _ => {}
    }
}
