//! What the encoding of a property says about its media type.

use crate::api::{Encoding, Media};
use crate::text::essence;

/// The only media type that an encoding allows, if there is one.
pub(super) fn only_type(encoding: Option<&Encoding>) -> Option<&str> {
    let types = encoding?.content_type.as_deref()?.trim();
    (!types.contains([',', '*'])).then_some(types)
}

/// The kind of the only media type that an encoding allows.
pub(super) fn only_media(encoding: Option<&Encoding>) -> Option<Media> {
    only_type(encoding).map(Media::of)
}

/// Whether an encoding allows a media type. Without a declared one, any is.
pub(super) fn allows(encoding: &Encoding, media_type: &str) -> bool {
    let types = encoding.content_type.as_deref().unwrap_or_default();
    let mut each = types.split(',').map(essence).filter(|each| !each.is_empty()).peekable();
    each.peek().is_none() || each.any(|each| crate::verify::declared::is_of(media_type, &each))
}
