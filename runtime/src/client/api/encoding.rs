//! How the properties of a form, and the parts of a body, are written.

use super::descriptor::{Parameter, Style};
use super::media::{Media, essence};
use crate::client::RequestError;

/// How one property of a form, or one part of a body in parts, is written (OpenAPI 3.2, Encoding Object).
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    place: Place,
    pub(crate) content_type: Option<&'static str>,
    /// The property as a parameter in the query: its name, and how it is written if it has a style.
    pub(crate) parameter: Parameter,
    pub(crate) writing: Writing,
    /// Headers of the part that have one value only.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) identity: Identity,
    /// The encodings of what is within the part, when that is itself in parts.
    pub(crate) parts: &'static [Encoding],
}

/// What it is the encoding of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The property of a name.
    Property,
    /// The item at a position of an array.
    Position(usize),
    /// The items of an array that have no encoding of their own.
    Items,
}

/// What the form of a property follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// The media type.
    Content,
    /// The style.
    Styled,
}

/// Whether a part is known by a `Content-ID` (RFC 2392).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    None,
    Made,
}

impl Encoding {
    /// The encoding of a property, without a difference to the default yet.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            place: Place::Property,
            content_type: None,
            parameter: Parameter::query(name),
            writing: Writing::Content,
            headers: &[],
            identity: Identity::None,
            parts: &[],
        }
    }

    /// The encoding of the item at a position of an array.
    #[must_use]
    pub const fn at(position: usize) -> Self {
        Self { place: Place::Position(position), ..Self::new("") }
    }

    /// The encoding of the items of an array that have none of their own.
    #[must_use]
    pub const fn items() -> Self {
        Self { place: Place::Items, ..Self::new("") }
    }

    /// Sets `contentType`: one or more media types, or ranges of them, separated by commas.
    #[must_use]
    pub const fn content_type(mut self, media_types: &'static str) -> Self {
        self.content_type = Some(media_types);
        self
    }

    /// Sets the headers of a part, by name and value.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Gives the part a `Content-ID` that no other part has, unless it has one otherwise.
    #[must_use]
    pub const fn content_id(mut self) -> Self {
        self.identity = Identity::Made;
        self
    }

    /// Sets the encodings of what is within a part that is itself `multipart/*`.
    #[must_use]
    pub const fn parts(mut self, encodings: &'static [Self]) -> Self {
        self.parts = encodings;
        self
    }

    /// Sets `style`, and `explode` to the default of that style. With a style the media type has no effect.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.parameter = self.parameter.style(style);
        self.writing = Writing::Styled;
        self
    }

    /// Sets `explode: false`.
    #[must_use]
    pub const fn compact(mut self) -> Self {
        self.parameter = self.parameter.compact();
        self.writing = Writing::Styled;
        self
    }

    /// Sets `explode: true`.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.parameter = self.parameter.exploded();
        self.writing = Writing::Styled;
        self
    }

    /// Sets `allowReserved: true`.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.parameter = self.parameter.allow_reserved();
        self.writing = Writing::Styled;
        self
    }

    /// The only media type that the description allows, if there is one.
    pub(crate) fn only_type(&self) -> Option<&'static str> {
        let types = self.content_type?.trim();
        (!types.contains([',', '*'])).then_some(types)
    }

    /// The media type of a text: the only one, or the first of several that all mean XML.
    pub(crate) fn text_type(&self) -> Option<&'static str> {
        let is_xml = |each: &str| {
            let essence = essence(each);
            essence.ends_with("/xml") || essence.ends_with("+xml")
        };
        let mut types = self.content_type?.split(',').map(str::trim);
        self.only_type().or_else(|| types.clone().all(is_xml).then(|| types.find(|each| !each.contains('*')))?)
    }

    /// The media type of an array or an object, which is JSON: where only others are allowed, the caller has to give the text.
    pub(crate) fn json_type(&self, name: &str) -> Result<&'static str, RequestError> {
        const JSON: &str = "application/json";
        let Some(types) = self.content_type else { return Ok(JSON) };
        match types.split(',').map(str::trim).find(|each| Media::of(each) == Media::Json) {
            Some(range) if range.contains('*') => Ok(JSON),
            Some(exact) => Ok(exact),
            None => Err(RequestError::PartForm { name: name.to_owned(), media_type: types }),
        }
    }

    /// The encoding of a property among those that the description gives.
    pub(crate) fn of<'a>(encodings: &'a [Self], name: &str) -> Option<&'a Self> {
        encodings.iter().find(|encoding| encoding.place == Place::Property && encoding.parameter.details().name == name)
    }

    /// The encoding of an item among those that the description gives.
    pub(crate) fn of_item(encodings: &[Self], position: usize) -> Option<&Self> {
        let of = |place| encodings.iter().find(|encoding| encoding.place == place);
        of(Place::Position(position)).or_else(|| of(Place::Items))
    }
}
