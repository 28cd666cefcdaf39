//! Converts values that are files or texts in forms and multipart bodies, but not in JSON.

use super::{Said, is_form};
use crate::api::{
    Api, Definition, Encoding, EncodingPlace, Kind, Media, NameParts, OtherMedia, Parameter, Place, Property, Type,
    TypeId, Use,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The suffix of an object that differs in a body from its JSON form.
const IN_PARTS: &str = "Parts";

/// Converts the types of all forms and multipart bodies: bytes become files, and values in a media type other than JSON become texts or
/// files.
pub(in crate::api) fn convert(api: &mut Api) {
    let forms = forms(api);
    let mut changes: BTreeMap<TypeId, Vec<(Site, Change)>> = BTreeMap::new();
    let mut converted = Vec::with_capacity(forms.len());
    for form in &forms {
        let has_files = Media::of(form.media_type) == Media::Multipart;
        let mut converter = Converter { api, way: form.site.way(), has_files, found: Vec::new() };
        let whole = converter.whole(form.of, form.encodings, is_form(form.media_type));
        for (id, change) in converter.found {
            changes.entry(id).or_default().push((form.site, change));
        }
        if whole != *form.of {
            converted.push((form.site, whole));
        }
    }
    changes.retain(|_, changes| changes.iter().any(|(_, change)| !change.all.is_empty()));
    let elsewhere = if changes.is_empty() { HashSet::new() } else { elsewhere(api, &forms) };
    for (site, whole) in converted {
        type_of(api, site).into_iter().for_each(|of| of.clone_from(&whole));
    }
    for (id, changes) in changes {
        apply(api, id, &changes, elsewhere.contains(&id));
    }
}

/// The place of a form or a multipart body: the operation, and the position of the content, parameter, response or alternative media type.
#[derive(Clone, Copy)]
enum Site {
    Body(usize, usize),
    Query(usize, usize),
    Response(usize, usize),
    Other(usize, usize),
}

impl Site {
    fn way(self) -> Use {
        match self {
            Self::Body(..) | Self::Query(..) => Use::Sent,
            Self::Response(..) | Self::Other(..) => Use::Received,
        }
    }
}

struct Form<'a> {
    site: Site,
    media_type: &'a str,
    of: &'a Type,
    encodings: &'a [Encoding],
}

fn forms(api: &Api) -> Vec<Form<'_>> {
    let mut forms = Vec::new();
    for (number, operation) in api.operations.iter().enumerate() {
        for (position, content) in operation.body.iter().flat_map(|body| &body.content).enumerate() {
            let site = Site::Body(number, position);
            forms.push(Form { site, media_type: &content.media_type, of: &content.of, encodings: &content.encodings });
        }
        for (position, parameter) in operation.parameters.iter().enumerate() {
            let Parameter { place: Place::QueryString, media_type: Some(media_type), of, encodings, .. } = parameter
            else {
                continue;
            };
            forms.push(Form { site: Site::Query(number, position), media_type, of, encodings });
        }
        for (position, response) in operation.responses.iter().enumerate() {
            let Some((media_type, of)) = &response.content else { continue };
            let site = Site::Response(number, position);
            forms.push(Form { site, media_type, of, encodings: &response.encodings });
        }
        for (position, OtherMedia { media_type, of, encodings }) in operation.media.iter().enumerate() {
            forms.push(Form { site: Site::Other(number, position), media_type, of, encodings });
        }
    }
    // A received form is a text.
    forms.retain(|form| match Media::of(form.media_type) {
        Media::Multipart => true,
        Media::Form => form.site.way() == Use::Sent,
        Media::Json | Media::Text | Media::Bytes => false,
    });
    forms
}

fn type_of(api: &mut Api, site: Site) -> Option<&mut Type> {
    match site {
        Site::Body(operation, content) => {
            let body = api.operations.get_mut(operation)?.body.as_mut()?;
            body.content.get_mut(content).map(|content| &mut content.of)
        }
        Site::Query(operation, parameter) => {
            api.operations.get_mut(operation)?.parameters.get_mut(parameter).map(|parameter| &mut parameter.of)
        }
        Site::Response(operation, response) => {
            let response = api.operations.get_mut(operation)?.responses.get_mut(response)?;
            response.content.as_mut().map(|(_, of)| of)
        }
        Site::Other(operation, other) => {
            api.operations.get_mut(operation)?.media.get_mut(other).map(|other| &mut other.of)
        }
    }
}

/// The types in an object or a union that change, by position; that of other properties comes last.
type Types = Vec<(usize, Type)>;

/// The conversion of an object.
struct Change {
    all: Types,
    /// Strings and bytes that become files; in JSON they remain strings.
    files: Types,
    /// Whether the object is the body itself, not a variant or a part of it.
    is_whole: bool,
}

struct Converter<'a> {
    api: &'a Api,
    way: Use,
    /// A part may be a file; in a form everything is text.
    has_files: bool,
    found: Vec<(TypeId, Change)>,
}

