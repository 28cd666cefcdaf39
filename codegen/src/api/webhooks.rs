//! Webhooks and callbacks: calls that the API makes.

use super::content::{content_type, preferred};
use super::types::Builder;
use super::{Docs, Received};
use crate::resolve::{Content, Description, Webhook};
use std::collections::HashSet;

/// Binds what is received, each once: a callback is often repeated by every operation that leads to it.
pub(super) fn bind(builder: &mut Builder<'_>, description: &Description) -> Vec<Received> {
    let mut received: Vec<Received> = Vec::with_capacity(description.webhooks.len());
    let mut known = HashSet::new();
    for webhook in &description.webhooks {
        let bound = bind_one(builder, webhook);
        builder.finish_queue();
        if known.insert((bound.name.clone(), bound.method.clone(), bound.payload.clone())) {
            received.push(bound);
        }
    }
    received
}

fn bind_one(builder: &mut Builder<'_>, webhook: &Webhook) -> Received {
    let call = &webhook.call;
    let words = [webhook.name.clone(), "webhook".to_owned()];
    let body = call.body.as_ref().map(|body| body.content.as_slice()).unwrap_or_default();
    let payload = typed(builder, body, &words, "payload");
    let answers = call.responses.iter().filter(|response| response.status.starts_with('2'));
    let answer = answers.into_iter().find_map(|response| {
        let (media_type, of) = typed(builder, &response.content, &words, "answer")?;
        Some((response.status.clone(), media_type, of))
    });
    let docs = |text: &Option<String>, deprecated| Docs { text: text.clone(), deprecated, ..Docs::default() };
    let parameters = call.parameters.iter();
    Received {
        name: webhook.name.clone(),
        expression: webhook.expression.clone(),
        method: call.method.clone(),
        summary: call.summary.clone(),
        docs: docs(&call.description, call.deprecated),
        parameters: parameters
            .map(|each| (each.place, each.name.clone(), docs(&each.description, each.deprecated)))
            .collect(),
        payload,
        answer,
    }
}

/// The preferred media type of a body, with its type.
fn typed(
    builder: &mut Builder<'_>,
    content: &[Content],
    words: &[String],
    role: &str,
) -> Option<(String, super::Type)> {
    let content = preferred(content)?;
    // The name says webhook already; a payload that needs a name of its own gets no more.
    let words = if role == "payload" { words } else { &[words, &[role.to_owned()]].concat() };
    let (front, last) = words.split_at(words.len() - 1);
    Some((content.media_type.clone(), content_type(builder, content, front, &last.concat())))
}
