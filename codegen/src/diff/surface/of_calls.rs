//! The surface of the operations of a plan. What is not part of it is `_` here.

use super::calls::{
    Body, Call, Delivery, Encoding, ErrorBody, Form, Former, Given, Output, Paged, Parameter, Requirement,
};
use super::client::Standing;
use super::parts::Docs;
use super::serialization;
use super::types::Type;
use crate::api;
use crate::diag::Pointer;
use crate::plan::{self, CallForm, Group, Operation};
use std::collections::HashMap;

/// The operations of all groups.
pub(super) fn calls(groups: &[Group], bound: &[api::Operation]) -> Vec<Call> {
    let by_module: HashMap<&str, &Group> = groups.iter().map(|group| (group.module.as_str(), group)).collect();
    let mut found = Vec::new();
    for group in groups {
        let accessors = accessors(group, &by_module);
        let each = group.operations.iter();
        found.extend(
            each.filter_map(|operation| Some(call(operation, group, &accessors, bound.get(operation.position)?))),
        );
    }
    found
}

fn accessors(group: &Group, by_module: &HashMap<&str, &Group>) -> Vec<String> {
    let around = group.parent.as_ref().and_then(|parent| by_module.get(parent.as_str()));
    let mut accessors = around.map(|around| self::accessors(around, by_module)).unwrap_or_default();
    accessors.push(group.method.clone());
    accessors
}

fn call(of: &Operation, around: &Group, accessors: &[String], bound: &api::Operation) -> Call {
    let Group {
        module,
        ident: handle,
        feature,
        title,
        // They are in the accessors.
        method: _,
        parent: _,
        inner: _,
        call: _,
        // Documentation of a group has no operation to be told with.
        about: _,
        docs: _,
        handle_docs: _,
        operations: _,
    } = around;
    Call {
        accessors: accessors.to_vec(),
        group: bound.group.first().cloned().unwrap_or_default(),
        title: title.clone(),
        module: module.clone(),
        handle: handle.clone(),
        feature: feature.clone(),
        ..responses(of, request(of, bound))
    }
}

/// An operation without its group and its responses.
fn request(of: &Operation, bound: &api::Operation) -> Call {
    let Operation {
        position: _,
        method,
        ident,
        form,
        // Docs hide it.
        marker: _,
        docs,
        // They follow from the operation and its docs.
        call_docs: _,
        deprecated,
        id,
        verb,
        path,
        parameters,
        client_headers,
        body,
        other_bodies,
        request,
        // The types of the results have what code sees of them.
        responses: _,
        // See `responses`.
        output: _,
        events: _,
        media: _,
        delivery: _,
        paging: _,
        error_body: _,
        server,
        security,
        former,
    } = of;
    let pointers = bound.parameters.iter().map(|parameter| parameter.pointer.clone());
    let pointers = pointers.chain(std::iter::repeat_with(|| bound.pointer.clone()));
    Call {
        method: method.clone(),
        place: bound.pointer.clone(),
        id: id.clone(),
        verb: verb.clone(),
        path: path.clone(),
        ident: ident.clone(),
        form: match form {
            CallForm::Simple | CallForm::Own => Form::Awaited,
            CallForm::Events => Form::Events,
        },
        standing: Standing::of(*deprecated),
        former: former.iter().map(self::former).collect(),
        parameters: parameters.iter().zip(pointers).map(|(of, place)| parameter(of, place)).collect(),
        body: body.as_ref().map(|body| self::body(body, request)),
        other_bodies: other_bodies.iter().map(|other| other_body(other, request)).collect(),
        server: server.clone(),
        security: security.iter().map(|all| all.iter().map(requirement).collect()).collect(),
        client_headers: client_headers.clone(),
        docs: Docs::of(docs),
        ..Call::default()
    }
}

/// Adds the responses of an operation.
fn responses(of: &Operation, call: Call) -> Call {
    let parameters = &of.parameters;
    Call {
        output: self::output(&of.output),
        delivery: match of.delivery {
            plan::Delivery::Whole => Delivery::Whole,
            plan::Delivery::Parts => Delivery::Parts,
        },
        events: of.events.as_ref().map(|(of, events)| (Type::of(of), serialization::events(events, parameters))),
        media: of.media.iter().map(self::media).collect(),
        paging: of.paging.iter().map(|of| paged(of, parameters)).collect(),
        error_body: of.error_body.as_ref().map(self::error_body),
        ..call
    }
}

