//! Webhooks and callbacks: requests that the API makes.

use super::content::{content_type, preferred};
use super::types::TypeBuilder;
use super::{Docs, Media, Webhook};
use crate::resolve::{self, Content, Description};
use std::collections::HashSet;

/// Binds webhooks and callbacks, without duplicates: a callback is often repeated by every operation that triggers it.
pub(super) fn bind(builder: &mut TypeBuilder<'_>, description: &Description) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> = Vec::with_capacity(description.webhooks.len());
    let mut known = HashSet::new();
    for webhook in &description.webhooks {
        let bound = bind_one(builder, webhook);
        builder.finish_queue();
        if known.insert((bound.name.clone(), bound.method.clone(), bound.payload.clone())) {
            webhooks.push(bound);
        }
    }
    webhooks
}

fn bind_one(builder: &mut TypeBuilder<'_>, webhook: &resolve::Webhook) -> Webhook {
    let call = &webhook.call;
    let words = [webhook.name.clone(), "webhook".to_owned()];
    let body = call.body.as_ref().map(|body| body.content.as_slice()).unwrap_or_default();
    let payload = typed(builder, body, &words, "payload");
    let mut responses = call.responses.iter().filter(|response| response.status.starts_with('2'));
    let response = responses.find_map(|response| {
        let (media_type, of) = typed(builder, &response.content, &words, "response")?;
        Some((response.status.clone(), media_type, of))
    });
    let docs = |text: &Option<String>, deprecated| Docs { text: text.clone(), deprecated, ..Docs::default() };
    let parameters = call.parameters.iter();
    Webhook {
        name: webhook.name.clone(),
        expression: webhook.expression.clone(),
        method: call.method.clone(),
        summary: call.summary.clone(),
        docs: docs(&call.description, call.deprecated),
        parameters: parameters
            .map(|each| (each.place, each.name.clone(), docs(&each.description, each.deprecated)))
            .collect(),
        payload,
        response,
    }
}

/// The preferred media type of a body, with its type.
fn typed(
    builder: &mut TypeBuilder<'_>,
    content: &[Content],
    words: &[String],
    role: &str,
) -> Option<(String, super::Type)> {
    let content = preferred(content)?;
    // The name says webhook already; a payload that needs a name of its own gets no suffix.
    let words = if role == "payload" { words } else { &[words, &[role.to_owned()]].concat() };
    let (front, last) = words.split_at(words.len() - 1);
    let of = content_type(builder, content, front, &last.concat());
    let of = if Media::of(&content.media_type) == Media::Json { of.without_bytes() } else { of };
    Some((content.media_type.clone(), of))
}
