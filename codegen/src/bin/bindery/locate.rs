//! Finds the bindery.toml that applies.

use super::report::complain;
use std::path::{Path, PathBuf};

/// `bindery.toml` in the current directory or its `spec/`, else in the nearest directory above.
pub(crate) fn nearest_config() -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let places =
        current.ancestors().flat_map(|directory| [directory.join("bindery.toml"), directory.join("spec/bindery.toml")]);
    let found = places.into_iter().find(|path| path.is_file())?;
    Some(found.strip_prefix(&current).map(Path::to_owned).unwrap_or(found))
}

/// The nearest configuration, if it names this description, or is in the same folder and names none. Any other one is ignored with a note.
pub(crate) fn config_of(spec: &Path) -> Option<PathBuf> {
    let path = nearest_config()?;
    let folder = path.parent().unwrap_or_else(|| Path::new(""));
    let same = |left: &Path, right: &Path| {
        left.canonicalize().ok().zip(right.canonicalize().ok()).is_some_and(|(left, right)| left == right)
    };
    let (config, ..) = bindery::config::read(&path);
    let is_for_it = match &config.description {
        Some(description) => same(&folder.join(description), spec),
        None => folder.as_os_str().is_empty(),
    };
    if is_for_it {
        return Some(path);
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
