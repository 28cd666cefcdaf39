//! The machine-readable listing of a run: `bindery list --json`.

use crate::api::{Alone, Bound, NameParts, ResponseHeader, Type, TypeId};
use crate::diag::Pointer;
use crate::emit;
use crate::names::Names;
use crate::plan::{CratePlan, Group, Operation, OtherMedia, Output, RustType, rust_type};
use crate::run::Product;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The product as JSON. Every `rust` and `type` is a whole path that can be pasted into Rust code.
///
/// | key | value |
/// |---|---|
/// | `package` | the name of the generated package |
/// | `schemas` | for each type: `pointer`, `rust`, `kind`, `direction`, and `same_as` where it is an alias of an equal type |
/// | `operations` | for each operation: `id`, `method`, `path`, `rust`, `group`, `accessors`, `parameters`, `body`, `responses`, `media`, `paging`, `events`, `output` |
/// | `response_headers` | for each header: `name`, `rust`, `type`, and the `operations` that have it |
/// | `untyped` | for each place whose values are plain JSON: `pointer`, `reason` |
/// | `skipped` | for each operation that was left out: `pointer`, `reason` |
///
/// `accessors` are the methods that lead from the client to the group of an operation. Keys may be added in later versions.
pub fn listing(product: &Product) -> Value {
    let Product { api, names, plan, .. } = product;
    let paths = Paths { library: &names.library };
    let groups = Groups::of(plan);
    let operations: Vec<Value> = plan
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
        .map(|(group, operation)| self::operation(product, &groups, &paths, group, operation))
        .collect();
    json!({
        "package": names.package,
        "schemas": schemas(product, &paths),
        "operations": operations,
        "response_headers": response_headers(product, &paths),
        "untyped": reasons(&api.untyped),
        "skipped": reasons(&api.skipped),
    })
}

/// A type as a whole path that can be pasted into Rust code.
#[doc(hidden)]
pub fn type_path(product: &Product, of: &Type) -> String {
    Paths { library: &product.names.library }.of(&rust_type(of, &product.analysis))
}

fn reasons(places: &[(Pointer, String)]) -> Vec<Value> {
    places.iter().map(|(pointer, reason)| json!({"pointer": pointer.to_string(), "reason": reason})).collect()
}

fn response_headers(product: &Product, paths: &Paths<'_>) -> Vec<Value> {
    let Product { api, names, analysis, .. } = product;
    let row = |(header, ident): (&ResponseHeader, &String)| {
        let operations: Vec<&str> = header.operations.iter().map(|each| api.operations[*each].id.as_str()).collect();
        let of = paths.of(&rust_type(&header.of, analysis));
        json!({"name": header.name, "rust": ident, "type": of, "operations": operations})
    };
    api.response_headers.iter().zip(&names.headers).map(row).collect()
}

/// Components first, by their pointers, then inline types. `same_as` is present for aliases.
fn schemas(product: &Product, paths: &Paths<'_>) -> Vec<Value> {
    let Product { api, analysis, names, .. } = product;
    let named = |pointer: &Pointer, id: TypeId| {
        let mut row = json!({
            "pointer": pointer.to_string(),
            "rust": paths.type_of(names, id),
            "kind": api.definition(id).kind.word(),
            "direction": analysis.direction(id).word(),
        });
        let representative = analysis.representative(id);
        if representative != id {
            row["same_as"] = paths.type_of(names, representative).into();
        }
        row
    };
    let bound = api.bound.iter().map(|(pointer, bound)| {
        let (rust, kind) = match bound {
            Bound::Type(Type::Named(id)) => return named(pointer, *id),
            Bound::Type(of) => (paths.of(&rust_type(of, analysis)), "alias"),
            Bound::Constant => ("&'static str".to_owned(), "constant"),
        };
        json!({"pointer": pointer.to_string(), "rust": rust, "kind": kind, "direction": "both"})
    });
    let nameless = api.types.iter().enumerate().filter(|(_, definition)| {
        definition.pointer.component().is_none() || matches!(definition.name, NameParts::Inside(..))
    });
    bound.chain(nameless.map(|(index, definition)| named(&definition.pointer, TypeId(index)))).collect()
}

