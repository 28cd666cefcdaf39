//! Prints a comparison.

mod html;
mod human;
mod json;
mod markdown;
mod words;

pub use html::html;
pub use human::human;
pub use json::json;
pub use markdown::markdown;
