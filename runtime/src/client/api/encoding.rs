//! Evaluates the encodings of the properties of forms and of the parts of multipart bodies.

use super::media::{Media, essence};
use super::parameter::{Encoding, Place};

impl Encoding {
    /// Returns the only media type that the description allows, if there is one.
    pub(crate) fn only_type(&self) -> Option<&'static str> {
        let types = self.content_type?.trim();
        (!types.contains([',', '*'])).then_some(types)
    }

    /// Returns the media type of a string: the only one, or the first of several XML media types.
    pub(crate) fn text_type(&self) -> Option<&'static str> {
        let is_xml = |each: &str| {
            let essence = essence(each);
            essence.ends_with("/xml") || essence.ends_with("+xml")
        };
        let mut types = self.content_type?.split(',').map(str::trim);
        self.only_type().or_else(|| types.clone().all(is_xml).then(|| types.find(|each| !each.contains('*')))?)
    }

    /// Returns the media type of an array or an object, which is JSON. If only others are allowed, returns these as an error: the
    /// caller must pass the value as text.
    pub(crate) fn json_type(&self) -> Result<&'static str, &'static str> {
        const JSON: &str = "application/json";
        let Some(types) = self.content_type else { return Ok(JSON) };
        match types.split(',').map(str::trim).find(|each| Media::of(each) == Media::Json) {
            Some(range) if range.contains('*') => Ok(JSON),
            Some(exact) => Ok(exact),
            None => Err(types),
        }
    }

    /// Returns the declared encoding of a property.
    pub(crate) fn of<'a>(encodings: &'a [Self], name: &str) -> Option<&'a Self> {
        encodings.iter().find(|encoding| encoding.place == Place::Property && encoding.parameter.details().name == name)
    }

    /// Returns the declared encoding of an item.
    pub(crate) fn of_item(encodings: &[Self], position: usize) -> Option<&Self> {
        let of = |place| encodings.iter().find(|encoding| encoding.place == place);
        of(Place::Position(position)).or_else(|| of(Place::Items))
    }
}
