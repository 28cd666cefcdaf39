//! Processes several documents at once.

use crate::documents::Document;
use crate::row::{Outcome, Row};
use crate::{say, table};
use bindery_harness::compile::Compiler;
use bindery_harness::driver::Builder;
use bindery_harness::limits::Bounds;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How to process a document.
pub(crate) struct Pool<'a> {
    pub(crate) work: &'a Path,
    pub(crate) compiler: Option<&'a Compiler>,
    /// The tool that builds programs to try examples.
    pub(crate) builder: Option<&'a Builder>,
    pub(crate) bounds: Bounds,
    pub(crate) keep: bool,
    /// Codes of errors to tolerate.
    pub(crate) allow: &'a [String],
    pub(crate) config: Option<&'a Path>,
    pub(crate) mend: bool,
    /// Where to write rows as they come, so that an interrupted run is not lost.
    pub(crate) save: Option<&'a File>,
}

impl Pool<'_> {
    /// Processes every document, and returns the rows in the same order.
    pub(crate) fn run(&self, documents: &[Document], jobs: usize) -> Vec<Row> {
        let next = AtomicUsize::new(0);
        let rows = Mutex::new(Vec::with_capacity(documents.len()));
        std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(document) = documents.get(index) else { break };
                        let row = self.one(index, document);
                        self.note(&row);
                        let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
                        rows.push((index, row));
                        progress(rows.len(), documents.len(), rows.last().map(|(_, row)| row));
                    }
                });
            }
        });
        let mut rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        rows.sort_by_key(|(index, _)| *index);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn note(&self, row: &Row) {
        let Some(mut file) = self.save else { return };
        let written =
            table::line(row).and_then(|line| file.write_all(line.as_bytes()).map_err(|error| error.to_string()));
        if let Err(error) = written {
            say(&format!("a row is not saved: {error}\n"));
        }
    }

    fn one(&self, index: usize, document: &Document) -> Row {
        let out = self.work.join(format!("{index:04}"));
        let row = match self.start(document, &out) {
            Ok(output) => read(document, &output),
            Err(error) => {
                Row { problem: format!("cannot start: {error}"), ..Row::new(&document.name, Outcome::Crashed) }
            }
        };
        if !self.keep {
            // A missing file is removed already.
            drop(std::fs::remove_dir_all(&out));
        }
        row
    }

    fn start(&self, document: &Document, out: &Path) -> std::io::Result<Output> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("document").arg("--name").arg(&document.name).arg("--path").arg(&document.path);
        command.arg("--out").arg(out);
        command.arg("--seconds").arg(self.bounds.seconds.to_string());
        command.arg("--megabytes").arg(self.bounds.megabytes.to_string());
        if self.mend {
            command.arg("--mend");
        }
        if let Some(config) = self.config {
            command.arg("--config").arg(config);
        }
        for code in self.allow {
            command.arg("--allow").arg(code);
        }
        if let Some(compiler) = self.compiler {
            command.arg("--compiler").arg(serde_json::to_string(compiler)?);
        }
        if let Some(builder) = self.builder {
            command.arg("--builder").arg(serde_json::to_string(builder)?);
        }
        command.output()
    }
}

/// The row that a process printed; without one, it has crashed.
fn read(document: &Document, output: &Output) -> Row {
    let stdout = String::from_utf8_lossy(&output.stdout);
    let row = stdout.lines().last().and_then(|line| serde_json::from_str(line).ok());
    row.filter(|_| output.status.success()).unwrap_or_else(|| {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let problem = format!("{}\n{}", output.status, stderr.chars().take(2_000).collect::<String>());
        Row { problem, ..Row::new(&document.name, Outcome::Crashed) }
    })
}

fn progress(done: usize, all: usize, row: Option<&Row>) {
    let Some(row) = row else { return };
    if row.outcome.is_fault() {
        say(&format!("[{done}/{all}] {} {}\n", row.outcome.word(), row.document));
    } else if done.is_multiple_of(50) || done == all {
        say(&format!("[{done}/{all}]\n"));
    }
}
