//! What the page shows of a run, apart from the texts of the files.

use bindery::diag::render_json;
use bindery::listing::listing;
use bindery::{OutputFile, Product, Run, config};
use serde_json::{Value, json};

use crate::call;

/// The run as JSON: `package`, `findings`, `listing`, `example`, and `not_read`, the keys of the configuration that name files.
pub(crate) fn summary(run: &Run, config: &str) -> Value {
    let product = run.product.as_ref();
    json!({
        "package": product.map(|product| product.names.package.as_str()),
        "findings": findings(run),
        "listing": product.map(listed),
        "example": product.and_then(call::example),
        "not_read": not_read(config),
    })
}

/// The paths and sizes of files.
pub(crate) fn files(files: &[OutputFile]) -> Value {
    files.iter().map(|file| json!({"path": file.path, "size": file.text.len()})).collect()
}

/// The diagnostics as the command prints them for programs. Errors come first.
fn findings(run: &Run) -> Vec<Value> {
    let text = render_json(&run.diagnostics, run);
    let mut found: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    found.sort_by_key(|each| match each["severity"].as_str() {
        Some("error") => 0,
        Some("warning") => 1,
        _ => 2,
    });
    found
}

/// The listing, with a call for each operation.
fn listed(product: &Product) -> Value {
    let mut listing = listing(product);
    for operation in listing["operations"].as_array_mut().into_iter().flatten() {
        operation["call"] = call::of(operation).into();
    }
    listing
}

/// The keys that name files, which a page cannot read.
fn not_read(text: &str) -> Vec<&'static str> {
    let (config, _) = config::parse(text);
    let keys = [
        ("overlays", !config.overlays.is_empty()),
        ("patches", !config.patches.is_empty()),
        ("vendor", !config.vendor.is_empty()),
    ];
    keys.into_iter().filter_map(|(key, is_set)| is_set.then_some(key)).collect()
}
