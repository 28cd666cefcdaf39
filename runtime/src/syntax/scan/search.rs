//! Finds a key without scanning the text before it.

use super::Scanner;

/// The maximum distance. Beyond it, scanning is as fast.
const NEAR: usize = 4096;

/// The number of positions that are tested at once.
const PLACES: usize = 32;

impl Scanner<'_> {
    /// Moves behind the next occurrence of this key and its colon, without white space. It may belong to another object, or be inside of a
    /// string.
    pub(crate) fn search_key(&mut self, key: &str) -> Option<()> {
        let text = self.rest();
        let text = text.get(..NEAR).unwrap_or(text);
        let (first, last) = (*key.as_bytes().first()?, *key.as_bytes().last()?);
        let mut at = 0;
        loop {
            let opening = text.get(at..)?.first_chunk::<PLACES>();
            let beginning = text.get(at + 1..)?.first_chunk::<PLACES>();
            let end = text.get(at + key.len()..)?.first_chunk::<PLACES>();
            let colon = text.get(at + key.len() + 2..)?.first_chunk::<PLACES>();
            let may_be = match (opening, beginning, end, colon) {
                (Some(opening), Some(beginning), Some(end), Some(colon)) => {
                    let places = opening.iter().zip(beginning).zip(end.iter().zip(colon));
                    places.fold(false, |any, ((opening, beginning), (end, colon))| {
                        any | ((*opening == b'"') & (*beginning == first) & (*end == last) & (*colon == b':'))
                    })
                }
                // Near the end, positions are tested one by one.
                _ => true,
            };
            if may_be && let Some(found) = (at..at + PLACES).find(|at| starts_with(text, *at, key)) {
                self.at += found + key.len() + 3;
                return Some(());
            }
            at += PLACES;
        }
    }
}

/// Whether a key and its colon are here.
fn starts_with(text: &[u8], at: usize, key: &str) -> bool {
    let Some([b'"', rest @ ..]) = text.get(at..) else { return false };
    matches!(rest.split_at_checked(key.len()), Some((name, [b'"', b':', ..])) if name == key.as_bytes())
}

#[cfg(test)]
mod tests {
    use crate::syntax::scan::Scanner;

    #[test]
    fn the_next_key_is_found_at_any_distance() {
        let found = |text: &str, key: &str| {
            let mut scanner = Scanner::new(text);
            scanner.search_key(key).map(|()| scanner.offset())
        };
        for before in 0..100 {
            for after in [0, 1, 40] {
                let text = format!("{}\"type\":{}", "x".repeat(before), "y".repeat(after));
                assert_eq!(found(&text, "type"), Some(before + 7), "{text}");
                for other in ["typ", "tyype", "name", "t", ""] {
                    assert_eq!(found(&text, other), None, "{text} {other}");
                }
            }
        }
        assert_eq!(found("\"type\" :1", "type"), None);
        assert_eq!(found("\"tape\":\"type\":1", "type"), Some(14));
        assert_eq!(found(&format!("{}\"type\":", "x".repeat(5_000)), "type"), None);
        assert_eq!(found("", "type"), None);
    }
}
