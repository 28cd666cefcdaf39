//! The docs of groups of operations.

use super::returns::{in_table, link_name, request};
use super::{Group, rustdoc};
use crate::api::Api;
use crate::names::Names;
use crate::text::Line;

/// Documents the groups. Their features must be known.
pub(super) fn complete(groups: &mut [Group], api: &Api, names: &Names) {
    for (group, own) in groups.iter_mut().zip(&names.groups) {
        let about = own.path.last().and_then(|tag| api.tags.get(tag));
        let about =
            about.map(|(summary, text)| rustdoc::prose(summary.as_deref(), text.as_deref())).unwrap_or_default();
        group.about =
            about.iter().take_while(|line| !line.is_empty()).map(|line| &**line).collect::<Vec<_>>().join(" ");
        group.docs = module_docs(group, about);
        group.handle_docs = handle_docs(group);
    }
    let calls: Vec<String> = (0..groups.len()).map(|index| call(groups, index)).collect();
    for (group, call) in groups.iter_mut().zip(calls) {
        group.call = call;
    }
}

/// The call that returns the handle of a group: `client.shop().orders()`.
fn call(groups: &[Group], index: usize) -> String {
    let group = &groups[index];
    let around =
        group.parent.as_ref().and_then(|parent| groups[..index].iter().position(|each| each.module == *parent));
    let around = around.map_or_else(|| "client".to_owned(), |parent| call(groups, parent));
    format!("{around}.{}()", group.method)
}

/// The docs of a module: the description of the group, and a table with a line for each operation.
fn module_docs(group: &Group, about: Vec<Line>) -> Vec<Line> {
    let mut docs = vec![Line::new(format!("Operations of the group `{}`.", rustdoc::code(&group.title)))];
    if !about.is_empty() {
        docs.push(Line::default());
        docs.extend(about);
    }
    if let Some(feature) = &group.feature {
        rustdoc::paragraph(&mut docs, &format!("Needs the feature `{}`.", rustdoc::code(feature)));
    }
    if !group.operations.is_empty() {
        docs.extend(["", "| operation | request | returns |", "|---|---|---|"].map(Line::from));
    }
    let name = &group.ident;
    docs.extend(group.operations.iter().map(|operation| {
        let method = link_name(&operation.method);
        let request = request(operation).replace('|', "\\|");
        Line::new(format!("| [`{method}`]({name}::{method}) | {request} | {} |", in_table(operation)))
    }));
    if !group.inner.is_empty() {
        docs.extend(["", "Groups in it:", ""].map(Line::from));
    }
    docs.extend(
        group
            .inner
            .iter()
            .map(|(method, module, _)| Line::new(format!("* [`{}`](super::{})", link_name(method), link_name(module)))),
    );
    docs
}

/// The docs of the method that returns the handle, and of the handle.
fn handle_docs(group: &Group) -> Vec<Line> {
    let mut docs = vec![Line::new(format!("The operations of `{}`.", rustdoc::code(&group.title)))];
    if !group.about.is_empty() {
        rustdoc::paragraph(&mut docs, &group.about);
    }
    if let Some(feature) = &group.feature {
        rustdoc::paragraph(&mut docs, &format!("Needs the feature `{}`.", rustdoc::code(feature)));
    }
    docs
}
