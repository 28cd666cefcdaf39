//! The two sides of a comparison: files, or a git revision.

use super::Arguments;
use super::revision::{self, Tree};
use crate::input::locate::nearest_config;
use bindery::diff::Surface;
use bindery::{Options, Run};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One side.
pub(super) enum Side {
    /// A description, which is bound.
    Described(Box<Described>),
    /// Signatures, which some version of Bindery wrote.
    Signatures {
        /// Their name in messages.
        name: String,
        /// The text of the file.
        text: String,
    },
}

/// The side of a description.
pub(super) struct Described {
    /// Its name in messages.
    pub(super) name: String,
    /// The options to bind it.
    pub(super) options: Options,
    /// The files of a revision, in a folder that is removed together with it.
    tree: Option<Tree>,
}

/// What an argument refers to.
enum Named {
    /// A description.
    File(PathBuf),
    /// Signatures: their name in messages, and their text.
    Signatures(String, String),
    /// The description that the configuration of the working tree names.
    WorkingTree,
    /// A revision, with the path of the description if one is given.
    Revision(String, Option<String>),
}

pub(super) fn sides(arguments: &Arguments) -> Result<(Side, Side), String> {
    let (old, new) = match (&arguments.old, &arguments.new) {
        (None, _) => (Named::Revision("HEAD".to_owned(), None), Named::WorkingTree),
        (Some(old), None) => match named(old)? {
            // A single description is the new version of the configured one.
            Named::File(path) => (Named::WorkingTree, Named::File(path)),
            other => (other, Named::WorkingTree),
        },
        (Some(old), Some(new)) => (named(old)?, named(new)?),
    };
    Ok((side(old, arguments)?, side(new, arguments)?))
}

/// A file if there is one, else a revision.
fn named(argument: &str) -> Result<Named, String> {
    if Path::new(argument).is_file() {
        return match signatures(Path::new(argument))? {
            Some(text) => Ok(Named::Signatures(argument.to_owned(), text)),
            None => Ok(Named::File(argument.into())),
        };
    }
    if revision::exists(argument) {
        return Ok(Named::Revision(argument.to_owned(), None));
    }
    if let Some((revision, path)) = argument.split_once(':')
        && revision::exists(revision)
    {
        return Ok(Named::Revision(revision.to_owned(), Some(path.to_owned())));
    }
    Err(format!("{argument:?} is neither a file nor a git revision{}", revision::obstacle()))
}

/// The text of a file if it has signatures.
fn signatures(path: &Path) -> Result<Option<String>, String> {
    let failed = |error: std::io::Error| format!("cannot read {}: {error}", path.display());
    let mut start = [0; 64];
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let count = file.read(&mut start).map_err(failed)?;
    if !Surface::is_written_in(&String::from_utf8_lossy(&start[..count])) {
        return Ok(None);
    }
    std::fs::read_to_string(path).map(Some).map_err(failed)
}

fn side(named: Named, arguments: &Arguments) -> Result<Side, String> {
    let root = arguments.root.clone();
    let described = match named {
        Named::Signatures(name, text) => return Ok(Side::Signatures { name, text }),
        Named::File(path) => {
            let own = path.with_file_name("bindery.toml");
            let own = Some(own).filter(|own| own.is_file());
            // A bindery.toml further up configures another description, unless that is the other side.
            let is_candidate = arguments.new.is_none();
            let config = arguments.config.clone().or(own).or_else(|| nearest_config().filter(|_| is_candidate));
            let name = path.display().to_string();
            let options = Options { description: Some(path), config, root, ..Options::default() };
            Described { name, options, tree: None }
        }
        Named::WorkingTree => {
            let config = arguments.config.clone().or_else(nearest_config);
            let Some(config) = config else {
                return Err("there is no bindery.toml that names a description; name one".to_owned());
            };
            let options = Options { config: Some(config), root, ..Options::default() };
            Described { name: "the working tree".to_owned(), options, tree: None }
        }
        Named::Revision(revision, path) => {
            let options = Options { config: arguments.config.clone(), ..Options::default() };
            let tree = Tree::of(&revision)?;
            if let Some(path) = &path
                && let Some(text) = signatures(&tree.in_it(path)?)?
            {
                return Ok(Side::Signatures { name: format!("{revision}:{path}"), text });
            }
            revised(tree, path.as_deref(), options)?
        }
    };
    Ok(Side::Described(Box::new(described)))
}

