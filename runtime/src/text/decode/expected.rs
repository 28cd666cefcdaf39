//! What the decoder expects of scalars, in the words of its errors and of deviations.

pub(crate) const BOOL: &str = "true or false";
pub(crate) const INTEGER: &str = "a 64-bit integer";
pub(crate) const UNSIGNED: &str = "an unsigned 64-bit integer";
pub(crate) const FLOAT: &str = "a number in the range of 64-bit floats";
pub(crate) const TEXT: &str = "a string";
