//! Edits operations: parameters, statuses, media types, methods.

use super::draft::Draft;
use super::needs::Need;
use super::schemas;
use crate::api::Media;
use crate::diag::Pointer;
use crate::dialect::Version;
use crate::verify::{Kind, Listed};
use serde_json::{Map, Value, json};

/// The methods that a path can declare.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Edits what an operation says about requests.
pub(super) fn request(draft: &mut Draft, need: &Need, why: &str) -> bool {
    match need.kind {
        Kind::MissingRequired => {
            let place = draft.places().followed(&need.place);
            draft.remove(&place, "required", why)
        }
        Kind::UndeclaredParameter => parameter(draft, need, why),
        Kind::UndeclaredMediaType => part_type(draft, need, why) || request_body(draft, need, why),
        Kind::UnknownPath => method(draft, need, why),
        _ => false,
    }
}

/// Edits what an operation says about responses.
pub(super) fn response(draft: &mut Draft, need: &Need, why: &str) -> bool {
    match need.kind {
        Kind::UndeclaredStatus => status(draft, need, why),
        Kind::UndeclaredMediaType => part_type(draft, need, why) || response_body(draft, need, why),
        Kind::UndeclaredHeader => header(draft, need, why),
        Kind::MissingRequired if is_in(need, "headers") => {
            let place = draft.places().followed(&need.place);
            draft.remove(&place, "required", why)
        }
        Kind::MissingRequired => bodiless(draft, need, why),
        _ => false,
    }
}

/// The object that an operation, or a part of it, is written in. `name` is the last key of the place, if that may be missing.
fn holder(draft: &Draft, place: &Pointer, name: &str) -> Option<Pointer> {
    let holder = if place.last().as_deref() == Some(name) { place.parent()? } else { place.clone() };
    let walked = draft.places().walked(&holder)?;
    Some(draft.places().followed(&walked))
}

/// Whether a place is a member of an object with this name.
fn is_in(need: &Need, holder: &str) -> bool {
    need.place.parent().and_then(|parent| parent.last()).as_deref() == Some(holder)
}

/// Declares a header of a response.
fn header(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let (Some(name), Some(response)) = (&need.name, holder(draft, &need.place, "headers")) else { return false };
    let of = scalar(need);
    let header = match draft.version {
        Version::V20 => of,
        Version::V30 | Version::V31 => json!({"schema": of}),
    };
    match draft.get(&response, "headers") {
        Some(Value::Object(_)) => draft.set(&response.join("headers"), name, header, why),
        _ => draft.set(&response, "headers", json!({name: header}), why),
    }
}

/// Adds a media type to those of a part.
fn part_type(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let (Some(name), true) = (&need.name, is_in(need, "encoding")) else { return false };
    let Some(place) = draft.places().walked(&need.place).map(|place| draft.places().followed(&place)) else {
        return false;
    };
    match draft.get(&place, "contentType").and_then(Value::as_str) {
        Some(types) if !types.trim().is_empty() => {
            let types = format!("{types}, {name}");
            draft.set(&place, "contentType", types.into(), why)
        }
        _ => false,
    }
}

/// The schema of a scalar that was sent as a text.
fn scalar(need: &Need) -> Value {
    match need.values.types().as_slice() {
        [only @ ("boolean" | "integer" | "number")] => json!({"type": only}),
        _ => json!({"type": "string"}),
    }
}

fn parameter(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let (Some(name), Some(operation)) = (&need.name, holder(draft, &need.place, "parameters")) else { return false };
    let of = scalar(need);
    let parameter = match draft.version {
        Version::V20 => json!({"name": name, "in": "query", "type": of["type"]}),
        Version::V30 | Version::V31 => json!({"name": name, "in": "query", "schema": of}),
    };
    draft.append(&operation, "parameters", vec![parameter], why)
}

/// The media type of a body. Recordings without headers do not have it.
fn media_type(need: &Need) -> Option<String> {
    match need.name.as_deref() {
        Some(name) if name.contains('/') => Some(name.to_owned()),
        Some("a body") if need.values.types() == ["string"] => Some("text/plain".to_owned()),
        Some("a body") => Some("application/json".to_owned()),
        _ => None,
    }
}

fn body_schema(need: &Need, media_type: &str, version: Version) -> Value {
    match Media::of(media_type) {
        Media::Json => need.values.schema(version),
        Media::Text | Media::Form => json!({"type": "string"}),
        _ if version == Version::V31 => json!({}),
        _ => json!({"type": "string", "format": "binary"}),
    }
}

