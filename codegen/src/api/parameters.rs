//! Parameters of operations, and the path.

use super::effects::Setting;
use super::steer::OperationName;
use super::types::TypeBuilder;
use super::{Docs, NameParts, Parameter, Place, Type};
use crate::config::Settings;
use crate::diag::{Code, Diagnostic, File, Pointer};
use crate::resolve;
use indexmap::IndexSet;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;

/// Header parameters that OpenAPI 3.1 (4.8.12) leaves to content negotiation.
const NEGOTIATED: [&str; 2] = ["accept", "content-type"];

/// A path as sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// The template, with a query if the description writes one into the path.
    pub(super) template: String,
    /// The names in that query, whose values are fixed.
    fixed: Vec<String>,
}

/// The path of an operation. A fragment only distinguishes paths and never reaches a server (RFC 9110, 4.2.5). A query pair that is the
/// placeholder of a declared parameter is dropped in favor of the parameter.
pub(super) fn path(operation: &resolve::Operation) -> Path {
    let path = without_fragment(&operation.path);
    let Some((before, query)) = path.split_once('?').filter(|(before, _)| !is_open(before)) else {
        return Path { template: path.to_owned(), fixed: Vec::new() };
    };
    let is_declared = |name: &str| {
        operation.parameters.iter().any(|parameter| parameter.place == Place::Query && parameter.name == name)
    };
    let mut template = before.to_owned();
    let mut fixed = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !(value.contains('{') && is_declared(name)) {
            template.push(if fixed.is_empty() { '?' } else { '&' });
            template.push_str(pair);
            fixed.push(name.to_owned());
        }
    }
    Path { template, fixed }
}

/// A path without its fragment. A `#` before parameters belongs to the path.
fn without_fragment(path: &str) -> &str {
    match path.split_once('#') {
        Some((before, fragment)) if !fragment.contains('{') => before,
        _ => path,
    }
}

/// Whether the rest of the path is in braces.
fn is_open(text: &str) -> bool {
    text.rfind('{') > text.rfind('}')
}

