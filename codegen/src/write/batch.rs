//! Changes several files, all or none.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files to write and to remove. New files are staged beside their places; old files are touched only when all are staged, and restored if
/// one of them cannot be replaced or removed.
#[derive(Default)]
pub(super) struct Batch<'p> {
    /// Staged files, with their places.
    staged: Vec<(PathBuf, &'p Path)>,
    /// Folders made for them, outermost first.
    folders: Vec<PathBuf>,
    /// Changed places, with the old files.
    changed: Vec<(&'p Path, Option<PathBuf>)>,
}

/// A file that could not be written, removed or restored.
pub(super) type Failure = (PathBuf, io::Error);

impl<'p> Batch<'p> {
    /// Stages a text for a place.
    pub(super) fn stage(&mut self, place: &'p Path, text: &str) -> io::Result<()> {
        if let Some(parent) = place.parent() {
            let missing = parent.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
            let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
            self.folders.extend(missing.into_iter().rev());
            fs::create_dir_all(parent)?;
        }
        let staged = beside(place, "new");
        // Replace a link, do not follow it.
        drop(fs::remove_file(&staged));
        let mut file = fs::File::options().write(true).create_new(true).open(&staged)?;
        self.staged.push((staged, place));
        file.write_all(text.as_bytes())
    }

    /// Moves the staged files to their places, and removes others. If that fails, all files are restored, except those that the error
    /// names.
    pub(super) fn commit(mut self, removed: &[&'p Path]) -> Result<(), Vec<Failure>> {
        match self.change(removed) {
            Ok(()) => {
                // The next run removes leftovers.
                self.changed.iter().filter_map(|(_, kept)| kept.as_ref()).for_each(|kept| drop(fs::remove_file(kept)));
                Ok(())
            }
            Err(failure) => {
                let mut failures = vec![failure];
                failures.extend(self.restore());
                self.discard();
                Err(failures)
            }
        }
    }

    /// Removes what was staged.
    pub(super) fn discard(self) {
        // Ignore a failure: the next run removes leftovers.
        self.staged.iter().for_each(|(staged, _)| drop(fs::remove_file(staged)));
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }

    fn change(&mut self, removed: &[&'p Path]) -> Result<(), Failure> {
        for (staged, place) in &self.staged {
            let kept = kept(place).map_err(|error| (place.to_path_buf(), error))?;
            self.changed.push((place, kept));
            fs::rename(staged, place).map_err(|error| (place.to_path_buf(), error))?;
        }
        for place in removed {
            let kept = beside(place, "old");
            fs::rename(place, &kept).map_err(|error| (place.to_path_buf(), error))?;
            self.changed.push((place, Some(kept)));
        }
        Ok(())
    }

    /// Restores the old files.
    fn restore(&self) -> Vec<Failure> {
        let back = |(place, kept): &(&Path, Option<PathBuf>)| {
            let result = match kept {
                Some(kept) => fs::rename(kept, place),
                None => fs::remove_file(place).or_else(|error| match error.kind() {
                    io::ErrorKind::NotFound => Ok(()),
                    _ => Err(error),
                }),
            };
            result.err().map(|error| match kept {
                Some(kept) => {
                    let message = format!("cannot be restored from {}: {error}", kept.display());
                    (place.to_path_buf(), io::Error::new(error.kind(), message))
                }
                None => (place.to_path_buf(), error),
            })
        };
        self.changed.iter().rev().filter_map(back).collect()
    }
}

/// Backs up the file at a place beside it; `None` if there is no file.
fn kept(place: &Path) -> io::Result<Option<PathBuf>> {
    let kept = beside(place, "old");
    drop(fs::remove_file(&kept));
    match fs::hard_link(place, &kept) {
        Ok(()) => Ok(Some(kept)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        // Not every file system has hard links.
        Err(_) => fs::copy(place, &kept).inspect_err(|_| drop(fs::remove_file(&kept))).map(|_| Some(kept)),
    }
}

/// A path beside a place that only this process uses.
fn beside(place: &Path, ending: &str) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.{ending}", std::process::id()));
    place.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("bindery-batch-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).expect("a directory");
        path
    }

    /// All files and folders below a directory, with their texts.
    fn content(directory: &Path) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(directory).expect("a directory") {
            let path = entry.expect("an entry").path();
            found.push((path.clone(), fs::read_to_string(&path).unwrap_or_default()));
            if path.is_dir() {
                found.extend(content(&path));
            }
        }
        found.sort();
        found
    }

    #[test]
    fn everything_is_restored_if_a_file_cannot_be_replaced() {
        let directory = directory("back");
        let place = |name: &str| directory.join(name);
        for (name, text) in [("a", "old a"), ("c", "old c"), ("stale", "old stale")] {
            fs::write(place(name), text).expect("a file");
        }
        // Nothing can be moved over a folder.
        fs::create_dir_all(place("taken/inside")).expect("a folder");
        let before = content(&directory);
        let (a, c, new, deep, taken, stale) =
            (place("a"), place("c"), place("new"), place("d/e/f"), place("taken"), place("stale"));
        for order in [[&a, &new, &deep, &c, &taken], [&taken, &deep, &c, &new, &a], [&a, &taken, &c, &deep, &new]] {
            let mut batch = Batch::default();
            order.iter().for_each(|place| batch.stage(place, "new").expect("staged"));
            let failures = batch.commit(&[&stale]).expect_err("a folder is in the way");
            assert_eq!(failures.iter().map(|(path, _)| path).collect::<Vec<_>>(), [&taken], "{failures:?}");
            assert_eq!(content(&directory), before);
        }
        let missing = place("missing");
        let mut batch = Batch::default();
        batch.stage(&a, "new").expect("staged");
        let failures = batch.commit(&[&stale, &missing]).expect_err("nothing is there");
        assert_eq!(failures.len(), 1, "{failures:?}");
        assert_eq!(content(&directory), before);
        fs::remove_dir_all(directory).expect("cleaned up");
    }

    #[test]
    fn a_batch_leaves_no_temporary_files() {
        let directory = directory("done");
        let place = |name: &str| directory.join(name);
        fs::write(place("a"), "old").expect("a file");
        fs::write(place("stale"), "old").expect("a file");
        let (a, deep, stale) = (place("a"), place("d/e"), place("stale"));
        let mut batch = Batch::default();
        batch.stage(&a, "new a").expect("staged");
        batch.stage(&deep, "new e").expect("staged");
        batch.commit(&[&stale]).expect("done");
        let texts: Vec<String> = content(&directory).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["new a", "", "new e"]);
        fs::remove_dir_all(directory).expect("cleaned up");
    }
}
