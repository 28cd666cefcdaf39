//! Finds the bindery.toml that applies.

use crate::report::complain;
use std::path::{Path, PathBuf};

/// `bindery.toml` in the current directory or its `spec/`, else in the nearest directory above.
pub(crate) fn nearest_config() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let places =
        current.ancestors().flat_map(|directory| [directory.join("bindery.toml"), directory.join("spec/bindery.toml")]);
    let found = places.into_iter().find(|path| path.is_file())?;
    Some(found.strip_prefix(&current).map(Path::to_owned).unwrap_or(found))
}

/// The nearest configuration, if it is for this description, or in the same folder and for any; of one with `[[crate]]` tables,
/// the table. Another one is ignored, which a note says.
pub(crate) fn config_of(spec: &Path) -> Option<(PathBuf, Option<usize>)> {
    let path = nearest_config()?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    if bindery::config::tables(&path) > 0 {
        let table = table_of(&path, spec);
        if table.is_none() && folder.as_os_str().is_empty() {
            let (path, spec) = (path.display(), spec.display().to_string());
            complain(&format!("note: no crate of {path} is for {spec:?}, so {path} is ignored\n"));
        }
        return table.map(|table| (path, Some(table)));
    }
    let (config, ..) = bindery::config::read(&path);
    let is_for_it = match &config.description {
        Some(description) => is_same(&folder.join(description), spec),
        None => folder.as_os_str().is_empty(),
    };
    if is_for_it {
        return Some((path, None));
    }
    if folder.as_os_str().is_empty() {
        let described = config.description.map(|path| path.display().to_string()).unwrap_or_default();
        complain(&format!(
            "note: {} configures {described:?} and is ignored; to apply it to {:?}, add --config {}\n",
            path.display(),
            spec.display().to_string(),
            path.display()
        ));
    }
    None
}

/// The `[[crate]]` table for a description, counted from 0.
pub(crate) fn table_of(config: &Path, spec: &Path) -> Option<usize> {
    let folder = config.parent().unwrap_or_else(|| Path::new(""));
    (0..bindery::config::tables(config)).find(|table| {
        let (config, ..) = bindery::config::read_table(config, Some(*table));
        config.description.is_some_and(|description| is_same(&folder.join(description), spec))
    })
}

fn is_same(left: &Path, right: &Path) -> bool {
    left.canonicalize().ok().zip(right.canonicalize().ok()).is_some_and(|(left, right)| left == right)
}
