//! Files: values whose content is not JSON.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;

/// A file. What it is sent as is the business of who sends it; here it can be printed, compared, and stand in JSON as text.
#[doc(hidden)]
pub trait File: fmt::Debug {
    /// What stands for the content where only text can stand. JSON has no bytes.
    fn text(&self) -> Cow<'_, str>;
    /// Whether content and description are the same.
    fn is_same(&self, other: &dyn File) -> bool;
    /// The file itself, for who knows its type.
    fn as_any(&self) -> &dyn Any;
}

#[cfg(not(feature = "client"))]
pub use text_file::Upload;

/// What a file is to those who have types alone.
#[cfg(not(feature = "client"))]
mod text_file {
    use super::File;
    use std::any::Any;
    use std::borrow::Cow;
    use std::fmt;

    /// A file, as the text that stands for it in JSON. With the feature `client` it has a name, a media type and any content.
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
