//! From a JSON pointer to a place in the text, computed only when a diagnostic is printed.

use crate::diag::Pointer;

/// The byte offset of the value a pointer leads to, or of the nearest enclosing one that exists.
pub(super) fn offset_of(text: &str, pointer: &Pointer) -> Option<usize> {
    let mut walker = Walker { bytes: text.as_bytes(), at: 0 };
    if text.starts_with('\u{feff}') {
        walker.at = 3;
    }
    walker.space();
    let mut found = walker.at;
    for segment in pointer.segments() {
        match walker.enter(&segment) {
            Some(()) => found = walker.at,
            None => break,
        }
    }
    Some(found)
}

/// Line and column, both from 1; the column counts characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The byte offset of a line and a byte column, both from 1.
pub(super) fn offset_at(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column.saturating_sub(1)).min(text.len())
}

/// Walks over text that is known to be JSON.
struct Walker<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walker<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    /// Moves from the start of a container to the start of one of its values.
    fn enter(&mut self, segment: &str) -> Option<()> {
        match self.peek() {
            b'{' => self.find_key(segment),
            b'[' => self.find_index(segment.parse().ok()?),
            _ => None,
        }
    }

    fn find_key(&mut self, wanted: &str) -> Option<()> {
        self.at += 1;
        loop {
            self.space();
            if self.peek() != b'"' {
                return None;
            }
            let start = self.at;
            self.skip_string();
            let key: String = serde_json::from_slice(self.bytes.get(start..self.at)?).ok()?;
            self.space();
            self.at += 1;
            self.space();
            if key == wanted {
                return Some(());
            }
            self.skip_value();
            self.next_element()?;
        }
    }

    fn find_index(&mut self, wanted: usize) -> Option<()> {
        self.at += 1;
        for _ in 0..wanted {
            self.space();
            self.skip_value();
            self.next_element()?;
        }
        self.space();
        (self.peek() != b']').then_some(())
    }

    fn next_element(&mut self) -> Option<()> {
        self.space();
        if self.peek() != b',' {
            return None;
        }
        self.at += 1;
        Some(())
    }

    fn skip_string(&mut self) {
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
    }

    fn skip_value(&mut self) {
        let mut depth = 0usize;
        while self.at < self.bytes.len() {
            match self.peek() {
                b'"' => self.skip_string(),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' if depth == 0 => return,
                _ => self.at += 1,
            }
            if depth == 0 && matches!(self.peek(), b',' | b'}' | b']') {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a/b\": [1, {\"x\\\"y\": \"],}\"},\n    {\"é\": true}],\n  \"c\": 2\n}";

    fn place(pointer: &str) -> (usize, usize) {
        let offset = offset_of(TEXT, &Pointer::from_escaped(pointer)).expect("an offset");
        line_and_column(TEXT, offset)
    }

    #[test]
    fn pointers_lead_to_values() {
        assert_eq!(place(""), (1, 1));
        assert_eq!(place("/a~1b/0"), (2, 11));
        assert_eq!(place("/a~1b/1/x\"y"), (2, 23));
        assert_eq!(place("/a~1b/2/é"), (3, 11));
        assert_eq!(place("/c"), (4, 8));
    }

    #[test]
    fn a_pointer_that_leads_nowhere_stops_at_the_last_place_that_exists() {
        assert_eq!(place("/a~1b/7"), (2, 10));
        assert_eq!(place("/a~1b/1/none"), (2, 14));
    }
}
