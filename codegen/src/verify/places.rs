//! Finds places in the description as it is written: follows references and `allOf` between a schema and its properties.

use super::model::{Base, Exactness, Site, SiteStep};
use crate::api::Api;
use crate::diag::Pointer;
use crate::source::Documents;
use serde_json::Value;
use std::collections::HashSet;

/// The maximum number of references in a row, and of nested `allOf`.
const MAX_STEPS: usize = 64;

/// The documents of a description.
pub(crate) struct Places<'d> {
    pub(crate) documents: &'d Documents,
}

impl<'d> Places<'d> {
    pub(crate) fn at(&self, place: &Pointer) -> Option<&'d Value> {
        self.documents.at(place)
    }

    /// Returns the target of the reference at a place, or the place itself if there is no reference.
    pub(crate) fn followed(&self, place: &Pointer) -> Pointer {
        let mut place = place.clone();
        for _ in 0..MAX_STEPS {
            let Some(reference) = self.at(&place).and_then(|value| value.get("$ref")).and_then(Value::as_str) else {
                break;
            };
            let Some(target) = self.target(&place, reference).filter(|target| self.at(target).is_some()) else { break };
            place = target;
        }
        place
    }

    fn target(&self, from: &Pointer, reference: &str) -> Option<Pointer> {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let name = self.documents.named(from.document(), document);
        let fragment = super::url::decoded(fragment);
        (fragment.is_empty() || fragment.starts_with('/')).then(|| Pointer::in_document(&name, &fragment))
    }

    /// Follows all references on the way to a place. If Swagger 2.0 has the same information elsewhere, returns that place.
    pub(crate) fn walked(&self, place: &Pointer) -> Option<Pointer> {
        let mut here = Pointer::document_root(place.document());
        let mut is_in_content = false;
        for segment in place.segments() {
            here = self.followed(&here);
            let value = self.at(&here)?;
            let next = match value {
                Value::Object(members) => members.contains_key(&segment),
                Value::Array(elements) => segment.parse::<usize>().is_ok_and(|index| index < elements.len()),
                _ => false,
            };
            match segment.as_str() {
                _ if next => here = here.join(&segment),
                "content" => is_in_content = true,
                _ if is_in_content => is_in_content = false,
                "requestBody" => {
                    let parameters = here.join("parameters");
                    let count = self.at(&parameters).and_then(Value::as_array).map_or(0, Vec::len);
                    let mut each = (0..count).map(|index| self.followed(&parameters.join(index)));
                    here = each.find(|each| self.at(each).is_some_and(|each| each["in"] == "body"))?;
                }
                // In Swagger 2.0, a parameter is its own schema.
                "schema" if value.get("type").is_some() => {}
                _ => return None,
            }
        }
        Some(here)
    }

    /// Returns the schemas that together describe a value: a schema, the target of its reference, the parts of its `allOf`, and
    /// the only alternative to `null`.
    pub(crate) fn facets(&self, place: &Pointer) -> Vec<Pointer> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![place.clone()];
        while let Some(place) = open.pop() {
            if found.len() >= 4 * MAX_STEPS || !seen.insert(place.clone()) {
                continue;
            }
            let Some(Value::Object(members)) = self.at(&place) else { continue };
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                open.extend(self.target(&place, reference));
            }
            let parts = members.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
            open.extend((0..parts).rev().map(|index| place.join("allOf").join(index)));
            for keyword in ["oneOf", "anyOf"] {
                let branches = members.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let mut real = branches.iter().enumerate().filter(|(_, branch)| branch["type"] != "null");
                if let (Some((index, _)), None) = (real.next(), real.next()) {
                    open.push(place.join(keyword).join(index));
                }
            }
            found.push(place);
        }
        found
    }

    /// Returns the place of the schema of a site; if there is none, the nearest place around it.
    pub(super) fn of(&self, site: &Site, api: &Api) -> (Pointer, Exactness) {
        let base = match &site.base {
            Base::Type(id) => api.definition(*id).pointer.clone(),
            Base::Place(place) => place.clone(),
        };
        let form = |steps: &'_ [SiteStep]| match steps.first() {
            Some(SiteStep::Property(name)) => self.form_parameter(&base, name),
            _ => None,
        };
        let (mut here, steps) = match (self.walked(&base), form(&site.steps)) {
            (Some(here), _) => (here, &site.steps[..]),
            (None, Some(parameter)) => (parameter, &site.steps[1..]),
            (None, None) => return (base, Exactness::Around),
        };
        for step in steps {
            match self.facets(&here).iter().find_map(|facet| self.stepped(facet, step)) {
                Some(next) => here = next,
                None => return (here, Exactness::Around),
            }
        }
        (here, Exactness::Itself)
    }

    /// The operation of a place in a body that Swagger 2.0 writes as parameters.
    pub(crate) fn operation_of_form(&self, place: &Pointer) -> Option<Pointer> {
        let mut outwards = std::iter::successors(Some(place.clone()), Pointer::parent);
        let operation = outwards.find(|place| place.last().as_deref() == Some("requestBody"))?.parent()?;
        self.at(&operation)?.get("requestBody").is_none().then_some(operation)
    }

    /// The parameter that is a property of a form, of an operation or its path. `place` is in the body, which is not written as one.
    pub(crate) fn form_parameter(&self, place: &Pointer, name: &str) -> Option<Pointer> {
        let operation = self.operation_of_form(place)?;
        let holders = [Some(operation.clone()), operation.parent()].into_iter().flatten();
        let mut places = holders.flat_map(|holder| {
            let all = self.at(&holder).and_then(|holder| holder.get("parameters")).and_then(Value::as_array);
            (0..all.map_or(0, Vec::len)).map(move |index| self.followed(&holder.join("parameters").join(index)))
        });
        let is_named = |value: &Value| value["in"] == "formData" && value["name"] == *name;
        places.find(|place| self.at(place).is_some_and(is_named))
    }

    /// Whether a schema is that of an array.
    pub(super) fn of_items(&self, place: &Pointer) -> bool {
        let place = self.walked(place);
        place.is_some_and(|place| {
            self.facets(&place).iter().any(|facet| self.stepped(facet, &SiteStep::Items).is_some())
        })
    }

    fn stepped(&self, facet: &Pointer, step: &SiteStep) -> Option<Pointer> {
        let members = self.at(facet)?;
        match step {
            SiteStep::Property(name) => {
                members.get("properties")?.get(name)?;
                Some(facet.join("properties").join(name))
            }
            SiteStep::Items => members.get("items").filter(|items| items.is_object()).map(|_| facet.join("items")),
            SiteStep::Position(index) => {
                let place = |key: &str| members.get(key)?.get(index).map(|_| facet.join(key).join(index));
                place("prefixItems").or_else(|| place("items")).or_else(|| self.stepped(facet, &SiteStep::Items))
            }
            SiteStep::Values => {
                let is_schema = members.get("additionalProperties").is_some_and(Value::is_object);
                let patterns = members.get("patternProperties").and_then(Value::as_object);
                let first = patterns.and_then(|patterns| patterns.keys().next());
                let first = first.map(|name| facet.join("patternProperties").join(name));
                if is_schema { Some(facet.join("additionalProperties")) } else { first }
            }
            SiteStep::Embedded => members.get("contentSchema").map(|_| facet.join("contentSchema")),
        }
    }

    /// Whether the schema of an object explicitly allows other properties, or that of an enum other texts.
    pub(super) fn is_open(&self, place: &Pointer) -> bool {
        self.walked(place).is_some_and(|place| {
            self.facets(&place).iter().any(|facet| {
                let says = |key: &str| self.at(facet).and_then(|value| value.get(key));
                let is_open = |value: &Value| *value == Value::Bool(true) || value.is_object();
                says("additionalProperties").is_some_and(is_open)
                    || says("unevaluatedProperties").is_some_and(is_open)
                    || says("patternProperties").is_some_and(Value::is_object)
                    || self.takes_any_text(facet)
            })
        })
    }

    /// Whether one of the alternatives of a schema is any text, beside listed ones.
    fn takes_any_text(&self, place: &Pointer) -> bool {
        ["oneOf", "anyOf"].into_iter().any(|keyword| {
            let count =
                self.at(place).and_then(|value| value.get(keyword)).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count).map(|index| self.followed(&place.join(keyword).join(index))).any(|branch| {
                let Some(Value::Object(members)) = self.at(&branch) else { return false };
                let is_listed = members.contains_key("enum") || members.contains_key("const");
                members.get("type").is_some_and(|of| of == "string") && !is_listed
            })
        })
    }
}
