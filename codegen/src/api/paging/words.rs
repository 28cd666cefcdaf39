//! The names that APIs use for the parts of paging, without case and punctuation.

/// Parameters that take what names the next page.
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

/// Parameters for the number of items on a page that goes with a cursor, and otherwise.
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

/// Parameters for the number of items on a page that is counted.
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

/// Parameters for the number of a page.
pub(super) const PAGES: &[&str] = &["page", "pagenumber", "pagenum", "pageno", "pageindex", "currentpage"];

/// Parameters for the number of items before a page.
pub(super) const OFFSETS: &[&str] =
    &["offset", "pageoffset", "skip", "startindex", "startat", "start", "from", "firstresult"];

/// Those of them that are times or indices elsewhere.
pub(super) const UNCERTAIN_OFFSETS: &[&str] = &["start", "from", "startindex"];

/// Parameters for the end of a period that another one begins.
pub(super) const ENDS: &[&str] =
    &["end", "until", "to", "till", "stop", "endtime", "enddate", "endat", "todate", "totime", "endts", "before"];

/// Words that prose about a time has.
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

/// Properties that give the address of the next page.
pub(super) const ADDRESSES: &[&str] = &["nextlink", "nexturl", "nextpageurl", "nextpageuri", "odatanextlink"];

/// Properties that say how many items there are.
pub(super) const TOTALS: &[&str] =
    &["total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalelements", "totalsize"];

/// Properties that say whether there are more.
pub(super) const MORES: &[&str] = &["hasmore", "hasnext", "hasnextpage", "moreresults", "more"];

/// Properties that hold what is said about a page.
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

/// Properties that hold the items, where several hold lists.
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
