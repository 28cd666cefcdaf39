//! A crate to compile, in a directory of its own.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A crate to compile.
pub(crate) struct Package {
    pub(crate) directory: PathBuf,
    pub(crate) name: String,
}

impl Package {
    /// The name of the crate in Rust.
    pub(crate) fn library(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The name of its program with this number of calls.
    pub(crate) fn binary(&self, calls: usize) -> String {
        format!("{}-{calls}", self.name)
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.directory.join("src/lib.rs")
    }

    /// Removes everything except the lock file of an earlier run.
    pub(crate) fn empty(&self) -> io::Result<()> {
        let lock = fs::read(self.directory.join("Cargo.lock"));
        match fs::remove_dir_all(&self.directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&self.directory)?,
        }
        lock.map_or(Ok(()), |lock| fs::write(self.directory.join("Cargo.lock"), lock))
    }

    /// Runs something while the crate is empty, such as building its dependencies only.
    pub(crate) fn hollow<T>(&self, work: impl FnOnce() -> T) -> io::Result<T> {
        let (sources, aside) = (self.directory.join("src"), self.directory.join("src-aside"));
        fs::rename(&sources, &aside)?;
        fs::create_dir(&sources)?;
        fs::write(self.root(), "")?;
        let out = work();
        fs::remove_dir_all(&sources)?;
        fs::rename(&aside, &sources)?;
        Ok(out)
    }

    /// The bytes of its sources.
    pub(crate) fn size(&self) -> io::Result<u64> {
        bytes_below(&self.directory.join("src"))
    }
}

/// Adds the lock file of this repository to a crate without one; cargo completes it.
pub(crate) fn lock(directory: &Path) -> io::Result<()> {
    let own = directory.join("Cargo.lock");
    if !own.exists() {
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), own)?;
    }
    Ok(())
}

/// Cargo in a directory. All contenders share one target directory.
pub(crate) fn cargo(directory: &Path, action: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args([action, "--quiet"]).current_dir(directory);
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_INCREMENTAL", "0");
    command
}

pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile-target")
}

fn bytes_below(directory: &Path) -> io::Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        sum += if entry.file_type()?.is_dir() { bytes_below(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(sum)
}
