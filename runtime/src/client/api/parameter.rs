//! Parameters: where they are sent and how their values are serialized. Properties of a form are serialized like parameters, and a
//! parameter may be a form, so the two descriptions refer to each other.

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    /// The path, in place of the braces.
    Path,
    /// The query.
    Query,
    /// The query as a whole.
    QueryString,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
}

/// How the value of a parameter is serialized (OpenAPI 3.1, Style Values).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` (RFC 6570, 3.2.2)
    Simple,
    /// `.a.b` (RFC 6570, 3.2.5)
    Label,
    /// `;name=a;name=b` (RFC 6570, 3.2.7)
    Matrix,
    /// `name=a&name=b` (RFC 6570, 3.2.8)
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a%7Cb`
    PipeDelimited,
    /// `name%5Bkey%5D=a`
    DeepObject,
    /// `name=a; name=b`, with nothing encoded (OpenAPI 3.2, Style Values).
    Cookie,
}

/// Whether the members of an array or object are separate (`explode` in OpenAPI).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expansion {
    /// Joined under one name: `explode: false`.
    Compact,
    /// Separate: `explode: true`.
    Exploded,
}

/// Which characters of a value are percent-encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reserved {
    /// All but the unreserved ones of RFC 3986.
    Encoded,
    /// Reserved ones are kept unless they would end the value: `allowReserved: true`, in the query, the path and cookies.
    Allowed,
}

/// Whether a parameter may leave a path segment empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Empty {
    /// No, because the result would be another path.
    Refused,
    /// Yes, because an empty value means the root.
    Allowed,
}

/// One parameter of an operation (OpenAPI 3.1, Parameter Object). Variants, not constructor functions: every function
/// call in a `const` costs compile time in the generated crate.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
#[expect(non_camel_case_types, reason = "`operation!` uses the names of the variants")]
pub enum Parameter {
    /// A path parameter with style `simple`.
    path(&'static str),
    /// A query parameter with style `form`, exploded.
    query(&'static str),
    /// A header parameter with style `simple`.
    header(&'static str),
    /// A cookie parameter with style `form`, exploded.
    cookie(&'static str),
    /// A parameter with other attributes.
    special(ParameterDetails),
}

/// All attributes of a parameter.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct ParameterDetails {
    pub(crate) name: &'static str,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) expansion: Expansion,
    pub(crate) reserved: Reserved,
    pub(crate) content: Option<&'static str>,
    pub(crate) constant: Option<&'static str>,
    pub(crate) empty: Empty,
    /// How properties are written if the parameter is the whole query, as a form.
    pub(crate) encodings: &'static [Encoding],
}

impl ParameterDetails {
    const fn new(name: &'static str, location: Location, style: Style) -> Self {
        let (expansion, reserved) = (default_expansion(style), Reserved::Encoded);
        let (content, constant, empty) = (None, None, Empty::Refused);
        Self { name, location, style, expansion, reserved, content, constant, empty, encodings: &[] }
    }
}

impl Parameter {
    /// The whole query string, in a media type: `in: querystring` of OpenAPI 3.2.
    #[must_use]
    pub const fn querystring(name: &'static str, media_type: &'static str) -> Self {
        Self::special(ParameterDetails::new(name, Location::QueryString, Style::Form)).content(media_type)
    }

    /// Returns the attributes.
    pub(crate) const fn details(self) -> ParameterDetails {
        match self {
            Self::path(name) => ParameterDetails::new(name, Location::Path, Style::Simple),
            Self::query(name) => ParameterDetails::new(name, Location::Query, Style::Form),
            Self::header(name) => ParameterDetails::new(name, Location::Header, Style::Simple),
            Self::cookie(name) => ParameterDetails::new(name, Location::Cookie, Style::Form),
            Self::special(details) => details,
        }
    }

    /// Sets the style, and `explode` to the default of that style: true for `form` and `cookie`, otherwise false.
    #[must_use]
    pub const fn style(self, style: Style) -> Self {
        Self::special(ParameterDetails { style, expansion: default_expansion(style), ..self.details() })
    }

    /// Sets `explode: false`.
    #[must_use]
    pub const fn compact(self) -> Self {
        Self::special(ParameterDetails { expansion: Expansion::Compact, ..self.details() })
    }

    /// Sets `explode: true`.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self::special(ParameterDetails { expansion: Expansion::Exploded, ..self.details() })
    }

    /// Sets `allowReserved: true`. It has an effect on parameters in the query, as in OpenAPI 3.1, and in the path and in
    /// cookies, as in 3.2: a value in the path can hold several segments, but none that is `.` or `..`.
    #[must_use]
    pub const fn allow_reserved(self) -> Self {
        Self::special(ParameterDetails { reserved: Reserved::Allowed, ..self.details() })
    }

    /// Allows an empty value for a path parameter, where the server treats it as a root. Otherwise an empty value is
    /// rejected, because it would result in another path.
    #[must_use]
    pub const fn allow_empty(self) -> Self {
        Self::special(ParameterDetails { empty: Empty::Allowed, ..self.details() })
    }

    /// Serializes the value in a media type instead of a style. JSON types are written as JSON; for other types only
    /// scalars are supported.
    #[must_use]
    pub const fn content(self, media_type: &'static str) -> Self {
        Self::special(ParameterDetails { content: Some(media_type), ..self.details() })
    }

    /// Sets how the properties of a form that is the whole query are written.
    #[must_use]
    pub const fn encoded(self, encodings: &'static [Encoding]) -> Self {
        Self::special(ParameterDetails { encodings, ..self.details() })
    }

    /// Sets the default value: the only one that the schema allows.
    #[must_use]
    pub const fn constant(self, text: &'static str) -> Self {
        Self::special(ParameterDetails { constant: Some(text), ..self.details() })
    }
}

const fn default_expansion(style: Style) -> Expansion {
    match style {
        Style::Form | Style::Cookie => Expansion::Exploded,
        _ => Expansion::Compact,
    }
}

/// The encoding of one property of a form, or of one part of a multipart body (OpenAPI 3.2, Encoding Object).
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    pub(super) place: Place,
    pub(crate) content_type: Option<&'static str>,
    /// The property as a query parameter: its name, and its style if it has one.
    pub(crate) parameter: Parameter,
    pub(crate) writing: Writing,
    /// The headers of the part that have a single value.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) identity: Identity,
    /// The encodings of its own parts, if the part is itself multipart.
    pub(crate) parts: &'static [Encoding],
}

/// The property or part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The property with the name of `parameter`.
    Property,
    /// The item at a position of an array.
    Position(usize),
    /// All other items of an array.
    Items,
}

/// The serialization of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    /// The media type.
    Content,
    /// The style.
    Styled,
}

/// Whether a part gets a `Content-ID` (RFC 2392).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    None,
    Generated,
}

impl Encoding {
    /// The default encoding of a property.
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

    /// The encoding of all further items of an array.
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

    /// Gives the part a unique `Content-ID`, unless it has one already.
    #[must_use]
    pub const fn content_id(mut self) -> Self {
        self.identity = Identity::Generated;
        self
    }

    /// Sets the encodings of the parts of a part that is itself `multipart/*`.
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
}
