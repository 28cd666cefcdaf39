//! Plans the accessors of response headers.

use super::{HeaderAccessor, rust_type, rustdoc};
use crate::analysis::Analysis;
use crate::api::{Api, ResponseHeader};
use crate::names::Names;

/// How many operations the docs of a header name.
const MOST_NAMED: usize = 3;

/// The accessors, in the order of their names.
pub(super) fn headers(api: &Api, names: &Names, analysis: &Analysis) -> Vec<HeaderAccessor> {
    let mut accessors: Vec<HeaderAccessor> = api
        .response_headers
        .iter()
        .zip(&names.headers)
        .map(|(header, ident)| accessor(api, header, ident, analysis))
        .collect();
    accessors.sort_by(|one, other| one.ident.cmp(&other.ident));
    accessors
}

fn accessor(api: &Api, header: &ResponseHeader, ident: &str, analysis: &Analysis) -> HeaderAccessor {
    let mut docs = header.docs.text.as_deref().map(rustdoc::lines).unwrap_or_default();
    let named: Vec<String> = header
        .operations
        .iter()
        .take(MOST_NAMED)
        .map(|position| format!("`{}`", rustdoc::code(&api.operations[*position].id)))
        .collect();
    let others = match header.operations.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        1 => " and another operation".to_owned(),
        count => format!(" and {count} other operations"),
    };
    let name = rustdoc::code(&header.name);
    let text = format!("The header `{name}`, declared by {}{others}.", named.join(", "));
    if docs.is_empty() {
        docs.push(text.into());
    } else {
        rustdoc::paragraph(&mut docs, &text);
    }
    HeaderAccessor {
        ident: ident.to_owned(),
        wire: header.name.clone(),
        of: rust_type(&header.of, analysis),
        is_json: header.is_json,
        deprecated: header.docs.deprecated,
        docs,
    }
}
