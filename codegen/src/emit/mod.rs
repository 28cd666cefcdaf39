//! Writes the plan as text: one small `ToTokens` for each kind of item, formatted.

mod client;
mod descriptor;
mod encodings;
mod format;
mod headers;
mod json_schema;
mod library;
mod macro_call;
mod manifest;
mod operations;
mod paging;
mod parallel;
mod path;
mod render;
mod replies;
mod structs;
mod tokens;
mod types;
mod unions;
mod webhooks;

use crate::config::Placement;
use crate::diag::{Code, Diagnostic, Diagnostics, Pointer};
use crate::output::OutputFile;
use crate::plan::{CratePlan, RustType};
use crate::text::Line;
use format::Texts;
use manifest::manifest;
pub use tokens::{HEADER, INTERFACE};
use tokens::{additions, attributes_of, deprecated, docs, file_stem, gate, ident, root};

/// Writes out the crate.
pub fn emit(plan: &CratePlan) -> (Vec<OutputFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut files = match plan.placement {
        Placement::Crate => vec![OutputFile { path: "Cargo.toml".to_owned(), text: manifest(plan) }],
        Placement::Module(_) => Vec::new(),
    };
    let mut add = |path: String, docs: &[Line], texts: Texts| match texts {
        Ok(texts) => files.push(OutputFile { path, text: format::file(docs, &texts) }),
        Err(error) => {
            let message = format!("generated invalid Rust in {path}: {error}");
            diagnostics.push(Diagnostic::new(Code::Malformed, &Pointer::root(), message));
        }
    };
    let mut pieces = render::pieces(plan);
    add("src/lib.rs".to_owned(), &plan.docs, format::pieces(library::pieces(plan)));
    add("src/client.rs".to_owned(), &["The client.".into()], format::pieces(client::pieces(plan)));
    add("src/types.rs".to_owned(), &["The types of the API.".into()], types::root(plan, &mut pieces.types));
    for module in &plan.modules {
        let path = format!("src/types/{}.rs", file_stem(&module.ident));
        add(path, &[], types::module(plan, module, &mut pieces.types));
    }
    add(
        "src/operations.rs".to_owned(),
        &["The operations of the API, by group.".into()],
        format::pieces(operations::modules(plan)),
    );
    if plan.has_servers_module {
        let texts = format::pieces(client::servers(plan));
        add("src/servers.rs".to_owned(), &["The servers of the API.".into()], texts);
    }
    if !plan.headers.is_empty() {
        add("src/headers.rs".to_owned(), &headers::title(), format::pieces(headers::pieces(plan)));
    }
    if !plan.webhooks.is_empty() {
        add("src/webhooks.rs".to_owned(), &webhooks::title(), webhooks::module(plan, pieces.webhooks));
    }
    for (group, made) in plan.groups.iter().zip(pieces.groups) {
        let path = format!("src/operations/{}.rs", file_stem(&group.module));
        add(path, &group.docs, operations::group(plan, group, made));
    }
    (files, diagnostics)
}

/// A type with full paths, as written by code outside of the crate.
pub(crate) fn whole_path(of: &RustType, library: &str) -> String {
    macro_call::spaced(&path::Scope::outside(library).of(of))
}
