//! The program that decodes and encodes values with the generated types.

use crate::compile::{self, PACKAGE};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The maximum length of compiler output in an error.
const LONGEST: usize = 20_000;

/// Why the program gave no responses.
#[derive(Debug)]
pub enum DriverError {
    /// A file or a process failed in the work folder.
    Io(PathBuf, io::Error),
    /// The program does not compile.
    Compile(String),
    /// It ended before it had responded to all values.
    Died(String),
}

impl fmt::Display for DriverError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(formatter, "{}: {error}", path.display()),
            Self::Compile(output) => write!(formatter, "the program does not compile:\n{output}"),
            Self::Died(output) => write!(formatter, "the program ended early:\n{output}"),
        }
    }
}

impl std::error::Error for DriverError {}

/// The outcome of one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// The encoded text, and the place of a value in it that matched no variant of its union.
    Encoded(String, Option<String>),
    /// The decoding error, and what is encoded when the value is decoded leniently, if it can be.
    Failed {
        /// The error of decoding it strictly.
        why: String,
        /// The encoded text.
        leniently: Option<String>,
    },
}

/// The part of the program that does not depend on the types. Messages are lines: JSON written here has no line breaks.
const MAIN: &str = r#"use sample::runtime::__private::{Part, View, members};
use sample::runtime::{self, Wire};
use std::io::{BufRead, Write};

fn round<T: Wire>(text: &str) -> String {
    match runtime::decode_strict::<T>(text) {
        Ok(value) => match unmatched(value.view()) {
            None => format!("typed\t{}", runtime::encode(&value)),
            Some(place) => format!("untyped\t{}\t{}", place.escape_debug(), runtime::encode(&value)),
        },
        Err(error) => {
            let error = error.to_string().replace(['\n', '\t'], " ");
            match runtime::decode::<T>(text) {
                Ok(value) => format!("lenient\t{error}\t{}", runtime::encode(&value)),
                Err(_) => format!("error\t{error}"),
            }
        }
    }
}

/// The place of the first value that matches no variant of its union, with a trailing slash.
fn unmatched(view: View<'_>) -> Option<String> {
    let mut found = None;
    let mut within = |name: &dyn std::fmt::Display, view: View<'_>| {
        if found.is_none() {
            found = unmatched(view).map(|place| format!("{name}/{place}"));
        }
    };
    match view {
        View::Unmatched(_) => return Some(String::new()),
        View::Union(union) | View::Fractions(union) => return unmatched(union.inside().1),
        View::Object(table, object) => members(table, object, &mut |name, view| within(&name, view)),
        View::Map(map) => map.each(&mut |name, value| within(&name, value)),
        View::List(list) => (0..list.len()).for_each(|index| {
            if let Some(item) = list.get(index, Part::Inside) {
                within(&index, item);
            }
        }),
        _ => {}
    }
    found
}

fn main() -> std::io::Result<()> {
    // The default stack of threads, even for large values decoded without optimization.
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(response)?;
    thread.join().unwrap_or_else(|_| std::process::exit(101))
}

fn response() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (index, text) = line.split_once('\t').unwrap_or_default();
        let round = index.parse().ok().and_then(|index: usize| ROUNDS.get(index));
        writeln!(out, "{}", round.map_or_else(|| "error\tno such type".to_owned(), |round| round(text)))?;
    }
    Ok(())
}
"#;

/// Calls of the compiler that build programs of generated crates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Builder {
    /// The runtime with the client alone, as a library.
    runtime: PathBuf,
    /// The folder with the libraries of its dependencies.
    dependencies: PathBuf,
}

impl Builder {
    /// Builds the runtime with cargo, and copies the result: another build may replace it.
    pub fn find(work: &Path) -> Result<Self, String> {
        let runtime = compile::runtime(&["build", "--no-default-features", "--features", "client"], "rlib")?;
        let copy = work.join("libbindery_runtime.rlib");
        std::fs::copy(&runtime, &copy).map_err(|error| format!("cannot copy {}: {error}", runtime.display()))?;
        // Cargo puts a library next to the folder with its dependencies.
        let dependencies = runtime.parent().map(|folder| folder.join("deps")).unwrap_or_default();
        Ok(Self { runtime: copy, dependencies })
    }

