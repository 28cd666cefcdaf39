//! Names of types, properties and variants.

use super::identifier::{self, Case, words};
use super::lock::{Held, Lock, Section, Slot};
use super::model::TypeNames;
use super::nesting::around;
use super::places;
use super::scope::Scope;
use crate::api::{Api, EnumValue, Kind, NameParts, Property, Temporal, Type, TypeId, Variant};

/// Names the types and what is in them. Names in the lock file come first.
pub(super) fn name_all(api: &Api, lock: &Lock, is_whole: bool) -> Vec<TypeNames> {
    let has_names = lock.places(Section::Types).next().is_some();
    let places = if has_names { places::types(api) } else { Vec::new() };
    let held = |index: usize| places.get(index).map(|place| lock.at(Section::Types, place)).unwrap_or_default();
    let mut scope = Scope::default();
    let before = (0..api.types.len()).map(|index| held(index).get(&Slot::Name));
    let before = before.zip(&api.types).map(|(name, each)| name.filter(|_| !each.wishes.is_renamed));
    let kept = scope.keep(before);
    if !is_whole {
        // What is not selected keeps its names, too.
        let mut others: Vec<Option<&str>> = Vec::new();
        others.extend(lock.places(Section::Types).map(|(_, entry)| entry.get(&Slot::Name).map(String::as_str)));
        scope.keep(others);
    }
    let idents = type_idents(api, scope, kept);
    let mut names: Vec<TypeNames> =
        idents.into_iter().map(|ident| TypeNames { ident, ..TypeNames::default() }).collect();
    for (index, definition) in api.types.iter().enumerate() {
        let held = held(index);
        let mut members = match &definition.kind {
            Kind::Object { properties, .. } => object_members(properties, held),
            Kind::Enum(values) => enum_members(values, held),
            Kind::Union { variants, .. } => {
                let keys = if held.is_some() { places::variants(index, variants, &places) } else { Vec::new() };
                union_members(&names[index].ident, variants, &names, (held, &keys))
            }
        };
        members.ident = std::mem::take(&mut names[index].ident);
        names[index] = members;
    }
    names
}

/// Types that operations use come first, so that the others rename none of them.
fn type_idents(api: &Api, mut scope: Scope, kept: Vec<Option<String>>) -> Vec<String> {
    let mut idents: Vec<String> = kept.into_iter().map(Option::unwrap_or_default).collect();
    let (reached, others): (Vec<usize>, Vec<usize>) = {
        let reached = api.reached();
        (0..api.types.len()).filter(|index| idents[*index].is_empty()).partition(|index| reached[*index])
    };
    claim_idents(api, reached, &mut scope, &mut idents);
    claim_idents(api, others, &mut scope, &mut idents);
    idents
}

/// Components come first, so that adding an inline schema never renames a named one.
fn claim_idents(api: &Api, types: Vec<usize>, scope: &mut Scope, idents: &mut [String]) {
    let components: Vec<(usize, String)> = types
        .iter()
        .filter_map(|index| match &api.types[*index].name {
            NameParts::Component(name) => Some((*index, name.clone())),
            _ => None,
        })
        .collect();
    let texts: Vec<String> = components.iter().map(|(_, name)| name.clone()).collect();
    for ((index, _), ident) in components.iter().zip(scope.claim_all(&texts, Case::Type, "Unnamed")) {
        idents[*index] = ident;
    }
    let mut rest: Vec<usize> = types.into_iter().filter(|index| idents[*index].is_empty()).collect();
    rest.sort_by_key(|index| (depth(api, TypeId(*index)), api.types[*index].pointer.clone()));
    for index in rest {
        idents[index] = match &api.types[index].name {
            NameParts::Inside(parent, words) => {
                let front = idents[parent.0].trim_start_matches("r#").trim_end_matches('_');
                scope.claim_exact(&identifier::continued(front, &words.join(" ")))
            }
            NameParts::Operation(words) => scope.claim_plain(&words.join(" "), Case::Type, "Unnamed"),
            NameParts::Component(name) => scope.claim_plain(name, Case::Type, "Unnamed"),
            NameParts::Shared(words, part) => {
                let text = words.join(" ");
                let is_taken = scope.has(&identifier::identifier(&text, Case::Type, "Unnamed"));
                let text = if is_taken { format!("{text} {}", part.word()) } else { text };
                scope.claim_plain(&text, Case::Type, "Unnamed")
            }
        };
    }
}

/// The number of definitions that enclose a definition; these are named first.
fn depth(api: &Api, id: TypeId) -> usize {
    around(api, id).count()
}

fn object_members(properties: &[Property], held: Held<'_>) -> TypeNames {
    let texts: Vec<String> =
        properties.iter().map(|property| property.rename.clone().unwrap_or_else(|| property.name.clone())).collect();
    let mut fields = Scope::default();
    // A property with this name must not take the name that callers rely on.
    let rest = fields.claim_exact("extra");
    let name =
        |property: &Property| held.of(Slot::Member, || property.name.clone()).filter(|_| property.rename.is_none());
    let kept = fields.keep(properties.iter().map(name));
    // A setter may share its name with the field, but not with the constructor.
    let mut setters = Scope::reserving(&["new"]);
    let method = |(property, kept): (&Property, &Option<String>)| {
        let own = held.of(Slot::Method, || property.name.clone()).map(str::to_owned);
        kept.as_ref().map(|kept| own.unwrap_or_else(|| kept.clone()))
    };
    let before: Vec<Option<String>> = properties.iter().zip(&kept).map(method).collect();
    let kept_setters = setters.keep(before.iter().map(Option::as_deref));
    let members = fields.claim_others(&texts, kept, Case::Value, "empty");
    let setter = |(member, kept): (&String, Option<String>)| kept.unwrap_or_else(|| setters.claim_exact(member));
    let methods = members.iter().zip(kept_setters).map(setter).collect();
    TypeNames { members, methods, rest, ..TypeNames::default() }
}

