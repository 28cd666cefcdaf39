//! The seal of a generated file: a hash of its content, which tells a manual edit from older output.

use crate::emit::HEADER;
use crate::text::{HASH, hashed};

/// The marker before the hash. Tools recognize generated files by this word.
const MARK: &str = "@generated ";

/// The origin of a text on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// Bindery wrote it as it is, or before seals existed, or version control left a conflict in it.
    Bindery,
    /// Bindery wrote it, and somebody has edited it since.
    Edited,
    /// Somebody else wrote it.
    Other,
}

/// A generated text with its seal, the second line.
pub(super) fn sealed(text: &str) -> String {
    let Some((header, body)) = text.split_once('\n') else { return text.to_owned() };
    let sign = header.split(HEADER).next().unwrap_or_default();
    format!("{header}\n{sign}{MARK}{:016x}\n{body}", hash(body))
}

/// The origin of a text.
pub(super) fn author(text: &str) -> Author {
    let Some((first, rest)) = text.split_once('\n') else { return by_header(text) };
    if by_header(first) == Author::Other {
        return Author::Other;
    }
    let Some((seal, body)) = rest.split_once('\n') else { return Author::Bindery };
    match seal.split_once(MARK) {
        Some((_, written)) if written.trim() != format!("{:016x}", hash(body)) && !has_conflict(text) => Author::Edited,
        _ => Author::Bindery,
    }
}

fn by_header(first: &str) -> Author {
    if first.trim().trim_start_matches(['/', '#', ' ']) == HEADER { Author::Bindery } else { Author::Other }
}

/// Whether a merge left conflict markers, which are resolved by generating the file again.
fn has_conflict(text: &str) -> bool {
    let has = |marker: &str| text.lines().any(|line| line.starts_with(marker));
    has("<<<<<<< ") && has(">>>>>>> ")
}

/// The first line, from 1, in which two sealed texts differ, apart from their seals.
pub(super) fn first_difference(left: &str, right: &str) -> usize {
    let is_seal = |line: usize, text: &str| line == 1 && text.contains(MARK);
    let same = |(line, (a, b)): &(usize, (&str, &str))| a == b || is_seal(*line, a) && is_seal(*line, b);
    left.lines().zip(right.lines()).enumerate().take_while(same).count() + 1
}

/// Whether two texts are the same but for the ends of their lines, which version control may change.
pub(super) fn is_same(found: &str, wanted: &str) -> bool {
    found == wanted || found.contains('\r') && found.replace("\r\n", "\n") == wanted
}

/// FNV-1a with 64 bits: no dependency, the same on every machine. `\r\n` counts as `\n`, since version control may change line endings.
fn hash(text: &str) -> u64 {
    // By pieces, because a test of each byte would take more time than the hash.
    text.split('\r').fold(HASH, |hash, piece| hashed(hash, piece.bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manual_edit_differs_from_older_output() {
        for sign in ["// ", "# "] {
            let old = sealed(&format!("{sign}{HEADER}\n\na\nb\n"));
            assert!(old.lines().nth(1).is_some_and(|line| line.starts_with(&format!("{sign}@generated "))), "{old}");
            assert_eq!(author(&old), Author::Bindery);
            assert_eq!(author(&old.replace('\n', "\r\n")), Author::Bindery, "another kind of line breaks");
            assert_eq!(author(&old.replace("\na\n", "\nmine\n")), Author::Edited);
            assert_eq!(author(&format!("{old}c\n")), Author::Edited);
            assert_eq!(author(&format!("{old}<<<<<<< ours\nc\n=======\nd\n>>>>>>> theirs\n")), Author::Bindery);
            assert_eq!(author(&format!("{sign}{HEADER}\n\na\n")), Author::Bindery, "of a version without seals");
            assert_eq!(author(&old.replacen(HEADER, "mine", 1)), Author::Other);
        }
        assert_eq!(author(""), Author::Other);
    }

    #[test]
    fn the_first_difference_is_not_the_seal() {
        let of = |body: &str| sealed(&format!("// {HEADER}\n{body}"));
        assert_eq!(first_difference(&of("a\nb\n"), &of("a\nc\n")), 4);
        assert_eq!(first_difference(&of("a\n"), &of("a\nc\n")), 4);
    }
}