fn request_body(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Some(media_type) = media_type(need) else { return false };
    let schema = body_schema(need, &media_type, draft.version);
    let is_undeclared = need.place.last().as_deref() != Some("content");
    let Some(holder) = holder(draft, &need.place, "content") else { return false };
    match (draft.version, is_undeclared) {
        (Version::V20, true) => {
            let parameter = json!({"name": "body", "in": "body", "schema": schema});
            draft.append(&holder, "parameters", vec![parameter], why)
        }
        (Version::V20, false) => add_media_type(draft, &need.place, "consumes", &media_type, why),
        (_, true) => match draft.get(&holder, "requestBody") {
            Some(Value::Object(_)) => content(draft, &holder.join("requestBody"), media_type, schema, why),
            _ => draft.set(&holder, "requestBody", json!({"content": {media_type: {"schema": schema}}}), why),
        },
        (_, false) => content(draft, &holder, media_type, schema, why),
    }
}

fn content(draft: &mut Draft, holder: &Pointer, media_type: String, schema: Value, why: &str) -> bool {
    match draft.get(holder, "content") {
        Some(Value::Object(_)) => draft.set(&holder.join("content"), &media_type, json!({"schema": schema}), why),
        _ => draft.set(holder, "content", json!({media_type: {"schema": schema}}), why),
    }
}

/// In Swagger 2.0, an operation lists the media types of all its bodies. Its list replaces that of the description.
fn add_media_type(draft: &mut Draft, place: &Pointer, keyword: &str, media_type: &str, why: &str) -> bool {
    let is_operation = |place: &Pointer| draft.get(place, "responses").is_some();
    let Some(operation) = std::iter::successors(Some(place.clone()), Pointer::parent).find(is_operation) else {
        return false;
    };
    let own = draft.get(&operation, keyword).is_some();
    let inherited = draft.documents.main().get(keyword).and_then(Value::as_array).filter(|_| !own);
    let added: Vec<Value> = inherited.into_iter().flatten().cloned().chain([media_type.into()]).collect();
    draft.append(&operation, keyword, added, why)
}

fn status(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let (Some(status), Some(operation)) = (&need.name, holder(draft, &need.place, "responses")) else { return false };
    let response = json!({"description": ""});
    match draft.get(&operation, "responses") {
        Some(Value::Object(_)) => draft.set(&operation.join("responses"), status, response, why),
        _ => draft.set(&operation, "responses", json!({status: response}), why),
    }
}

fn response_body(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Some(media_type) = media_type(need) else { return false };
    let schema = body_schema(need, &media_type, draft.version);
    let place = draft.places().followed(&need.place);
    if draft.version != Version::V20 {
        return content(draft, &place, media_type, schema, why);
    }
    let has_changed = draft.get(&place, "schema").is_none() && draft.set(&place, "schema", schema, why);
    add_media_type(draft, &need.place, "produces", &media_type, why) || has_changed
}

/// Lets the body of a response be null, which stands for no body, too.
fn bodiless(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let place = draft.places().followed(&need.place);
    if draft.version == Version::V20 {
        return schemas::add_null(draft, &place.join("schema"), why);
    }
    let content = place.join("content");
    let types = draft.members(&content).into_iter().flat_map(Map::keys);
    let json: Vec<String> = types.filter(|each| Media::of(each) == Media::Json).cloned().collect();
    json.iter().fold(false, |has_changed, media_type| {
        schemas::add_null(draft, &content.join(media_type).join("schema"), why) | has_changed
    })
}

/// Declares a method of a declared path.
fn method(draft: &mut Draft, need: &Need, why: &str) -> bool {
    let Some((method, path)) = need.name.as_deref().and_then(|name| name.split_once(' ')) else { return false };
    let method = method.to_ascii_lowercase();
    let Some(item) = holder(draft, &need.place, "") else { return false };
    if !METHODS.contains(&method.as_str()) || item.segments().count() < 2 {
        return false;
    }
    let Some(members) = draft.members(&item) else { return false };
    let sibling = METHODS.iter().find_map(|method| members.get(*method)?.get("tags")).cloned();
    let shared = members.get("parameters").and_then(Value::as_array);
    let is_shared =
        |name: &str| shared.into_iter().flatten().any(|each| each["name"] == *name || each.get("$ref").is_some());
    let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let parameters: Vec<Value> =
        names.filter(|name| !is_shared(name)).map(|name| in_path(name, draft.version)).collect();
    let Listed::All(statuses) = &need.listed else { return false };
    let statuses = statuses.iter().map(|status| (status.to_string(), json!({"description": ""})));
    let mut responses: Map<String, Value> = statuses.collect();
    if responses.is_empty() {
        responses.insert("default".to_owned(), json!({"description": ""}));
    }
    let mut operation = json!({"responses": responses});
    if let Some(tags) = sibling {
        operation["tags"] = tags;
    }
    if !parameters.is_empty() {
        operation["parameters"] = parameters.into();
    }
    draft.set(&item, &method, operation, why)
}

fn in_path(name: &str, version: Version) -> Value {
    match version {
        Version::V20 => json!({"name": name, "in": "path", "required": true, "type": "string"}),
        _ => json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}),
    }
}
