//! How values are written and read, in words: whether two plans agree is all that matters.

use crate::api::{self, Encoding, EncodingPlace, EventContent, Events, Framing, Items, Next, Paging};
use crate::plan::{Parameter, Styling};

pub(super) fn style(of: &Styling) -> String {
    match of {
        Styling::Style(style) => style.clone(),
        Styling::Explode(true) => "exploded".to_owned(),
        Styling::Explode(false) => "not exploded".to_owned(),
        Styling::AllowReserved => "reserved characters as they are".to_owned(),
        Styling::AllowEmpty => "may be empty".to_owned(),
        Styling::Content(media_type) => media_type.clone(),
        Styling::Encoded(properties) => {
            format!("a form ({})", properties.iter().map(encoding).collect::<Vec<_>>().join("; "))
        }
    }
}

pub(super) fn encoding(of: &Encoding) -> String {
    let Encoding { place, content_type, style, explode, allow_reserved, headers, has_content_id, parts } = of;
    let place = match place {
        EncodingPlace::Property(name) => name.clone(),
        EncodingPlace::Position(position) => format!("[{position}]"),
        EncodingPlace::Items => "[..]".to_owned(),
    };
    let mut words: Vec<String> = content_type.iter().chain(style).cloned().collect();
    words.extend(explode.map(|explode| if explode { "exploded" } else { "not exploded" }.to_owned()));
    words.extend(allow_reserved.then(|| "reserved characters as they are".to_owned()));
    words.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    words.extend(has_content_id.then(|| "Content-ID".to_owned()));
    words.extend(parts.iter().map(|part| format!("({})", encoding(part))));
    format!("{place}: {}", words.join(", "))
}

pub(super) fn events(of: &Events, parameters: &[Parameter]) -> String {
    let Events {
        media_type,
        framing,
        // It is beside these words.
        of: _,
        content,
        // It is the form of the call.
        alone: _,
        tag,
        resume,
    } = of;
    let framing = match framing {
        Framing::Events => "server-sent events",
        Framing::Lines => "lines",
        Framing::Records => "records",
    };
    let mut words = vec![media_type.clone(), framing.to_owned()];
    words.extend((*content == EventContent::Event).then(|| "with their envelopes".to_owned()));
    words.extend(tag.as_ref().map(|tag| format!("named by {tag}")));
    words.extend(
        resume
            .as_ref()
            .map(|(position, path)| format!("resumed by {} = {}", wire(*position, parameters), path.join("."))),
    );
    words.join(", ")
}

pub(super) fn paging(of: &Paging, parameters: &[Parameter]) -> String {
    let Paging { next, items, size, default_size, total, more } = of;
    let wire = |position: &usize| wire(*position, parameters);
    let mut words = vec![match next {
        Next::Page(parameter, first) => format!("{} counts pages from {first}", wire(parameter)),
        Next::Offset(parameter, first) => format!("{} counts items from {first}", wire(parameter)),
        Next::Cursor(parameter, path) => format!("{} is {} of the last page", wire(parameter), path.join(".")),
        Next::LastItem(parameter, key) => format!("{} is {} of the last item", wire(parameter), key.join(".")),
        Next::Link => "the header Link".to_owned(),
        Next::Address(path) => format!("the URL in {}", path.join(".")),
    }];
    // Their type is in the signature.
    words.extend(items.as_ref().map(|Items { path, of: _ }| format!("items in {:?}", path.join("."))));
    words.extend(size.as_ref().map(|parameter| format!("size in {}", wire(parameter))));
    words.extend(default_size.map(|size| format!("{size} at a time")));
    words.extend((!total.is_empty()).then(|| format!("total in {}", total.join("."))));
    words.extend((!more.is_empty()).then(|| format!("more in {}", more.join("."))));
    words.join(", ")
}

/// A parameter by its name, since positions move when another one is added.
fn wire(position: usize, parameters: &[Parameter]) -> String {
    parameters.get(position).map(|parameter| parameter.wire.clone()).unwrap_or_default()
}

pub(super) fn credential(of: &api::Credential) -> String {
    match of {
        api::Credential::Token => "a token".to_owned(),
        api::Credential::Basic => "a user name and a password".to_owned(),
        api::Credential::Key(place, name) => format!("{name} in {}", place.word()),
        api::Credential::Transport => "a certificate".to_owned(),
        api::Credential::Custom => "set by the caller".to_owned(),
    }
}
