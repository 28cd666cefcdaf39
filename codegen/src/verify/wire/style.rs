//! The styles of parameters (OpenAPI 3.2, Style Values).

use super::pairs::Escapes;
use crate::api::{Encoding, Parameter, Place};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `a,b`
    Simple,
    /// `.a.b`
    Label,
    /// `;name=a;name=b`
    Matrix,
    /// `name=a&name=b`
    Form,
    /// `name=a%20b`
    Space,
    /// `name=a%7Cb`
    Pipe,
    /// `name[key]=a`
    Deep,
    /// `name=a; name=b`, with nothing escaped
    Cookie,
}

/// Whether the members of an array or an object are separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expansion {
    /// They are joined.
    Compact,
    /// They are separate.
    Exploded,
}

/// The name, the style and `explode` of a parameter, or of a property of a form.
#[derive(Clone, Debug)]
pub(in crate::verify) struct Writing {
    pub(super) name: String,
    pub(super) style: Style,
    pub(super) expansion: Expansion,
    pub(super) content: Content,
}

/// Whether a value is written in a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// It is one text.
    Whole,
    /// It has a style.
    Styled,
}

impl Writing {
    /// How a parameter is written.
    pub(in crate::verify) fn of(parameter: &Parameter) -> Self {
        let default = match parameter.place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::QueryString | Place::Cookie => Style::Form,
        };
        // A value with a media type has no style.
        let style = parameter.style.as_deref().filter(|_| parameter.media_type.is_none());
        let mut writing = Self::new(&parameter.name, style, parameter.explode, default);
        if parameter.media_type.is_some() {
            writing.content = Content::Whole;
        }
        writing
    }

    /// How a header of a response is written.
    pub(in crate::verify) fn of_header(name: &str, explode: bool) -> Self {
        Self::new(name, Some("simple"), Some(explode), Style::Simple)
    }

    /// How a property of a form is written, if its encoding has a style. With one, its media type has no effect.
    pub(super) fn of_encoding(name: &str, encoding: &Encoding) -> Option<Self> {
        let is_styled = encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved;
        is_styled.then(|| Self::new(name, encoding.style.as_deref(), encoding.explode, Style::Form))
    }

    /// How many clients write arrays and objects, whatever is declared.
    pub(super) fn deep(name: &str) -> Self {
        Self::new(name, Some("deepObject"), None, Style::Form)
    }

    fn new(name: &str, style: Option<&str>, explode: Option<bool>, default: Style) -> Self {
        let style = match style {
            Some("simple") => Style::Simple,
            Some("label") => Style::Label,
            Some("matrix") => Style::Matrix,
            Some("form") => Style::Form,
            Some("spaceDelimited") => Style::Space,
            Some("pipeDelimited") => Style::Pipe,
            Some("deepObject") => Style::Deep,
            Some("cookie") => Style::Cookie,
            _ => default,
        };
        let explode = explode.unwrap_or(matches!(style, Style::Form | Style::Cookie));
        let expansion = if explode { Expansion::Exploded } else { Expansion::Compact };
        Self { name: name.to_owned(), style, expansion, content: Content::Styled }
    }

    /// Whether the members of an object become pairs with names of their own.
    pub(super) fn has_own_names(&self) -> bool {
        self.expansion == Expansion::Exploded && self.style != Style::Deep && self.content == Content::Styled
    }

    /// Splits a text with joined members, and decodes them.
    pub(super) fn split(&self, raw: &str, escapes: Escapes) -> Vec<String> {
        let decoded = |mark: char| escapes.decode(raw).split(mark).map(str::to_owned).collect();
        match self.style {
            Style::Space => decoded(' '),
            Style::Pipe => decoded('|'),
            Style::Label if self.expansion == Expansion::Exploded => {
                raw.split('.').map(|each| escapes.decode(each)).collect()
            }
            // Proxies write a space after the comma.
            _ if escapes == Escapes::None => raw.split(',').map(|each| each.trim().to_owned()).collect(),
            _ => raw.split(',').map(|each| escapes.decode(each)).collect(),
        }
    }

    /// What is escaped, in a place with these escapes.
    pub(super) fn escapes(&self, around: Escapes) -> Escapes {
        if self.style == Style::Cookie { Escapes::None } else { around }
    }
}