/// What is converted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    All,
    Files,
}

impl Converter<'_> {
    fn whole(&mut self, of: &Type, encodings: &[Encoding], is_form: bool) -> Type {
        // A response may be a list of parts even if each has a name.
        let has_items = self.has_files && (!is_form || self.way == Use::Received);
        let item = |position| EncodingPlace::item(encodings, position);
        match of {
            Type::Nullable(inner) => Type::Nullable(Box::new(self.whole(inner, encodings, is_form))),
            Type::List(inner) if has_items => Type::List(Box::new(self.item(inner, item(usize::MAX)))),
            Type::Tuple(elements, least, rest) if has_items => {
                let each = elements.iter().enumerate();
                let each = each.map(|(position, of)| self.item(of, item(position))).collect();
                let rest = rest.as_ref().map(|rest| Box::new(self.item(rest, item(usize::MAX))));
                Type::Tuple(each, *least, rest)
            }
            Type::Map(inner) => Type::Map(Box::new(self.property(inner, None, Extent::All).without_bytes())),
            Type::Named(id) => {
                let variants = match &self.api.definition(*id).kind {
                    Kind::Object { .. } => {
                        self.object(*id, encodings, true);
                        return of.clone();
                    }
                    // Nested unions are not inspected, since they may contain themselves.
                    Kind::Union { variants, .. } => variants.iter().filter_map(|variant| variant.of.as_named()),
                    Kind::Enum(_) => return of.clone(),
                };
                for id in variants {
                    self.object(id, encodings, false);
                }
                of.clone()
            }
            other => other.clone(),
        }
    }

    /// An item of a list or a tuple of parts. Anything further inside is JSON, which has no bytes.
    fn item(&mut self, of: &Type, encoding: Option<&Encoding>) -> Type {
        self.part(of, encoding, Extent::All).without_bytes()
    }

    /// Visits the properties of an object, if it is one.
    fn object(&mut self, id: TypeId, encodings: &[Encoding], is_whole: bool) {
        let api = self.api;
        let Kind::Object { properties, rest, .. } = &api.definition(id).kind else { return };
        let mut named: HashMap<&str, &Encoding> = HashMap::new();
        for encoding in encodings {
            if let EncodingPlace::Property(name) = &encoding.place {
                named.entry(name).or_insert(encoding);
            }
        }
        let mut change = Change { all: Vec::new(), files: Vec::new(), is_whole };
        let each = properties.iter().map(|Property { name, of, .. }| (of, named.get(name.as_str()).copied()));
        for (position, (of, encoding)) in each.chain(rest.iter().map(|rest| (rest, None))).enumerate() {
            for (extent, types) in [(Extent::All, &mut change.all), (Extent::Files, &mut change.files)] {
                let converted = self.property(of, encoding, extent);
                if converted != *of {
                    types.push((position, converted));
                }
            }
        }
        self.found.push((id, change));
    }

    /// Visits the variants of a union, if it is one: some may be files or lists of files.
    fn variants(&mut self, id: TypeId) {
        let Kind::Union { variants, .. } = &self.api.definition(id).kind else { return };
        let file = |of: &Type| match of {
            Type::Binary => Some(Type::File),
            Type::List(inner) if **inner == Type::Binary => Some(Type::List(Box::new(Type::File))),
            _ => None,
        };
        let files = variants.iter().enumerate().filter_map(|(position, variant)| Some((position, file(&variant.of)?)));
        let files: Types = files.collect();
        if !files.is_empty() {
            self.found.push((id, Change { all: files.clone(), files, is_whole: false }));
        }
    }

    /// A property: one part, or one for each item of a list.
    fn property(&mut self, of: &Type, encoding: Option<&Encoding>, extent: Extent) -> Type {
        // With a style the media type has no effect.
        let is_styled =
            |encoding: &&Encoding| encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        let encoding = encoding.filter(|encoding| !is_styled(encoding));
        match of {
            Type::Nullable(inner) => Type::Nullable(Box::new(self.property(inner, encoding, extent))),
            Type::List(inner) if !Said::of(encoding).parts => Type::List(Box::new(self.part(inner, encoding, extent))),
            of => self.part(of, encoding, extent),
        }
    }

    fn part(&mut self, of: &Type, encoding: Option<&Encoding>, extent: Extent) -> Type {
        let said = Said::of(encoding);
        let is_file = self.has_files && said.binary;
        if let (Type::Named(id), Extent::All, true, Use::Sent) = (of, extent, self.has_files, self.way) {
            self.variants(*id);
        }
        match of {
            Type::Nullable(inner) => Type::Nullable(Box::new(self.part(inner, encoding, extent))),
            Type::Binary if self.has_files => Type::File,
            Type::Text if is_file => Type::File,
            _ if extent == Extent::Files => of.clone(),
            Type::Json if is_file && !said.json => Type::File,
            Type::Json if said.xml => Type::Text,
            // A multipart part of a response is not inspected: it is a file.
            of if self.is_compound(of, said) && said.parts && self.way == Use::Sent => self.inner(of, encoding),
            of if self.is_compound(of, said) && said.any && !said.json => {
                if is_file {
                    Type::File
                } else {
                    Type::Text
                }
            }
            of => of.clone(),
        }
    }

    /// The parts of a multipart part.
    fn inner(&mut self, of: &Type, encoding: Option<&Encoding>) -> Type {
        let Some(encoding) = encoding else { return of.clone() };
        let media_type = encoding.content_type.as_deref().unwrap_or_default();
        let has_files = Media::of(media_type) == Media::Multipart;
        let outer = std::mem::replace(&mut self.has_files, has_files);
        let converted = match of {
            Type::Named(id) => {
                self.object(*id, &encoding.parts, false);
                of.clone()
            }
            of => self.whole(of, &encoding.parts, is_form(media_type)),
        };
        self.has_files = outer;
        converted
    }

    /// Whether a value is JSON by default. One of several scalars is not, and one of several types may be.
    fn is_compound(&self, of: &Type, said: Said) -> bool {
        match of {
            Type::List(_) | Type::Tuple(..) | Type::Map(_) => true,
            Type::Named(id) => match &self.api.definition(*id).kind {
                Kind::Object { .. } => true,
                Kind::Union { .. } => said.xml,
                Kind::Enum(_) => false,
            },
            _ => false,
        }
    }
}

