//! Streams of values: pages and events.

pub(crate) mod events;
pub(crate) mod pages;
