//! How a list comes in pages.

use super::types::Type;

/// How the pages of an operation follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What leads from one page to the next.
    pub next: Next,
    /// The items of a page; `None` where several lists of the response could hold them.
    pub items: Option<Items>,
    /// The position of the parameter for the number of items on a page.
    pub size: Option<usize>,
    /// What is sent for it when nothing else is said, where the server wants to be asked.
    pub default_size: Option<i64>,
    /// The property names that lead to the number of all items.
    pub total: Vec<String>,
    /// The property names that lead to whether there are more.
    pub more: Vec<String>,
}

/// The items of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The property names that lead to them, when a response is an object.
    pub path: Vec<String>,
    /// The type of an item.
    pub of: Type,
}

/// What leads from one page to the next. Parameters are given by position.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// The number of the page, and that of the first.
    Page(usize, i64),
    /// The position of the first item of the page, and that of the first item of all.
    Offset(usize, i64),
    /// A parameter, and what the answer has for it.
    Cursor(usize, Vec<String>),
    /// A parameter, and the property of the last item that goes there.
    LastItem(usize, Vec<String>),
    /// The `Link` header.
    Link,
    /// An address in the answer.
    Address(Vec<String>),
}

impl Next {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Page(..) => "page",
            Self::Offset(..) => "offset",
            Self::Cursor(..) => "cursor",
            Self::LastItem(..) => "last-item",
            Self::Link => "link",
            Self::Address(_) => "address",
        }
    }

    /// Whether each page says what comes after it, instead of being counted.
    pub(crate) fn is_told(&self) -> bool {
        !matches!(self, Self::Page(..) | Self::Offset(..))
    }
}
