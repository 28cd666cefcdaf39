//! Plans webhooks and callbacks, for servers that receive them.

use super::{RustType, Webhook, rust_type, rustdoc};
use crate::analysis::Analysis;
use crate::api::{self, Api, Media};
use crate::names::{self, Names, RECEIVED};
use crate::text::Line;

/// The webhooks and callbacks with a payload that can be decoded.
pub(super) fn webhooks(api: &Api, names: &Names, analysis: &Analysis) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> =
        api.webhooks.iter().zip(&names.webhooks).filter_map(|(each, ident)| webhook(each, ident, analysis)).collect();
    webhooks.sort_by(|a, b| a.ident.cmp(&b.ident));
    webhooks
}

/// The feature that enables the types of webhooks.
pub(super) fn feature(features: &[String]) -> Option<String> {
    let feature = names::feature(RECEIVED);
    features.contains(&feature).then_some(feature)
}

fn webhook(webhook: &api::Webhook, ident: &str, analysis: &Analysis) -> Option<Webhook> {
    let (media_type, of) = webhook.payload.as_ref().filter(|(media_type, _)| Media::of(media_type) == Media::Json)?;
    Some(Webhook { ident: ident.to_owned(), docs: docs(webhook, media_type, analysis), of: rust_type(of, analysis) })
}

fn docs(webhook: &api::Webhook, media_type: &str, analysis: &Analysis) -> Vec<Line> {
    let mut docs = rustdoc::prose(webhook.summary.as_deref(), webhook.docs.text.as_deref());
    if docs.is_empty() {
        docs.push(format!("The payload of `{}`.", rustdoc::code(&webhook.name)).into());
    }
    let to = webhook.expression.as_ref().map(|to| format!(" to `{}`", rustdoc::code(to))).unwrap_or_default();
    let line = format!(
        "`{}`{to} with `{}`: `{}`.",
        rustdoc::code(&webhook.method),
        rustdoc::code(media_type),
        rustdoc::code(&webhook.name)
    );
    rustdoc::paragraph(&mut docs, &line);
    if !webhook.parameters.is_empty() {
        rustdoc::paragraph(&mut docs, "With it come:");
        docs.push(Line::default());
        docs.extend(webhook.parameters.iter().flat_map(|(place, name, about)| {
            let text = about.text.as_deref().map(str::trim).unwrap_or_default();
            let end = if text.is_empty() { "" } else { ":" };
            rustdoc::item(&format!("`{}` ({}){end}", rustdoc::code(name), place.word()), text)
        }));
    }
    if let Some((status, media_type, of)) = &webhook.response {
        let of = match rust_type(of, analysis) {
            RustType::Named(name) => format!(" of the type [`{name}`](types::{name})"),
            _ => String::new(),
        };
        let line = format!("Respond with `{}` and `{}`{of}.", rustdoc::code(status), rustdoc::code(media_type));
        rustdoc::paragraph(&mut docs, &line);
    }
    if webhook.docs.deprecated {
        rustdoc::paragraph(&mut docs, "Deprecated.");
    }
    docs
}
