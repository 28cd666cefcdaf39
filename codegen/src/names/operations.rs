//! Names of groups, operations and arguments.

use super::identifier::{Case, identifier};
use super::media;
use super::scope::Scope;
use crate::api::{Api, Media, Operation};
use std::collections::BTreeMap;

/// The identifiers of a group of operations.
#[derive(Clone, Debug)]
pub struct GroupNames {
    /// The group in the description, outermost first.
    pub path: Vec<String>,
    /// The position of the enclosing group.
    pub parent: Option<usize>,
    /// The method that returns its handle.
    pub method: String,
    /// Its module; modules of groups are not nested.
    pub module: String,
    /// The feature that enables it, shared with its outermost group.
    pub feature: String,
    /// The type of its handle.
    pub ident: String,
    /// The positions of its operations in [`Api::operations`](crate::api::Api::operations).
    pub operations: Vec<usize>,
}

/// The identifiers of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// The position of its group.
    pub group: usize,
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub ident: String,
    /// The marker type of the operation, if calls have no type of their own.
    pub marker: String,
    /// The arguments or setters of the parameters, by position.
    pub parameters: Vec<String>,
    /// The argument or setter of the body.
    pub body: String,
    /// The methods for bodies of other types, by position in [`Body::others`](crate::api::Body::others).
    pub other_bodies: Vec<String>,
    /// The methods for alternative media types, by position in [`Operation::media`](crate::api::Operation::media).
    pub media: Vec<String>,
    /// The type of the response, if each status has its own.
    pub reply: String,
    /// The type of error bodies, if there are several.
    pub error_body: String,
}

