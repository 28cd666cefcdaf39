//! The surface as a whole.

use super::calls::Call;
use super::client::{Client, HeaderAccessor, Package, Webhook};
use super::items::Item;

/// The public surface of a generated crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// The title of the API.
    pub(in crate::diff) title: String,
    pub(in crate::diff) package: Package,
    pub(in crate::diff) client: Client,
    /// The operations, in the order of the crate.
    pub(in crate::diff) operations: Vec<Call>,
    /// The types, in the order of their names.
    pub(in crate::diff) types: Vec<Item>,
    pub(in crate::diff) headers: Vec<HeaderAccessor>,
    pub(in crate::diff) webhooks: Vec<Webhook>,
}
