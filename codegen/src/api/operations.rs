//! Operations: parameters, bodies and responses with their types.

use super::content::{content_type, preference, preferred};
use super::effects::Setting;
use super::steer::OperationName;
use super::types::TypeBuilder;
use super::{Api, Body, BodyContent, Docs, Operation, Response, Success, Type, events, media, name_parts, servers};
use super::{operation_ids, parameters, parts};
use crate::config::{DefaultBodyRequired, GivenPaging, Settings};
use crate::diag::{Code, Diagnostic};
use crate::resolve::{self, Description};
use std::collections::{HashMap, HashSet};

/// Binds all operations. Returns the rules about the paging of each.
pub(super) fn bind(builder: &mut TypeBuilder<'_>, description: &Description, api: &mut Api) -> Vec<GivenPaging> {
    let ids = operation_ids::unique(&description.operations, &mut builder.diagnostics);
    let tags = name_parts::Tags::of(&description.tags);
    let described: Vec<_> = description.operations.iter().map(|each| name_parts::group(each, &tags)).collect();
    let (own, omitted): (Vec<_>, Vec<_>) = described.iter().cloned().map(|group| builder.steering.group(group)).unzip();
    let called = name_parts::names(&description.operations, &ids, [&described, &own], builder.config.operation_ids);
    let mut names: HashMap<(Vec<String>, String), usize> = HashMap::new();
    let mut paging = Vec::new();
    let all_ids: HashSet<&str> = ids.iter().map(String::as_str).collect();
    for (position, (operation, id)) in description.operations.iter().zip(&ids).enumerate() {
        let (group, name) = (own[position].clone(), &called[position]);
        keep_about(api, &described[position], &operation.tags, &group);
        let dotted = group.join(".");
        // An operationId means the operation that has it, and none that is called so in its group.
        let other = if all_ids.contains(name.as_str()) { id } else { name };
        let known = OperationName { operation, names: [id, other], group: &dotted };
        let settings = builder.steering.operation(&known);
        if settings.omit.is_some() || omitted[position] {
            let reason = "a rule of the configuration omits it".to_owned();
            api.skipped.push((operation.pointer.clone(), reason));
            continue;
        }
        let group = settings.group.clone().filter(|group| !group.is_empty()).unwrap_or(group);
        let mut name = settings.rename.clone().unwrap_or_else(|| name.clone());
        let earlier = names.get(&(group.clone(), name.clone())).filter(|_| name != *id);
        if let Some(earlier) = earlier.map(|earlier| &description.operations[*earlier]) {
            // An id that was only shortened is taken whole again.
            if settings.rename.is_some() || name_parts::name(operation, id) != *id {
                builder.diagnostics.push(taken(earlier, operation, [&group.join("."), &name, id]));
            }
            name.clone_from(id);
        }
        names.entry((group.clone(), name.clone())).or_insert(position);
        let mut bound = bind_one(builder, &known, &settings, (group, name));
        bound.server = servers::of_operation(operation, &api.servers);
        if description.security.is_none() && bound.security.is_empty() && !operation.is_open {
            bound.security.clone_from(&api.security);
        }
        builder.finish_queue();
        if let Some((rule, _)) = settings.optional {
            builder.effects.note(rule, Setting::OptionalBody, bound.body.is_some(), id);
        }
        if let (Some(body), Some(described)) = (&mut bound.body, &operation.body) {
            let given = settings.optional.map(|(_, is_optional)| !is_optional).or(described.required);
            body.required = given.unwrap_or_else(|| is_needed(builder, &operation.method, body));
        }
        api.operations.push(bound);
        paging.push(settings.paging);
    }
    paging
}

/// An operation whose name in its group another one has, so that its id is its name.
fn taken(earlier: &resolve::Operation, operation: &resolve::Operation, [group, name, id]: [&str; 3]) -> Diagnostic {
    let message = format!(
        "the group {group} already has an operation {name:?}, {} {}; this operation is named {id:?}",
        earlier.method, earlier.path
    );
    let found = Diagnostic::new(Code::DuplicateOperation, &operation.pointer, message);
    found.related(&earlier.pointer, "already has this name")
}