pub(super) fn bind(
    builder: &mut TypeBuilder<'_>,
    known: &OperationName<'_>,
    path: &Path,
    words: &[String],
) -> Vec<Parameter> {
    let operation = known.operation;
    let template: IndexSet<&str> = template_names(&path.template).into_iter().collect();
    let mut parameters = Vec::new();
    let mut earlier: HashMap<(Place, Cow<'_, str>), usize> = HashMap::new();
    for (position, parameter) in operation.parameters.iter().enumerate() {
        if is_left_out(operation, path, parameter) {
            continue;
        }
        let first = *earlier.entry(parameter.identity()).or_insert(position);
        if first < position {
            let earlier = &operation.parameters[first];
            let message = format!(
                "the {} parameter {:?} is declared twice; the declaration at {} is used",
                parameter.place.word(),
                parameter.name,
                earlier.pointer
            );
            let found = Diagnostic::new(Code::DuplicateParameter, &parameter.pointer, message);
            builder.diagnostics.push(found.related(&earlier.pointer, "first declared here"));
            continue;
        }
        if parameter.place == Place::Path && !template.contains(parameter.name.as_str()) {
            let message = format!(
                "the path {} has no placeholder {{{}}}; the parameter is skipped",
                operation.path, parameter.name
            );
            builder.diagnostics.push(Diagnostic::new(Code::PathTemplate, &parameter.pointer, message));
            continue;
        }
        let rule = builder.steering.parameter(known, parameter);
        let is_free = !parameter.required && parameter.place != Place::Path;
        if rule.omit.is_some() && is_free {
            continue;
        }
        if let Some(position) = rule.omit {
            let message = format!("the parameter {:?} is required and cannot be omitted", parameter.name);
            let place = Pointer::root().join("rule").join(position).join("omit");
            builder.diagnostics.push(Diagnostic::new(Code::UnusedRule, &place, message).about(File::Config));
        }
        let in_path = parameter.place == Place::Path;
        if let Some((position, is_optional)) = rule.optional {
            builder.effects.note(position, Setting::Optional, !(in_path && is_optional), &parameter.name);
        }
        if let Some((position, is_allowed)) = rule.allow_empty {
            builder.effects.note(position, Setting::AllowEmpty, in_path || !is_allowed, &parameter.name);
        }
        parameters.push(bind_parameter(builder, parameter, &rule, words));
    }
    for name in &template {
        if !earlier.contains_key(&(Place::Path, Cow::Borrowed(*name))) {
            let message =
                format!("no path parameter is declared for the placeholder {{{name}}}; it is bound as a string");
            builder.diagnostics.push(Diagnostic::new(Code::PathTemplate, &operation.pointer, message));
            parameters.push(undeclared(operation, name));
        }
    }
    in_stable_order(parameters, &template)
}

/// Path parameters come first, in the order of the path, then other required parameters by location and name, then optional ones as
/// declared. Required parameters are positional arguments, mostly strings, so their order must not depend on that of a list.
fn in_stable_order(mut parameters: Vec<Parameter>, template: &IndexSet<&str>) -> Vec<Parameter> {
    let in_path = |parameter: &Parameter| {
        let position = template.get_index_of(parameter.name.as_str());
        position.filter(|_| parameter.place == Place::Path).unwrap_or(usize::MAX)
    };
    parameters.sort_by_key(in_path);
    let is_named = |index: &usize| parameters[*index].required && in_path(&parameters[*index]) == usize::MAX;
    let slots: Vec<usize> = (0..parameters.len()).filter(is_named).collect();
    let mut sorted = slots.clone();
    sorted.sort_by_key(|index| (location(parameters[*index].place), &parameters[*index].name));
    let mut order: Vec<usize> = (0..parameters.len()).collect();
    slots.into_iter().zip(sorted).for_each(|(slot, from)| order[slot] = from);
    let mut left: Vec<Option<Parameter>> = parameters.into_iter().map(Some).collect();
    order.into_iter().filter_map(|from| left.get_mut(from)?.take()).collect()
}

/// The order of locations in the arguments of a call.
fn location(place: Place) -> u8 {
    match place {
        Place::Path => 0,
        Place::Query => 1,
        Place::QueryString => 2,
        Place::Header => 3,
        Place::Cookie => 4,
    }
}

/// Whether a parameter is not an argument: OpenAPI ignores it, or its value is fixed.
///
/// `Authorization` is left to the security schemes. Without any scheme, the parameter is the only way to send it.
fn is_left_out(operation: &resolve::Operation, path: &Path, parameter: &resolve::Parameter) -> bool {
    let name = parameter.name.to_ascii_lowercase();
    let is_ignored = parameter.place == Place::Header
        && (NEGOTIATED.contains(&name.as_str()) || name == "authorization" && !operation.security.is_empty());
    let is_fixed = parameter.place == Place::Query && path.fixed.contains(&parameter.name);
    is_ignored || is_fixed || is_left_to_client(parameter)
}

/// Whether the client, and not the caller, sets the parameter.
fn is_left_to_client(parameter: &resolve::Parameter) -> bool {
    parameter.extensions.get("x-sdk-ignore") == Some(&Value::Bool(true))
}

/// The headers that the client sets.
pub(super) fn left_to_client(operation: &resolve::Operation) -> Vec<String> {
    let left = operation.parameters.iter().filter(|parameter| is_left_to_client(parameter));
    left.filter(|parameter| parameter.place == Place::Header).map(|parameter| parameter.name.clone()).collect()
}

fn bind_parameter(
    builder: &mut TypeBuilder<'_>,
    parameter: &resolve::Parameter,
    rule: &Settings,
    words: &[String],
) -> Parameter {
    let shared = parameter.schema.and_then(|schema| builder.shared_name(schema));
    let mut name = || {
        shared.clone().unwrap_or_else(|| {
            let mut words = words.to_vec();
            words.push(parameter.name.clone());
            NameParts::Operation(words)
        })
    };
    let constant = constant(builder, parameter);
    let of = match (&constant, parameter.schema) {
        (Some(_), _) | (None, None) => Type::Text,
        // A parameter is text, so bytes in it become strings.
        (None, Some(schema)) => {
            builder.steered_type(schema, rule, &parameter.name, &mut name).split_null().0.without_bytes()
        }
    };
    let is_credential = parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("authorization");
    let is_secret = rule.secret.unwrap_or(is_credential);
    let of = if is_secret && of == Type::Text { Type::Secret } else { of };
    let behind = parameter.schema.map(|schema| builder.docs_at(schema)).unwrap_or_default();
    let (minimum, maximum) = parameter.schema.map(|schema| builder.bounds(schema)).unwrap_or_default();
    // GitHub's extension for a path parameter that contains slashes.
    let is_multi_segment = parameter.extensions.get("x-multi-segment") == Some(&Value::Bool(true));
    Parameter {
        pointer: parameter.pointer.clone(),
        name: parameter.name.clone(),
        rename: rule.rename.clone(),
        place: parameter.place,
        required: is_required(parameter, rule) && constant.is_none(),
        of,
        constant,
        style: parameter.style.clone(),
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved || is_multi_segment,
        allow_empty: rule.allow_empty.is_some_and(|(_, allow)| allow) && parameter.place == Place::Path,
        media_type: parameter.media_type.clone(),
        encodings: parameter.encodings.clone(),
        minimum,
        maximum,
        docs: Docs {
            text: rule.docs.clone().or_else(|| parameter.description.clone()).or(behind.text),
            example: shown(parameter.example.as_ref()).or(behind.example),
            deprecated: parameter.deprecated || behind.deprecated,
            ..behind
        },
    }
}

/// A path parameter is always required.
fn is_required(parameter: &resolve::Parameter, rule: &Settings) -> bool {
    let optional = rule.optional.filter(|_| parameter.place != Place::Path);
    optional.map_or(parameter.required, |(_, optional)| !optional)
}

/// An example that is informative.
pub(super) fn shown(example: Option<&Value>) -> Option<Value> {
    example.filter(|example| !example.is_null()).cloned()
}

/// The text of the only value of a required parameter.
fn constant(builder: &TypeBuilder<'_>, parameter: &resolve::Parameter) -> Option<String> {
    if !parameter.required || parameter.media_type.is_some() {
        return None;
    }
    match builder.only_value(parameter.schema?)? {
        Value::String(text) => Some(text.clone()),
        value @ (Value::Bool(_) | Value::Number(_)) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn undeclared(operation: &resolve::Operation, name: &str) -> Parameter {
    Parameter {
        pointer: operation.pointer.clone(),
        name: name.to_owned(),
        rename: None,
        place: Place::Path,
        required: true,
        of: Type::Text,
        constant: None,
        style: None,
        explode: None,
        allow_reserved: false,
        allow_empty: false,
        media_type: None,
        encodings: Vec::new(),
        minimum: None,
        maximum: None,
        docs: Docs::default(),
    }
}

/// The names in braces, in order, without duplicates.
pub(super) fn template_names(path: &str) -> Vec<&str> {
    let mut names = IndexSet::new();
    let mut rest = path;
    while let Some((_, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else { break };
        names.insert(name);
        rest = tail;
    }
    names.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_has_no_parameters() {
        assert_eq!(without_fragment("/a/{b}#Action=List"), "/a/{b}");
        assert_eq!(without_fragment("/a/#env/{b}"), "/a/#env/{b}");
    }

    #[test]
    fn template_names_are_found_anywhere_in_a_path() {
        assert_eq!(template_names("/a/{x}.json/{y}..{z}/{x}"), ["x", "y", "z"]);
        assert_eq!(template_names("/a/{open"), Vec::<&str>::new());
    }

    #[test]
    fn headers_that_the_client_sets_are_not_arguments() {
        let parameter = |name: &str, place, ignored: Value| resolve::Parameter {
            name: name.to_owned(),
            place,
            extensions: [("x-sdk-ignore".to_owned(), ignored)].into_iter().collect(),
            ..resolve::Parameter::default()
        };
        let operation = |parameters: Vec<resolve::Parameter>, is_secured: bool| resolve::Operation {
            path: "/a?fixed=1".to_owned(),
            parameters,
            security: if is_secured { vec![vec![("token".to_owned(), Vec::new())]] } else { Vec::new() },
            ..resolve::Operation::default()
        };
        let ignored = operation(
            vec![
                parameter("X-Domain", Place::Header, true.into()),
                parameter("page", Place::Query, true.into()),
                parameter("X-Trace", Place::Header, false.into()),
                parameter("X-Word", Place::Header, "true".into()),
            ],
            true,
        );
        assert_eq!(left_to_client(&ignored), ["X-Domain"]);
        let left_out = |operation: &resolve::Operation| {
            let path = path(operation);
            let each = operation.parameters.iter();
            each.filter(|each| is_left_out(operation, &path, each)).map(|each| each.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(left_out(&ignored), ["X-Domain", "page"]);
        let headers = ["Accept", "CONTENT-TYPE", "Authorization"];
        let mut parameters: Vec<_> = headers.iter().map(|name| parameter(name, Place::Header, Value::Null)).collect();
        parameters.push(parameter("fixed", Place::Query, Value::Null));
        parameters.push(parameter("accept", Place::Query, Value::Null));
        assert_eq!(
            left_out(&operation(parameters.clone(), true)),
            ["Accept", "CONTENT-TYPE", "Authorization", "fixed"]
        );
        // Without a scheme, the header is the only credential.
        assert_eq!(left_out(&operation(parameters, false)), ["Accept", "CONTENT-TYPE", "fixed"]);
    }

    #[test]
    fn queries_and_fragments_in_paths_are_handled() {
        let parameter =
            |name: &str, place| resolve::Parameter { name: name.to_owned(), place, ..resolve::Parameter::default() };
        let of = |template: &str, parameters: &[resolve::Parameter]| {
            path(&resolve::Operation {
                path: template.to_owned(),
                parameters: parameters.to_vec(),
                ..resolve::Operation::default()
            })
        };
        let declared = [parameter("a", Place::Query), parameter("b", Place::Query)];
        assert_eq!(of("/#X-Target=a.B", &[]).template, "/");
        assert_eq!(of("/r?method=m&v=1", &declared).template, "/r?method=m&v=1");
        assert_eq!(
            of("/r?a=1&b={b}&c", &declared),
            Path { template: "/r?a=1&c".to_owned(), fixed: vec!["a".to_owned(), "c".to_owned()] }
        );
        assert_eq!(of("/r?b={b}#f", &declared).template, "/r");
        assert_eq!(of("/r/{id?}", &[]).template, "/r/{id?}");
    }
}
