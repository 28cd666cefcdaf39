//! Walks over the types that an operation, a webhook or a callback mentions, with their direction. All phases use these walks.

use super::api::Api;
use super::calls::{BodyContent, Operation, OtherMedia, Parameter, Response, Success, Webhook};
use super::events::Events;
use super::types::{Type, TypeId};

/// The direction of a value, as seen by the user of the bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The user sends it.
    Sent,
    /// The user receives it.
    Received,
}

impl Operation {
    /// Visits each type that the operation mentions.
    pub fn each_use<'a>(&'a self, visit: &mut dyn FnMut(Use, &'a Type)) {
        let Self { parameters, body, responses, events, media, success, .. } = self;
        let content = body.iter().flat_map(|body| &body.content);
        let sent = parameters.iter().map(|Parameter { of, .. }| of).chain(content.map(|BodyContent { of, .. }| of));
        sent.for_each(|of| visit(Use::Sent, of));
        let received = responses.iter().filter_map(|Response { content, .. }| content.as_ref()).map(|(_, of)| of);
        let received = received.chain(events.iter().map(|Events { of, .. }| of));
        received.chain(media.iter().map(|OtherMedia { of, .. }| of)).for_each(|of| visit(Use::Received, of));
        match success {
            Success::Empty => {}
            Success::One(of) | Success::Maybe(of) => visit(Use::Received, of),
            Success::PerStatus(each) => {
                each.iter().filter_map(|(_, of)| of.as_ref()).for_each(|of| visit(Use::Received, of));
            }
        }
    }

    /// Visits the same types in the same order, mutably.
    pub(crate) fn each_use_mut(&mut self, visit: &mut dyn FnMut(Use, &mut Type)) {
        let Self { parameters, body, responses, events, media, success, .. } = self;
        let content = body.iter_mut().flat_map(|body| &mut body.content);
        let sent = parameters.iter_mut().map(|Parameter { of, .. }| of).chain(content.map(|BodyContent { of, .. }| of));
        sent.for_each(|of| visit(Use::Sent, of));
        let received = responses.iter_mut().filter_map(|Response { content, .. }| content.as_mut()).map(|(_, of)| of);
        let received = received.chain(events.iter_mut().map(|Events { of, .. }| of));
        received.chain(media.iter_mut().map(|OtherMedia { of, .. }| of)).for_each(|of| visit(Use::Received, of));
        match success {
            Success::Empty => {}
            Success::One(of) | Success::Maybe(of) => visit(Use::Received, of),
            Success::PerStatus(each) => {
                each.iter_mut().filter_map(|(_, of)| of.as_mut()).for_each(|of| visit(Use::Received, of));
            }
        }
    }
}

impl Api {
    /// For each type, whether an operation, a webhook or a callback uses it.
    pub(crate) fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.types.len()];
        let mut roots = Vec::new();
        self.each_use(&mut |_, of| of.named(&mut roots));
        self.spread(roots, &|id| id, &mut |id| !std::mem::replace(&mut reached[id.0], true));
        reached
    }

    /// Marks types, their representatives, and everything in them. `mark` returns whether the mark is new.
    pub(crate) fn spread(
        &self,
        roots: Vec<TypeId>,
        representative: &dyn Fn(TypeId) -> TypeId,
        mark: &mut dyn FnMut(TypeId) -> bool,
    ) {
        let mut queue = roots;
        while let Some(id) = queue.pop() {
            if mark(id) {
                queue.push(representative(id));
                self.definition(id).kind.parts().for_each(|of| of.named(&mut queue));
            }
        }
    }
}

impl Webhook {
    /// Visits the types of the payload and of the response. Directions are reversed here: the API sends the payload,
    /// and the user of the bindings responds.
    pub fn each_use<'a>(&'a self, visit: &mut dyn FnMut(Use, &'a Type)) {
        self.payload.iter().for_each(|(_, of)| visit(Use::Received, of));
        self.response.iter().for_each(|(_, _, of)| visit(Use::Sent, of));
    }

    /// Visits the same types in the same order, mutably.
    pub(crate) fn each_use_mut(&mut self, visit: &mut dyn FnMut(Use, &mut Type)) {
        self.payload.iter_mut().for_each(|(_, of)| visit(Use::Received, of));
        self.response.iter_mut().for_each(|(_, _, of)| visit(Use::Sent, of));
    }
}

impl Api {
    /// Visits each type that an operation, a webhook or a callback mentions.
    pub fn each_use<'a>(&'a self, visit: &mut dyn FnMut(Use, &'a Type)) {
        self.operations.iter().for_each(|operation| operation.each_use(visit));
        self.webhooks.iter().for_each(|received| received.each_use(visit));
    }

