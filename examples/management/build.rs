//! Binds `description.json` when this crate is built: the way without generated files in the repository.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The module of `src/lib.rs` that the bindings become.
const MODULE: &str = "management";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=description.json");
    let directory = PathBuf::from(env::var("OUT_DIR")?).join(MODULE);
    let options = bindery::Options {
        description: Some("description.json".into()),
        group_features: Some(bindery::config::GroupFeatures::None),
        ..bindery::Options::default()
    };
    let run = bindery::run(&options);
    let Some(product) = &run.product else {
        return Err(bindery::diag::render_human(&run.diagnostics, &run).into());
    };
    for file in &product.files {
        let place = directory.join(&file.path);
        fs::create_dir_all(place.parent().unwrap_or(Path::new("")))?;
        // What would be a crate is a module here.
        fs::write(place, file.text.replace("crate::", &format!("crate::{MODULE}::")))?;
    }
    let root = directory.join("src/lib.rs");
    fs::write(directory.join("module.rs"), format!("#[path = {root:?}]\npub mod {MODULE};\n"))?;
    Ok(())
}
