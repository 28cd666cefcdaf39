//! The options of the command line.

use crate::contenders::Contender;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(crate) struct Options {
    pub(crate) documents: Vec<PathBuf>,
    pub(crate) only: Vec<Contender>,
    /// The groups of operations in our crate; `None` for all.
    pub(crate) features: Option<String>,
    pub(crate) profile: Profile,
    pub(crate) what: What,
    /// How often each crate is compiled; the minimum counts.
    pub(crate) runs: usize,
    /// The time limit of a compilation.
    pub(crate) most: Duration,
}

/// What is compiled.
#[derive(Clone, Copy)]
pub(crate) enum What {
    /// Crates alone.
    Crates,
    /// Crates, and programs that call them.
    Programs,
}

#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Check,
    Release,
}

impl Options {
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let mut options = Self {
            documents: Vec::new(),
            only: Contender::ALL.to_vec(),
            features: None,
            profile: Profile::Check,
            what: What::Crates,
            runs: 3,
            most: Duration::from_secs(20 * 60),
        };
        while let Some(argument) = arguments.next() {
            let mut value = |what: &str| arguments.next().ok_or_else(|| format!("{argument} wants {what}"));
            match argument.as_str() {
                "--bench" => {}
                "--release" => options.profile = Profile::Release,
                "--program" => options.what = What::Programs,
                "--runs" => options.runs = value("a number")?.parse::<usize>()?.max(1),
                "--minutes" => options.most = Duration::from_secs(60 * value("a number")?.parse::<u64>()?),
                "--features" => options.features = Some(value("names of groups")?),
                "--only" => {
                    options.only = value("names of contenders")?.split(',').map(named).collect::<Result<_, _>>()?;
                }
                unknown if unknown.starts_with('-') => return Err(format!("there is no option {unknown}").into()),
                document => options.documents.push(document.into()),
            }
        }
        if matches!(options.what, What::Programs) && options.features.is_some() {
            return Err("--program calls all groups of operations: leave out --features".into());
        }
        if options.documents.is_empty() {
            options.documents.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/auth0-log-streams.json"));
        }
        Ok(options)
    }
}

fn named(name: &str) -> Result<Contender, String> {
    Contender::ALL.into_iter().find(|each| each.name() == name).ok_or_else(|| {
        let names: Vec<&str> = Contender::ALL.iter().map(|each| each.name()).collect();
        format!("there is no contender {name:?}, but {}", names.join(", "))
    })
}
