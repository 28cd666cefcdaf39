//! Groups of operations whose feature is off.

/// Takes the place of a group of operations whose feature is off, and has no operations. The method that returns it is
/// deprecated with a note that names the feature.
#[derive(Clone, Copy, Debug)]
pub struct DisabledGroup;
