//! Files in multipart bodies.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::client::Body;
use crate::value::file::File;
use crate::wire::{Incoming, Scalar, Slot, View, Wire};

/// A file in a multipart body (RFC 7578): its content, file name, media type and headers.
///
/// The content is bytes in memory, a file on disk, or a streaming [`Body`]. A stream is sent once: clones share it, and the
/// first request takes it.
///
/// ```
/// use bindery_runtime::Upload;
///
/// let users = Upload::new(r#"[{"email":"jane@example.com"}]"#).file_name("users.json").content_type("application/json");
/// assert_eq!(users.length(), Some(30));
/// ```
#[derive(Clone)]
pub struct Upload {
    content: Content,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Stream { body: Arc<Mutex<Option<Body>>>, length: Option<u64> },
}

impl Upload {
    /// Creates a file from its content.
    pub fn new(content: impl Into<Body>) -> Self {
        let body = content.into();
        let content = match body.as_bytes() {
            Some(_) => Content::Bytes(body.into_bytes()),
            None => Content::Stream { length: body.length(), body: Arc::new(Mutex::new(Some(body))) },
        };
        Self { content, file_name: None, content_type: None, headers: Vec::new() }
    }

    /// Creates a file from one on disk, with its name. The file is read while it is sent. Its length is known in advance, and a
    /// retry can send it again; see [`Body::from_path`]. The media type is that of the description unless one is
    /// [set](Upload::content_type).
    ///
    /// # Errors
    /// When the file does not exist or cannot be read.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub fn from_path(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let upload = Self::new(Body::from_path(path)?);
        Ok(match path.file_name() {
            Some(name) => upload.file_name(name.to_string_lossy()),
            None => upload,
        })
    }

    /// Sets the file name. The default is the property name, because servers treat a part without a file name as text.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type. Overrides the one of the description.
    #[must_use]
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The number of bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream { length, .. } => *length,
        }
    }

    /// The content, unless it is a stream.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// The file name, as set or as received, without a path.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The media type, as set or as received.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Takes the content to send; `None` if it is a stream that was already sent.
    pub(crate) fn take(&self) -> Option<Body> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.clone().into()),
            Content::Stream { body, .. } => {
                let mut body = body.lock().unwrap_or_else(PoisonError::into_inner);
                body.as_ref().and_then(Body::replay).or_else(|| body.take())
            }
        }
    }

    pub(crate) fn part_headers(&self) -> &[(String, String)] {
        &self.headers
    }
}

impl File for Upload {
    fn text(&self) -> Cow<'_, str> {
        self.bytes().map_or(Cow::Borrowed(""), |bytes| String::from_utf8_lossy(bytes))
    }

    fn is_same(&self, other: &dyn File) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl PartialEq for Upload {
    /// Compares the content, file name, media type and headers. Two streams are equal if one is a clone of the other.
    fn eq(&self, other: &Self) -> bool {
        let same_content = match (&self.content, &other.content) {
            (Content::Bytes(own), Content::Bytes(other)) => own == other,
            (Content::Stream { body: own, .. }, Content::Stream { body: other, .. }) => Arc::ptr_eq(own, other),
            _ => false,
        };
        same_content
            && self.file_name == other.file_name
            && self.content_type == other.content_type
            && self.headers == other.headers
    }
}

impl<T: Into<Body>> From<T> for Upload {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl Wire for Upload {
    fn view(&self) -> View<'_> {
        View::File(self)
    }

    fn slot(&mut self, _incoming: Incoming) -> Slot<'_> {
        Slot::Scalar(self)
    }

    fn blank() -> Self {
        Self::new(Body::empty())
    }
}

/// A description may use one schema for an uploaded file and in JSON, where the content is a string.
impl Scalar for Upload {
    fn expected(&self) -> &'static str {
        "a string"
    }

    fn set_number(&mut self, _text: &str) -> bool {
        false
    }

    fn set_text(&mut self, text: &str) -> bool {
        *self = Self::new(text.to_owned());
        true
    }

    fn file(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The content may be secret and long.
        formatter
            .debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}
