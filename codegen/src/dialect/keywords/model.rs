//! The data of keywords.

/// A kind of object in a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Root,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    Flows,
    Flow,
}

/// A keyword, the JSON types of its value (`s`tring, `n`umber, `b`oolean, `o`bject, `a`rray, or `*` for any), and what is inside.
pub(super) struct Keyword(pub(super) &'static str, pub(super) &'static str, pub(super) Inside);

/// The content of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// Data, in which nothing is a keyword.
    Data,
    /// An object of this kind, or an array of them.
    Of(Kind),
    /// A map of names to objects of this kind.
    Map(Kind),
}
