//! The methods that give all pages of a list.

use super::{Output, Paged};
use crate::api::{self, Next};
use crate::items::rust_type;
use crate::names::Names;

/// The methods of one operation: the best way has the short names.
pub(super) fn paged(operation: &api::Operation, output: &Output, names: &Names) -> Vec<Paged> {
    let Output::Value(page) = output else { return Vec::new() };
    let mut ways: Vec<Paged> = Vec::new();
    for way in &operation.paging {
        let (items, pages) = match (ways.is_empty(), &way.next) {
            (true, _) => ("items", "pages"),
            (false, Next::Page(..)) => ("items_by_page", "pages_by_page"),
            (false, Next::Offset(_)) => ("items_by_offset", "pages_by_offset"),
            (false, _) => ("items_by_cursor", "pages_by_cursor"),
        };
        // Two ways of one sort are one too many.
        if ways.iter().all(|other| other.items != items) {
            ways.push(Paged {
                items: items.to_owned(),
                pages: pages.to_owned(),
                item: rust_type(&way.item, names),
                page: page.clone(),
                way: way.clone(),
            });
        }
    }
    ways
}
