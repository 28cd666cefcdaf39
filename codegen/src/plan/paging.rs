//! Plans the methods that stream all pages of a list.

use super::{Output, Paged};
use crate::analysis::Analysis;
use crate::api::{self, Next};
use crate::plan::rust_type;

/// The methods of an operation: the best way has the short names.
pub(super) fn paged(found: &[api::Paging], output: &Output, analysis: &Analysis) -> Vec<Paged> {
    let Output::Value(page) = output else { return Vec::new() };
    let mut ways: Vec<Paged> = Vec::new();
    for way in found {
        let (items, pages) = match (ways.is_empty(), &way.next) {
            (true, _) => ("items", "pages"),
            (false, Next::Page(..)) => ("items_by_page", "pages_by_page"),
            (false, Next::Offset(..)) => ("items_by_offset", "pages_by_offset"),
            (false, _) => ("items_by_cursor", "pages_by_cursor"),
        };
        // One way of each kind is enough.
        if ways.iter().all(|other| other.items != items) {
            ways.push(Paged {
                items: items.to_owned(),
                pages: pages.to_owned(),
                item: way.items.as_ref().map(|items| rust_type(&items.of, analysis)),
                page: page.clone(),
                way: way.clone(),
            });
        }
    }
    ways
}

/// Documents these methods on the operation.
pub(super) fn docs(ways: &[Paged]) -> Option<String> {
    let (first, others) = ways.split_first()?;
    let methods = |way: &Paged| match way.item {
        Some(_) => format!("methods `{}` and `{}`", way.items, way.pages),
        None => format!("method `{}`", way.pages),
    };
    let verb =
        |way: &Paged, plural: &'static str, singular: &'static str| if way.item.is_some() { plural } else { singular };
    let mut text =
        format!("Returns one page; the {} of the call {} all of them", methods(first), verb(first, "fetch", "fetches"));
    for other in others {
        let how = match other.way.next {
            Next::Page(..) => "by page number",
            Next::Offset(..) => "by position",
            Next::Cursor(..) | Next::LastItem(..) | Next::Link | Next::Address(_) => "by cursor",
        };
        let methods = methods(other);
        let methods = methods.strip_prefix("methods ").unwrap_or(&methods);
        text.push_str(&format!(", {methods} {} so {how}", verb(other, "do", "does")));
    }
    text.push('.');
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Type;
    use crate::plan::RustType;

    fn said(ways: Vec<Next>, output: &Output) -> Option<String> {
        let way = |next| api::Paging {
            items: Some(api::Items { path: vec!["items".to_owned()], of: Type::Text }),
            next,
            size: None,
            default_size: None,
            total: Vec::new(),
            more: Vec::new(),
        };
        let found: Vec<api::Paging> = ways.into_iter().map(way).collect();
        docs(&paged(&found, output, &Analysis::default()))
    }

    #[test]
    fn the_docs_name_the_methods() {
        let page = Output::Value(RustType::Json);
        assert_eq!(
            said(vec![Next::Page(0, 1)], &page).as_deref(),
            Some("Returns one page; the methods `items` and `pages` of the call fetch all of them.")
        );
        let both = said(vec![Next::Link, Next::Page(0, 1)], &page).unwrap_or_default();
        assert!(both.ends_with(", `items_by_page` and `pages_by_page` do so by page number."), "{both}");
        assert_eq!(said(vec![Next::Link], &Output::Unit), None);
    }
}
