//! A crate that calls everything that a generated crate offers: every operation with every setter, every constructor, field, value and
//! variant. It compiles against its own crate; whether it compiles against another version of it is what `bindery diff` predicts.
//!
//! It relies on what docs/STABILITY.md promises: names as fields and operations declare them, and values of exactly the declared types.

use bindery::Product;
use bindery::config::Openness;
use bindery::plan::{
    Body, CallForm, Constructor, CratePlan, Delivery, Encoding, ErrorBody, FieldPlace, Group, Held, Item, Module,
    Operation, Output, Parameter, RustType, SetBy, SharedType, Struct, Union, temporal_type,
};
use std::fmt::Write;

/// The crate that is called.
const LIBRARY: &str = crate::compile::PACKAGE;

const HEADER: &str = "#![allow(warnings)]
fn any<T>() -> T { loop {} }
";

/// A caller: a library of one file.
#[derive(Debug)]
pub struct Caller {
    /// Its text.
    pub text: String,
    /// The subject of each function, with its first line.
    pub probes: Vec<(usize, Probe)>,
    /// The lines of the text so far, and how much of it was counted.
    lines: usize,
    counted: usize,
}

/// The subject of a function of a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// A type.
    Type(String),
    /// An operation, by its path: `users.get`.
    Operation(String),
    /// Everything else: the client, servers, headers, webhooks.
    Client,
}

impl Caller {
    /// The caller of a crate.
    pub fn of(product: &Product) -> Self {
        let plan = &product.plan;
        let mut caller = Self { text: HEADER.to_owned(), probes: Vec::new(), lines: 0, counted: 0 };
        let hidden = hidden(plan);
        for (number, item) in plan.types.iter().enumerate().filter(|(number, _)| !hidden.contains(number)) {
            caller.begin(Probe::Type(plain(item.ident())));
            of_item(number, item, &mut caller.text);
        }
        for group in &plan.groups {
            let accessors = accessors(plan, group).replace("()", "");
            for operation in &group.operations {
                let path = format!("{}.{}", accessors.trim_start_matches('.'), operation.method);
                caller.begin(Probe::Operation(path.split('.').map(plain).collect::<Vec<_>>().join(".")));
                of_operation(plan, group, operation, &mut caller.text);
            }
        }
        caller.begin(Probe::Client);
        around(plan, &mut caller.text);
        caller
    }

    fn begin(&mut self, probe: Probe) {
        self.lines += self.text[self.counted..].matches('\n').count();
        self.counted = self.text.len();
        self.probes.push((self.lines + 1, probe));
    }

    /// The subject of the function at a line.
    pub fn at(&self, line: usize) -> Option<&Probe> {
        self.probes.iter().rev().find(|(first, _)| *first <= line).map(|(_, probe)| probe)
    }
}

/// The positions of types behind the feature for components that no operation uses, which is off by default.
pub(crate) fn hidden(plan: &CratePlan) -> Vec<usize> {
    let is_hidden = |module: &&Module| plan.unreached_feature.iter().eq(&module.features);
    plan.modules
        .iter()
        .filter(is_hidden)
        .filter(|module| !module.features.is_empty())
        .flat_map(|module| module.types.clone())
        .collect()
}

pub(crate) fn plain(ident: &str) -> String {
    ident.trim_start_matches("r#").to_owned()
}

/// A type inside of JSON, where bytes are text.
pub(crate) fn in_json(of: &RustType) -> String {
    path(of, "String")
}

/// A type of an operation.
pub(crate) fn outside(of: &RustType) -> String {
    path(of, &format!("{LIBRARY}::runtime::Bytes"))
}

