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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Type;
    use crate::plan::RustType;

    fn methods(ways: Vec<Next>, output: &Output) -> Vec<String> {
        let way = |next| api::Paging {
            items: Some(api::Items { path: vec!["items".to_owned()], of: Type::Text }),
            next,
            size: None,
            default_size: None,
            total: Vec::new(),
            more: Vec::new(),
        };
        let found: Vec<api::Paging> = ways.into_iter().map(way).collect();
        paged(&found, output, &Analysis::default()).into_iter().map(|way| way.items).collect()
    }

    #[test]
    fn the_best_way_has_the_short_names_and_each_kind_has_one_way() {
        let page = Output::Value(RustType::Json);
        assert_eq!(methods(vec![Next::Page(0, 1)], &page), ["items"]);
        assert_eq!(methods(vec![Next::Link, Next::Page(0, 1), Next::Page(1, 0)], &page), ["items", "items_by_page"]);
        assert_eq!(methods(vec![Next::Link], &Output::Unit), [""; 0]);
    }
}
