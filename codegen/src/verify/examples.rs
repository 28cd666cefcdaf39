//! Checks the examples and defaults of a description, like traffic.

use super::checker::{At, Checker};
use super::model::{Base, Exactness, Finding, Found, Part, Site, SiteStep};
use super::places::Places;
use super::side::Checked;
use super::tally::Tally;
use crate::api::{Api, Docs, Kind, Media, Operation, Place, Type, TypeId, Use};
use crate::diag::Pointer;
use crate::source::Documents;
use serde_json::Value;

/// The maximum number of examples that are checked.
const MAX_EXAMPLES: usize = 200_000;

/// Returns the deviations of all examples and defaults. Their places are those of the examples.
pub fn examples(api: &Api, documents: &Documents) -> Vec<Finding> {
    let places = Places { documents };
    let mut examples = Examples { api, places: &places, tally: Tally::new(api, &places), left: MAX_EXAMPLES };
    for (index, definition) in api.types.iter().enumerate() {
        let id = TypeId(index);
        let site = Site { base: Base::Type(id), steps: Vec::new() };
        let name = definition.pointer.to_string();
        examples.docs(&site, &Type::Named(id), &definition.docs, &name);
        let Kind::Object { properties, .. } = &definition.kind else { continue };
        for property in properties.iter().filter(|property| property.declared && property.constant.is_none()) {
            let site = Site { base: Base::Type(id), steps: vec![SiteStep::Property(property.name.clone())] };
            match property.nullable {
                true => examples.docs(&site, &Type::Nullable(Box::new(property.of.clone())), &property.docs, &name),
                false => examples.docs(&site, &property.of, &property.docs, &name),
            }
        }
    }
    api.operations.iter().for_each(|operation| examples.operation(operation));
    let mut findings = examples.tally.finish();
    findings
        .dedup_by(|right, left| right.pointer == left.pointer && right.kind == left.kind && right.path == left.path);
    findings
}

struct Examples<'a> {
    api: &'a Api,
    places: &'a Places<'a>,
    tally: Tally<'a>,
    left: usize,
}

impl Examples<'_> {
    /// Checks the examples and the default of a schema.
    fn docs(&mut self, site: &Site, of: &Type, docs: &Docs, name: &str) {
        if docs.example.is_none() && docs.default.is_none() {
            return;
        }
        let (place, Exactness::Itself) = self.places.of(site, self.api) else { return };
        // The target of a reference is checked in its own place.
        let Some(members) = self.places.at(&place).filter(|members| members.get("$ref").is_none()) else { return };
        for key in ["example", "default"] {
            if let Some(value) = members.get(key) {
                self.example((of, &place), value, &place.join(key), &[Use::Received, Use::Sent], name);
            }
        }
        for (index, value) in members.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate() {
            let example = place.join("examples").join(index);
            self.example((of, &place), value, &example, &[Use::Received, Use::Sent], name);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let name = format!("{} {}", operation.method, operation.path);
        let content = operation.body.iter().flat_map(|body| &body.content);
        for content in content.filter(|content| Media::of(&content.media_type) == Media::Json) {
            let place = operation.pointer.join("requestBody").join("content").join(&content.media_type);
            self.content(&content.of, &place, Use::Sent, &name);
        }
        for response in &operation.responses {
            let Some((media_type, of)) = &response.content else { continue };
            if Media::of(media_type) == Media::Json {
                let place = operation.pointer.join("responses").join(&response.status);
                self.content(of, &place.join("content").join(media_type), Use::Received, &name);
                // In Swagger 2.0, examples are beside the schema.
                let schema = place.join("content").join(media_type).join("schema");
                let place = place.join("examples").join(media_type);
                if let Some(place) = self.places.walked(&place)
                    && let Some(value) = self.places.at(&place)
                {
                    self.example((of, &schema), value, &place, &[Use::Received], &name);
                }
            }
        }
        let plain =
            |parameter: &&crate::api::Parameter| parameter.place != Place::QueryString && parameter.constant.is_none();
        for parameter in operation.parameters.iter().filter(plain) {
            self.content(&parameter.of, &parameter.pointer, Use::Sent, &name);
            let Some(schema) = self.places.walked(&parameter.pointer.join("schema")) else { continue };
            for key in ["example", "default"] {
                if let Some(value) = self.places.at(&schema).and_then(|schema| schema.get(key)) {
                    self.example((&parameter.of, &schema), value, &schema.join(key), &[Use::Sent], &name);
                }
            }
        }
    }

    /// Checks the examples of a media type or a parameter.
    fn content(&mut self, of: &Type, place: &Pointer, way: Use, name: &str) {
        let Some(place) = self.places.walked(place) else { return };
        let place = self.places.followed(&place);
        let Some(members) = self.places.at(&place) else { return };
        let schema = place.join("schema");
        if let Some(value) = members.get("example") {
            self.example((of, &schema), value, &place.join("example"), &[way], name);
        }
        for key in members.get("examples").and_then(Value::as_object).into_iter().flat_map(serde_json::Map::keys) {
            let each = self.places.followed(&place.join("examples").join(key));
            if let Some(value) = self.places.at(&each).and_then(|each| each.get("value")) {
                self.example((of, &schema), value, &each.join("value"), &[way], name);
            }
        }
    }

    /// Checks an example in each direction that its schema is used in. The one with fewer deviations counts.
    fn example(&mut self, (of, schema): (&Type, &Pointer), value: &Value, place: &Pointer, ways: &[Use], name: &str) {
        let is_example = place.last().is_some_and(|last| last != "default");
        // Many documents have "example: null" instead of no example.
        if self.left == 0 || value.is_null() && is_example {
            return;
        }
        self.left -= 1;
        let inside = value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let readings = [Some(value), inside.as_ref().filter(|inside| !inside.is_string())];
        let mut best: Option<Vec<Found>> = None;
        for (value, way) in readings.into_iter().flatten().flat_map(|value| ways.iter().map(move |way| (value, *way))) {
            let mut checker = Checker::new(self.api, self.places, way);
            checker.value(of, value, &At::root(schema));
            let found = checker.found;
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
        }
        let mut found = best.unwrap_or_default();
        for each in &mut found {
            let example = Site { base: Base::Place(place.clone()), steps: Vec::new() };
            each.schema = Some(std::mem::replace(&mut each.site, example));
            let path = each.path.clone();
            // Keeps several deviations of one example apart.
            each.name = Some(each.name.take().unwrap_or(path));
        }
        let checked = Checked { part: Part::Example, found, types: Default::default(), places: vec![place.clone()] };
        self.tally.add(checked, name, None);
    }
}
