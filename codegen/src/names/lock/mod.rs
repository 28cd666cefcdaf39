//! `bindery.lock`: names once given stay given.

mod check;
mod model;
mod read;
mod text;

pub use model::Lock;
pub(super) use model::{Held, Section, Slot};
pub(crate) use read::read;
pub(crate) use text::text;
