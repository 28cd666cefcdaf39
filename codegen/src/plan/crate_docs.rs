//! The docs of the crate: what it is, a first call, how to authenticate, its features and its groups.

use super::features::{ALL_GROUPS, DEFAULT_FEATURES, FEATURES};
use super::returns::link_name;
use super::{CratePlan, Group, GroupDocs, client_docs, first_call, rustdoc};
use crate::api::Api;
use crate::config::Placement;
use crate::text::Line;

/// Adds everything after the prose of the description.
pub(super) fn complete(plan: &mut CratePlan, api: &Api, library: &str) {
    let mut docs = std::mem::take(&mut plan.docs);
    docs.extend(["", "# Example", ""].map(Line::from));
    docs.extend(first_call::example(api, &plan.client, &plan.groups, &plan.types, library, &plan.placement));
    let authentication = client_docs::authentication(&plan.client);
    if !authentication.is_empty() {
        docs.push(Line::default());
        docs.extend(authentication);
    }
    if !plan.groups.is_empty() {
        docs.extend(
            ["", "# Operations", "", "The methods of [`Client`] for the groups of operations:", ""].map(Line::from),
        );
    }
    plan.docs = docs;
    plan.feature_docs = if plan.placement == Placement::Crate { features(plan) } else { Vec::new() };
    plan.group_docs = plan.groups.iter().map(group).collect();
}

fn features(plan: &CratePlan) -> Vec<Line> {
    let mut docs = ["# Features", ""].map(Line::from).to_vec();
    let default = |is_default: bool| if is_default { " (on by default)" } else { "" };
    docs.extend(FEATURES.iter().map(|feature| {
        let is_default = DEFAULT_FEATURES.contains(&feature.name);
        Line::new(format!("* `{}`{}: {}", feature.name, default(is_default), feature.about))
    }));
    if !plan.features.is_empty() {
        docs.push(Line::new(format!(
            "* `{ALL_GROUPS}`{}: Every group of operations. Each also has its own feature, which enables the types that \
             it uses.",
            default(true)
        )));
    }
    if let Some(feature) = &plan.unreached_feature {
        docs.push(Line::new(format!("* `{}`: Components that no operation uses.", rustdoc::code(feature))));
    }
    docs
}

fn group(group: &Group) -> GroupDocs {
    let about = if group.about.is_empty() { String::new() } else { format!(": {}", group.about) };
    let call = &group.call;
    let on = Line::new(format!("* [`{call}`](operations::{}){about}", link_name(&group.module)));
    match &group.feature {
        Some(feature) => GroupDocs {
            feature: Some(feature.clone()),
            off: Line::new(format!("* `{call}`, with the feature `{}`{about}", rustdoc::code(feature))),
            on,
        },
        None => GroupDocs { feature: None, off: on.clone(), on },
    }
}
