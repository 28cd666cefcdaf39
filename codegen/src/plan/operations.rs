//! Plans groups and operations.

use super::operation_docs::{operation_docs, parameter_docs};
use super::{
    Body, CallForm, Delivery, Encoding, Group, Operation, OtherBody, Output, Paged, Parameter, RustType, Styling,
    rust_type, rustdoc,
};
use super::{client, error_bodies, media, paging, returns};
use crate::analysis::Analysis;
use crate::api::Media;
use crate::api::{self, Alone, Api, Place, Success, Type};
use crate::names::{Names, OperationNames, status_variant};

pub(super) fn groups(api: &Api, names: &Names, analysis: &Analysis) -> Vec<Group> {
    let named = client::Named::of(api, names);
    let mut inner = vec![Vec::new(); names.groups.len()];
    for group in &names.groups {
        if let Some(parent) = group.parent {
            inner[parent].push((group.method.clone(), group.module.clone(), group.ident.clone()));
        }
    }
    let mut groups = Vec::with_capacity(names.groups.len());
    for (group, inner) in names.groups.iter().zip(inner) {
        let mut operations: Vec<Operation> = group
            .operations
            .iter()
            .map(|position| {
                let own = &names.operations[*position];
                operation(*position, &api.operations[*position], own, analysis, &named)
            })
            .collect();
        operations.sort_by(|a, b| a.method.cmp(&b.method));
        error_bodies::unite(&mut operations);
        groups.push(Group {
            module: group.module.clone(),
            ident: group.ident.clone(),
            method: group.method.clone(),
            title: group.path.join("."),
            about: String::new(),
            call: String::new(),
            docs: Vec::new(),
            handle_docs: Vec::new(),
            feature: None,
            parent: group.parent.map(|parent| names.groups[parent].module.clone()),
            inner,
            operations,
        });
    }
    groups
}

fn operation(
    position: usize,
    operation: &api::Operation,
    own: &OperationNames,
    analysis: &Analysis,
    named: &client::Named<'_>,
) -> Operation {
    let output = output(&operation.success, own, analysis);
    let paging = paging::paged(&operation.paging, &output, analysis);
    let delivery = media::delivery(operation);
    let mut plan = Operation {
        position,
        form: form(operation, &output, &paging, delivery),
        method: own.method.clone(),
        ident: own.ident.clone(),
        marker: own.marker.clone(),
        docs: Vec::new(),
        call_docs: Vec::new(),
        deprecated: operation.docs.deprecated,
        id: operation.id.clone(),
        verb: operation.method.clone(),
        path: operation.path.clone(),
        parameters: operation
            .parameters
            .iter()
            .zip(&own.parameters)
            .map(|(each, ident)| parameter(each, ident, analysis))
            .collect(),
        client_headers: operation.client_headers.clone(),
        body: operation.body.as_ref().map(|each| body(each, each.chosen, &own.body, analysis)),
        other_bodies: operation.body.as_ref().map(|each| other_bodies(each, own, analysis)).unwrap_or_default(),
        request: operation
            .body
            .iter()
            .flat_map(|body| &body.content)
            .map(|content| content.media_type.clone())
            .collect(),
        responses: responses(operation),
        events: operation.events.as_ref().map(|events| (rust_type(&events.of, analysis), events.clone())),
        media: media::others(operation, own, analysis),
        delivery,
        paging,
        output,
        error_body: error_bodies::error_body(operation, own, analysis),
        server: operation.server.as_ref().and_then(|server| named.server(server)),
        security: named.security(&operation.security),
        former: own.former.clone(),
    };
    plan.docs = operation_docs(operation, &plan, own, None);
    let media_types: Vec<String> = plan.other_bodies.iter().map(|other| other.media_type.clone()).collect();
    let docs = media_types.iter().map(|each| operation_docs(operation, &plan, own, Some(each))).collect::<Vec<_>>();
    plan.other_bodies.iter_mut().zip(docs).for_each(|(other, docs)| other.docs = docs);
    plan.call_docs = returns::call_docs(&plan);
    plan
}

/// The statuses that the client knows, with their media types. An error without a body has no data for it; the docs list it.
fn responses(operation: &api::Operation) -> Vec<(String, Option<String>)> {
    let known = operation.responses.iter().filter(|each| each.content.is_some() || each.status.starts_with(['2', '3']));
    known.map(|each| (each.status.clone(), each.content.as_ref().map(|(media_type, _)| media_type.clone()))).collect()
}

