//! What the description declares although the model does not have it.

use super::model::{Base, Found, Kind};
use super::places::Places;
use crate::api::Media;
use crate::text::{essence, specificity};
use serde_json::Value;

/// Whether the description has a media type that the model leaves out: clients get its bodies as they are.
pub(super) fn is_declared(places: &Places<'_>, found: &Found) -> bool {
    let (Kind::UndeclaredMediaType, Base::Place(place), Some(name)) = (found.kind, &found.site.base, &found.name)
    else {
        return false;
    };
    let Some(place) = places.walked(place).map(|place| places.followed(&place)) else { return false };
    let holder = places.at(&place).map(|value| value.get("content").unwrap_or(value));
    let declared = holder.and_then(Value::as_object);
    declared.into_iter().flat_map(|content| content.keys()).any(|each| each.contains('/') && is_of(name, each))
}

/// Whether a media type equals the declared one or is in its range.
pub(super) fn is_of(known: &str, declared: &str) -> bool {
    specificity(declared, known).is_some()
}

/// Whether a body of one JSON media type can be read as another one.
pub(super) fn is_alike(known: &str, declared: &str) -> bool {
    Media::of(known) == Media::Json
        && Media::of(declared) == Media::Json
        && !known.contains('*')
        && essence(known) == "application/json"
        && !essence(declared).contains("problem")
}