/// Files are files wherever the object is used. An object that differs from its JSON form gets a type of its own if it is also used as
/// JSON, or differs between bodies.
fn apply(api: &mut Api, id: TypeId, changes: &[(Site, Change)], is_elsewhere: bool) {
    let Some((_, first)) = changes.first() else { return };
    if !is_elsewhere && changes.iter().all(|(_, change)| change.is_whole && change.all == first.all) {
        set(&mut api.types[id.0].kind, &first.all);
        return;
    }
    let before = api.types[id.0].clone();
    let mut own: Vec<(&Types, TypeId)> = Vec::new();
    for (site, change) in changes {
        if !change.is_whole || change.all == change.files {
            set(&mut api.types[id.0].kind, &change.files);
            continue;
        }
        let known = own.iter().find(|(types, _)| **types == change.all).map(|(_, known)| *known);
        let target = known.unwrap_or_else(|| {
            let name = NameParts::Inside(id, vec![IN_PARTS.to_owned()]);
            let mut copy = Definition { name, ..before.clone() };
            set(&mut copy.kind, &change.all);
            let target = TypeId(api.types.len());
            api.types.push(copy);
            own.push((&change.all, target));
            target
        });
        let mut to_copy = |named: &mut TypeId| {
            if *named == id {
                *named = target;
            }
        };
        type_of(api, *site).into_iter().for_each(|of| of.each_named(&mut to_copy));
    }
}

fn set(kind: &mut Kind, types: &Types) {
    for (position, of) in types {
        match kind {
            Kind::Object { properties, rest, .. } => match properties.get_mut(*position) {
                Some(property) => property.of.clone_from(of),
                None => *rest = Some(of.clone()),
            },
            Kind::Union { variants, .. } => {
                variants.get_mut(*position).into_iter().for_each(|variant| variant.of.clone_from(of));
            }
            Kind::Enum(_) => {}
        }
    }
}

/// The types that are also used outside of forms and multipart bodies.
fn elsewhere(api: &Api, forms: &[Form<'_>]) -> HashSet<TypeId> {
    let direct: HashSet<*const Type> = forms.iter().map(|form| std::ptr::from_ref(form.of)).collect();
    let mut queue = Vec::new();
    api.each_use(&mut |_, of| {
        if !direct.contains(&std::ptr::from_ref(of)) {
            of.named(&mut queue);
        }
    });
    for form in forms {
        let mut named = Vec::new();
        form.of.named(&mut named);
        match form.of {
            Type::Named(_) | Type::Nullable(_) => {
                for id in named {
                    match &api.definition(id).kind {
                        Kind::Union { variants, .. } => {
                            let inner = variants.iter().filter_map(|variant| variant.of.as_named());
                            inner.for_each(|id| held(&api.definition(id).kind, &mut queue));
                        }
                        kind => held(kind, &mut queue),
                    }
                }
            }
            _ => queue.append(&mut named),
        }
    }
    let mut found = HashSet::new();
    while let Some(id) = queue.pop() {
        if found.insert(id) {
            held(&api.definition(id).kind, &mut queue);
        }
    }
    found
}

fn held(kind: &Kind, found: &mut Vec<TypeId>) {
    match kind {
        Kind::Object { properties, rest, .. } => {
            properties.iter().map(|property| &property.of).chain(rest).for_each(|of| of.named(found));
        }
        Kind::Union { variants, .. } => variants.iter().for_each(|variant| variant.of.named(found)),
        Kind::Enum(_) => {}
    }
}