/// The form of the type of a call.
fn form(operation: &api::Operation, output: &Output, paging: &[Paged], delivery: Delivery) -> CallForm {
    if operation.events.as_ref().is_some_and(|events| events.alone == Alone::Yes) {
        return CallForm::Events;
    }
    let has_setters = operation.parameters.iter().any(|parameter| !parameter.required)
        || operation.body.as_ref().is_some_and(|body| !body.required);
    let is_streamed =
        operation.events.is_some() || delivery == Delivery::Parts || matches!(output, Output::Value(RustType::Bytes));
    match has_setters || is_streamed || !paging.is_empty() || !operation.media.is_empty() {
        true => CallForm::Own,
        false => CallForm::Simple,
    }
}

fn parameter(parameter: &api::Parameter, ident: &str, analysis: &Analysis) -> Parameter {
    let docs = parameter_docs(parameter);
    Parameter {
        ident: ident.to_owned(),
        wire: parameter.name.clone(),
        place: parameter.place,
        required: parameter.required,
        of: rust_type(&parameter.of, analysis),
        docs,
        constant: parameter.constant.clone(),
        style: styling(parameter),
    }
}

/// The differences from the default of the location (OpenAPI 3.1, 4.8.12.2).
fn styling(parameter: &api::Parameter) -> Vec<Styling> {
    let mut styling = Vec::new();
    if parameter.allow_empty {
        styling.push(Styling::AllowEmpty);
    }
    if let Some(media_type) = &parameter.media_type {
        styling.push(Styling::Content(media_type.clone()));
        if !parameter.encodings.is_empty() {
            styling.push(Styling::Encoded(parameter.encodings.clone()));
        }
        return styling;
    }
    let default = match parameter.place {
        Place::Query | Place::QueryString | Place::Cookie => "form",
        Place::Path | Place::Header => "simple",
    };
    let style = parameter.style.as_deref().unwrap_or(default);
    if style != default {
        styling.push(Styling::Style(style.to_owned()));
    }
    if let Some(explode) = parameter.explode.filter(|explode| *explode != matches!(style, "form" | "cookie")) {
        styling.push(Styling::Explode(explode));
    }
    if parameter.allow_reserved {
        styling.push(Styling::AllowReserved);
    }
    styling
}

fn other_bodies(body: &api::Body, own: &OperationNames, analysis: &Analysis) -> Vec<OtherBody> {
    let plan = |(position, method): (&usize, &String)| OtherBody {
        method: method.clone(),
        media_type: body.content[*position].media_type.clone(),
        docs: Vec::new(),
        body: self::body(body, *position, &own.body, analysis),
    };
    body.others.iter().zip(&own.other_bodies).map(plan).collect()
}

fn body(body: &api::Body, position: usize, ident: &str, analysis: &Analysis) -> Body {
    let api::BodyContent { media_type, of, encodings } = &body.content[position];
    let exact = || (!media_type.contains('*')).then(|| media_type.clone());
    let encoding = match Media::of(media_type) {
        // The runtime uses the first JSON media type of the operation, which is the chosen one.
        Media::Json if position == body.chosen => Encoding::Json,
        Media::Json => Encoding::JsonAs(media_type.clone()),
        // The caller writes a body that a form cannot represent.
        Media::Form if *of == Type::Text => Encoding::Text(media_type.clone()),
        Media::Form => Encoding::Form,
        Media::Multipart if *of == Type::Binary => Encoding::Bytes(exact()),
        Media::Multipart if body.content.iter().position(is_in_parts) == Some(position) => Encoding::Multipart,
        Media::Multipart => Encoding::MultipartAs(media_type.clone()),
        Media::Text => Encoding::Text(media_type.clone()),
        Media::Bytes => Encoding::Bytes(exact()),
    };
    let text = body.docs.text.as_deref().map(rustdoc::lines).filter(|lines| !lines.is_empty());
    let mut docs = text.unwrap_or_else(|| vec!["The request body.".into()]);
    // The example of the media type that is sent.
    if let Some(example) = rustdoc::example(&body.docs).filter(|_| position == body.chosen) {
        rustdoc::paragraph(&mut docs, &example);
    }
    Body {
        ident: ident.to_owned(),
        required: body.required,
        of: rust_type(of, analysis),
        encoding,
        properties: encodings.clone(),
        docs,
    }
}

