//! Webhooks and callbacks, for those who receive them.

use super::{RustType, Webhook, rust_type, rustdoc};
use crate::api::{Api, Media, Received};
use crate::facts::RECEIVED;
use crate::names::{self, Names};
use crate::text::Line;

/// What is received and has a payload that can be decoded.
pub(super) fn webhooks(api: &Api, names: &Names) -> Vec<Webhook> {
    let mut webhooks: Vec<Webhook> =
        api.received.iter().zip(&names.webhooks).filter_map(|(each, ident)| webhook(each, ident, names)).collect();
    webhooks.sort_by(|a, b| a.ident.cmp(&b.ident));
    webhooks
}

/// The feature that enables the types of what is received.
pub(super) fn feature(features: &[String]) -> Option<String> {
    let feature = names::feature(RECEIVED);
    features.contains(&feature).then_some(feature)
}

fn webhook(received: &Received, ident: &str, names: &Names) -> Option<Webhook> {
    let (media_type, of) = received.payload.as_ref().filter(|(media_type, _)| Media::of(media_type) == Media::Json)?;
    let of = rust_type(of, names);
    let of = if of == RustType::Bytes { RustType::String } else { of };
    Some(Webhook { ident: ident.to_owned(), docs: docs(received, media_type, names), of })
}

fn docs(received: &Received, media_type: &str, names: &Names) -> Vec<Line> {
    let mut docs = rustdoc::prose(received.summary.as_deref(), received.docs.text.as_deref());
    if docs.is_empty() {
        docs.push(format!("The payload of `{}`.", rustdoc::code(&received.name)).into());
    }
    let to = received.expression.as_ref().map(|to| format!(" to `{}`", rustdoc::code(to))).unwrap_or_default();
    let line = format!(
        "`{}`{to} with `{}`: `{}`.",
        rustdoc::code(&received.method),
        rustdoc::code(media_type),
        rustdoc::code(&received.name)
    );
    rustdoc::paragraph(&mut docs, &line);
    if !received.parameters.is_empty() {
        rustdoc::paragraph(&mut docs, "With it come:");
        docs.push(Line::default());
        docs.extend(received.parameters.iter().flat_map(|(place, name, about)| {
            let text = about.text.as_deref().map(str::trim).unwrap_or_default();
            let end = if text.is_empty() { "" } else { ":" };
            rustdoc::item(&format!("`{}` ({}){end}", rustdoc::code(name), place.word()), text)
        }));
    }
    if let Some((status, media_type, of)) = &received.answer {
        let of = match rust_type(of, names) {
            RustType::Named(name) => format!(" of the type [`{name}`](types::{name})"),
            _ => String::new(),
        };
        let line = format!("The answer is `{}` with `{}`{of}.", rustdoc::code(status), rustdoc::code(media_type));
        rustdoc::paragraph(&mut docs, &line);
    }
    if received.docs.deprecated {
        rustdoc::paragraph(&mut docs, "Deprecated.");
    }
    docs
}
