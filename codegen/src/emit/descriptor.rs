//! The descriptor of an operation.

use super::macro_call::{table, text};
use super::{client, encodings, root};
use crate::api::Place;
use crate::plan::{CratePlan, Operation, Parameter, Styling};
use proc_macro2::TokenStream;

/// Lists of at least this length have one element per line.
const LONG: usize = 90;

/// The macro call for an operation; `head` is its start: `runtime::operation! { List -> Page`. Fields equal to those of `Operation::EMPTY`
/// are left out.
pub(super) fn descriptor(of: &str, plan: &Operation, crate_plan: &CratePlan) -> TokenStream {
    let root = root(crate_plan).to_string().replace(' ', "");
    let (id, verb, path) = (text(&plan.id), text(&plan.verb), text(&plan.path));
    let mut lines = vec![format!("{of} = {id} {verb} {path} {{")];
    lines.extend(plan.server.iter().map(|server| format!("    server: {root}::servers::{server},")));
    list(&mut lines, "parameters", plan.parameters.iter().map(parameter).collect());
    list(&mut lines, "client_headers", plan.client_headers.iter().map(|header| text(header)).collect());
    list(&mut lines, "request", plan.request.iter().map(|media_type| text(media_type)).collect());
    let responses = plan.responses.iter().map(|(status, media_type)| match media_type {
        Some(media_type) => format!("{} {}", text(status), text(media_type)),
        None => text(status),
    });
    list(&mut lines, "responses", responses.collect());
    if crate_plan.has_shared_security && plan.security == crate_plan.client.security {
        lines.push(format!("    shared_security: {root}::client::SECURITY,"));
    } else if !plan.security.is_empty() {
        lines.push(format!("    security: [{}],", client::alternatives(&plan.security)));
    }
    lines.push("} }".to_owned());
    table(&lines)
}

/// One line for a list, several if it is long, none if it is empty.
fn list(lines: &mut Vec<String>, name: &str, elements: Vec<String>) {
    let line = elements.join(", ");
    match elements.len() {
        0 => {}
        count if count == 1 || line.len() <= LONG => lines.push(format!("    {name}: [{line}],")),
        _ => {
            lines.push(format!("    {name}: ["));
            lines.extend(elements.iter().map(|element| format!("        {element},")));
            lines.push("    ],".to_owned());
        }
    }
}

fn parameter(plan: &Parameter) -> String {
    let wire = text(&plan.wire);
    let place = match plan.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::QueryString => {
            let media_type = plan.style.iter().find_map(|styling| match styling {
                Styling::Content(media_type) => Some(media_type.as_str()),
                _ => None,
            });
            let media_type = media_type.unwrap_or("application/x-www-form-urlencoded");
            let encodings = plan.style.iter().find_map(|styling| match styling {
                Styling::Encoded(encodings) => Some(encodings.iter().map(encodings::written).collect::<Vec<_>>()),
                _ => None,
            });
            let encoded = encodings.map(|each| format!(".encoded(const {{ &[{}] }})", each.join(", ")));
            return format!("querystring({wire}, {}){}", text(media_type), encoded.unwrap_or_default());
        }
    };
    let styling = plan.style.iter().filter_map(|styling| match styling {
        Styling::Style(style) => {
            encodings::style_variant(style).map(|style| format!(".style(runtime::Style::{style})"))
        }
        Styling::Explode(true) => Some(".exploded()".to_owned()),
        Styling::Explode(false) => Some(".compact()".to_owned()),
        Styling::AllowEmpty => Some(".allow_empty()".to_owned()),
        Styling::AllowReserved => Some(".allow_reserved()".to_owned()),
        Styling::Content(media_type) => Some(format!(".content({})", text(media_type))),
        // Only a parameter that is the whole query is a form.
        Styling::Encoded(_) => None,
    });
    let constant = plan.constant.iter().map(|constant| format!(".constant({})", text(constant)));
    format!("{place}({wire}){}", styling.chain(constant).collect::<String>())
}
