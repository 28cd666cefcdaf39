//! Selects the operations to read, and leaves out what only the others use.

use super::description::{Description, Tag};
use super::groups::{self, Tags};
use super::read::{Node, Reader};
use super::schema::SchemaId;
use super::schemas;
use crate::config::{Aspect, Candidate, Select, Selector};
use crate::diag::{Code, Diagnostic, Diagnostics, File, Pointer};
use crate::text::closest;
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// The selection of a run, and its statistics.
pub(super) struct Selection<'s> {
    select: &'s Select,
    used: HashSet<(&'static str, usize)>,
    met: Vec<Candidate>,
    /// The number of operations that are bound.
    taken: usize,
    /// Whether an unselected operation declares a security requirement.
    others_declare: bool,
}

/// The data of an operation that is known before it is read.
pub(super) struct Facts<'f> {
    pub(super) method: &'f str,
    pub(super) path: &'f str,
    pub(super) webhook: Option<&'f str>,
    pub(super) item: &'f Node<'f>,
    pub(super) node: &'f Node<'f>,
}

impl<'s> Selection<'s> {
    pub(super) fn new(select: &'s Select) -> Self {
        Self { select, used: HashSet::new(), met: Vec::new(), taken: 0, others_declare: false }
    }

    /// Whether everything is bound.
    pub(super) fn is_all(&self) -> bool {
        self.select.is_all()
    }

    /// Whether an operation is bound. Every selector that matches it counts as used.
    pub(super) fn takes(&mut self, facts: &Facts<'_>, tags: &[Tag]) -> bool {
        if self.is_all() {
            return true;
        }
        let candidate = candidate(facts, tags);
        let mut matched = |key: &'static str, selectors: &[Selector]| {
            let matching = selectors.iter().enumerate().filter(|(_, selector)| selector.matches(&candidate));
            let found: Vec<_> = matching.map(|(index, _)| (key, index)).collect();
            let any = !found.is_empty();
            self.used.extend(found);
            any
        };
        let is_in = matched("only", &self.select.only) || self.select.only.is_empty();
        let is_out = matched("except", &self.select.except);
        self.met.push(candidate);
        let taken = is_in && !is_out;
        self.taken += usize::from(taken);
        let declares =
            facts.node.members.get("security").and_then(Value::as_array).is_some_and(|names| !names.is_empty());
        self.others_declare |= !taken && declares;
        taken
    }

    /// Leaves out what no selected operation uses, and reports selectors that match nothing.
    pub(super) fn finish(&self, reader: &mut Reader<'_>, description: &mut Description) {
        if !self.is_all() {
            self.prune_security(description);
            description.left_out = self.met.len() - self.taken;
        }
        self.check().iter().cloned().for_each(|each| reader.report(each));
    }

    /// Leaves out the security schemes that no selected operation uses.
    fn prune_security(&self, description: &mut Description) {
        let operations = &description.operations;
        let names = operations.iter().flat_map(|operation| &operation.security).flatten().map(|(name, _)| name.clone());
        let used: HashSet<String> = names.collect();
        let undeclared = description.security.is_none()
            && operations.iter().any(|operation| operation.security.is_empty() && !operation.is_open);
        match (undeclared, self.others_declare) {
            // Without any requirement, all schemes may be meant.
            (true, false) => return,
            // If another operation has one, an operation without any needs no credentials.
            (true, true) => description.security = Some(Vec::new()),
            (false, _) => {}
        }
        description.security_schemes.retain(|scheme| used.contains(&scheme.name));
        if let Some(alternatives) = &mut description.security {
            alternatives.retain(|alternative| alternative.iter().all(|(name, _)| used.contains(name)));
        }
    }

    /// An error for each selector that matched nothing, and for an empty selection.
    fn check(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for (key, selectors) in [("only", &self.select.only), ("except", &self.select.except)] {
            for (index, selector) in
                selectors.iter().enumerate().filter(|(index, _)| !self.used.contains(&(key, *index)))
            {
                let (place, file, key) = match selector.is_given() {
                    true => (Pointer::root(), File::CommandLine, format!("--{key}")),
                    false => (Pointer::root().join("select").join(key).join(index), File::Config, format!("`{key}`")),
                };
                let message = format!("the selector {:?} in {key} matches no operation", selector.to_string());
                let found = Diagnostic::new(Code::Selector, &place, message).about(file);
                diagnostics.push(found.expected(self.nearest(selector)));
            }
        }
        if diagnostics.is_empty() && !self.is_all() && self.taken == 0 {
            let message = "the selection leaves no operation: `except` matches all that `only` selects";
            let is_given = self.select.only.iter().chain(&self.select.except).any(Selector::is_given);
            let (place, file) = match is_given {
                true => (Pointer::root(), File::CommandLine),
                false => (Pointer::root().join("select"), File::Config),
            };
            diagnostics.push(Diagnostic::new(Code::Selector, &place, message).about(file));
        }
        diagnostics
    }

    /// A suggestion for a selector that matches nothing.
    fn nearest(&self, selector: &Selector) -> String {
        let names = |aspect: Aspect| -> BTreeSet<String> {
            let of = |each: &Candidate| -> Vec<String> {
                match aspect {
                    Aspect::Id => vec![each.id.clone()],
                    Aspect::Tag => each.tags.iter().map(|tag| format!("tag:{tag}")).collect(),
                    Aspect::Group if each.webhook.is_none() => (1..=each.group.len())
                        .map(|length| format!("group:{}", each.group[..length].join(".")))
                        .collect(),
                    Aspect::Route if each.webhook.is_none() => {
                        vec![format!("{} {}", each.method, each.path), each.path.clone()]
                    }
                    Aspect::Webhook => each.webhook.iter().map(|name| format!("webhook:{name}")).collect(),
                    Aspect::Audience => each.audiences.iter().map(|name| format!("audience:{name}")).collect(),
                    Aspect::Group | Aspect::Route | Aspect::Flag => Vec::new(),
                }
            };
            self.met.iter().flat_map(of).collect()
        };
        let (written, aspect) = (selector.to_string(), selector.aspect());
        let own = names(aspect);
        // The name of another kind of selector, without its prefix.
        let elsewhere = [Aspect::Tag, Aspect::Group, Aspect::Webhook, Aspect::Audience]
            .into_iter()
            .filter(|other| *other != aspect);
        let bare = written.split_once(':').map_or(written.as_str(), |(_, name)| name).to_lowercase();
        let same = elsewhere
            .flat_map(names)
            .find(|name| name.split_once(':').is_some_and(|(_, name)| name.to_lowercase() == bare));
        let near = same.or_else(|| closest(&written, own.iter().map(String::as_str)).map(str::to_owned));
        match near {
            Some(near) => format!("{near:?}"),
            None => {
                let some: Vec<&str> = own.iter().take(5).map(String::as_str).collect();
                let rest = if own.len() > some.len() { " and others" } else { "" };
                match some.is_empty() {
                    true => "a selector that matches something in the description".to_owned(),
                    false => format!("one of {}{rest}", some.join(", ")),
                }
            }
        }
    }
}

