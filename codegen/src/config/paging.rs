//! What a configuration says about how operations are paged.

use super::rules::captures;
use serde::Deserialize;
use std::cell::Cell;

/// How the operations that a pattern matches are paged, in place of what their shape says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingRule {
    /// The id of an operation. A `*` stands for any text.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The way from one page to the next.
    pub style: PagingStyle,
    /// The name of the parameter that says which page: its number, an offset or a cursor.
    #[serde(default)]
    pub parameter: Option<String>,
    /// The name of the parameter for the number of items on a page.
    #[serde(default)]
    pub size: Option<String>,
    /// What is sent for it when the call does not say it.
    #[serde(default)]
    pub default_size: Option<i64>,
    /// The number of the first page (else 1), or for `offset` of the first item (else 0).
    #[serde(default)]
    pub first: Option<i64>,
    /// Where the items are, with dots between property names; else where the shape of the answer says.
    #[serde(default)]
    pub items: Option<String>,
    /// Where the answer names the next page, or, for `last-item`, where an item does.
    #[serde(default)]
    pub next: Option<String>,
    /// Where the answer says how many items there are.
    #[serde(default)]
    pub total: Option<String>,
    /// Where the answer says whether there are more.
    #[serde(default)]
    pub more: Option<String>,
    /// Whether the rule ever matched.
    #[serde(skip)]
    used: Cell<bool>,
}

/// The way from one page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PagingStyle {
    /// The operation is not paged.
    None,
    /// `parameter` takes the number of the page.
    Page,
    /// `parameter` takes the number of items before the page.
    Offset,
    /// `parameter` takes what the answer has at `next`.
    Cursor,
    /// `parameter` takes what the last item has at `next`.
    LastItem,
    /// The `Link` header with the relation `next` leads on.
    Link,
    /// The answer has the address of the next page at `next`.
    Address,
}

/// The rules in order. Where one matches, those that match say all; where none does, the shape decides.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct PagingRules(Vec<PagingRule>);

impl PagingRules {
    /// The rules for an operation, each with its position.
    pub fn of<'a>(&'a self, operation: &'a str) -> impl Iterator<Item = (usize, &'a PagingRule)> {
        let matches = move |(_, rule): &(usize, &PagingRule)| captures(&rule.pattern, operation).is_some();
        self.0.iter().enumerate().filter(matches).inspect(|(_, rule)| rule.used.set(true))
    }

    /// The positions of rules that never matched.
    pub fn unused(&self) -> impl Iterator<Item = (usize, &str)> {
        let unused = self.0.iter().enumerate().filter(|(_, rule)| !rule.used.get());
        unused.map(|(index, rule)| (index, rule.pattern.as_str()))
    }
}
