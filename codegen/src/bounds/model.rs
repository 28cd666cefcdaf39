//! What a check finds.

use crate::diag::Pointer;
use serde_json::Value;

/// A value that is out of bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess {
    /// Where the value is, such as `$.lines[0].sku`.
    pub path: String,
    /// The place of the schema, as the description is written.
    pub place: Pointer,
    /// The bound, such as `a string of at least 3 characters`.
    pub expected: String,
    /// What is there, such as `a string of 2 characters`.
    pub found: String,
    /// The value itself.
    pub value: Value,
    /// Whether a name on the path, or the format, says that the value is secret.
    pub is_secret: bool,
}