fn candidate(facts: &Facts<'_>, tags: &[Tag]) -> Candidate {
    let Facts { method, path, item, node, .. } = facts;
    let own_tags = texts(node.members.get("tags"));
    let places = [node, item];
    let mut audiences: Vec<String> = places.iter().flat_map(|place| texts(place.members.get("x-audience"))).collect();
    let is_audience =
        |name: &&String| tags.iter().any(|tag| tag.name == **name && tag.kind.as_deref() == Some("audience"));
    audiences.extend(own_tags.iter().filter(is_audience).cloned());
    let id = node.members.get("operationId").and_then(Value::as_str).filter(|id| !id.trim().is_empty());
    Candidate {
        id: id.map_or_else(|| groups::name_from_path(method, path), str::to_owned),
        method: (*method).to_owned(),
        path: (*path).to_owned(),
        webhook: facts.webhook.map(str::to_owned),
        group: groups::group(&super::read::extensions(node), &own_tags, path, &Tags::of(tags)),
        audiences,
        is_deprecated: is_true(node.members.get("deprecated")),
        is_internal: places.iter().any(|place| is_true(place.members.get("x-internal"))),
        tags: own_tags,
    }
}

/// A string, or an array of strings.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(texts)) => texts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn is_true(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value.as_bool() == Some(true) || value.as_str() == Some("true"))
}

/// Reads all schemas that have a number: those of selected operations, or all components. Returns the components among them, then
/// schemas with names of other documents.
pub(super) fn read_components<'a>(
    reader: &mut Reader<'a>,
    components: Vec<(&'a str, Pointer, &'a Value)>,
) -> Vec<(String, SchemaId)> {
    schemas::read_all(reader);
    // A schema with a discriminator stands for those that extend it, too.
    loop {
        let open = components.iter().filter(|(_, pointer, _)| reader.number(pointer).is_none());
        let subtypes: Vec<(Pointer, &'a Value)> = open
            .filter(|(_, pointer, value)| extends_base(reader, pointer, value, LONGEST_LINE))
            .map(|(_, pointer, value)| (pointer.clone(), *value))
            .collect();
        if subtypes.is_empty() {
            break;
        }
        for (pointer, value) in subtypes {
            reader.schema(pointer, value);
        }
        schemas::read_all(reader);
    }
    let numbered = |(name, pointer, _): (&str, Pointer, &Value)| Some((name.to_owned(), reader.number(&pointer)?));
    let mut named: Vec<(String, SchemaId)> = components.into_iter().filter_map(numbered).collect();
    let own: HashSet<SchemaId> = named.iter().map(|(_, id)| *id).collect();
    named.extend(std::mem::take(&mut reader.named).into_iter().filter(|(_, id)| !own.contains(id)));
    named
}

/// The limit for a chain of schemas that extend each other.
const LONGEST_LINE: usize = 50;

/// Whether a schema extends, directly or indirectly, one that is used and has a discriminator.
fn extends_base(reader: &Reader<'_>, place: &Pointer, schema: &Value, left: usize) -> bool {
    let Some(parts) = schema.get("allOf").and_then(Value::as_array).filter(|_| left > 0) else { return false };
    parts.iter().filter_map(|part| part.get("$ref")?.as_str()).any(|reference| {
        let Some((pointer, value)) = reader.found(place, reference) else { return false };
        let is_base =
            value.get("discriminator").is_some() && value.get("oneOf").is_none() && value.get("anyOf").is_none();
        is_base && reader.number(&pointer).is_some() || extends_base(reader, &pointer, value, left - 1)
    })
}
