//! Static descriptions of operations, which generated code declares.

pub(crate) mod descriptor;
pub(crate) mod disabled_group;
pub(crate) mod encoding;
pub(crate) mod event_source;
pub(crate) mod media;
pub(crate) mod paging;
pub(crate) mod parameter;
pub(crate) mod security;
