//! Binds two descriptions as modules of this crate.

use bindery::{ModuleError, Options};

fn main() -> Result<(), ModuleError> {
    let config = Some("dns.toml".into());
    let description = Some("dns.json".into());
    bindery::generate_module("dns", &Options { description, config, ..Options::default() })?;
    let description = Some("tasks.json".into());
    bindery::generate_module("tasks", &Options { description, ..Options::default() })?;
    Ok(())
}