fn path(of: &RustType, bytes: &str) -> String {
    let inside = |inner: &RustType| path(inner, bytes);
    let runtime = |name: &str| format!("{LIBRARY}::runtime::{name}");
    match of {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Bytes => bytes.to_owned(),
        RustType::Number => runtime("Number"),
        RustType::Secret => runtime("Secret"),
        RustType::Upload => runtime("Upload"),
        RustType::Json => runtime("Json"),
        RustType::Fixed => runtime("Fixed"),
        RustType::External(of) => {
            format!("{}<{}>", runtime(of.form.carrier()), of.path.replace("crate::", &format!("{LIBRARY}::")))
        }
        RustType::Temporal(moment, dates) => match temporal_type(*moment, *dates) {
            Some(of) => format!("{}<{}>", runtime("Parsed"), of.replace('@', &runtime(""))),
            None => "String".to_owned(),
        },
        RustType::Option(inner) => format!("Option<{}>", inside(inner)),
        RustType::Patch(inner) => format!("{}<{}>", runtime("Patch"), inside(inner)),
        RustType::Box(inner) => format!("Box<{}>", inside(inner)),
        RustType::Vec(inner) => format!("Vec<{}>", inside(inner)),
        RustType::Map(inner) => format!("std::collections::BTreeMap<String, {}>", inside(inner)),
        RustType::Embedded(inner) => format!("{}<{}>", runtime("Embedded"), inside(inner)),
        RustType::Tuple(elements) => {
            let elements: String = elements.iter().map(|element| inside(element) + ", ").collect();
            format!("({elements})")
        }
        RustType::Prefixed(first, rest, least) => {
            let least = least.map(|least| format!(", {least}")).unwrap_or_default();
            format!("{}<{}, {}{least}>", runtime("Prefixed"), inside(first), inside(rest))
        }
        RustType::Named(name) => format!("{LIBRARY}::types::{name}"),
    }
}

fn values<'t>(types: impl Iterator<Item = &'t RustType>, shown: fn(&RustType) -> String) -> String {
    types.map(|of| format!("any::<{}>(), ", shown(of))).collect()
}

fn of_item(number: usize, item: &Item, out: &mut String) {
    let name = format!("{LIBRARY}::types::{}", item.ident());
    let _ = writeln!(out, "fn type_{number}(value: {name}) {{");
    match item {
        Item::Struct(object) => of_object(&name, object, out),
        Item::Enum(of) => {
            for variant in &of.variants {
                let _ = writeln!(
                    out,
                    "    let _ = {name}::{}; if let {name}::{} = value {{}}",
                    variant.ident, variant.ident
                );
            }
            let _ = match of.values {
                Openness::Open => {
                    let is_text = of.variants.iter().all(|variant| variant.value.is_string());
                    let made = if is_text { format!("let _: {name} = \"text\".into();") } else { String::new() };
                    writeln!(out, "    if let {name}::Unknown(_) = &value {{}} {made}")
                }
                Openness::Closed => {
                    let arms = of.variants.iter().map(|variant| format!("{name}::{} => {{}}", variant.ident));
                    writeln!(out, "    match value {{ {} }}", arms.collect::<Vec<_>>().join(" "))
                }
            };
        }
        Item::Union(union) => of_union(&name, union, out),
        Item::Alias(_) => {}
    }
    out.push_str("}\n");
}

fn of_object(name: &str, object: &Struct, out: &mut String) {
    let seen = object.fields.iter().filter(|field| field.place == FieldPlace::Struct && field.constant.is_none());
    for field in seen {
        let _ = writeln!(out, "    let _: &{} = &value.{};", in_json(&field.of), field.ident);
    }
    let rest = match &object.rest_type {
        Some(of) => format!("Additional<{}>", in_json(of)),
        None => "Extra".to_owned(),
    };
    let _ = writeln!(out, "    let _: &{LIBRARY}::runtime::{rest} = &value.{};", object.rest);
    if object.constructor == Constructor::No {
        return;
    }
    let asked = object.fields.iter().filter(|field| field.asked == SetBy::Constructor).map(|field| &field.argument);
    let _ = writeln!(out, "    let made: {name} = {name}::new({});", values(asked, in_json));
    for field in object.fields.iter().filter(|field| field.asked == SetBy::Setter) {
        let _ = writeln!(out, "    let made: {name} = made.{}(any::<{}>());", field.setter, in_json(&field.argument));
    }
}

