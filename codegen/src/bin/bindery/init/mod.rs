//! `bindery init`: writes a configuration that fits a description.

mod places;
mod suggest;

use super::report::{complain, print};
use bindery::{Options, Run};
use clap::Args;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use suggest::{Suggestion, quoted};

pub(crate) const EXAMPLES: &str = "\
Examples:
  bindery init openapi.yaml
  bindery init api/openapi.yaml --out generated --name petstore
  bindery init openapi.yaml --runtime-path ../bindery/runtime   # a clone instead of the published package";

#[derive(Args)]
pub(crate) struct Arguments {
    /// The OpenAPI description. Default: the one in this folder, or in its api, docs, openapi or spec, if there is only one.
    spec: Option<PathBuf>,
    /// The output directory. Default: named after the package.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the generated package. Default: derived from the title of the description.
    #[arg(long, value_name = "PACKAGE")]
    name: Option<String>,
    /// A local copy of bindery-runtime for the generated crate to depend on: the folder `runtime` of a clone. Default: the published
    /// package.
    #[arg(long, value_name = "PATH")]
    runtime_path: Option<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE", default_value = "bindery.toml")]
    config: PathBuf,
}

/// Writes the configuration and prints the next steps.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match write(arguments) {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(message) => {
            complain(&message);
            ExitCode::from(1)
        }
    }
}

fn write(arguments: &Arguments) -> Result<String, String> {
    let place = &arguments.config;
    if place.exists() {
        let place = place.display();
        return Err(format!(
            "error: {place} already exists and is not overwritten\n  help: edit it, or choose another file with --config\n"
        ));
    }
    let spec = match &arguments.spec {
        Some(spec) => spec.clone(),
        None => places::only_description()?,
    };
    if let Some(runtime) = &arguments.runtime_path {
        places::check_runtime(runtime)?;
    }
    let options = Options { description: Some(spec.clone()), name: arguments.name.clone(), ..Options::default() };
    let run = bindery::run(&options);
    let Some(product) = &run.product else {
        return Err(bindery::diag::render_human(&run.diagnostics, &run) + "error: there is nothing to configure\n");
    };
    let name = asked("Name of the package", arguments.name.as_deref(), &product.names.package);
    let out = arguments.out.as_ref().map(|out| out.display().to_string());
    let out = asked("Folder of the generated crate", out.as_deref(), &name);
    let mut paths = vec![("description", from(place, &spec)), ("output", from(place, Path::new(&out)))];
    paths.extend(arguments.runtime_path.as_deref().map(|runtime| ("runtime-path", from(place, runtime))));
    let text = configuration(&paths, &name, &run);
    let written = File::create_new(place).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("error: cannot write {}: {error}\n", place.display()))?;
    Ok(next(place))
}

fn next(place: &Path) -> String {
    let config =
        if place == Path::new("bindery.toml") { String::new() } else { format!(" --config {}", place.display()) };
    format!(
        "Wrote {}. Next:\n  bindery list{config}            # what the types and operations are called\n  \
         bindery check{config}           # what the description leaves unclear\n  \
         bindery generate{config}        # write the crate\n",
        place.display()
    )
}

/// A path as written in a configuration.
fn from(config: &Path, path: &Path) -> String {
    let folder = config.parent().filter(|folder| !folder.as_os_str().is_empty());
    let inside = folder.and_then(|folder| path.strip_prefix(folder).ok());
    let up = folder.map(|folder| folder.components().count()).unwrap_or_default();
    let path = match inside {
        Some(inside) => inside.to_owned(),
        None if path.is_absolute() || up == 0 => path.to_owned(),
        None => std::iter::repeat_n(Path::new(".."), up).collect::<PathBuf>().join(path),
    };
    path.display().to_string().replace('\\', "/")
}

/// A value: the one given, else what the user enters at a terminal, else the default.
fn asked(question: &str, given: Option<&str>, usual: &str) -> String {
    if let Some(given) = given {
        return given.to_owned();
    }
    let (input, output) = (std::io::stdin(), std::io::stdout());
    if !input.is_terminal() || !output.is_terminal() {
        return usual.to_owned();
    }
    print(&format!("{question} [{usual}]: "));
    drop(output.lock().flush());
    let mut line = String::new();
    let is_read = input.lock().read_line(&mut line).is_ok_and(|count| count > 0);
    Some(line.trim()).filter(|line| is_read && !line.is_empty()).unwrap_or(usual).to_owned()
}

/// The text of the configuration.
fn configuration(paths: &[(&str, String)], name: &str, run: &Run) -> String {
    let mut text = String::from(
        "## How the description is bound. Every key is in docs/CONFIGURATION.md of bindery. For completion in an editor:\n\
         ## `bindery schema > bindery.schema.json`, and `#:schema ./bindery.schema.json` as the first line here.\n\
         ## Lines that begin with `# ` are suggestions.\n\n",
    );
    // Writing to a `String` cannot fail.
    for (key, path) in paths {
        let _ = writeln!(text, "{key} = {}", quoted(path));
    }
    text.push('\n');
    let suggestions = run.product.as_ref().map(|product| suggest::suggestions(product, &run.diagnostics));
    let (keys, tables): (Vec<Suggestion>, Vec<Suggestion>) = suggestions
        .unwrap_or_default()
        .into_iter()
        .partition(|each| !each.lines.iter().any(|line| line.starts_with('[')));
    // Top-level keys must precede the tables.
    keys.iter().for_each(|each| add(&mut text, each));
    let _ =
        writeln!(text, "[package]\nname = {}\nversion = \"0.1.0\"\n# license = \"MIT OR Apache-2.0\"\n", quoted(name));
    tables.iter().for_each(|each| add(&mut text, each));
    text.truncate(text.trim_end().len());
    text + "\n"
}

/// A suggestion is written as a comment; the user decides whether to apply it.
fn add(text: &mut String, suggestion: &Suggestion) {
    let _ = writeln!(text, "## {}", suggestion.about);
    for line in &suggestion.lines {
        let _ = if line.is_empty() { writeln!(text) } else { writeln!(text, "# {line}") };
    }
}
