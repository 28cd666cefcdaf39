//! Programs that call the operations of our crate, as a user would write them.

use super::{Carrier, Function, Parts};
use bindery::Product;
use bindery::api::Alone;
use bindery::plan::{Encoding, Operation};
use serde_json::Value;
use std::error::Error;
use std::fmt::Write as _;

pub(super) fn parts(product: &Product) -> Result<Vec<Parts>, Box<dyn Error>> {
    let arguments = vec!["\"x\""; product.plan.client.arguments.len()].join(", ");
    let head = include_str!("callers/ours.rs")
        .replace("api_crate", &product.names.library)
        .replace("BUILDER_ARGUMENTS", &arguments);
    let all = (!product.plan.features.is_empty()).then_some("all");
    let parts = |carrier, transport: &str, features: &[&'static str]| -> Result<Parts, Box<dyn Error>> {
        Ok(Parts {
            carrier,
            dependencies: "",
            features: Some(features.iter().copied().chain(["client"]).chain(all).collect()),
            head: format!("{head}{transport}"),
            calls: calls(product)?,
        })
    };
    Ok(vec![
        parts(Carrier::Program, include_str!("callers/own_transport.rs"), &[])?,
        parts(Carrier::Http, include_str!("callers/default_transport.rs"), &["default", "blocking"])?,
    ])
}

/// A function for each operation.
fn calls(product: &Product) -> Result<Vec<Function>, Box<dyn Error>> {
    let listing = bindery::listing::listing(product);
    let rows = listing["operations"].as_array().ok_or("there is no list of operations")?;
    let plans = product.plan.groups.iter().flat_map(|group| &group.operations);
    let function =
        |body| Function { signature: "(client: &Client, _argument: &str) -> Result<(), Box<dyn Error>>", body };
    rows.iter().zip(plans).map(|(row, plan)| Ok(function(call(product, row, plan)?))).collect()
}

fn call(product: &Product, row: &Value, plan: &Operation) -> Result<String, Box<dyn Error>> {
    let mut arguments = Vec::new();
    for parameter in row["parameters"].as_array().into_iter().flatten() {
        if parameter["required"] == true {
            arguments.push(argument(text(&parameter["type"])?));
        }
    }
    if let Some(body) = plan.body.as_ref().filter(|body| body.required) {
        let same =
            |each: &&bindery::api::Operation| each.id == plan.id && each.path == plan.path && each.method == plan.verb;
        let bound = product.api.operations.iter().find(same).and_then(|each| each.body.as_ref());
        let chosen = bound.ok_or("a body is not bound")?.chosen;
        arguments.push(match body.encoding {
            Encoding::Bytes(_) => "_argument.to_owned()".to_owned(),
            _ => argument(text(&row["body"][chosen]["type"])?),
        });
    }
    let mut call = String::from("client");
    for accessor in row["accessors"].as_array().into_iter().flatten() {
        write!(call, ".{}()", text(accessor)?)?;
    }
    write!(call, ".{}({})", plan.method, arguments.join(", "))?;
    Ok(match &plan.events {
        Some((_, events)) if events.alone == Alone::Yes => format!("    first({call}.events())\n"),
        _ => format!("    black_box(wait({call}.send())?);\n    Ok(())\n"),
    })
}

fn text(value: &Value) -> Result<&str, Box<dyn Error>> {
    value.as_str().ok_or_else(|| "the list of operations has another form".into())
}

/// An argument of a type: a literal, or decoded at run time if that would be long.
fn argument(of: &str) -> String {
    match of {
        "bool" => "true".to_owned(),
        "i32" | "i64" | "u32" | "u64" => "1".to_owned(),
        "f64" => "1.0".to_owned(),
        "String" => "\"x\"".to_owned(),
        of if of.ends_with("::runtime::Bytes") => "_argument.to_owned()".to_owned(),
        of => format!("given::<{of}>(_argument)?"),
    }
}
