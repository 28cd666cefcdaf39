//! Generated crates in a folder, compiled against the runtime of this repository.

use crate::compile::{Called, Compiler, PACKAGE, Tool};
use bindery::Product;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with crates.
pub struct Crates {
    compiler: Compiler,
    work: PathBuf,
}

impl Crates {
    /// Crates in a folder.
    ///
    /// # Errors
    /// The runtime does not compile, or the folder cannot be made.
    pub fn inside(work: &Path) -> Result<Self, String> {
        fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
        Ok(Self { compiler: Compiler::find(Tool::Rustc, work)?, work: work.to_owned() })
    }

    /// The folder.
    pub fn work(&self) -> &Path {
        &self.work
    }

    /// Writes and compiles a crate.
    ///
    /// # Errors
    /// It does not compile.
    pub fn write(&self, product: &Product, name: &str) -> Result<(), String> {
        let files = product.files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        self.compile(files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect(), name)
    }

    /// Copies and compiles the crate in a folder.
    ///
    /// # Errors
    /// It cannot be read, or does not compile.
    pub fn copy(&self, folder: &Path, name: &str) -> Result<(), String> {
        let mut files = Vec::new();
        for path in ["Cargo.toml", "src"] {
            read(folder, Path::new(path), &mut files)?;
        }
        self.compile(files, name)
    }

    fn compile(&self, files: Vec<(String, String)>, name: &str) -> Result<(), String> {
        let folder = self.work.join(name);
        drop(fs::remove_dir_all(&folder));
        for (path, text) in files {
            let place = folder.join(path);
            let around = place.parent().unwrap_or(&folder);
            let written = fs::create_dir_all(around).and_then(|()| fs::write(&place, &text));
            written.map_err(|error| format!("{}: {error}", place.display()))?;
        }
        let compiled = self.compiler.compile(&folder, &self.manifest(name)?)?;
        match compiled.success {
            true => Ok(()),
            false => Err(format!("the {name} crate does not compile: {}", compiled.problem)),
        }
    }

    fn manifest(&self, name: &str) -> Result<String, String> {
        let file = self.work.join(name).join("Cargo.toml");
        fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// Compiles a file that uses a crate.
    ///
    /// # Errors
    /// The compiler cannot be started.
    pub fn call(&self, source: &Path, name: &str) -> Result<Called, String> {
        let library = self.work.join(name).join(format!("lib{PACKAGE}.rmeta"));
        self.compiler.call(source, &library, &self.work.join(name))
    }

    /// Rustdoc's JSON about a crate.
    ///
    /// # Errors
    /// Rustdoc fails.
    pub fn documented(&self, name: &str) -> Result<PathBuf, String> {
        self.compiler.document(&self.work.join(name), &self.manifest(name)?)
    }
}

impl Drop for Crates {
    fn drop(&mut self) {
        self.compiler.clear();
    }
}

/// The files at a path below a folder.
fn read(folder: &Path, path: &Path, files: &mut Vec<(String, String)>) -> Result<(), String> {
    let place = folder.join(path);
    let failed = |error: std::io::Error| format!("{}: {error}", place.display());
    if !place.is_dir() {
        files.push((path.display().to_string(), fs::read_to_string(&place).map_err(failed)?));
        return Ok(());
    }
    for entry in fs::read_dir(&place).map_err(failed)? {
        read(folder, &path.join(entry.map_err(failed)?.file_name()), files)?;
    }
    Ok(())
}
