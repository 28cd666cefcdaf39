//! What the tokens of all operations need to know.

use super::client;
use crate::plan::CratePlan;

/// What descriptors share.
pub(super) struct Shared<'a> {
    pub(super) plan: &'a CratePlan,
    /// Whether what operations need that say nothing themselves is a static of the client's module.
    pub(super) has_security: bool,
}

impl<'a> Shared<'a> {
    pub(super) fn of(plan: &'a CratePlan) -> Self {
        Self { plan, has_security: client::has_shared_security(plan) }
    }
}
