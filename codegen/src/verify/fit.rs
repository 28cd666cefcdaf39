//! Decides whether the values in a path are those of an operation: several templates can match one path.

use super::exchange;
use super::model::{Exchange, Message, ReadValue};
use super::places::Places;
use crate::api::{Api, Operation};
use crate::bounds::Bounds;
use crate::sample::Document;
use crate::source::Documents;
use std::sync::OnceLock;

/// Checks the values of paths, by their types and their bounds.
pub(super) struct Fitting<'a> {
    api: &'a Api,
    places: Places<'a>,
    /// The normal form, which few descriptions need.
    document: OnceLock<Document>,
    bounds: Bounds,
}

impl<'a> Fitting<'a> {
    pub(super) fn new(api: &'a Api, documents: &'a Documents) -> Self {
        Self { api, places: Places { documents }, document: OnceLock::new(), bounds: Bounds::default() }
    }

    /// Whether the raw values of the placeholders of an operation's path are some that it takes.
    pub(super) fn fits(&self, operation: &Operation, method: &str, url: &str, values: Vec<(String, String)>) -> bool {
        let document = self.document.get_or_init(|| Document::new(self.places.documents.clone()));
        let exchange = Exchange::request(method, url, Message::default());
        let read = exchange::path(self.api, &self.places, operation, &exchange, values);
        let is_within = |read: &ReadValue| self.bounds.check(document, &read.place, "", &read.value).is_empty();
        read.found.is_empty() && read.values.iter().all(is_within)
    }
}