/// The side of a revision that corresponds to the options of a run, and its commit.
pub(super) fn of_revision(revision: &str, options: &Options) -> Result<(Described, String), String> {
    let tree = Tree::of(revision)?;
    let commit = tree.commit().to_owned();
    let path = options.description.as_deref().map(Path::to_string_lossy);
    // The old configuration may name another description; one on the command line applies to both sides.
    let options = Options {
        name: options.name.clone(),
        only: options.only.clone(),
        except: options.except.clone(),
        settings: options.settings.clone(),
        overlays: options.overlays.clone(),
        patches: options.patches.clone(),
        lock: options.lock.as_deref().and_then(|path| tree.in_it(&path.to_string_lossy()).ok()),
        config: options.config.clone().filter(|config| config.is_relative()),
        table: options.table,
        ..Options::default()
    };
    Ok((revised(tree, path.as_deref(), options)?, commit))
}

/// A side from the files of a revision. `config` is the path in the working tree.
fn revised(tree: Tree, path: Option<&str>, options: Options) -> Result<Described, String> {
    let config = match &options.config {
        Some(config) => Some(tree.in_it(&config.to_string_lossy())?),
        None => tree.nearest_config(),
    };
    let description = path.map(|path| tree.in_it(path)).transpose()?;
    let revision = tree.revision();
    if config.is_none() && description.is_none() {
        return Err(format!("revision {revision} has no bindery.toml; name the description: {revision}:PATH"));
    }
    // References must stay inside the revision.
    let root = Some(tree.folder().to_owned());
    let name = format!("revision {revision}");
    Ok(Described { name, options: Options { description, config, root, ..options }, tree: Some(tree) })
}

impl Described {
    /// The path of a file as the user knows it.
    pub(super) fn shown(&self, path: &str) -> String {
        match &self.tree {
            Some(tree) => tree.shown(path),
            None => path.to_owned(),
        }
    }

    /// Whether the other side has the same bytes in all files that this side has read.
    pub(super) fn has_inputs_of(&self, other: &Self, run: &Run) -> bool {
        let inputs: Vec<&Path> = run.inputs().collect();
        let is_described = self.options.description.is_some() == other.options.description.is_some();
        let is_configured = self.options.config.is_some() == other.options.config.is_some();
        let has_lock = |side: &Self| bindery::lock_path(&side.options).is_some_and(|path| path.is_file());
        is_described
            && is_configured
            && has_lock(self) == has_lock(other)
            && inputs.iter().all(|path| same_bytes(path, &self.counterpart(path, other)))
    }

    /// The path on the other side that corresponds to a path on this side.
    fn counterpart(&self, path: &Path, other: &Self) -> PathBuf {
        // Both sides may share a configuration, so the descriptions come first.
        let pairs = [
            (self.options.description.as_deref(), other.options.description.as_deref()),
            (self.options.config.as_deref(), other.options.config.as_deref()),
        ];
        let known: Vec<(&Path, &Path)> = pairs.into_iter().filter_map(|(one, other)| one.zip(other)).collect();
        if let Some((_, other)) = known.iter().find(|(one, _)| path == *one) {
            return (*other).to_owned();
        }
        for (one, other) in known {
            // Files below the folder of one side correspond to files below the folder of the other.
            if let (Some(folder), Some(other)) = (one.parent(), other.parent())
                && let Ok(inside) = path.strip_prefix(folder)
            {
                return other.join(inside);
            }
        }
        // Anything else, such as a file further up, has no counterpart: return a path that does not exist.
        PathBuf::new()
    }
}

fn same_bytes(one: &Path, other: &Path) -> bool {
    one == other || matches!((std::fs::read(one), std::fs::read(other)), (Ok(one), Ok(other)) if one == other)
}
