//! The smallest description whose crate does not compile.

use super::cargo::{CompileError, NoVerdict, Verdict, Workshop};
use super::configuration;
use super::progress::Progress;
use super::{Config, Failure, LISTED, Outcome, nothing};
use crate::report::Reporting;
use crate::scratch;
use bindery::diag::Pointer;
use bindery::listing::listing;
use bindery::reduce::{Limit, Reduced, Tally, Tree, keeping};
use bindery::{Options, OutputFile, Product, Run, Trials};
use serde_json::Value;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};
use std::time::{Duration, Instant};

/// What is wanted of the compiler, and how much it may take.
pub(super) struct Effort {
    /// The code of the error; otherwise, the first error is kept.
    pub(super) code: Option<String>,
    /// The features of the crate beside the default ones.
    pub(super) features: Vec<String>,
    pub(super) tries: usize,
    pub(super) time: Duration,
}

/// Binds and compiles candidates. Most of them become crates that were seen before, since much of a description leaves no trace.
struct Trier {
    workshop: Workshop,
    trials: Trials,
    end: Instant,
    seen: HashMap<u64, Verdict>,
    compilations: usize,
}

/// Reduces a description, of which `count` values were left before.
pub(super) fn smallest(
    tree: Tree,
    effort: &Effort,
    count: usize,
    options: &Options,
    reporting: &Reporting,
) -> Result<Outcome, Failure> {
    let text = tree.to_json();
    let end = Instant::now().checked_add(effort.time).unwrap_or_else(Instant::now);
    let workshop = Workshop::new(effort.features.clone()).map_err(|error| failed(&NoVerdict::Folder(error)))?;
    let trials = Trials::for_crates(options, &workshop.crate_folder());
    let mut trier = Trier { workshop, trials, end, seen: HashMap::new(), compilations: 0 };
    let progress = Progress::begin(text.len(), reporting);
    let plain = trier.first(&text, effort)?;
    let needs_config = plain.is_none();
    let (run, error) = match plain {
        Some(found) => found,
        None => {
            trier.trials = trier.trials.configured(options);
            trier.first(&text, effort)?.ok_or_else(|| trier.missing(&text, effort))?
        }
    };
    let place = run.product.as_ref().and_then(|product| described(product, &error)).unwrap_or_default();
    let mut shows = |candidate: &str, tally: Tally| {
        progress.show(tally);
        trier.shows(candidate, &error)
    };
    let limit = Limit { tries: effort.tries, end: Some(end), is_stopped: scratch::is_stopped, ..Limit::default() };
    let Reduced { tree, tally, is_minimal } = keeping(tree, &place, limit, &mut shows);
    let text = tree.to_json();
    let config = needs_config.then(|| {
        let trials = trier.trials.clone();
        configuration::smallest(options, &trials, limit, &mut |trials| {
            trier.trials = trials.clone();
            trier.shows(&text, &error)
        })
        .map_or(Config::Whole, Config::Part)
    });
    drop(progress);
    let (name, message) = (error.name(), &error.message);
    let (tries, compilations) = (tally.tries, trier.compilations);
    let summary = format!(
        "kept {name} ({message}): {} of {count} values, {tries} tries, {compilations} compilations",
        tree.count()
    );
    Ok(Outcome { tree, config: config.unwrap_or(Config::None), summary, is_minimal })
}

fn failed(reason: &NoVerdict) -> Failure {
    let code = if matches!(reason, NoVerdict::Stopped) { scratch::INTERRUPTED } else { 1 };
    Failure { code, message: reason.message() }
}

impl Trier {
    /// The run of the whole description, and the error in its crate that is to be kept; `None` if it has none.
    fn first(&mut self, text: &str, effort: &Effort) -> Result<Option<(Run, CompileError)>, Failure> {
        let run = self.trials.run(text);
        let Some(product) = &run.product else { return Ok(None) };
        match self.verdict(&product.files).map_err(|reason| failed(&reason))? {
            Verdict::Compiles => Ok(None),
            Verdict::Fails(errors) => {
                let is_wanted = |error: &CompileError| effort.code.is_none() || error.code == effort.code;
                Ok(errors.into_iter().find(is_wanted).map(|error| (run, error)))
            }
        }
    }

    /// Whether the crate of a candidate has the error. What cannot be told counts as without it, so that the result surely has it.
    fn shows(&mut self, candidate: &str, error: &CompileError) -> bool {
        let run = self.trials.run(candidate);
        let Some(product) = &run.product else { return false };
        match self.verdict(&product.files) {
            Ok(Verdict::Fails(errors)) => errors.iter().any(|each| each.is(error)),
            Ok(Verdict::Compiles) | Err(_) => false,
        }
    }

