//! Pagination.

use super::types::Type;

/// How an operation is paginated.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// How to get the next page.
    pub next: Next,
    /// The items of a page; `None` if several lists of the response could hold them.
    pub items: Option<Items>,
    /// The position of the page size parameter.
    pub size: Option<usize>,
    /// The page size to send by default, where the server requires one.
    pub default_size: Option<i64>,
    /// The path of the total number of items.
    pub total: Vec<String>,
    /// The path of the flag that says whether there are more items.
    pub more: Vec<String>,
}

/// The items of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// Their path, if the response is an object.
    pub path: Vec<String>,
    /// The type of an item.
    pub of: Type,
}

/// How to get the next page. Parameters are given by position.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// The page number, and the number of the first page.
    Page(usize, i64),
    /// The offset of the page, and the offset of the first item.
    Offset(usize, i64),
    /// A parameter, and the path of its next value in the response.
    Cursor(usize, Vec<String>),
    /// A parameter, and the property of the last item that is its next value.
    LastItem(usize, Vec<String>),
    /// The `Link` header.
    Link,
    /// The path of a URL in the response.
    Address(Vec<String>),
}

impl Next {
    /// The name of the style.
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

    /// Whether each page names the next one, instead of being counted.
    pub(crate) fn is_named_by_page(&self) -> bool {
        !matches!(self, Self::Page(..) | Self::Offset(..))
    }
}