/// The groups of operations, by module.
struct Groups<'a>(HashMap<&'a str, &'a Group>);

impl<'a> Groups<'a> {
    fn of(plan: &'a CratePlan) -> Self {
        Self(plan.groups.iter().map(|group| (group.module.as_str(), group)).collect())
    }

    /// The methods from the client to the handle of a group.
    fn accessors(&self, group: &Group) -> Vec<String> {
        let around = group.parent.as_ref().and_then(|parent| self.0.get(parent.as_str()));
        let mut accessors = around.map(|around| self.accessors(around)).unwrap_or_default();
        accessors.push(group.method.clone());
        accessors
    }
}

fn operation(product: &Product, groups: &Groups<'_>, paths: &Paths<'_>, group: &Group, plan: &Operation) -> Value {
    let Product { api, analysis, .. } = product;
    let bound = &api.operations[plan.position];
    let parameters: Vec<Value> = plan
        .parameters
        .iter()
        .map(|parameter| {
            json!({
                "name": parameter.wire, "in": parameter.place.word(), "rust": parameter.ident,
                "type": paths.of(&parameter.of), "required": parameter.required,
            })
        })
        .collect();
    let required = plan.body.as_ref().is_some_and(|body| body.required);
    let body: Vec<Value> = bound
        .body
        .iter()
        .flat_map(|body| &body.content)
        .map(|each| json!({"media_type": each.media_type, "type": paths.of(&rust_type(&each.of, analysis)), "required": required}))
        .collect();
    let responses: Vec<Value> = bound
        .responses
        .iter()
        .map(|response| {
            let (media_type, of) = match &response.content {
                Some((media_type, of)) => (Some(media_type), Some(paths.of(&rust_type(of, analysis)))),
                None => (None, None),
            };
            json!({"status": response.status, "media_type": media_type, "type": of})
        })
        .collect();
    json!({
        "id": plan.id,
        "method": plan.verb,
        "path": plan.path,
        "rust": format!("{}::operations::{}::{}::{}", paths.library, group.module, group.ident, plan.method),
        "group": group.title,
        "accessors": groups.accessors(group),
        "parameters": parameters,
        "body": body,
        "responses": responses,
        "media": plan.media.iter().map(|other| media(paths, group, plan, other)).collect::<Vec<_>>(),
        "paging": plan.paging.iter().map(|way| way.way.next.word()).collect::<Vec<_>>(),
        "events": plan.events.as_ref().map(|(of, _)| paths.of(of)),
        "output": match &plan.events {
            Some((of, events)) if events.alone == Alone::Yes => format!("{}::runtime::Events<{}>", paths.library, paths.of(of)),
            _ => output(paths, group, &plan.output),
        },
    })
}

/// An alternative media type of the response, and the method of the call that requests it.
fn media(paths: &Paths<'_>, group: &Group, plan: &Operation, other: &OtherMedia) -> Value {
    let rust = format!("{}::operations::{}::{}::{}", paths.library, group.module, plan.ident, other.method);
    json!({"media_type": other.media_type, "rust": rust, "type": paths.of(&other.of)})
}

fn output(paths: &Paths<'_>, group: &Group, output: &Output) -> String {
    match output {
        Output::Unit => "()".to_owned(),
        Output::Value(of) => paths.of(of),
        Output::Maybe(of) => format!("Option<{}>", paths.of(of)),
        Output::PerStatus(name, _) => format!("{}::operations::{}::{name}", paths.library, group.module),
    }
}

/// Prints types with full paths.
struct Paths<'a> {
    library: &'a str,
}

impl Paths<'_> {
    /// A type under its own name.
    fn type_of(&self, names: &Names, id: TypeId) -> String {
        self.of(&RustType::Named(names.of(id).ident.clone()))
    }

    fn of(&self, of: &RustType) -> String {
        emit::whole_path(of, self.library)
    }
}
