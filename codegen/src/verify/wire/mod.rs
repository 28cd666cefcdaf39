//! Reads parameters and bodies as a generated client writes them (`bindery_runtime`, `client/request`): names and values become a
//! JSON value of the declared type. What cannot be read as its type remains a string, so that the check of the value finds it.

mod decoder;
mod deep;
mod encoding;
mod form;
mod pairs;
mod parts;
mod shape;
mod split;
mod stream;
mod style;
mod styled;

pub(super) use decoder::Decoder;
pub(super) use form::pairs_of;
pub(super) use pairs::{Escapes, Pairs, whole_query};
#[cfg(feature = "mock")]
pub(crate) use split::parameter;
pub(crate) use split::split;
pub(super) use stream::texts;
pub(super) use style::Writing;
pub(super) use styled::Taken;
