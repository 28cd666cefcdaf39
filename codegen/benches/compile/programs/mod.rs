//! Optimized programs that call operations of the crates, with a function for each call.

mod derives;
mod measure;
mod ours;
mod peer;

pub(crate) use measure::measure;

use crate::contenders::{Contender, Document};
use crate::package::{self, Package};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

/// The transport of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Carrier {
    /// A trivial one in the program itself, so that its size is that of the generated code.
    Program,
    /// A client over HTTP, with TLS.
    Http,
}

/// The parts of a program.
pub(crate) struct Parts {
    pub(crate) carrier: Carrier,
    /// The dependencies in the manifest, without the crate.
    dependencies: &'static str,
    /// The features of the crate, without default features; `None` for the default ones.
    features: Option<Vec<&'static str>>,
    /// The code before the calls.
    head: String,
    /// The functions, each with its signature and its body.
    calls: Vec<Function>,
}

/// A function that calls an operation.
struct Function {
    /// `(client: &Client) -> Waiting<'_>`
    signature: &'static str,
    body: String,
}

/// The package of programs that call the same crate: a binary for each.
pub(crate) struct Programs {
    pub(crate) package: Package,
    pub(crate) carrier: Carrier,
    /// The number of calls, and the source.
    pub(crate) programs: Vec<(usize, PathBuf)>,
}

/// The numbers of calls, besides all.
const SOME: [usize; 2] = [1, 10];

/// The parts of the programs for the crate of a contender, one for each transport.
fn parts(contender: Contender, document: &Document, package: &Package) -> Result<Vec<Parts>, Box<dyn Error>> {
    match contender {
        Contender::Ours => ours::parts(&document.product),
        Contender::Derives => Ok(vec![derives::parts(&document.product.plan, package)]),
        Contender::Peer(peer) => Ok(vec![peer::parts(peer, package)?]),
    }
}

/// A program without calls, to build the dependencies of the others.
const HOLLOW: &str = "hollow";

/// Writes the programs for a crate.
fn write(of: &Package, parts: &Parts) -> Result<Programs, Box<dyn Error>> {
    let name = format!("{}-called-{}", of.name, format!("{:?}", parts.carrier).to_lowercase());
    let package = Package { directory: of.directory.with_file_name(&name), name };
    package.empty()?;
    let binaries = package.directory.join("src/bin");
    fs::create_dir_all(&binaries)?;
    fs::write(binaries.join(HOLLOW).with_extension("rs"), "fn main() {}\n")?;
    let features = match &parts.features {
        Some(features) => format!(", default-features = false, features = {features:?}"),
        None => String::new(),
    };
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{} = {{ path = \
         {:?}{features} }}\n{}\n[profile.release]\nstrip = true\n",
        package.name, of.name, of.directory, parts.dependencies
    );
    fs::write(package.directory.join("Cargo.toml"), manifest)?;
    fs::copy(of.directory.join("Cargo.lock"), package.directory.join("Cargo.lock"))?;
    package::lock(&package.directory)?;
    let all = parts.calls.len();
    let mut programs = Vec::new();
    for count in SOME.into_iter().filter(|count| *count < all).chain([all]) {
        // Spread over the API.
        let chosen: Vec<&Function> = (0..count).map(|index| &parts.calls[index * all / count]).collect();
        let source = binaries.join(package.binary(count) + ".rs");
        fs::write(&source, text(&parts.head, &chosen)?)?;
        programs.push((count, source));
    }
    Ok(Programs { package, carrier: parts.carrier, programs })
}

fn text(head: &str, calls: &[&Function]) -> Result<String, std::fmt::Error> {
    let mut text = format!("{head}\nstatic CALLS: &[Call] = &[\n");
    for index in 0..calls.len() {
        writeln!(text, "    call_{index},")?;
    }
    text.push_str("];\n");
    for (index, call) in calls.iter().enumerate() {
        write!(text, "\nfn call_{index}{} {{\n{}}}\n", call.signature, call.body)?;
    }
    Ok(text)
}
