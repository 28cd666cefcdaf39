//! What a call looks like.

use bindery::Product;
use serde_json::Value;

/// The example in the docs of the crate, without the lines that docs hide.
pub(crate) fn example(product: &Product) -> Option<String> {
    let docs = product.plan.docs.iter().map(|line| &**line);
    let code = docs.skip_while(|line| !line.starts_with("```")).skip(1).take_while(|line| !line.starts_with("```"));
    let lines: Vec<&str> = code.filter(|line| *line != "#" && !line.starts_with("# ")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The call of an operation of the listing, with the names of its required parameters.
pub(crate) fn of(operation: &Value) -> String {
    let texts = |key: &str| operation[key].as_array().into_iter().flatten();
    let accessors: String = texts("accessors").filter_map(Value::as_str).map(|each| format!(".{each}()")).collect();
    let method = operation["rust"].as_str().and_then(|path| path.rsplit("::").next()).unwrap_or_default();
    let required = texts("parameters").filter(|each| each["required"] == true);
    let mut arguments: Vec<&str> = required.filter_map(|each| each["rust"].as_str()).collect();
    if texts("body").any(|each| each["required"] == true) {
        arguments.push("body");
    }
    let end = if operation["events"].is_null() { ".await?" } else { ".events()" };
    format!("client{accessors}.{method}({}){end}", arguments.join(", "))
}
