//! Renders each item of the crate separately: the tokens of a single item fit into the caches of the processor, and
//! items can be rendered in parallel.

use super::format::{RenderResult, Rendered};
use super::operations::{self, OperationTokens};
use super::path::{Features, Scope};
use super::{format, parallel, types, webhooks};
use crate::config::Placement;
use crate::plan::{CratePlan, Group, Item, Operation, Webhook};
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::collections::HashSet;
use std::sync::Arc;

/// The items of the crate, except for kinds that occur only once.
#[derive(Default)]
pub(super) struct RenderedItems {
    /// As in the plan.
    pub(super) types: Vec<RenderResult>,
    /// As the groups in the plan: the handle, then the operations.
    pub(super) groups: Vec<Vec<RenderResult>>,
    /// As in the plan.
    pub(super) webhooks: Vec<RenderResult>,
}

/// An item to render.
enum Part<'a> {
    Type(&'a Item),
    Handle(&'a Group),
    Operation(&'a Operation),
    Webhook(&'a Webhook),
}

/// Renders the items of a crate.
pub(super) fn pieces(plan: &CratePlan) -> RenderedItems {
    let parts = parts(plan);
    let names: Arc<HashSet<String>> = Arc::new(plan.types.iter().map(|item| item.ident().to_owned()).collect());
    let composed = Arc::new(composed(plan));
    let features = match plan.placement {
        Placement::Crate => Features::Generated,
        Placement::Module(_) => Features::Unrelated,
    };
    let made = parallel::map(&parts, |part| {
        let scope = match part {
            Part::Type(_) => Scope::types(Arc::clone(&names), Arc::clone(&composed), features),
            Part::Handle(_) | Part::Operation(_) | Part::Webhook(_) => {
                Scope::operations(Arc::clone(&composed), features)
            }
        };
        let text = format::piece(tokens(part, &scope, plan))?;
        Ok(Rendered { text, written: scope.into_written() })
    });
    let mut pieces = RenderedItems::default();
    for (part, made) in parts.iter().zip(made) {
        match (part, pieces.groups.last_mut()) {
            (Part::Type(_), _) => pieces.types.push(made),
            // The operations of a group follow its handle.
            (Part::Operation(_), Some(group)) => group.push(made),
            (Part::Handle(_) | Part::Operation(_), _) => pieces.groups.push(vec![made]),
            (Part::Webhook(_), _) => pieces.webhooks.push(made),
        }
    }
    pieces
}

/// The names of structs and unions, and of aliases of them.
fn composed(plan: &CratePlan) -> HashSet<String> {
    let enums: HashSet<&str> =
        plan.types.iter().filter(|item| matches!(item, Item::Enum(_))).map(Item::ident).collect();
    let is_composed = |item: &&Item| match item {
        Item::Alias(alias) => !enums.contains(alias.target.as_str()),
        item => !enums.contains(item.ident()),
    };
    plan.types.iter().filter(is_composed).map(|item| item.ident().to_owned()).collect()
}

fn parts(plan: &CratePlan) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = plan.types.iter().map(Part::Type).collect();
    for group in &plan.groups {
        parts.push(Part::Handle(group));
        parts.extend(group.operations.iter().map(Part::Operation));
    }
    parts.extend(plan.webhooks.iter().map(Part::Webhook));
    parts
}

fn tokens(part: &Part<'_>, scope: &Scope, crate_plan: &CratePlan) -> TokenStream {
    match part {
        Part::Type(item) => types::tokens(item, scope),
        Part::Handle(group) => operations::handle(crate_plan, group, scope),
        Part::Operation(operation) => OperationTokens(operation, scope, crate_plan).into_token_stream(),
        Part::Webhook(webhook) => webhooks::function(webhook, scope),
    }
}