/// The catch-all variant of every enum and union.
const CATCH_ALL: &str = "Unknown";

/// The text that names a value or a variant. One that would have the name of the catch-all is always `UnknownValue`: callers who match the
/// catch-all must not match a single value instead.
fn beside_catch_all(text: String) -> String {
    // Only a text with exactly these letters can get the name; transliteration may change other letters.
    let letters = text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    let may_be = !text.is_ascii() || letters.eq(CATCH_ALL.bytes().map(|byte| byte.to_ascii_lowercase()));
    let is_taken = may_be && identifier::identifier(&text, Case::Type, "") == CATCH_ALL;
    if is_taken { "UnknownValue".to_owned() } else { text }
}

fn enum_members(values: &[EnumValue], held: Held<'_>) -> TypeNames {
    let text = |each: &EnumValue| each.name.clone().unwrap_or_else(|| crate::dialect::plain_text(&each.value));
    let texts: Vec<String> = values.iter().map(text).map(beside_catch_all).collect();
    let mut scope = Scope::reserving(&[CATCH_ALL]);
    let name = |each: &EnumValue| held.of(Slot::Member, || places::value(&each.value)).filter(|_| !each.is_renamed);
    let kept = scope.keep(values.iter().map(name));
    let members = scope.claim_in_order(&texts, kept, Case::Type, "Empty");
    TypeNames { members, rest: CATCH_ALL.to_owned(), ..TypeNames::default() }
}

fn union_members(
    union: &str,
    variants: &[Variant],
    names: &[TypeNames],
    (held, keys): (Held<'_>, &[String]),
) -> TypeNames {
    let texts = variants.iter().map(|variant| beside_catch_all(variant_text(union, variant, names)));
    let mut scope = Scope::reserving(&[CATCH_ALL]);
    let name = |(key, variant): (&String, &Variant)| {
        held.of(Slot::Member, || key.clone()).filter(|_| !places::is_renamed(variant))
    };
    let kept = scope.keep(keys.iter().zip(variants).map(name));
    // The union's constructor and that of its object must not share a name.
    let mut constructors = Scope::reserving(&["new"]);
    let method = |(key, kept): (&String, &Option<String>)| {
        let own = held.of(Slot::Method, || key.clone()).map(str::to_owned);
        kept.as_ref().map(|kept| own.unwrap_or_else(|| places::usual_constructor(kept)))
    };
    let before: Vec<Option<String>> = keys.iter().zip(&kept).map(method).collect();
    let kept_methods = constructors.keep(before.iter().map(Option::as_deref));
    let members = scope.claim_in_order(&texts.collect::<Vec<_>>(), kept, Case::Type, "Variant");
    let methods = constructors.claim_in_order(&members, kept_methods, Case::Value, "variant");
    TypeNames { members, methods, rest: CATCH_ALL.to_owned(), ..TypeNames::default() }
}

/// A variant is named after the difference between its type's name and the union's. It depends only on these two names, so that adding a
/// variant renames nothing.
fn variant_text(union: &str, variant: &Variant, names: &[TypeNames]) -> String {
    if let Some(rename) = &variant.rename {
        return rename.clone();
    }
    if let Some(value) = &variant.constant {
        return value.name.clone().unwrap_or_else(|| crate::dialect::plain_text(&value.value));
    }
    match &variant.of {
        Type::Named(id) => without_shared_words(&names[id.0].ident, union),
        other => variant.hint.clone().unwrap_or_else(|| type_word(other, names)),
    }
}

fn type_word(of: &Type, names: &[TypeNames]) -> String {
    match of {
        Type::Bool => "Bool".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Number | Type::Exact => "Number".to_owned(),
        Type::Temporal(Temporal::DateTime, _) => "DateTime".to_owned(),
        Type::Temporal(Temporal::Date, _) => "Date".to_owned(),
        Type::Text | Type::Secret => "Text".to_owned(),
        Type::External(of) => {
            of.path.split('<').next().and_then(|path| path.rsplit("::").next()).unwrap_or_default().to_owned()
        }
        Type::Binary => "Binary".to_owned(),
        Type::File => "File".to_owned(),
        Type::Json => "Json".to_owned(),
        Type::Tuple(..) => "Tuple".to_owned(),
        Type::List(inner) => format!("{}List", type_word(inner, names)),
        Type::Map(inner) => format!("{}Map", type_word(inner, names)),
        Type::Embedded(inner) => format!("{}Text", type_word(inner, names)),
        Type::Named(id) => names[id.0].ident.clone(),
        Type::Nullable(inner) => type_word(inner, names),
    }
}

/// `HttpLogStream` in `LogStream` becomes `Http`; `CreateLogStreamHttp` in `CreateLogStream` too.
fn without_shared_words(ident: &str, union: &str) -> String {
    let words = words(ident);
    let around = identifier::words(union);
    let front = words.iter().zip(&around).take_while(|(a, b)| a == b).count();
    let back = words.iter().rev().zip(around.iter().rev()).take_while(|(a, b)| a == b).count();
    // A word that is a common prefix and a common suffix counts as prefix; at most the whole name of the union is
    // stripped.
    let back = if front == around.len() { 0 } else { back.min(words.len() - front) };
    let kept = words.get(front..words.len() - back).unwrap_or_default();
    if kept.is_empty() { ident.to_owned() } else { kept.concat() }
}
