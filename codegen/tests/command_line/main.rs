//! The command as its users see it: what it prints, what it writes, how it exits.

#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod bad_documents;
mod bad_input;
mod commands;
mod damage;
mod diff;
mod edits;
mod excerpts;
mod form_repairs;
mod forms;
mod init;
mod listing;
mod lock;
mod manners;
#[cfg(feature = "mock")]
mod mock;
mod overlays;
mod reduce;
mod reduce_compile_error;
mod release;
mod repairs;
mod reports;
mod selection;
mod settings;
mod several;
mod signatures;
mod unwritable;
mod verify;
mod watching;
mod wire;
mod workspace;

use workspace::Workspace;