/// Methods that the handles of the client and of groups already have.
const CLIENT_METHODS: [&str; 3] = ["builder", "from_core", "new"];
/// Methods that a call already has.
const CALL_METHODS: [&str; 18] = [
    "send",
    "send_with_response",
    "send_as",
    "error_body",
    "send_streaming",
    "send_parts",
    "events",
    "options",
    "into_future",
    "new",
    "items",
    "pages",
    "items_by_page",
    "pages_by_page",
    "items_by_offset",
    "pages_by_offset",
    "items_by_cursor",
    "pages_by_cursor",
];
/// Names that generated functions use themselves.
const TYPES_IN_USE: [&str; 13] = [
    "AsRef",
    "Box",
    "Clone",
    "Debug",
    "From",
    "Into",
    "IntoIterator",
    "Option",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

pub(super) fn name_all(api: &Api) -> (Vec<GroupNames>, Vec<OperationNames>) {
    let mut groups = collect(api);
    let mut operations = vec![OperationNames::default(); api.operations.len()];
    let mut modules = Scope::default();
    for group in &mut groups {
        group.module = modules.claim(&group.path.join(" "), Case::Module, "root");
    }
    name_accessors(&mut groups);
    let mut inner: Vec<Vec<&str>> = vec![Vec::new(); groups.len()];
    for group in &groups {
        if let Some(parent) = group.parent {
            inner[parent].push(&group.method);
        }
    }
    for (index, group) in groups.iter().enumerate() {
        let mut taken = Taken {
            methods: Scope::reserving(&inner[index]),
            types: Scope::reserving(&[&TYPES_IN_USE[..], &[&group.ident]].concat()),
        };
        let mut order = group.operations.clone();
        order.sort_by_cached_key(|position| precedence(&api.operations[*position], &group.path));
        // All operations come before the additional methods that some of them have.
        let named: Vec<(usize, Called)> = order
            .into_iter()
            .map(|position| (position, call(&api.operations[position], &group.path, &mut taken.methods)))
            .collect();
        for (position, called) in named {
            operations[position] = name_one(&api.operations[position], called, index, &mut taken);
        }
        // Derived names give way to declared ones.
        for position in &group.operations {
            let own = &mut operations[*position];
            own.marker = taken.types.claim(&format!("{} operation", own.ident), Case::Type, "Operation");
        }
    }
    (groups, operations)
}

/// The groups of all operations, and their enclosing groups.
fn collect(api: &Api) -> Vec<GroupNames> {
    let mut by_path: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (position, operation) in api.operations.iter().enumerate() {
        for length in 1..operation.group.len() {
            by_path.entry(operation.group[..length].to_vec()).or_default();
        }
        by_path.entry(operation.group.clone()).or_default().push(position);
    }
    let paths: Vec<Vec<String>> = by_path.keys().cloned().collect();
    by_path
        .into_iter()
        .map(|(path, operations)| GroupNames {
            parent: path
                .split_last()
                .and_then(|(_, around)| paths.binary_search_by(|each| each.as_slice().cmp(around)).ok()),
            ident: handle(&path.join(" ")),
            method: String::new(),
            module: String::new(),
            feature: String::new(),
            path,
            operations,
        })
        .collect()
}

/// The type of a group's handle, which must not shadow types that generated functions use.
fn handle(path: &str) -> String {
    let ident = identifier(path, Case::Type, "Root");
    if TYPES_IN_USE.contains(&ident.as_str()) { ident + "Group" } else { ident }
}

/// The methods of the client or the enclosing group that return the handle of each group.
fn name_accessors(groups: &mut [GroupNames]) {
    let mut scopes: BTreeMap<Option<usize>, Scope> = BTreeMap::new();
    for group in groups.iter_mut() {
        let scope = scopes.entry(group.parent).or_insert_with(|| Scope::reserving(&CLIENT_METHODS));
        let last = group.path.last().map(String::as_str).unwrap_or_default();
        group.method = scope.claim(last, Case::Value, "root");
    }
}

/// The names that are taken in a group.
struct Taken {
    methods: Scope,
    /// Types and statics.
    types: Scope,
}

/// The order in which names are assigned: operations whose name is already an identifier, then by name, so that neither a new operation nor
/// another order renames any.
fn precedence(operation: &Operation, path: &[String]) -> (bool, String, String, String) {
    let name = without_group(&operation.name, path);
    let is_own = identifier(&name, Case::Value, "") == name;
    (!is_own, name, operation.path.clone(), operation.method.clone())
}

/// The names of an operation.
struct Called {
    /// The words of the name.
    name: String,
    method: String,
}

/// The method of an operation. If it is taken, by an inner group or a name that differs in symbols, the HTTP method
/// distinguishes it, then a number: symbols in an id only separate its words.
fn call(operation: &Operation, path: &[String], methods: &mut Scope) -> Called {
    let name = without_group(&operation.name, path);
    let plain = identifier(&name, Case::Value, "call");
    let with_verb = format!("{} {name}", operation.method.to_lowercase());
    let name = if methods.has(&plain) { with_verb } else { name };
    Called { method: methods.claim_plain(&name, Case::Value, "call"), name }
}

fn name_one(operation: &Operation, called: Called, group: usize, taken: &mut Taken) -> OperationNames {
    let Called { name, method } = called;
    let types = &mut taken.types;
    let ident = match identifier(&name, Case::Type, "Call") {
        plain if types.has(&plain) => types.claim(&format!("{name} call"), Case::Type, "Call"),
        plain => types.claim_exact(&plain),
    };
    let mut own = Scope::reserving(&CALL_METHODS);
    let body = if operation.body.is_some() { own.claim_exact("body") } else { String::new() };
    let parameters = name_parameters(operation, &mut own);
    OperationNames {
        group,
        other_bodies: other_bodies(operation, &name, &mut taken.methods, &mut own),
        media: media::name_all(&operation.media, &mut own),
        method,
        marker: String::new(),
        parameters,
        reply: types.claim(&format!("{ident} reply"), Case::Type, "Reply"),
        error_body: types.claim(&format!("{ident} error body"), Case::Type, "ErrorBody"),
        body,
        ident,
    }
}

/// A required body of another type has a method of its own, `create_multipart` beside `create`; an optional one has a
/// setter, `multipart_body` beside `body`.
fn other_bodies(operation: &Operation, name: &str, methods: &mut Scope, own: &mut Scope) -> Vec<String> {
    let Some(body) = &operation.body else { return Vec::new() };
    let claim = |position: &usize| {
        let word = match Media::of(&body.content[*position].media_type) {
            Media::Json => "json",
            Media::Form => "form",
            Media::Multipart => "multipart",
            Media::Text => "text",
            Media::Bytes => "bytes",
        };
        match body.required {
            true => methods.claim(&format!("{name} {word}"), Case::Value, word),
            false => own.claim(&format!("{word} body"), Case::Value, word),
        }
    };
    body.others.iter().map(claim).collect()
}

/// The arguments and setters of the parameters, by position. A name that is already an identifier keeps it in any order; the location
/// distinguishes others.
fn name_parameters(operation: &Operation, own: &mut Scope) -> Vec<String> {
    let text = |position: usize| {
        let parameter = &operation.parameters[position];
        parameter.rename.as_ref().unwrap_or(&parameter.name)
    };
    let plain = |position: usize| identifier(text(position), Case::Value, "parameter");
    let mut order: Vec<usize> = (0..operation.parameters.len()).collect();
    order.sort_by_key(|position| {
        (operation.parameters[*position].rename.is_none(), plain(*position) != *text(*position))
    });
    let mut names = vec![String::new(); order.len()];
    for position in order {
        let (parameter, plain) = (&operation.parameters[position], plain(position));
        names[position] = if own.has(&plain) {
            own.claim(&format!("{} {}", text(position), parameter.place.word()), Case::Value, "parameter")
        } else {
            own.claim_exact(&plain)
        };
    }
    names
}

/// An id that begins with its group, `repos/get` in `repos`, loses that prefix.
fn without_group(name: &str, path: &[String]) -> String {
    let Some(group) = path.last() else { return name.to_owned() };
    let Some((front, rest)) = name.split_once('/') else { return name.to_owned() };
    let same = identifier(front, Case::Value, "") == identifier(group, Case::Value, "");
    if same && rest.chars().any(char::is_alphanumeric) { rest.to_owned() } else { name.to_owned() }
}

/// The functions of webhooks and callbacks: by name, and by method if several share a name. POST is the default.
pub(super) fn name_webhooks(api: &Api) -> Vec<String> {
    // Names that the module imports.
    let mut scope = Scope::reserving(&["runtime", "types"]);
    let mut order: Vec<usize> = (0..api.webhooks.len()).collect();
    order.sort_by_key(|position| api.webhooks[*position].method != "POST");
    let mut names = vec![String::new(); order.len()];
    for position in order {
        let received = &api.webhooks[position];
        let words = match scope.has(&identifier(&received.name, Case::Value, "webhook")) {
            true => format!("{} {}", received.name, received.method.to_lowercase()),
            false => received.name.clone(),
        };
        names[position] = scope.claim(&words, Case::Value, "webhook");
    }
    names
}

/// Methods that `HasHeaders` of the runtime already has.
const HEADER_METHODS: [&str; 3] = ["header", "json_header", "response_headers"];

/// The accessors of response headers. Header names are case-insensitive (RFC 9110, 5.1), so case does not separate
/// words.
pub(super) fn name_headers(api: &Api) -> Vec<String> {
    let names: Vec<String> = api.response_headers.iter().map(|header| header.name.to_ascii_lowercase()).collect();
    Scope::reserving(&HEADER_METHODS).claim_all(&names, Case::Value, "header")
}

/// The variant for a status: its reason phrase in RFC 9110 if it has one.
pub(crate) fn status_variant(status: &str) -> String {
    let words = match status.to_ascii_uppercase().as_str() {
        "200" => "Ok",
        "201" => "Created",
        "202" => "Accepted",
        "203" => "NonAuthoritativeInformation",
        "204" => "NoContent",
        "205" => "ResetContent",
        "206" => "PartialContent",
        "207" => "MultiStatus",
        "208" => "AlreadyReported",
        "226" => "ImUsed",
        "400" => "BadRequest",
        "401" => "Unauthorized",
        "402" => "PaymentRequired",
        "403" => "Forbidden",
        "404" => "NotFound",
        "405" => "MethodNotAllowed",
        "406" => "NotAcceptable",
        "407" => "ProxyAuthenticationRequired",
        "408" => "RequestTimeout",
        "409" => "Conflict",
        "410" => "Gone",
        "411" => "LengthRequired",
        "412" => "PreconditionFailed",
        "413" => "ContentTooLarge",
        "414" => "UriTooLong",
        "415" => "UnsupportedMediaType",
        "416" => "RangeNotSatisfiable",
        "417" => "ExpectationFailed",
        "421" => "MisdirectedRequest",
        "422" => "UnprocessableContent",
        "423" => "Locked",
        "424" => "FailedDependency",
        "425" => "TooEarly",
        "426" => "UpgradeRequired",
        "428" => "PreconditionRequired",
        "429" => "TooManyRequests",
        "431" => "RequestHeaderFieldsTooLarge",
        "451" => "UnavailableForLegalReasons",
        "500" => "InternalServerError",
        "501" => "NotImplemented",
        "502" => "BadGateway",
        "503" => "ServiceUnavailable",
        "504" => "GatewayTimeout",
        "505" => "HttpVersionNotSupported",
        "507" => "InsufficientStorage",
        "508" => "LoopDetected",
        "511" => "NetworkAuthenticationRequired",
        "2XX" => "Success",
        "4XX" => "ClientError",
        "5XX" => "ServerError",
        "DEFAULT" => "Other",
        _ => return identifier(&format!("status {status}"), Case::Type, "Status"),
    };
    words.to_owned()
}
