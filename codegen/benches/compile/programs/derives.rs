//! Programs that encode bodies and decode responses with serde's derives, without URLs, parameters, credentials, retries and errors by
//! status.

use super::{Carrier, Function, Parts};
use crate::derives::Types;
use crate::package::Package;
use bindery::plan::{CratePlan, Encoding, Operation, Output, RustType};

pub(super) fn parts(plan: &CratePlan, package: &Package) -> Parts {
    let types = Types::new(plan, &format!("{}::", package.library()));
    let operations = plan.groups.iter().flat_map(|group| &group.operations);
    Parts {
        carrier: Carrier::Program,
        dependencies: "serde = \"1\"\nserde_json = \"1\"\n",
        features: None,
        head: include_str!("callers/derives.rs").to_owned(),
        calls: operations.map(|operation| call(operation, &types)).collect(),
    }
}

fn call(operation: &Operation, types: &Types<'_>) -> Function {
    let mut body = String::new();
    // Like our programs: required bodies are sent; bytes and texts are passed unchanged.
    let sent = operation.body.as_ref().filter(|body| body.required);
    if let Some(sent) = sent.filter(|body| !matches!(body.encoding, Encoding::Bytes(_) | Encoding::Text(_))) {
        body.push_str(&format!("    send::<{}>(_argument)?;\n", types.of(&sent.of)));
    }
    for of in answers(operation).into_iter().filter(|of| **of != RustType::Bytes) {
        body.push_str(&format!("    receive::<{}>(_answer)?;\n", types.of(of)));
    }
    body.push_str("    Ok(())\n");
    Function { signature: "(_argument: &[u8], _answer: &[u8]) -> Result<(), Box<dyn Error>>", body }
}

/// The types of successful responses.
fn answers(operation: &Operation) -> Vec<&RustType> {
    if let Some((of, _)) = &operation.events {
        return vec![of];
    }
    match &operation.output {
        Output::Unit => Vec::new(),
        Output::Value(of) | Output::Maybe(of) => vec![of],
        Output::PerStatus(_, variants) => variants.iter().filter_map(|(_, of, _)| of.as_ref()).collect(),
    }
}
