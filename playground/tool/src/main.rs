//! Puts the playground together, and serves it on the loopback interface.
//!
//! ```text
//! playground-tool build GENERATOR.wasm SITE
//! playground-tool serve SITE [PORT]
//! ```
//!
//! A site is a folder of files for any web server. The page and its modules are as they are in the repository: there is no bundler.

#![deny(warnings)]
#![forbid(unsafe_code)]

mod serve;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

/// The folder `playground/` of the repository.
const PLAYGROUND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What a site has besides the files of `page/` and the generator: the path in `playground/`, and the name in the site.
const EXAMPLES: [(&str, &str); 5] = [
    ("examples/parcels.yaml", "parcels.yaml"),
    ("examples/workshop.yaml", "workshop.yaml"),
    ("examples/workshop.toml", "workshop.toml"),
    ("../spec/auth0-log-streams.json", "auth0-log-streams.json"),
    ("../spec/bindery.toml", "auth0-log-streams.toml"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["build", generator, site] => build(Path::new(generator), Path::new(site)),
        ["serve", site] => serve::serve(Path::new(site), 8017).map_err(Into::into),
        ["serve", site, port] => match port.parse() {
            Ok(port) => serve::serve(Path::new(site), port).map_err(Into::into),
            Err(_) => Err(format!("expected a port, found `{port}`").into()),
        },
        _ => Err("usage: playground-tool build GENERATOR.wasm SITE | serve SITE [PORT]".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes a site anew.
fn build(generator: &Path, site: &Path) -> Result<(), Box<dyn Error>> {
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::create_dir_all(site.join("examples"))?;
    let mut glue = Bindgen::new();
    glue.input_path(generator).web(true)?.typescript(false).out_name("generator");
    glue.remove_name_section(true).remove_producers_section(true).generate(site)?;
    let playground = Path::new(PLAYGROUND);
    for file in fs::read_dir(playground.join("page"))? {
        let file = file?;
        fs::copy(file.path(), site.join(file.file_name()))?;
    }
    for (from, name) in EXAMPLES {
        fs::copy(playground.join(from), site.join("examples").join(name))?;
    }
    Ok(())
}
