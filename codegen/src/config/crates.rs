//! `[[crate]]`: several APIs in one bindery.toml.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A configuration of several crates. Each table has the keys of a whole bindery.toml; there is nothing beside them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Crates<T> {
    #[serde(rename = "crate")]
    crates: Vec<T>,
}

/// How many `[[crate]]` tables a text has; 0 for the configuration of one crate, and for text that is not TOML.
pub(super) fn count(text: &str) -> usize {
    let table: Option<toml::Table> = toml::from_str(text).ok();
    table.and_then(|table| Some(table.get("crate")?.as_array()?.len())).unwrap_or(0)
}

/// One of the tables.
pub(super) fn one<T: DeserializeOwned + Default>(text: &str, index: usize) -> Result<T, toml::de::Error> {
    let Crates { mut crates } = toml::from_str::<Crates<T>>(text)?;
    Ok(if index < crates.len() { crates.swap_remove(index) } else { T::default() })
}
