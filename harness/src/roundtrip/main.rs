//! `roundtrip`: creates values of the schemas of a description, decodes them with the generated types, encodes them
//! again, and reports the differences.

mod report;

use bindery::Options;
use bindery::config::GroupFeatures;
use bindery::diag::Pointer;
use bindery::sample::{Document, Maker, Random, Undeclared, Unmade};
use bindery_harness::compare;
use bindery_harness::compile::PACKAGE;
use bindery_harness::driver::{self, Builder, DriverError, Response};
use clap::Parser;
use report::Report;
use serde_json::Value;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Decodes and encodes values that are created from the schemas of a description.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    /// The description, in JSON.
    description: PathBuf,
    /// The size of the sample of component schemas; all of them if there are fewer.
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    sample: usize,
    /// The seed of the sample and the values.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many values to create of each schema.
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    values: usize,
    /// Create objects without undeclared properties.
    #[arg(long)]
    declared: bool,
    /// Where to write the crate and the program; removed again unless `--keep` is given.
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Keep the crate, the program and the values.
    #[arg(long)]
    keep: bool,
}

/// Why there is no report.
#[derive(Debug)]
enum Failure {
    /// The description or the work folder.
    Io(PathBuf, io::Error),
    /// The description is not JSON.
    Json(serde_json::Error),
    /// The generator reported these errors.
    Rejected(String),
    /// The runtime could not be built.
    Runtime(String),
    Driver(DriverError),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(formatter, "{}: {error}", path.display()),
            Self::Json(error) => write!(formatter, "the description must be JSON: {error}"),
            Self::Runtime(findings) | Self::Rejected(findings) => formatter.write_str(findings),
            Self::Driver(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for Failure {}

impl From<DriverError> for Failure {
    fn from(error: DriverError) -> Self {
        Self::Driver(error)
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let work =
        cli.work.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("roundtrip-{}", std::process::id())));
    let outcome = run(&cli, &work);
    if !cli.keep {
        // Leftovers are outside of the repository.
        let remove = |path: &Path| drop(std::fs::remove_dir_all(path));
        match &cli.work {
            // A folder chosen by the user may contain other files.
            Some(_) => ["driver", PACKAGE].iter().for_each(|folder| remove(&work.join(folder))),
            None => remove(&work),
        }
    }
    // Ignore a closed pipe.
    match outcome {
        Ok(report) => {
            drop(write!(io::stdout().lock(), "{report}"));
            if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(failure) => {
            drop(writeln!(io::stderr().lock(), "{failure}"));
            ExitCode::from(2)
        }
    }
}

/// A component schema and its Rust type.
struct Subject {
    pointer: String,
    rust: String,
}

/// A created value.
struct Made {
    subject: usize,
    value: Value,
}

fn run(cli: &Cli, work: &Path) -> Result<Report, Failure> {
    let text = std::fs::read(&cli.description).map_err(|error| Failure::Io(cli.description.clone(), error))?;
    let document = Document::new(serde_json::from_slice::<Value>(&text).map_err(Failure::Json)?);
    let mut report = Report::default();
    let subjects = drawn(generate(cli, work)?, cli, &mut report);
    let values = values(cli, &document, &subjects, &mut report);
    let types: Vec<String> = subjects.iter().map(|subject| subject.rust.clone()).collect();
    let builder = Builder::find(work).map_err(Failure::Runtime)?;
    let program = builder.build(&work.join(PACKAGE), work, &types)?;
    let lines: Vec<(usize, String)> = values.iter().map(|made| (made.subject, made.value.to_string())).collect();
    for (made, response) in values.iter().zip(driver::ask(&program, work, &lines)?) {
        judge(&subjects[made.subject].pointer, &made.value, response, &mut report);
    }
    Ok(report)
}

fn judge(pointer: &str, value: &Value, response: Response, report: &mut Report) {
    let (text, unmatched) = match response {
        Response::Encoded(text, unmatched) => (text, unmatched),
        Response::Failed { why, .. } => return report.failed(&why, pointer, value),
    };
    match serde_json::from_str(&text) {
        Err(error) => report.different("no JSON", pointer, &format!("{error}: {text}")),
        Ok(after) => match compare::difference(value, &after) {
            None => report.same(unmatched.as_deref(), pointer, value),
            Some(found) => {
                report.different(found.kind, pointer, &format!("at {}: {value} became {after}", found.place))
            }
        },
    }
}

/// Writes the crate; returns the component schemas and their types.
fn generate(cli: &Cli, work: &Path) -> Result<Vec<(String, String)>, Failure> {
    let output = work.join(PACKAGE);
    std::fs::create_dir_all(&output).map_err(|error| Failure::Io(output.clone(), error))?;
    let run = bindery::generate(&Options {
        description: Some(cli.description.clone()),
        output: Some(output),
        name: Some(PACKAGE.to_owned()),
        runtime_path: Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime")),
        group_features: Some(GroupFeatures::None),
        ..Options::default()
    });
    let product = run.product.as_ref().filter(|_| !run.diagnostics.has_errors());
    let Some(product) = product else {
        return Err(Failure::Rejected(bindery::diag::render_human(&run.diagnostics, &run)));
    };
    let listing = bindery::listing::listing(product);
    let schemas = listing["schemas"].as_array().into_iter().flatten();
    let pair = |schema: &Value| Some((schema["pointer"].as_str()?.to_owned(), schema["rust"].as_str()?.to_owned()));
    Ok(schemas.filter(|schema| schema["kind"] != "constant").filter_map(pair).collect())
}

/// A sample of the component schemas.
fn drawn(listed: Vec<(String, String)>, cli: &Cli, report: &mut Report) -> Vec<Subject> {
    let mut left: Vec<Subject> = Vec::new();
    for (pointer, rust) in listed {
        let name = pointer.trim_start_matches('#').strip_prefix("/components/schemas/");
        let is_component = name.is_some_and(|name| !name.contains('/'));
        // A second type of the same schema is for requests, without readOnly properties.
        if is_component && left.iter().all(|other| other.pointer != pointer) {
            left.push(Subject { pointer, rust });
        }
    }
    report.schemas = left.len();
    let mut random = Random::from(cli.seed);
    let mut drawn = Vec::new();
    while drawn.len() < cli.sample && !left.is_empty() {
        drawn.push(left.swap_remove(random.below(left.len())));
    }
    report.drawn = drawn.len();
    drawn
}

fn values(cli: &Cli, document: &Document, subjects: &[Subject], report: &mut Report) -> Vec<Made> {
    let mut all = Vec::new();
    for (subject, of) in subjects.iter().enumerate() {
        for round in 0..cli.values {
            // Each value depends only on the schema's position and its own number.
            let random = Random::from(cli.seed ^ ((subject as u64) << 32) ^ (round as u64 + 1));
            let undeclared = if cli.declared { Undeclared::None } else { Undeclared::Some };
            let mut maker = Maker::new(document, random);
            maker.undeclared = undeclared;
            let schema = document.written(&Pointer::from_displayed(&of.pointer)).ok_or(Unmade::Reference);
            let made = schema.and_then(|schema| whole(&mut maker, schema));
            maker.left_out.iter().for_each(|(why, count)| report.left_out(*why, *count));
            match made {
                Ok(value) => all.push(Made { subject, value }),
                Err(why) => report.unmade(why, &of.pointer),
            }
        }
    }
    all
}

/// A value other than null if possible: the type of a nullable component is in an `Option`.
fn whole(maker: &mut Maker<'_>, schema: &Value) -> Result<Value, Unmade> {
    let mut made = maker.value(schema)?;
    for _ in 0..20 {
        if !made.is_null() {
            break;
        }
        made = maker.value(schema)?;
    }
    Ok(made)
}
