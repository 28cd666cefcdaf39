//! `paging` in a rule: how operations are paginated.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor, value::StrDeserializer};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// How an operation is paginated, overriding what was inferred.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagingRule {
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
}

/// The rule about the pagination of an operation, with its position.
pub(crate) type GivenPaging = Option<(usize, Vec<PagingRule>)>;

/// How to get from one page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
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

/// The ways to paginate an operation. They replace what would be inferred.
#[derive(Clone, Debug, Default)]
pub struct PagingRules(pub(crate) Vec<PagingRule>);

impl<'de> Deserialize<'de> for PagingRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms;
        impl<'de> Visitor<'de> for Forms {
            type Value = PagingRules;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a table with `style`, a list of such tables, \"none\" or \"link\"")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<PagingRules, E> {
                let style = PagingStyle::deserialize(StrDeserializer::<E>::new(text))?;
                if !matches!(style, PagingStyle::None | PagingStyle::Link) {
                    return Err(E::custom(format!("the paging style {text:?} needs a table with further keys")));
                }
                Ok(PagingRules(vec![PagingRule::of(style)]))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PagingRules, A::Error> {
                Ok(PagingRules(vec![PagingRule::deserialize(MapAccessDeserializer::new(map))?]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<PagingRules, A::Error> {
                let mut ways = Vec::new();
                while let Some(way) = list.next_element()? {
                    ways.push(way);
                }
                Ok(PagingRules(ways))
            }
        }
        deserializer.deserialize_any(Forms)
    }
}

impl PagingRule {
    fn of(style: PagingStyle) -> Self {
        Self {
            style,
            parameter: None,
            size: None,
            default_size: None,
            first: None,
            items: None,
            next: None,
            total: None,
            more: None,
        }
    }
}