fn of_union(name: &str, union: &Union, out: &mut String) {
    for variant in &union.variants {
        let ident = &variant.ident;
        match &variant.of {
            Held::Constant(..) => {
                let _ = writeln!(out, "    let _ = {name}::{ident}; if let {name}::{ident} = value {{}}");
            }
            Held::Type(of) => {
                let of = in_json(of);
                let _ = writeln!(out, "    let _ = {name}::{ident}(any::<{of}>());");
                let _ = writeln!(out, "    if let {name}::{ident}(held) = &value {{ let _: &{of} = held; }}");
                if variant.distinct {
                    let _ = writeln!(out, "    let _: {name} = any::<{of}>().into();");
                }
            }
        }
        if let Some(made) = &variant.constructor {
            let arguments = values(made.arguments.iter().map(|(_, of)| of), in_json);
            let _ = writeln!(out, "    let _: {LIBRARY}::types::{} = {name}::{}({arguments});", made.of, made.ident);
        }
    }
    let _ = writeln!(out, "    if let {name}::Unknown(_) = &value {{}}");
    for shared in &union.shared {
        let of = match &shared.of {
            SharedType::Text => "std::borrow::Cow<'_, str>".to_owned(),
            SharedType::Value(of) => in_json(of),
            SharedType::Reference(of) => format!("std::borrow::Cow<'_, {}>", in_json(of)),
        };
        let _ = writeln!(out, "    let _: Option<{of}> = value.{}();", shared.ident);
    }
}

/// The methods from the client to the handle of a group.
pub(crate) fn accessors(plan: &CratePlan, group: &Group) -> String {
    let around = group.parent.as_ref().and_then(|parent| plan.groups.iter().find(|other| other.module == *parent));
    around.map(|around| accessors(plan, around)).unwrap_or_default() + "." + &group.method + "()"
}

fn argument(parameter: &Parameter) -> String {
    format!("any::<{}>(), ", outside(&parameter.of))
}

fn body_value(body: &Body) -> String {
    match body.encoding {
        Encoding::Bytes(_) => format!("any::<{LIBRARY}::runtime::Bytes>()"),
        _ => format!("any::<{}>()", outside(&body.of)),
    }
}

fn of_operation(plan: &CratePlan, group: &Group, operation: &Operation, out: &mut String) {
    let of = format!("{LIBRARY}::operations::{}", group.module);
    let accessors = accessors(plan, group);
    let arguments: String = operation.parameters.iter().filter(|each| each.required).map(argument).collect();
    let body = operation.body.as_ref().filter(|body| body.required).map(body_value).unwrap_or_default();
    let call = format!("client{accessors}.{}({arguments}{body})", operation.method);
    let number = operation.position;
    let _ = writeln!(out, "async fn call_{number}(client: {LIBRARY}::Client, error: &{LIBRARY}::Error) {{");
    let _ = writeln!(out, "    let call: {of}::{} = {call};", operation.ident);
    for parameter in operation.parameters.iter().filter(|each| !each.required) {
        let _ = writeln!(out, "    let call = call.{}(any::<{}>());", parameter.ident, outside(&parameter.of));
    }
    for body in operation.body.iter().filter(|body| !body.required) {
        let _ = writeln!(out, "    let call = call.{}({});", body.ident, body_value(body));
    }
    for other in &operation.other_bodies {
        let value = body_value(&other.body);
        let _ = match other.body.required {
            true => writeln!(out, "    let _ = client{accessors}.{}({arguments}{value});", other.method),
            false => writeln!(out, "    let _ = {call}.{}({value});", other.method),
        };
    }
    methods(operation, &call, out);
    bodies(&of, group, operation, out);
    let output = match &operation.output {
        Output::Unit => "()".to_owned(),
        Output::Value(of) => outside(of),
        Output::Maybe(of) => format!("Option<{}>", outside(of)),
        Output::PerStatus(name, _) => format!("{of}::{name}"),
    };
    if operation.form != CallForm::Events {
        let _ = writeln!(out, "    let reply: Result<{output}, {LIBRARY}::Error> = call.await;");
        if let Output::PerStatus(name, variants) = &operation.output {
            for (variant, held, _) in variants {
                let _ = match held {
                    Some(held) => writeln!(
                        out,
                        "    if let Ok({of}::{name}::{variant}(held)) = &reply {{ let _: &{} = held; }}",
                        outside(held)
                    ),
                    None => writeln!(out, "    if let Ok({of}::{name}::{variant}) = &reply {{}}"),
                };
            }
        }
    }
    out.push_str("}\n");
}

