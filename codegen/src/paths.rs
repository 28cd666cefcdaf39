//! Lexical path operations, independent of the file system.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// A path from a directory, as short as possible: `spec` and `../generated` give `generated`. Links are kept, because
/// the parent of a link's target is not the directory before it.
pub(crate) fn joined(base: &Path, path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in base.join(path).components() {
        let ends_in_name = matches!(whole.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if ends_in_name && !whole.is_symlink() => {
                whole.pop();
            }
            other => whole.push(other),
        }
    }
    if whole.as_os_str().is_empty() { PathBuf::from(".") } else { whole }
}

/// The relative path from one directory to another, with forward slashes.
pub(crate) fn relative(from: &Path, to: &Path) -> String {
    let (from, to) = (absolute(from), absolute(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let down = to[shared..].iter().map(|name| name.to_string_lossy().into_owned());
    let path: Vec<String> = up.chain(down).collect();
    if path.is_empty() { ".".to_owned() } else { path.join("/") }
}

/// Whether a path is lexically in a folder.
pub(crate) fn is_inside(path: &Path, folder: &Path) -> bool {
    absolute(path).starts_with(&absolute(folder))
}

/// The components from the root to a path, without `.` and `..`.
fn absolute(path: &Path) -> Vec<OsString> {
    let mut names = Vec::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            Component::ParentDir => drop(names.pop()),
            Component::Normal(name) => names.push(name.to_owned()),
            Component::Prefix(prefix) => names.push(prefix.as_os_str().to_owned()),
            Component::CurDir | Component::RootDir => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_from_a_directory_is_as_short_as_it_can_be() {
        let of = |base: &str, path: &str| joined(Path::new(base), Path::new(path)).display().to_string();
        assert_eq!(of("spec", "../generated"), "generated");
        assert_eq!(of("", "api.json"), "api.json");
        assert_eq!(of("spec", ".."), ".");
        assert_eq!(of("spec", "../../x/./y"), "../x/y");
        assert_eq!(of("spec", "/a/../b"), "/b");
        assert_eq!(of("/", "../b"), "/../b");
    }

    #[test]
    fn the_path_between_directories_is_relative() {
        assert_eq!(relative(Path::new("/a/b/generated"), Path::new("/a/b/spec/../runtime")), "../runtime");
        assert_eq!(relative(Path::new("/a/b"), Path::new("/c")), "../../c");
        assert_eq!(relative(Path::new("/a"), Path::new("/a/./b")), "b");
        assert_eq!(relative(Path::new("/a"), Path::new("/a")), ".");
    }

    #[test]
    fn containment_is_lexical() {
        let inside = |path: &str, folder: &str| is_inside(Path::new(path), Path::new(folder));
        assert!(inside("/a/b/../c", "/a"));
        assert!(inside("a/b", "."));
        assert!(!inside("/a/../b", "/a"));
        assert!(!inside("../b", "."));
        assert!(!inside("/ab", "/a"));
    }
}
