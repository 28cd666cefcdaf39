//! Files: values whose content is not JSON.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

/// A file. The client knows how to send it; here it can be printed, compared, and represented as text in JSON.
#[doc(hidden)]
pub trait File: fmt::Debug {
    /// The text that represents the content in JSON, which has no bytes.
    fn text(&self) -> Cow<'_, str>;
    /// Whether content and metadata are equal.
    fn is_same(&self, other: &dyn File) -> bool;
    /// The file itself, for downcasts.
    fn as_any(&self) -> &dyn Any;
}

#[cfg(not(feature = "client"))]
pub use text_file::Upload;

/// The type of files without the feature `client`.
#[cfg(not(feature = "client"))]
mod text_file {
    use super::File;
    use std::any::Any;
    use std::borrow::Cow;
    use std::fmt;

    /// A file, as the text that represents it in JSON. With the feature `client`, it has a name, a media type and any content.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Upload(pub(crate) String);

    impl Upload {
        /// Creates a file from its content.
        pub fn new(content: impl Into<String>) -> Self {
            Self(content.into())
        }

        /// The number of bytes.
        #[must_use]
        pub fn length(&self) -> Option<u64> {
            Some(self.0.len() as u64)
        }
    }

    impl<T: Into<String>> From<T> for Upload {
        fn from(content: T) -> Self {
            Self::new(content)
        }
    }

    impl File for Upload {
        fn text(&self) -> Cow<'_, str> {
            Cow::Borrowed(&self.0)
        }

        fn is_same(&self, other: &dyn File) -> bool {
            other.as_any().downcast_ref() == Some(self)
        }

        fn as_any(&self) -> &dyn Any {
            self
        }
    }

    impl fmt::Debug for Upload {
        /// The content may be secret, and is long.
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.debug_struct("Upload").field("length", &self.length()).finish_non_exhaustive()
        }
    }
}