/// Pages, events and other media types.
fn methods(operation: &Operation, call: &str, out: &mut String) {
    let mut line = |method: &str, of: &str, inner: &RustType| {
        let _ = writeln!(out, "    let _: {LIBRARY}::runtime::{of}<{}> = {call}.{method}();", outside(inner));
    };
    for paged in &operation.paging {
        line(&paged.pages, "Pages", &paged.page);
        if let Some(item) = &paged.item {
            line(&paged.items, "Items", item);
        }
    }
    if let Some((of, _)) = &operation.events {
        line("events", "Events", of);
    }
    for media in &operation.media {
        line(&media.method, "MediaCall", &media.of);
    }
    if operation.delivery == Delivery::Parts {
        let _ = writeln!(out, "    let _ = {call}.send_parts();");
    } else if matches!(operation.output, Output::Value(RustType::Bytes)) && operation.form != CallForm::Events {
        let _ = writeln!(out, "    let _ = {call}.send_streaming();");
    }
}

/// Error bodies.
fn bodies(of: &str, group: &Group, operation: &Operation, out: &mut String) {
    let Some(body) = &operation.error_body else { return };
    let own = match body {
        ErrorBody::One(held, _) => outside(held),
        ErrorBody::PerStatus(name, _) | ErrorBody::Same(name, _) => format!("{of}::{name}"),
    };
    let _ = writeln!(out, "    let body: Option<{own}> = {of}::{}::error_body(error);", operation.ident);
    let named = match body {
        ErrorBody::Same(_, other) => group.operations.iter().find_map(|each| match &each.error_body {
            Some(body @ ErrorBody::PerStatus(name, _)) if name == other => Some(body),
            _ => None,
        }),
        body => Some(body),
    };
    if let Some(ErrorBody::PerStatus(_, variants)) = named {
        for (variant, held, _) in variants {
            let held = outside(held);
            let _ = writeln!(out, "    if let Some({own}::{variant}(held)) = &body {{ let _: &{held} = held; }}");
        }
    }
}

/// Calls the client, servers, headers and webhooks.
fn around(plan: &CratePlan, out: &mut String) {
    let texts = "String::new(), ".repeat(plan.client.arguments.len());
    let _ = writeln!(out, "fn client() {{ let _ = {LIBRARY}::Client::builder({texts}); }}");
    for server in plan.client.servers.iter().filter(|_| plan.has_servers_module) {
        let _ = writeln!(out, "fn server_{}() {{ let _ = &{LIBRARY}::servers::{}; }}", server.ident, server.ident);
    }
    for (number, header) in plan.headers.iter().enumerate() {
        let of = outside(&header.of);
        let _ = writeln!(
            out,
            "fn header_{number}(error: &{LIBRARY}::Error) {{ use {LIBRARY}::ResponseHeaders; let _: Option<{of}> = error.{}(); }}",
            header.ident
        );
    }
    for (number, webhook) in plan.webhooks.iter().enumerate() {
        let of = outside(&webhook.of);
        let _ = writeln!(
            out,
            "fn webhook_{number}() {{ let _: Result<{of}, {LIBRARY}::runtime::DecodeError> = {LIBRARY}::webhooks::{}(b\"\"); }}",
            webhook.ident
        );
    }
}
