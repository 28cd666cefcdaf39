//! Other generators, called as their own documentation says.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Another generator of Rust crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// <https://github.com/linabutler/ploidy>
    Ploidy,
    /// <https://github.com/gpu-cli/openapi-to-rust>
    OpenapiToRust,
}

impl Peer {
    pub(crate) const ALL: [Self; 2] = [Self::Ploidy, Self::OpenapiToRust];

    /// The name of its command and of its package.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ploidy => "ploidy",
            Self::OpenapiToRust => "openapi-to-rust",
        }
    }

    /// The path of its command, or how to install it.
    pub(crate) fn command(self) -> Result<PathBuf, String> {
        let name = self.name();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path).map(|directory| directory.join(name)).find(|path| path.is_file());
        found.ok_or_else(|| format!("not on the PATH (`cargo install --locked {name}`)"))
    }

    /// Generates a crate with a name into a directory, or, with openapi-to-rust, the module of a crate.
    pub(crate) fn generate(self, command: &Path, document: &Path, directory: &Path, package: &str) -> Command {
        let mut command = Command::new(command);
        match self {
            Self::Ploidy => {
                command.args(["generate", "rust", "--name", package, "--output"]).arg(directory).arg(document);
            }
            Self::OpenapiToRust => {
                command.args(["generate", "--quiet", "--module-name", MODULE, "--output-dir"]);
                command.arg(directory).arg(document);
            }
        }
        command
    }
}

/// The module that openapi-to-rust writes.
pub(crate) const MODULE: &str = "generated";
