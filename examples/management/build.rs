//! Binds `description.json` when this crate is built: the way without generated files in the repository.

use bindery::{ModuleError, Options};

fn main() -> Result<(), ModuleError> {
    let description = Some("description.json".into());
    bindery::generate_module("management", &Options { description, ..Options::default() })?;
    Ok(())
}
