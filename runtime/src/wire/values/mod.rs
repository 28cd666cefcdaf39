//! How the values that users hold are seen, and where decoded ones go.

mod json;
mod maps;
mod parsed;
mod patch;
mod prefixed;
#[cfg(not(feature = "client"))]
mod upload;