    /// Removes the copy.
    pub fn clear(&self) {
        // Leftovers are outside of the repository.
        drop(std::fs::remove_file(&self.runtime));
    }

    /// Builds the crate in a folder, and in another folder the program for some of its types; returns its path.
    pub fn build(&self, generated: &Path, work: &Path, types: &[String]) -> Result<PathBuf, DriverError> {
        let folder = work.join("driver");
        let main = folder.join("main.rs");
        let rounds: String = types.iter().map(|of| format!("    round::<{of}>,\n")).collect();
        put(&main, &format!("{MAIN}\nconst ROUNDS: &[fn(&str) -> String] = &[\n{rounds}];\n"))?;
        let library = folder.join(format!("lib{PACKAGE}.rlib"));
        self.rustc(&generated.join("src/lib.rs"), PACKAGE, "rlib", &library, &[])?;
        let program = folder.join("driver");
        let external = format!("{PACKAGE}={}", library.display());
        self.rustc(&main, "driver", "bin", &program, &["--extern", &external])?;
        Ok(program)
    }

    fn rustc(&self, source: &Path, name: &str, kind: &str, to: &Path, more: &[&str]) -> Result<(), DriverError> {
        let external = |library: &Path| format!("bindery_runtime={}", library.display());
        let output = Command::new("rustc")
            .args(["--edition", "2024", "--crate-name", name, "--crate-type", kind, "--cap-lints", "allow"])
            .args(["-C", "debuginfo=0", "-L"])
            .arg(format!("dependency={}", self.dependencies.display()))
            .args(["--extern", &external(&self.runtime)])
            .args(more)
            .arg("-o")
            .args([to, source])
            .output()
            .map_err(|error| DriverError::Io("rustc".into(), error))?;
        if output.status.success() {
            return Ok(());
        }
        let stderr = String::from_utf8_lossy(&output.stderr);
        Err(DriverError::Compile(format!("{}\n{}", output.status, stderr.chars().take(LONGEST).collect::<String>())))
    }
}

fn put(path: &Path, text: &str) -> Result<(), DriverError> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| DriverError::Io(path.to_owned(), error))
}

/// Sends values, each with the position of its type, through the program.
pub fn ask(program: &Path, work: &Path, values: &[(usize, String)]) -> Result<Vec<Response>, DriverError> {
    let text: String = values.iter().map(|(index, value)| format!("{index}\t{value}\n")).collect();
    let questions = work.join("values.tsv");
    put(&questions, &text)?;
    let input = std::fs::File::open(&questions).map_err(|error| DriverError::Io(questions, error))?;
    let output = Command::new(program)
        .stdin(Stdio::from(input))
        .output()
        .map_err(|error| DriverError::Io(program.to_owned(), error))?;
    let responses: Vec<Response> = String::from_utf8_lossy(&output.stdout).lines().filter_map(response).collect();
    if output.status.success() && responses.len() == values.len() {
        Ok(responses)
    } else {
        Err(DriverError::Died(String::from_utf8_lossy(&output.stderr).into_owned()))
    }
}

fn response(line: &str) -> Option<Response> {
    let (word, text) = line.split_once('\t')?;
    match word {
        "typed" => Some(Response::Encoded(text.to_owned(), None)),
        "untyped" => {
            let (place, text) = text.split_once('\t')?;
            Some(Response::Encoded(text.to_owned(), Some(place.to_owned())))
        }
        "error" => Some(Response::Failed { why: text.to_owned(), leniently: None }),
        "lenient" => {
            let (why, text) = text.split_once('\t')?;
            Some(Response::Failed { why: why.to_owned(), leniently: Some(text.to_owned()) })
        }
        _ => None,
    }
}