    fn verdict(&mut self, files: &[OutputFile]) -> Result<Verdict, NoVerdict> {
        let mut hasher = DefaultHasher::new();
        files.iter().for_each(|file| (&file.path, &file.text).hash(&mut hasher));
        let hash = hasher.finish();
        if let Some(verdict) = self.seen.get(&hash) {
            return Ok(verdict.clone());
        }
        self.compilations += 1;
        let verdict = self.workshop.check(files, self.end)?;
        self.seen.insert(hash, verdict.clone());
        Ok(verdict)
    }

    /// Why there is nothing to keep.
    fn missing(&mut self, text: &str, effort: &Effort) -> Failure {
        let run = self.trials.run(text);
        let verdict = run.product.as_ref().map(|product| self.verdict(&product.files));
        let errors = match verdict {
            Some(Ok(Verdict::Fails(errors))) => errors,
            _ => return nothing("the generated crate compiles, so there is no error to keep".to_owned()),
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        errors.iter().for_each(|error| *counts.entry(error.name()).or_default() += 1);
        let shown: Vec<String> = counts.iter().take(LISTED).map(|(code, count)| format!("{code} ({count})")).collect();
        let wanted = effort.code.as_deref().unwrap_or_default();
        nothing(format!("the generated crate does not have {wanted}; it has {}", shown.join(", ")))
    }
}

/// The place in the description of the item that an error is in. It only says where to begin.
fn described(product: &Product, error: &CompileError) -> Option<Vec<String>> {
    let (file, line) = error.place.as_ref()?;
    let text = &product.files.iter().find(|each| file.as_os_str() == each.path.as_str())?.text;
    let above: Vec<&str> = text.lines().take(*line).collect();
    let listing = listing(product);
    let rows = |key: &str| listing[key].as_array().cloned().unwrap_or_default();
    let (schemas, operations) = (rows("schemas"), rows("operations"));
    let is_called =
        |row: &&Value, name: &str| row["rust"].as_str().and_then(|path| path.rsplit("::").next()) == Some(name);
    above.iter().rev().filter_map(|line| item(line)).find_map(|name| {
        let of_schema = schemas.iter().find(|row| is_called(row, name)).and_then(|row| row["pointer"].as_str());
        if let Some(pointer) = of_schema {
            return Some(bindery::reduce::place_in_bundle(&Pointer::from_displayed(pointer)).segments().collect());
        }
        let row = operations.iter().find(|row| is_called(row, name))?;
        let is_same = |method: &str, path: &str| row["method"] == method && row["path"] == path;
        let operation = product.api.operations.iter().find(|each| is_same(&each.method, &each.path))?;
        Some(vec!["paths".to_owned(), operation.path_key.clone(), operation.method.to_ascii_lowercase()])
    })
}

/// The name of the item that a line of generated code begins.
fn item(line: &str) -> Option<&str> {
    let rest = ["pub struct ", "pub enum ", "pub type ", "pub fn "]
        .iter()
        .find_map(|start| line.trim_start().strip_prefix(start))?;
    rest.split(|each: char| !each.is_alphanumeric() && each != '_').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_leads_to_the_schema_or_the_operation_that_it_is_in() {
        let description = br##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a/{b}": {"get": {
            "operationId": "readOne", "tags": ["t"], "parameters": [{"name": "b", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/One"}}}}}}}},
            "components": {"schemas": {"One": {"type": "object", "properties": {"a": {"type": "string"}}}}}}"##;
        let run = bindery::bind("t.json".as_ref(), description.to_vec(), &bindery::config::Config::default());
        let product = run.product.expect("bindings");
        let below = |start: &str| {
            let mut files = product.files.iter();
            let found = files
                .find_map(|file| Some((file.path.clone(), file.text.lines().position(|line| line.contains(start))?)));
            let (path, line) = found.unwrap_or_else(|| panic!("{start}"));
            let place = Some((path.into(), line + 2));
            described(&product, &CompileError { code: None, message: String::new(), place })
        };
        let place = |keys: [&str; 3]| Some(keys.map(str::to_owned).to_vec());
        assert_eq!(below("pub struct One"), place(["components", "schemas", "One"]));
        assert_eq!(below("pub fn read_one"), place(["paths", "/a/{b}", "get"]));
    }
}