/// Keeps the docs of a tag for the group that a rule makes of it, and for one that an extension gives in another spelling: those of
/// `log-streams` for `logStreams`.
fn keep_about(api: &mut Api, described: &[String], tags: &[String], group: &[String]) {
    let Some(name) = group.last() else { return };
    let letters = |text: &str| {
        text.chars().filter(|each| each.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let spelled = described.last().map(|described| letters(described));
    let same = tags.iter().filter(|tag| spelled.as_ref().is_some_and(|spelled| letters(tag) == *spelled));
    let about = described.last().into_iter().chain(same).find_map(|tag| api.tags.get(tag)).cloned();
    if let Some(about) = about {
        api.tags.entry(name.clone()).or_insert(about);
    }
}

fn bind_one(
    builder: &mut TypeBuilder<'_>,
    known: &OperationName<'_>,
    settings: &Settings,
    (group, name): (Vec<String>, String),
) -> Operation {
    let operation = known.operation;
    let id = known.names[0].to_owned();
    let mut words = group.clone();
    words.push(name.clone());
    let path = parameters::path(operation);
    let responses = responses(builder, operation, &words);
    let events = events::bind(builder, operation, &words, &responses);
    Operation {
        pointer: operation.pointer.clone(),
        id,
        method: operation.method.clone(),
        summary: operation.summary.clone(),
        docs: Docs {
            text: settings.docs.clone().or_else(|| operation.description.clone()),
            deprecated: operation.deprecated,
            ..Docs::default()
        },
        parameters: parameters::bind(builder, known, &path, &words),
        client_headers: parameters::left_to_client(operation),
        path: path.template,
        path_key: operation.path.clone(),
        body: body(builder, operation, &words),
        // The result of an awaited call is determined once their types are known.
        success: Success::Empty,
        media: media::others(builder, operation, &words, events.as_ref()),
        events,
        paging: Vec::new(),
        responses,
        server: None,
        security: operation.security.clone(),
        group,
        name,
        is_renamed: settings.rename.is_some(),
        former: settings.former.clone(),
    }
}

fn body(builder: &mut TypeBuilder<'_>, operation: &resolve::Operation, words: &[String]) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let mut content = Vec::with_capacity(body.content.len());
    for each in &body.content {
        let of = content_type(builder, each, words, "body");
        let encodings = each.encodings.clone();
        content.push(BodyContent { media_type: each.media_type.clone(), of, encodings });
    }
    let formless = parts::replace_formless(builder, body, &mut content);
    let order = |index: &usize| (formless.contains(index), preference(&content[*index].media_type));
    let chosen = (0..content.len()).min_by_key(order)?;
    let others = others(&content, chosen);
    let example = parameters::shown(body.content[chosen].example.as_ref());
    let docs = Docs { text: body.description.clone(), example, ..Docs::default() };
    // Whether it is required may depend on properties that are not bound yet.
    Some(Body { required: true, content, chosen, others, docs })
}

/// Whether a body without `required` is required in practice. OpenAPI makes it optional by default (3.1, 4.8.13), but most descriptions
/// just omit the keyword. PUT and PATCH carry the value to store (RFC 9110, 9.3.4; RFC 5789), unless it may be null; POST requires its body
/// unless that may be null or empty.
fn is_needed(builder: &TypeBuilder<'_>, method: &str, body: &Body) -> bool {
    let of = &body.content[body.chosen].of;
    match (builder.config.default_body_required, method) {
        (DefaultBodyRequired::Required, _) => true,
        (DefaultBodyRequired::Optional, _) => false,
        (DefaultBodyRequired::ByMethod, "PUT" | "PATCH") => !matches!(of, Type::Nullable(_) | Type::Json),
        (DefaultBodyRequired::ByMethod, "POST") => !builder.can_be_empty(of),
        (DefaultBodyRequired::ByMethod, _) => false,
    }
}

/// The media types whose bodies have another type than the chosen one; one for each type.
fn others(content: &[BodyContent], chosen: usize) -> Vec<usize> {
    let mut known: HashSet<&Type> = HashSet::from([&content[chosen].of]);
    (0..content.len()).filter(|index| known.insert(&content[*index].of)).collect()
}

fn responses(builder: &mut TypeBuilder<'_>, operation: &resolve::Operation, words: &[String]) -> Vec<Response> {
    let mut responses = Vec::with_capacity(operation.responses.len());
    for response in &operation.responses {
        let role =
            if response.status.starts_with('2') { "response".to_owned() } else { format!("error_{}", response.status) };
        let content = preferred(&response.content);
        // RFC 9110, 15.3.5: 204 and 205 have no body, whatever is declared.
        let content = content.filter(|_| !matches!(response.status.as_str(), "204" | "205"));
        let encodings = content.map(|content| content.encodings.clone()).unwrap_or_default();
        let content = content.map(|content| (content.media_type.clone(), content_type(builder, content, words, &role)));
        let docs = Docs { text: response.description.clone(), ..Docs::default() };
        responses.push(Response { status: response.status.clone(), content, encodings, docs });
    }
    responses
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_group_has_the_docs_of_its_tag_in_any_spelling() {
        let operation = |group: &str, tag: &str| json!({"get": {"x-operation-group": group, "tags": [tag], "responses": {"204": {"description": ""}}}});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "tags": [{"name": "log-streams", "description": "About streams."}, {"name": "other", "description": "About others."}],
            "paths": {"/a": operation("logStreams", "log-streams"), "/b": operation("keys", "other")},
        });
        let bytes = description.to_string().into_bytes();
        let api =
            crate::bind("t.json".as_ref(), bytes, &crate::config::Config::default()).product.expect("bindings").api;
        let about = |group: &str| api.tags.get(group).and_then(|(_, text)| text.as_deref());
        assert_eq!((about("logStreams"), about("keys")), (Some("About streams."), None));
    }

    #[test]
    fn a_rule_for_an_id_is_for_that_operation_alone() {
        let operation = |id: &str, tag: &str| json!({"get": {"operationId": id, "tags": [tag], "responses": {"204": {"description": ""}}}});
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "T", "version": "1"},
            "paths": {
                "/a": operation("delete", "core"), "/b": operation("pets_delete", "pets"), "/c": operation("pets_find", "pets"),
                "/d": operation("users_find", "users"), "/e": operation("users_list", "users"), "/f": operation("toys_list", "toys"),
            },
        });
        let bound = |config: &str| {
            let (config, wrong) = crate::config::parse(config);
            assert!(!wrong.has_errors());
            let run = crate::bind("t.json".as_ref(), description.to_string().into_bytes(), &config);
            let found: Vec<String> = run.diagnostics.iter().map(|found| found.message.clone()).collect();
            let operations = run.product.expect("bindings").api.operations;
            let names = operations.iter().map(|each| format!("{}.{}", each.group.join("."), each.name)).collect();
            (names, found)
        };
        let (names, found): (Vec<String>, Vec<String>) = bound(
            "[[rule]]\nmatch = { operation = \"delete\" }\nrename = \"remove\"\n\
             [[rule]]\nmatch = { operation = \"find\" }\nrename = \"search\"\n\
             [[rule]]\nmatch = { operation = \"toys_list\" }\ngroup = \"users\"\n",
        );
        assert_eq!(
            names,
            ["core.remove", "pets.delete", "pets.search", "users.search", "users.list", "users.toys_list"]
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
