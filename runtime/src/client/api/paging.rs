//! The static description of a paginated list, declared by generated code.

/// How a list is paginated, and the place of the items in a page.
///
/// Parameters are given by their index in the operation, places in a response by a path of property names.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(crate) next: Next,
    /// The path of the items in a response; `None` if several lists could hold them.
    pub(crate) items: Option<&'static [&'static str]>,
    pub(crate) size: Option<Size>,
    pub(crate) total: &'static [&'static str],
    pub(crate) more: &'static [&'static str],
}

/// How to get from one page to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next {
    /// The number of the page.
    Page { parameter: usize, first: i64 },
    /// The number of items before the page, counted from `first`.
    Offset { parameter: usize, first: i64 },
    /// A value in the response. If it is a URL, its query is used.
    Cursor { parameter: usize, path: &'static [&'static str] },
    /// A property of the last item.
    LastItem { parameter: usize, key: &'static [&'static str] },
    /// The URL in the `Link` header with the relation `next` (RFC 8288).
    Link,
    /// A URL in the response.
    Address { path: &'static [&'static str] },
}

/// The parameter for the number of items on a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) parameter: usize,
    /// The page size that is sent by default.
    pub(crate) default_size: Option<i64>,
}

impl Paging {
    const fn new(next: Next) -> Self {
        Self { next, items: Some(&[]), size: None, total: &[], more: &[] }
    }

    /// Paging by page number: a parameter takes the number, which starts at `first`.
    #[must_use]
    pub const fn by_page(parameter: usize, first: i64) -> Self {
        Self::new(Next::Page { parameter, first })
    }

    /// Paging by offset: a parameter takes the number of items before the page.
    #[must_use]
    pub const fn by_offset(parameter: usize) -> Self {
        Self::by_offset_from(parameter, 0)
    }

    /// Paging by the number of the first item, counted from `first`: 1 in SCIM (RFC 7644, 3.4.2.4).
    #[must_use]
    pub const fn by_offset_from(parameter: usize, first: i64) -> Self {
        Self::new(Next::Offset { parameter, first })
    }

    /// Paging by cursor: a parameter takes the value at a path of the response.
    #[must_use]
    pub const fn by_cursor(parameter: usize, path: &'static [&'static str]) -> Self {
        Self::new(Next::Cursor { parameter, path })
    }

    /// Paging by the last item: a parameter takes one of its properties.
    #[must_use]
    pub const fn by_last_item(parameter: usize, key: &'static [&'static str]) -> Self {
        Self::new(Next::LastItem { parameter, key })
    }

    /// Paging by `Link` header (RFC 8288).
    #[must_use]
    pub const fn by_link() -> Self {
        Self::new(Next::Link)
    }

    /// Paging by the URL of the next page, at a path of the response.
    #[must_use]
    pub const fn by_address(path: &'static [&'static str]) -> Self {
        Self::new(Next::Address { path })
    }

    /// Sets the path of the items in a response that is an object. A response that is an array holds the items itself.
    #[must_use]
    pub const fn items(mut self, path: &'static [&'static str]) -> Self {
        self.items = Some(path);
        self
    }

    /// Provides no stream of items, because several lists could hold them.
    #[must_use]
    pub const fn pages_only(mut self) -> Self {
        self.items = None;
        self
    }

    /// Whether each page names the next one, so that pages need not be counted.
    pub(crate) const fn names_next_page(&self) -> bool {
        !matches!(self.next, Next::Page { .. } | Next::Offset { .. })
    }

    /// Sets the parameter for the page size.
    #[must_use]
    pub const fn size(mut self, parameter: usize) -> Self {
        self.size = Some(Size { parameter, default_size: None });
        self
    }

    /// Sets the parameter for the page size, and the size that is sent by default: some servers page in this way only
    /// if a size is requested.
    #[must_use]
    pub const fn size_or(mut self, parameter: usize, default_size: i64) -> Self {
        self.size = Some(Size { parameter, default_size: Some(default_size) });
        self
    }

    /// Sets the path of the total number of items.
    #[must_use]
    pub const fn total(mut self, path: &'static [&'static str]) -> Self {
        self.total = path;
        self
    }

    /// Sets the path of the flag that says whether there are more pages.
    #[must_use]
    pub const fn more(mut self, path: &'static [&'static str]) -> Self {
        self.more = path;
        self
    }
}
