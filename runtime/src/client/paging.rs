//! How the pages of a list follow each other, as generated code writes it down.

/// How the pages of a list follow each other, and where in a page the items are.
///
/// Parameters are given by their position in the operation, places in a response by the names of properties from the
/// outside inwards.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) next: Next,
    /// Where the items are in a response; `None` when nothing says which list holds them.
    pub(super) items: Option<&'static [&'static str]>,
    pub(super) size: Option<Size>,
    pub(super) total: &'static [&'static str],
    pub(super) more: &'static [&'static str],
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Next {
    /// The number of the page.
    Page { parameter: usize, first: i64 },
    /// The number of items before the page, counted from `first`.
    Offset { parameter: usize, first: i64 },
    /// A value that the response gives; where it is an address, its query is followed.
    Cursor { parameter: usize, path: &'static [&'static str] },
    /// A property of the last item.
    LastItem { parameter: usize, key: &'static [&'static str] },
    /// The address in the `Link` header with the relation `next` (RFC 8288).
    Link,
    /// An address that the response gives.
    Address { path: &'static [&'static str] },
}

/// The parameter for the number of items on a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) parameter: usize,
    /// What is sent when nothing else is said.
    pub(super) default_size: Option<i64>,
}

impl Paging {
    const fn new(next: Next) -> Self {
        Self { next, items: Some(&[]), size: None, total: &[], more: &[] }
    }

    /// Pages are numbered: a parameter takes the number, which begins with `first`.
    #[must_use]
    pub const fn by_page(parameter: usize, first: i64) -> Self {
        Self::new(Next::Page { parameter, first })
    }

    /// Items are numbered: a parameter takes the number of items before the page.
    #[must_use]
    pub const fn by_offset(parameter: usize) -> Self {
        Self::by_offset_from(parameter, 0)
    }

    /// Items are numbered, and the first has the number `first`: 1 in SCIM (RFC 7644, 3.4.2.4).
    #[must_use]
    pub const fn by_offset_from(parameter: usize, first: i64) -> Self {
        Self::new(Next::Offset { parameter, first })
    }

    /// Each page names the next: a parameter takes what stands at a place of the response.
    #[must_use]
    pub const fn by_cursor(parameter: usize, path: &'static [&'static str]) -> Self {
        Self::new(Next::Cursor { parameter, path })
    }

    /// The last item names the next page: a parameter takes a property of it.
    #[must_use]
    pub const fn by_last_item(parameter: usize, key: &'static [&'static str]) -> Self {
        Self::new(Next::LastItem { parameter, key })
    }

    /// The `Link` header of each page names the next (RFC 8288).
    #[must_use]
    pub const fn by_link() -> Self {
        Self::new(Next::Link)
    }

    /// Each page gives the address of the next.
    #[must_use]
    pub const fn by_address(path: &'static [&'static str]) -> Self {
        Self::new(Next::Address { path })
    }

    /// Sets where the items are when a response is an object. A response that is an array is the items.
    #[must_use]
    pub const fn items(mut self, path: &'static [&'static str]) -> Self {
        self.items = Some(path);
        self
    }

    /// Says that several lists could hold the items: there are pages, and no stream of items.
    #[must_use]
    pub const fn pages_only(mut self) -> Self {
        self.items = None;
        self
    }

    /// Whether each page names the next, instead of being counted.
    pub(super) const fn is_told(&self) -> bool {
        !matches!(self.next, Next::Page { .. } | Next::Offset { .. })
    }

    /// Sets the parameter for the number of items on a page.
    #[must_use]
    pub const fn size(mut self, parameter: usize) -> Self {
        self.size = Some(Size { parameter, default_size: None });
        self
    }

    /// Sets the parameter for the number of items on a page, and what is sent when the call does not say it: some
    /// servers page in this way only when they are asked for a number.
    #[must_use]
    pub const fn size_or(mut self, parameter: usize, default_size: i64) -> Self {
        self.size = Some(Size { parameter, default_size: Some(default_size) });
        self
    }

    /// Sets where a response says how many items there are on all pages.
    #[must_use]
    pub const fn total(mut self, path: &'static [&'static str]) -> Self {
        self.total = path;
        self
    }

    /// Sets where a response says whether there are more pages.
    #[must_use]
    pub const fn more(mut self, path: &'static [&'static str]) -> Self {
        self.more = path;
        self
    }
}
