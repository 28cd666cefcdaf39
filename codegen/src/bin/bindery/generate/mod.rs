//! `bindery generate` beyond a single run: again whenever an input changes, and for a release.

mod changelog;
pub(crate) mod release;
pub(crate) mod watch;
