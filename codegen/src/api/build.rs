//! Binds a whole description.

use super::steer::{Listed, Steering};
use super::types::TypeBuilder;
use super::{
    Api, bytes, components, events, headers, merge_renamed, name_parts, operations, paging, parts, read_write,
    security, servers, styles, success, webhooks,
};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::resolve::Description;
use crate::shape::{Opaque, Shapes};

/// Builds the API. `listed` has the Rust names by which rules may match its parts.
pub fn build(description: &Description, shapes: &Shapes, config: &Config, listed: &Listed) -> (Api, Diagnostics) {
    let mut builder = TypeBuilder::new(shapes, config, Steering::new(&config.rules, listed));
    let mut api = Api {
        title: description.info.title.clone(),
        version: description.info.version.clone(),
        description: description.info.description.clone(),
        tags: name_parts::about(&description.tags),
        servers: servers::of_document(description),
        schemes: security::schemes(description),
        token_endpoint: security::token_endpoint(description, &config.client),
        security: description.security.clone().unwrap_or_else(|| security::default_requirements(description)),
        ..Api::default()
    };
    api.skipped.clone_from(&description.skipped);
    let paging = operations::bind(&mut builder, description, &mut api);
    api.webhooks = webhooks::bind(&mut builder, description);
    api.response_headers = headers::bind(&builder, description);
    components::bind(&mut builder, description, &mut api);
    let (types, untyped, mut diagnostics) = builder.finish();
    api.types = types;
    // Unresolved references and contradictions have been reported where they are.
    let reported = [Opaque::Missing.reason(), Opaque::Contradictory.reason()];
    for (pointer, reason) in untyped.iter().filter(|(_, reason)| !reported.contains(&reason.as_str())) {
        diagnostics.push(Diagnostic::new(Code::Untyped, pointer, reason.clone()));
    }
    api.untyped = untyped;
    merge_renamed::unite(&mut api, &mut diagnostics);
    read_write::split(&mut api);
    parts::convert(&mut api);
    bytes::replace(&mut api);
    success::complete(&mut api);
    styles::check(&api, &mut diagnostics);
    diagnostics.extend(security::check(description));
    paging::find(&mut api, &paging, &mut diagnostics);
    events::complete(&mut api);
    (api, diagnostics)
}
