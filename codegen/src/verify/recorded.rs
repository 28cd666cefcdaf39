//! Recorded exchanges.

use serde_json::Value;
use std::sync::Arc;

/// The place in a file where an exchange was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The path of the file, as given by the user.
    pub file: Arc<str>,
    /// The line on which the exchange begins, from 1.
    pub line: usize,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}", self.file, self.line)
    }
}

/// A recorded request with its response.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The place of the recording.
    pub origin: Origin,
    /// The method, in upper case.
    pub method: String,
    /// The URL, absolute or beginning with the path.
    pub url: String,
    /// The request.
    pub request: Message,
    /// The status; `None` if there was no response.
    pub status: Option<u16>,
    /// The response.
    pub response: Message,
}

impl Exchange {
    /// A request that was not recorded, without a response.
    pub(crate) fn request(method: &str, url: &str, request: Message) -> Self {
        let origin = Origin { file: "".into(), line: 0 };
        Self {
            origin,
            method: method.to_owned(),
            url: url.to_owned(),
            request,
            status: None,
            response: Message::default(),
        }
    }
}

/// A request or a response without its first line.
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// The headers; `None` if they were not recorded.
    pub headers: Option<Vec<(String, String)>>,
    /// The media type of the body, if known.
    pub media_type: Option<String>,
    /// The body.
    pub body: Body,
}

/// A recorded body.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Body {
    /// There is no body, or it was not recorded.
    #[default]
    Absent,
    /// JSON.
    Json(Value),
    /// Any other text.
    Text(String),
    /// Multipart, with parts that are not text, or that were recorded one by one.
    Parts(Multipart),
    /// Bytes that are not text; `None` if they were not recorded.
    Bytes(Option<Vec<u8>>),
}

/// A multipart body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Multipart {
    /// Its parts.
    pub parts: Vec<BodyPart>,
    /// The whole, as it was sent; `None` if only its parts were recorded.
    pub bytes: Option<Vec<u8>>,
}

/// A part of a multipart body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BodyPart {
    /// The name of its field, or its `Content-ID`.
    pub name: Option<String>,
    /// The name of its file.
    pub file_name: Option<String>,
    /// Its media type.
    pub media_type: Option<String>,
    /// Its content.
    pub content: Content,
}

/// The content of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text.
    Text(String),
    /// Bytes that are not text; `None` if they were not recorded.
    Bytes(Option<Vec<u8>>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl BodyPart {
    /// Whether it is a file, by its name or its content.
    pub(super) fn is_file(&self) -> bool {
        self.file_name.is_some() || matches!(self.content, Content::Bytes(_))
    }

    /// Its content, if it is text.
    pub(super) fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            Content::Bytes(_) => "",
        }
    }
}

/// A part of a recording that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The path of the file or folder, as given by the user.
    pub file: String,
    /// The line, from 1; `None` if the whole is meant.
    pub line: Option<usize>,
    /// Why, and what was expected.
    pub why: String,
}

impl Unread {
    pub(super) fn new(file: impl std::fmt::Display, line: Option<usize>, why: impl Into<String>) -> Self {
        Self { file: file.to_string(), line, why: why.into() }
    }

    pub(super) fn at(origin: &Origin, why: impl Into<String>) -> Self {
        Self::new(&origin.file, Some(origin.line), why)
    }
}

impl std::fmt::Display for Unread {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(formatter, "{}:{line}: {}", self.file, self.why),
            None => write!(formatter, "{}: {}", self.file, self.why),
        }
    }
}

/// Recorded exchanges, and the parts of files that could not be read.
#[derive(Debug, Default)]
pub struct Traffic {
    /// The exchanges, in order.
    pub exchanges: Vec<Exchange>,
    /// The parts that could not be read.
    pub problems: Vec<Unread>,
}
