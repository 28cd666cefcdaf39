//! Finds and samples documents.

use std::path::{Path, PathBuf};

/// A description with its name in tables: that of its root, then the path below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

type Root = (String, PathBuf);

/// Parses `NAME=DIR`.
pub(crate) fn parse_root(text: &str) -> Result<Root, String> {
    match text.split_once('=') {
        Some((name, folder)) if !name.is_empty() && !name.contains('/') => Ok((name.to_owned(), folder.into())),
        _ => Err("expected NAME=DIR, with a NAME that has no slash".to_owned()),
    }
}

/// The names in a file, one per line, without comments after a `#` or a tab.
pub(crate) fn names(list: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(list).map_err(|error| format!("cannot read {}: {error}", list.display()))?;
    let names = text.lines().filter_map(|line| line.split(['#', '\t']).next());
    Ok(names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

/// The documents with these names, and the names without a document.
pub(crate) fn find(roots: &[Root], names: &[String]) -> (Vec<Document>, Vec<String>) {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for name in names {
        let candidates = roots.iter().map(|(root, folder)| {
            let below = name.strip_prefix(root.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name);
            Document { name: format!("{root}/{below}"), path: folder.join(below) }
        });
        // A name that begins with that of a root belongs to it, whatever the others contain.
        let (own, others): (Vec<_>, Vec<_>) = candidates.partition(|document| document.name == *name);
        match own.into_iter().chain(others).find(|document| document.path.is_file()) {
            Some(document) => found.push(document),
            None => missing.push(name.clone()),
        }
    }
    (found, missing)
}

/// Every JSON and YAML file below the roots, in the order of their names.
pub(crate) fn all(roots: &[Root]) -> Vec<Document> {
    let mut documents = Vec::new();
    for (name, folder) in roots {
        below(folder, name, &mut documents);
    }
    documents.sort();
    documents
}

fn below(folder: &Path, name: &str, documents: &mut Vec<Document>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            below(&path, &name, documents);
        } else if path
            .extension()
            .is_some_and(|extension| ["json", "yaml", "yml"].iter().any(|each| extension == *each))
        {
            documents.push(Document { name, path });
        }
    }
}

/// A random sample of documents without replacement, in the order of their names. It depends on the names and the seed
/// only.
pub(crate) fn sample(mut documents: Vec<Document>, count: usize, seed: u64) -> Vec<Document> {
    documents.sort();
    let mut state = seed;
    let count = count.min(documents.len());
    for place in 0..count {
        let left = documents.len() - place;
        let drawn = usize::try_from(next(&mut state) % left as u64).unwrap_or_default();
        documents.swap(place, place + drawn);
    }
    documents.truncate(count);
    documents.sort();
    documents
}

/// SplitMix64 (Steele, Lea and Flood, 2014): small, and the same everywhere.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(count: usize) -> Vec<Document> {
        (0..count).map(|number| Document { name: format!("{number:03}"), path: PathBuf::new() }).collect()
    }

    #[test]
    fn a_sample_depends_only_on_the_seed() {
        let drawn = sample(numbered(100), 10, 7);
        let mut backwards = numbered(100);
        backwards.reverse();
        assert_eq!(drawn, sample(backwards, 10, 7));
        assert_ne!(drawn, sample(numbered(100), 10, 8));
        assert_eq!(drawn.len(), 10);
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]), "no document twice: {drawn:?}");
        assert_eq!(sample(numbered(3), 10, 7), numbered(3));
    }

    #[test]
    fn a_root_has_a_name() {
        assert_eq!(parse_root("specs=/a/b"), Ok(("specs".to_owned(), PathBuf::from("/a/b"))));
        assert!(parse_root("/a/b").is_err());
        assert!(parse_root("a/b=c").is_err());
    }

    #[test]
    fn missing_documents_are_named() {
        let roots = [("here".to_owned(), PathBuf::from(env!("CARGO_MANIFEST_DIR")))];
        let names = ["here/Cargo.toml".to_owned(), "src/main.rs".to_owned(), "there/x.json".to_owned()];
        let (found, missing) = find(&roots, &names);
        assert_eq!(
            found.iter().map(|each| each.name.as_str()).collect::<Vec<_>>(),
            ["here/Cargo.toml", "here/src/main.rs"]
        );
        assert_eq!(missing, ["there/x.json"]);
    }
}
