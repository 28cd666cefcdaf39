//! The names that APIs use for pagination, without case and punctuation.

/// Parameters that take a cursor.
pub(in crate::api) const CURSORS: &[&str] = &[
    "cursor",
    "nextcursor",
    "pagecursor",
    "startingafter",
    "after",
    "pageafter",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "starttoken",
    "continuationtoken",
    "continuation",
    "continue",
    "continuetoken",
    "marker",
    "startkey",
    "scrollid",
    "from",
];

/// Page size parameters that go with a cursor, and others.
pub(super) const CURSOR_SIZES: &[&str] = &[
    "take",
    "limit",
    "pagesize",
    "pagelimit",
    "perpage",
    "maxresults",
    "maxitems",
    "maxkeys",
    "first",
    "count",
    "size",
    "numresults",
    "resultsperpage",
    "itemsperpage",
    "max",
];

/// Page size parameters that go with counting.
pub(super) const SIZES: &[&str] = &[
    "perpage",
    "pagesize",
    "pagelimit",
    "limit",
    "size",
    "count",
    "itemsperpage",
    "resultsperpage",
    "maxresults",
    "maxitems",
    "numresults",
    "max",
    "top",
    "take",
    "rows",
];

/// Page number parameters.
pub(super) const PAGES: &[&str] = &["page", "pagenumber", "pagenum", "pageno", "pageindex", "currentpage"];

/// Offset parameters.
pub(super) const OFFSETS: &[&str] =
    &["offset", "pageoffset", "skip", "startindex", "startat", "start", "from", "firstresult"];

/// Offset parameters that are times or indices in other APIs.
pub(super) const UNCERTAIN_OFFSETS: &[&str] = &["start", "from", "startindex"];

/// Parameters for the end of a period that another one begins.
pub(super) const ENDS: &[&str] =
    &["end", "until", "to", "till", "stop", "endtime", "enddate", "endat", "todate", "totime", "endts", "before"];

/// Words in prose about a time.
pub(super) const TIMES: &[&str] = &[
    "time",
    "times",
    "timestamp",
    "timestamps",
    "date",
    "dates",
    "datetime",
    "epoch",
    "unix",
    "millisecond",
    "milliseconds",
    "ms",
    "second",
    "seconds",
    "utc",
    "iso",
    "iso8601",
    "rfc3339",
    "day",
    "days",
    "hour",
    "hours",
    "since",
    "period",
    "interval",
];

/// Properties that name the next page.
pub(super) const NEXTS: &[&str] = &[
    "next",
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpage",
    "nextpagecursor",
    "nextmarker",
    "nextcontinuationtoken",
    "continuationtoken",
    "continuetoken",
    "continue",
    "endcursor",
    "nextkey",
    "nextstartkey",
    "cursor",
    "after",
    "nextlink",
    "nexturl",
    "nextpageurl",
    "nextpageuri",
    "odatanextlink",
    "lastid",
];

/// Properties with the URL of the next page.
pub(super) const ADDRESSES: &[&str] = &["nextlink", "nexturl", "nextpageurl", "nextpageuri", "odatanextlink"];

/// Properties with the total number of items.
pub(super) const TOTALS: &[&str] =
    &["total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalelements", "totalsize"];

/// Properties that say whether there are more items.
pub(super) const MORES: &[&str] = &["hasmore", "hasnext", "hasnextpage", "moreresults", "more"];

/// Properties that hold pagination data.
pub(super) const AROUND: &[&str] = &[
    "meta",
    "metadata",
    "responsemetadata",
    "pagination",
    "paging",
    "pageinfo",
    "page",
    "cursors",
    "links",
    "pagingmetadata",
    "paginginfo",
    "resultinfo",
];

/// Properties that hold the items, if there are several lists.
pub(super) const ITEMS: &[&str] = &[
    "items",
    "data",
    "results",
    "values",
    "records",
    "entries",
    "elements",
    "objects",
    "resources",
    "list",
    "content",
    "value",
];

/// A name without case and punctuation: `page[size]`, `pageSize` and `page_size` are one word.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|each| each.to_ascii_lowercase()).collect()
}
