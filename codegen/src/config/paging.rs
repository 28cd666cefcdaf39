//! `[[paging]]`: how operations are paginated.

use super::rules::captures;
use serde::Deserialize;
use std::cell::Cell;

/// Declares how matching operations are paginated, overriding what was inferred.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingRule {
    /// The operationId; `*` matches any text.
    #[serde(rename = "match")]
    pub pattern: String,
    /// How to get from one page to the next.
    pub style: PagingStyle,
    /// The name of the parameter that selects the page: a page number, an offset or a cursor.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The name of the page size parameter.
    #[serde(default)]
    pub size: Option<String>,
    /// The page size to send if the caller sets none.
    #[serde(default)]
    pub default_size: Option<i64>,
    /// The number of the first page (default: 1) or, for `offset`, of the first item (default: 0).
    #[serde(default)]
    pub first: Option<i64>,
    /// The path of the items in the response, with dots between property names. Default: inferred from the response
    /// schema.
    #[serde(default)]
    pub items: Option<String>,
    /// The path in the response, or for `last-item` in an item, to the cursor or URL of the next page.
    #[serde(default)]
    pub next: Option<String>,
    /// The path in the response to the total number of items.
    #[serde(default)]
    pub total: Option<String>,
    /// The path in the response to the flag that says whether there are more items.
    #[serde(default)]
    pub more: Option<String>,
    /// Whether the rule has matched an operation.
    #[serde(skip)]
    used: Cell<bool>,
}

/// How to get from one page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagingStyle {
    /// The operation is not paginated.
    None,
    /// `parameter` takes the page number.
    Page,
    /// `parameter` takes the number of items to skip.
    Offset,
    /// `parameter` takes the value at `next` in the response.
    Cursor,
    /// `parameter` takes the value at `next` in the last item.
    LastItem,
    /// The `Link` header with `rel="next"` has the URL of the next page.
    Link,
    /// The response has the URL of the next page at `next`.
    Address,
}

/// The rules, in order. If any of them match, they replace what would be inferred.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct PagingRules(Vec<PagingRule>);

impl PagingRules {
    /// The rules for an operation, each with its position.
    pub(crate) fn of<'a>(&'a self, operation: &'a str) -> impl Iterator<Item = (usize, &'a PagingRule)> {
        let matches = move |(_, rule): &(usize, &PagingRule)| captures(&rule.pattern, operation).is_some();
        self.0.iter().enumerate().filter(matches).inspect(|(_, rule)| rule.used.set(true))
    }

    /// The positions of rules that never matched.
    pub(crate) fn unused(&self) -> impl Iterator<Item = (usize, &str)> {
        let unused = self.0.iter().enumerate().filter(|(_, rule)| !rule.used.get());
        unused.map(|(index, rule)| (index, rule.pattern.as_str()))
    }
}