    /// Visits the same types in the same order, mutably.
    pub(crate) fn each_use_mut(&mut self, visit: &mut dyn FnMut(Use, &mut Type)) {
        self.operations.iter_mut().for_each(|operation| operation.each_use_mut(visit));
        self.webhooks.iter_mut().for_each(|received| received.each_use_mut(visit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Kind;
    use crate::config::Config;
    use serde_json::{Value, json};

    /// The API of a description whose `Note` has a required `readOnly` property.
    fn api(paths: &Value, webhooks: &Value) -> Api {
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Notes", "version": "1"},
            "components": {"schemas": {"Note": {
                "type": "object", "required": ["id", "text"],
                "properties": {"id": {"type": "string", "readOnly": true}, "text": {"type": "string"}},
            }}},
            "paths": paths, "webhooks": webhooks,
        });
        let bytes = description.to_string().into_bytes();
        crate::bind("notes.json".as_ref(), bytes, &Config::default()).product.expect("a product").api
    }

    fn content(media_type: &str) -> Value {
        json!({media_type: {"schema": {"$ref": "#/components/schemas/Note"}}})
    }

    /// An operation that sends a note.
    fn sending() -> Value {
        json!({"requestBody": {"required": true, "content": content("application/json")}, "responses": {}})
    }

    /// A response with a note.
    fn responses(status: &str, media_type: &str) -> Value {
        json!({"responses": {status: {"description": "", "content": content(media_type)}}})
    }

    #[test]
    fn a_type_is_split_however_it_is_received() {
        let json_body = content("application/json");
        let payload = json!({"post": {"requestBody": {"content": json_body}, "responses": {}}});
        let mut with_callback = sending();
        with_callback["callbacks"] = json!({"changed": {"{$request.query.to}": payload}});
        for (paths, webhooks) in [
            (json!({"/a": {"post": sending(), "get": responses("200", "application/json")}}), json!({})),
            (json!({"/a": {"post": sending(), "get": responses("200", "text/event-stream")}}), json!({})),
            (json!({"/a": {"post": sending(), "get": responses("200", "application/jsonl")}}), json!({})),
            (json!({"/a": {"post": sending(), "get": responses("200", "application/json-seq")}}), json!({})),
            (json!({"/a": {"post": sending(), "get": responses("404", "application/problem+json")}}), json!({})),
            (json!({"/a": {"post": sending(), "get": responses("default", "application/json")}}), json!({})),
            (json!({"/a": {"post": sending()}}), json!({"changed": payload})),
            (json!({"/a": {"post": with_callback}}), json!({})),
        ] {
            let api = api(&paths, &webhooks);
            assert_eq!(api.types.len(), 2, "{paths} {webhooks}");
            let mut properties = Vec::new();
            api.each_use(&mut |way, of| {
                // The bytes of a stream have no name.
                if let Some(id) = of.as_named()
                    && let Kind::Object { properties: own, .. } = &api.definition(id).kind
                {
                    properties.push((way, own.len()));
                }
            });
            let expected = |way: Use| if way == Use::Sent { (way, 1) } else { (way, 2) };
            assert!(properties.iter().all(|(way, count)| (*way, *count) == expected(*way)), "{paths} {webhooks}");
            assert!(
                [Use::Sent, Use::Received].iter().all(|way| properties.contains(&expected(*way))),
                "{paths} {webhooks}"
            );
        }
    }

    #[test]
    fn a_type_that_is_only_sent_or_only_received_is_not_split() {
        for paths in [json!({"/a": {"post": sending()}}), json!({"/a": {"get": responses("200", "text/event-stream")}})]
        {
            assert_eq!(api(&paths, &json!({})).types.len(), 1, "{paths}");
        }
    }

    #[test]
    fn both_walks_visit_the_same_types() {
        let payload = json!({"requestBody": {"content": content("application/json")}, "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": {"type": "integer"}}}},
        }});
        let mut call = sending();
        call["parameters"] = json!([{"name": "to", "in": "query", "schema": {"type": "string"}}]);
        call["responses"] = json!({
            "200": {"description": "", "content": {
                "application/json": content("application/json")["application/json"], "application/pdf": {},
                "application/vnd.count+json": {"schema": {"type": "integer"}},
            }},
            "202": {"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}},
            "206": {"description": "", "content": content("text/event-stream")},
        });
        let mut api = api(&json!({"/a": {"post": call}}), &json!({"changed": {"post": payload}}));
        let mut seen = Vec::new();
        api.each_use(&mut |way, of| seen.push((way, of.clone())));
        let mut seen_to_change = Vec::new();
        api.each_use_mut(&mut |way, of| seen_to_change.push((way, of.clone())));
        assert!(seen.len() >= 10, "{seen:?}");
        assert_eq!(seen, seen_to_change);
    }
}