fn former(plan::FormerCall { method, ident, reply, error_body, rule: _ }: &plan::FormerCall) -> Former {
    let types = [ident, reply, error_body].into_iter().flatten().cloned().collect();
    Former { method: method.clone(), types }
}

fn parameter(of: &plan::Parameter, pointer: Pointer) -> Parameter {
    let plan::Parameter { ident, wire, place, required, of, docs, constant, style } = of;
    Parameter {
        ident: ident.clone(),
        wire: wire.clone(),
        location: *place,
        given: Given::of(*required),
        of: Type::of(of),
        place: pointer,
        constant: constant.clone(),
        style: style.iter().map(serialization::style).collect(),
        docs: Docs::of(docs),
    }
}

/// A body, which is sent with the first declared media type unless it has its own.
fn body(of: &plan::Body, request: &[String]) -> Body {
    let plan::Body { ident, required, of, encoding, properties, docs } = of;
    let encoding = match encoding {
        plan::Encoding::Json => Encoding::Json(request.first().cloned().unwrap_or_default()),
        plan::Encoding::JsonAs(media_type) => Encoding::Json(media_type.clone()),
        plan::Encoding::Form => Encoding::Form,
        plan::Encoding::Multipart => Encoding::Multipart(None),
        plan::Encoding::MultipartAs(media_type) => Encoding::Multipart(Some(media_type.clone())),
        plan::Encoding::Text(media_type) => Encoding::Text(media_type.clone()),
        plan::Encoding::Bytes(media_type) => Encoding::Bytes(media_type.clone()),
    };
    Body {
        ident: ident.clone(),
        given: Given::of(*required),
        of: Type::of(of),
        encoding,
        properties: properties.iter().map(serialization::encoding).collect(),
        docs: Docs::of(docs),
    }
}

fn other_body(
    plan::OtherBody { method, media_type, docs, body }: &plan::OtherBody,
    request: &[String],
) -> (String, String, Body) {
    (method.clone(), media_type.clone(), Body { docs: Docs::of(docs), ..self::body(body, request) })
}

fn output(of: &plan::Output) -> Output {
    match of {
        plan::Output::Unit => Output::Unit,
        plan::Output::Value(of) => Output::Value(Type::of(of)),
        plan::Output::Maybe(of) => Output::Maybe(Type::of(of)),
        plan::Output::PerStatus(name, variants) => {
            let variant = |(variant, of, status): &(String, Option<plan::RustType>, String)| {
                (variant.clone(), of.as_ref().map(Type::of), status.clone())
            };
            Output::PerStatus(name.clone(), variants.iter().map(variant).collect())
        }
    }
}

fn media(plan::OtherMedia { method, media_type, of }: &plan::OtherMedia) -> (String, String, Type) {
    (method.clone(), media_type.clone(), Type::of(of))
}

fn paged(plan::Paged { items, pages, item, page, way }: &plan::Paged, parameters: &[plan::Parameter]) -> Paged {
    Paged {
        items: items.clone(),
        pages: pages.clone(),
        item: item.as_ref().map(Type::of),
        page: Type::of(page),
        way: serialization::paging(way, parameters),
    }
}

fn error_body(of: &plan::ErrorBody) -> ErrorBody {
    match of {
        // The statuses are those of errors, whichever they are.
        plan::ErrorBody::One(of, _) => ErrorBody::One(Type::of(of)),
        plan::ErrorBody::PerStatus(name, variants) => {
            let each = variants.iter().map(|(variant, of, status)| (variant.clone(), Type::of(of), status.clone()));
            ErrorBody::PerStatus(name.clone(), each.collect())
        }
        plan::ErrorBody::Same(name, other) => ErrorBody::Same(name.clone(), other.clone()),
    }
}

fn requirement(plan::Requirement { scheme, scopes, credential }: &plan::Requirement) -> Requirement {
    let credential = serialization::credential(credential);
    Requirement { scheme: scheme.clone(), scopes: scopes.clone(), credential }
}
