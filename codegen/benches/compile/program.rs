//! Programs that call operations of a generated crate, as a user would write them: a function for each call.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bindery::Product;
use bindery::api::Alone;
use bindery::items::{Encoding, Operation};
use serde_json::Value;

/// How many operations are called, besides all of them.
const SOME: [usize; 2] = [1, 10];

/// What carries the requests of a program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Transport {
    /// One of the program's own that does next to nothing, so that the program is what was generated.
    Own,
    /// The transport over HTTP, with TLS.
    Default,
}

/// A program that calls a generated crate.
pub(crate) struct Program {
    /// What it calls.
    pub(crate) title: String,
    /// Its only file.
    pub(crate) source: PathBuf,
    directory: PathBuf,
    transport: Transport,
}

/// The package and the binary of each program. They are built one after the other.
const NAME: &str = "bindery-bench-caller";

impl Program {
    /// The command that builds it, optimised and stripped.
    pub(crate) fn build(&self, target: &Path) -> Command {
        let mut command = super::cargo(&self.directory, "build", target);
        command.arg("--release");
        command
    }

    /// What it is built into.
    pub(crate) fn binary(&self, target: &Path) -> PathBuf {
        target.join("release").join(format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
    }

    /// Lets the program make its calls, when it needs no server, and gives what it says. Not all answers and bodies fit.
    pub(crate) fn run(&self, target: &Path) -> Result<String, Box<dyn Error>> {
        if self.transport == Transport::Default {
            return Ok(String::new());
        }
        let mut command = Command::new(self.binary(target));
        let mut process = command.arg("{}").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        process.stdin.take().ok_or("the program has no input")?.write_all(b"{}")?;
        let output = process.wait_with_output()?;
        if !output.status.success() {
            return Err("the program fails".into());
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

/// Writes the programs for a generated crate below a directory beside it.
pub(crate) fn write(directory: &Path, product: &Product) -> Result<Vec<Program>, Box<dyn Error>> {
    let calls = calls(product)?;
    let all = calls.len();
    let mut kinds: Vec<(usize, Transport)> =
        SOME.into_iter().filter(|count| *count < all).map(|count| (count, Transport::Own)).collect();
    kinds.extend([(all, Transport::Own), (all, Transport::Default)]);
    let programs = kinds.into_iter().map(|(count, transport)| {
        // Spread over the API.
        let chosen: Vec<&str> = (0..count).map(|index| calls[index * all / count].as_str()).collect();
        program(directory, product, &chosen, transport)
    });
    programs.collect()
}

fn program(
    directory: &Path,
    product: &Product,
    calls: &[&str],
    transport: Transport,
) -> Result<Program, Box<dyn Error>> {
    let (suffix, carried, text, features): (_, _, _, &[&str]) = match transport {
        Transport::Own => ("", "", include_str!("own_transport.rs"), &[]),
        Transport::Default => ("-http", ", over HTTP", include_str!("default_transport.rs"), &["default", "blocking"]),
    };
    let package = &product.names.package;
    let count = calls.len();
    let place = directory.parent().unwrap_or(directory).join("programs").join(format!("{package}-{count}{suffix}"));
    fs::create_dir_all(place.join("src"))?;
    let all = (!product.plan.features.is_empty()).then_some("all");
    let features: Vec<&str> = features.iter().copied().chain(all).collect();
    let manifest = format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n{package} = \
         {{ path = {directory:?}, default-features = false, features = {features:?} }}\n\n[profile.release]\nstrip = true\n"
    );
    fs::write(place.join("Cargo.toml"), manifest)?;
    fs::copy(directory.join("Cargo.lock"), place.join("Cargo.lock"))?;
    let arguments = vec!["\"x\""; product.plan.client.arguments.len()].join(", ");
    let head =
        include_str!("caller.rs").replace("api_crate", &product.names.library).replace("BUILDER_ARGUMENTS", &arguments);
    let mut table = String::from("\nstatic CALLS: &[Call] = &[\n");
    let mut functions = String::new();
    for (index, call) in calls.iter().enumerate() {
        writeln!(table, "    call_{index},")?;
        write!(
            functions,
            "\nfn call_{index}(client: &Client, _argument: &str) -> Result<(), Box<dyn Error>> {{\n{call}}}\n"
        )?;
    }
    let source = place.join("src/main.rs");
    fs::write(&source, format!("{head}{text}{table}];\n{functions}"))?;
    Ok(Program { title: format!("{count} calls{carried}"), source, directory: place, transport })
}

/// The body of a function for each operation.
fn calls(product: &Product) -> Result<Vec<String>, Box<dyn Error>> {
    let listing = bindery::listing::listing(product);
    let rows = listing["operations"].as_array().ok_or("there is no list of operations")?;
    let plans = product.plan.groups.iter().flat_map(|group| &group.operations);
    rows.iter().zip(plans).map(|(row, plan)| call(product, row, plan)).collect()
}

fn call(product: &Product, row: &Value, plan: &Operation) -> Result<String, Box<dyn Error>> {
    let mut arguments = Vec::new();
    for parameter in row["parameters"].as_array().into_iter().flatten() {
        if parameter["required"] == true {
            arguments.push(argument(text(&parameter["type"])?));
        }
    }
    if let Some(body) = plan.body.as_ref().filter(|body| body.required) {
        let same =
            |each: &&bindery::api::Operation| each.id == plan.id && each.path == plan.path && each.method == plan.verb;
        let bound = product.api.operations.iter().find(same).and_then(|each| each.body.as_ref());
        let chosen = bound.ok_or("a body is not bound")?.chosen;
        arguments.push(match body.encoding {
            Encoding::Bytes(_) => "_argument.to_owned()".to_owned(),
            _ => argument(text(&row["body"][chosen]["type"])?),
        });
    }
    let mut call = String::from("client");
    for accessor in row["accessors"].as_array().into_iter().flatten() {
        write!(call, ".{}()", text(accessor)?)?;
    }
    write!(call, ".{}({})", plan.method, arguments.join(", "))?;
    Ok(match &plan.events {
        Some((_, events)) if events.alone == Alone::Yes => format!("    first({call}.events())\n"),
        _ => format!("    black_box(wait({call}.send())?);\n    Ok(())\n"),
    })
}

fn text(value: &Value) -> Result<&str, Box<dyn Error>> {
    value.as_str().ok_or_else(|| "the list of operations has another form".into())
}

/// An argument of a type: as it would stand in a program, or read at run time where that would be long.
fn argument(of: &str) -> String {
    match of {
        "bool" => "true".to_owned(),
        "i32" | "i64" | "u32" | "u64" => "1".to_owned(),
        "f64" => "1.0".to_owned(),
        "String" => "\"x\"".to_owned(),
        of if of.ends_with("::runtime::Bytes") => "_argument.to_owned()".to_owned(),
        of => format!("given::<{of}>(_argument)?"),
    }
}
