//! How the properties of a form are written.

use super::descriptor::{Parameter, Style};

/// How one property of a form or of a multipart body is written (OpenAPI 3.1, Encoding Object).
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    pub(super) content_type: Option<&'static str>,
    /// The property as a parameter in the query: its name, and how it is written if it has a style.
    pub(super) parameter: Parameter,
    pub(super) writing: Writing,
}

/// What the form of a property follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// The media type.
    Content,
    /// The style.
    Styled,
}

impl Encoding {
    /// The encoding of a property, without a difference to the default yet.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { content_type: None, parameter: Parameter::query(name), writing: Writing::Content }
    }

    /// Sets `contentType`: one or more media types, or ranges of them, separated by commas.
    #[must_use]
    pub const fn content_type(mut self, media_types: &'static str) -> Self {
        self.content_type = Some(media_types);
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
    pub(super) fn only_type(&self) -> Option<&'static str> {
        let types = self.content_type?.trim();
        (!types.contains([',', '*'])).then_some(types)
    }

    /// The encoding of a property among those that the description gives.
    pub(super) fn of<'a>(encodings: &'a [Self], name: &str) -> Option<&'a Self> {
        encodings.iter().find(|encoding| encoding.parameter.details().name == name)
    }
}