/// Whether the runtime chooses this multipart media type by default.
fn is_in_parts(content: &api::BodyContent) -> bool {
    Media::of(&content.media_type) == Media::Multipart && !content.media_type.contains('*')
}

fn output(success: &Success, own: &OperationNames, analysis: &Analysis) -> Output {
    match success {
        Success::Empty => Output::Unit,
        Success::One(of) => Output::Value(rust_type(of, analysis)),
        Success::Maybe(of) => match rust_type(of, analysis) {
            // An empty body is a body, too.
            of @ (RustType::Option(_) | RustType::Bytes) => Output::Value(of),
            of => Output::Maybe(of),
        },
        Success::PerStatus(each) => {
            let variants = each.iter().map(|(status, of)| {
                (status_variant(status), of.as_ref().map(|of| rust_type(of, analysis)), status.clone())
            });
            Output::PerStatus(own.reply.clone(), variants.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    /// The file of the only group of a description with one operation.
    fn group(operation: &serde_json::Value) -> String {
        let description = json!({
            "openapi": "3.1.0", "info": {"title": "Examples", "version": "1"},
            "components": {
                "examples": {"Kind": {"value": "by reference"}},
                "schemas": {"Id": {"type": "string", "example": "of the schema"}},
            },
            "paths": {"/a/{id}": {"put": operation}},
        });
        let bytes = description.to_string().into_bytes();
        let run = crate::bind("api.json".as_ref(), bytes, &crate::config::Config::default());
        let files = run.product.expect("a product").files;
        files.into_iter().find(|file| file.path.starts_with("src/operations/")).expect("a group").text
    }

    #[test]
    fn examples_of_parameters_and_bodies_override_those_of_their_schemas() {
        let id = json!({"$ref": "#/components/schemas/Id"});
        let text = group(&json!({
            "parameters": [
                {"name": "id", "in": "path", "required": true, "example": "of the parameter", "schema": id},
                {"name": "kind", "in": "query", "examples": {"a": {"$ref": "#/components/examples/Kind"}, "b": {"value": 2}}, "schema": id},
                {"name": "plain", "in": "query", "schema": id},
                {"name": "null", "in": "query", "example": null, "schema": id},
                {"name": "text", "in": "header", "content": {"application/json": {"example": [1, 2], "schema": {}}}},
                {"name": "elsewhere", "in": "query", "examples": {"a": {"externalValue": "https://a.example/b"}}, "schema": {"type": "string"}},
            ],
            "requestBody": {"required": true, "description": "What is put.", "content": {
                "text/plain": {"example": "not sent"}, "application/json": {"schema": id, "examples": {"a": {"value": "of the body"}}},
            }},
            "responses": {},
        }));
        for line in [
            "    /// * `id`: Example: `of the parameter`.\n",
            "    /// * `body`: What is put. Example: `of the body`.\n",
            "    /// Example: `by reference`.\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(text.matches("Example: `of the schema`.").count(), 2, "{text}");
        assert!(!text.contains("not sent") && !text.contains("a.example"), "{text}");
    }

    #[test]
    fn lists_in_descriptions_of_responses_and_arguments_stay_lists() {
        let text = group(&json!({
            "parameters": [{
                "name": "id", "in": "path", "required": true, "example": "last", "schema": {"type": "string"},
                "description": "Either\n\n* a number or\n* a word.",
            }],
            "responses": {
                "404": {"description": "Nothing is found:\n- no group\n- no member of it\n\nAsk again later."},
                "409": {"description": "Somebody\nwas faster."},
            },
        }));
        let docs = [
            "    /// * `id`: Either\n    ///\n    ///   * a number or\n    ///   * a word.\n    ///\n    ///   Example: `last`.\n",
            "    /// * `404` Nothing is found:\n    ///\n    ///   - no group\n    ///   - no member of it\n    ///\n    ///   Ask again later.\n    /// * `409` Somebody was faster.\n",
        ];
        for docs in docs {
            assert!(text.contains(docs), "{docs}\n{text}");
        }
    }

    #[test]
    fn an_optional_body_has_its_example_at_its_setter() {
        let text = group(&json!({
            "requestBody": {"content": {"application/json": {"schema": {"type": "integer"}, "example": 7}}},
            "responses": {},
        }));
        assert!(
            text.contains("    /// The request body.\n    ///\n    /// Example: `7`.\n")
                || text.contains("* `body`: Example: `7`."),
            "{text}"
        );
    }
}
