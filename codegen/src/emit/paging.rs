//! The macro calls of operations with several results: pages, events, streamed bytes.

use super::macro_call::{path, spaced, table};
use super::path::Scope;
use crate::api::{Alone, EventContent, Events, Framing, Next, Paging};
use crate::plan::{Delivery, Operation, OtherMedia, Output, Paged, RustType};
use proc_macro2::TokenStream;

pub(super) fn paged(plan: &Operation, scope: &Scope) -> TokenStream {
    let Some(first) = plan.paging.first() else { return TokenStream::new() };
    let page = spaced(&scope.of(&first.page));
    let lines = |head: String, way: &dyn Fn(&Paged) -> String| {
        let mut lines = vec![head];
        lines.extend(plan.paging.iter().map(|each| format!("    {} = {},", way(each), written(&each.way))));
        lines.push("} }".to_owned());
        table(&lines)
    };
    match &first.item {
        Some(item) => {
            let item = spaced(&scope.of(item));
            let head = format!("runtime::paged! {{ {} => {item}, {page} {{", plan.ident);
            lines(head, &|way| format!("{} {}", way.items, way.pages))
        }
        None => lines(format!("runtime::paged! {{ {} => {page} {{", plan.ident), &|way| way.pages.clone()),
    }
}

/// Events, and bytes that can be streamed.
pub(super) fn streamed(plan: &Operation, scope: &Scope) -> TokenStream {
    let is_alone = plan.events.as_ref().is_some_and(|(_, events)| events.alone == Alone::Yes);
    let is_download = matches!(plan.output, Output::Value(RustType::Bytes)) && !is_alone;
    let mut lines: Vec<String> = Vec::new();
    if let Some((of, events)) = &plan.events {
        let of = spaced(&scope.of(of));
        lines.push(format!("runtime::events! {{ {} -> {of} = {} }}", plan.ident, source(events)));
    }
    if is_download {
        lines.push(format!("runtime::download! {{ {} }}", plan.ident));
    }
    if plan.delivery == Delivery::Parts {
        lines.push(format!("runtime::parts! {{ {} }}", plan.ident));
    }
    let mut tokens: TokenStream = lines.iter().map(|line| table(std::slice::from_ref(line))).collect();
    tokens.extend(media(plan, scope));
    tokens
}

/// The methods that request alternative media types.
fn media(plan: &Operation, scope: &Scope) -> Option<TokenStream> {
    let row = |other: &OtherMedia| {
        let media_type = super::macro_call::text(&other.media_type);
        format!("{} -> {} = {media_type}", other.method, spaced(&scope.of(&other.of)))
    };
    let rows: Vec<String> = plan.media.iter().map(row).collect();
    Some(match rows.as_slice() {
        [] => return None,
        [row] => table(&[format!("runtime::media! {{ {} {{ {row} }} }}", plan.ident)]),
        _ => {
            let mut lines = vec![format!("runtime::media! {{ {} {{", plan.ident)];
            lines.extend(rows.iter().map(|row| format!("    {row},")));
            lines.push("} }".to_owned());
            table(&lines)
        }
    })
}

fn source(events: &Events) -> String {
    let mut text = "runtime::EventSource::new()".to_owned();
    let media_type = super::macro_call::text(&events.media_type);
    match events.framing {
        Framing::Events => {}
        Framing::Lines => text.push_str(&format!(".lines({media_type})")),
        Framing::Records => text.push_str(&format!(".records({media_type})")),
    }
    if events.content == EventContent::Event {
        text.push_str(".whole()");
    }
    if let Some(tag) = &events.tag {
        text.push_str(&format!(".tag({})", super::macro_call::text(tag)));
    }
    if let Some((parameter, place)) = &events.resume {
        text.push_str(&format!(".resume({parameter}, &{})", path(place)));
    }
    text
}

fn written(way: &Paging) -> String {
    let place = |names: &[String]| format!("&{}", path(names));
    let next = match &way.next {
        Next::Page(parameter, first) => format!("by_page({parameter}, {first})"),
        Next::Offset(parameter, 0) => format!("by_offset({parameter})"),
        Next::Offset(parameter, first) => format!("by_offset_from({parameter}, {first})"),
        Next::Cursor(parameter, path) => format!("by_cursor({parameter}, {})", place(path)),
        Next::LastItem(parameter, key) => format!("by_last_item({parameter}, {})", place(key)),
        Next::Link => "by_link()".to_owned(),
        Next::Address(path) => format!("by_address({})", place(path)),
    };
    let mut text = format!("runtime::Paging::{next}");
    let mut add = |call: String| {
        text.push('.');
        text.push_str(&call);
    };
    match &way.items {
        Some(items) if items.path.is_empty() => {}
        Some(items) => add(format!("items({})", place(&items.path))),
        None => add("pages_only()".to_owned()),
    }
    match (way.size, way.default_size) {
        (Some(size), Some(default)) => add(format!("size_or({size}, {default})")),
        (Some(size), None) => add(format!("size({size})")),
        (None, _) => {}
    }
    if !way.total.is_empty() {
        add(format!("total({})", place(&way.total)));
    }
    if !way.more.is_empty() {
        add(format!("more({})", place(&way.more)));
    }
    text
}
