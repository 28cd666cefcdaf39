//! The generators that are compared.

use crate::derives;
use crate::package::{self, Package};
use crate::peers::{self, Peer};
use bindery::Product;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The generators that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    /// This generator.
    Ours,
    /// The same types, with serde's derives, by the benchmark.
    Derives,
    /// Another generator.
    Peer(Peer),
}

impl Contender {
    pub(crate) const ALL: [Self; 4] = [Self::Ours, Self::Derives, Self::Peer(Peer::ALL[0]), Self::Peer(Peer::ALL[1])];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Derives => "derives",
            Self::Peer(peer) => peer.name(),
        }
    }

    /// Writes the crate for a document, or returns why there is none.
    pub(crate) fn make(self, document: &Document, most: Duration) -> Result<Package, String> {
        let package = self.package(&document.name);
        package.empty().map_err(said)?;
        match self {
            Self::Ours => ours(document, &package).map_err(said)?,
            Self::Derives => derives::write(&document.product.plan, &package).map_err(said)?,
            Self::Peer(peer) => of_peer(peer, document, &package, most)?,
        }
        package::lock(&package.directory).map_err(said)?;
        Ok(package)
    }

    /// The crate of a document.
    fn package(self, document: &str) -> Package {
        let name = format!("bench-{document}-{}", self.name());
        Package { directory: Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile").join(&name), name }
    }
}

/// A description, with the product of this generator.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) name: String,
    pub(crate) product: Product,
}

impl Document {
    /// Binds a description.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let path = std::path::absolute(path).map_err(said)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = stem.replace(|each: char| !each.is_ascii_alphanumeric(), "-").to_lowercase();
        let package = Contender::Ours.package(&name);
        let run = bindery::run(&bindery::Options {
            description: Some(path.clone()),
            output: Some(package.directory),
            name: Some(package.name),
            runtime_path: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime")),
            ..bindery::Options::default()
        });
        match run.product {
            Some(product) if !run.diagnostics.has_errors() => Ok(Self { path, name, product }),
            _ => Err(bindery::diag::render_human(&run.diagnostics, &run)),
        }
    }
}

fn ours(document: &Document, package: &Package) -> io::Result<()> {
    for file in &document.product.files {
        let path = package.directory.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(&package.directory))?;
        fs::write(path, &file.text)?;
    }
    Ok(())
}

fn of_peer(peer: Peer, document: &Document, package: &Package, most: Duration) -> Result<(), String> {
    let into = match peer {
        Peer::Ploidy => package.directory.clone(),
        Peer::OpenapiToRust => package.directory.join("src").join(peers::MODULE),
    };
    let command = peer.generate(&peer.command()?, &document.path, &into, &package.name);
    let ended = bindery_bench_support::run(&command, Some(most)).map_err(said)?;
    if ended.outcome != bindery_bench_support::Outcome::Success {
        let last = ended.said.lines().last().unwrap_or_default();
        return Err(format!("refuses the document: {}", last.trim_start_matches("Error: ")));
    }
    match peer {
        Peer::Ploidy => Ok(()),
        Peer::OpenapiToRust => around_module(package, &into).map_err(said),
    }
}

/// The crate around a module that declares its dependencies.
fn around_module(package: &Package, module: &Path) -> io::Result<()> {
    let dependencies = fs::read_to_string(module.join("REQUIRED_DEPS.toml"))?;
    let head = format!("[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n", package.name);
    fs::write(package.directory.join("Cargo.toml"), head + &dependencies)?;
    fs::write(package.root(), format!("pub mod {};\n", peers::MODULE))
}

fn said(problem: impl ToString) -> String {
    problem.to_string()
}
