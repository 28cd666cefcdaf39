//! Maps JSON pointers to positions in a text; done only when diagnostics are printed, for all of them in one pass.

use super::wanted::Wanted;
use super::{Format, yaml};
use crate::diag::{Pointer, Position};

/// The byte offsets of the values at pointers, or of the nearest enclosing values that exist.
pub(super) fn offsets_of(text: &str, format: Format, pointers: &[&Pointer]) -> Vec<Option<usize>> {
    let mut wanted = Wanted::of(pointers.iter().copied());
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match format {
        Format::Json => {
            let mut walker = Walker { bytes: text.as_bytes(), at: start };
            walker.space();
            walker.value(&mut wanted);
        }
        Format::Yaml => yaml::locate(&text[start..], start, &mut wanted),
    }
    pointers.iter().map(|pointer| wanted.offset(pointer)).collect()
}

/// Line and column, both from 1, of byte offsets; the column counts characters.
pub(crate) fn positions_of(text: &str, offsets: &[Option<usize>]) -> Vec<Option<Position>> {
    let mut order: Vec<usize> = (0..offsets.len()).filter(|index| offsets[*index].is_some()).collect();
    order.sort_by_key(|index| offsets[*index]);
    let mut positions = vec![None; offsets.len()];
    let (mut at, mut line, mut column) = (0, 1, 1);
    for index in order {
        let mut end = offsets[index].unwrap_or_default().min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let between = text.get(at..end).unwrap_or_default();
        line += between.bytes().filter(|byte| *byte == b'\n').count();
        column = match between.rfind('\n') {
            Some(newline) => between[newline + 1..].chars().count() + 1,
            None => column + between.chars().count(),
        };
        at = at.max(end);
        positions[index] = Some((line, column));
    }
    positions
}

/// Walks over text that is known to be valid JSON.
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

    /// Records the place of the value that begins here, and moves past it. Recursion is bounded by the nesting of the
    /// text, which was parsed before.
    fn value(&mut self, wanted: &mut Wanted) {
        wanted.found = Some(self.at);
        match self.peek() {
            b'{' if !wanted.is_leaf() => self.object(wanted),
            b'[' if !wanted.is_leaf() => self.array(wanted),
            _ => self.skip_value(),
        }
    }

    fn object(&mut self, wanted: &mut Wanted) {
        self.at += 1;
        loop {
            self.space();
            if self.peek() != b'"' {
                break;
            }
            let start = self.at;
            self.skip_string();
            let key = self.bytes.get(start..self.at).and_then(|text| serde_json::from_slice::<String>(text).ok());
            self.space();
            self.at += 1;
            self.space();
            match key.and_then(|key| wanted.child(&key)) {
                Some(child) => self.value(child),
                None => self.skip_value(),
            }
            if !self.next_element() {
                break;
            }
        }
        self.at += 1;
    }

    fn array(&mut self, wanted: &mut Wanted) {
        self.at += 1;
        for index in 0usize.. {
            self.space();
            if self.peek() == b']' {
                break;
            }
            match wanted.child(&index.to_string()) {
                Some(child) => self.value(child),
                None => self.skip_value(),
            }
            if !self.next_element() {
                break;
            }
        }
        self.at += 1;
    }

    fn next_element(&mut self) -> bool {
        self.space();
        let more = self.peek() == b',';
        if more {
            self.at += 1;
        }
        more
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

    fn places(format: Format, text: &str, pointers: &[&str]) -> Vec<Position> {
        let pointers: Vec<Pointer> = pointers.iter().map(|each| Pointer::from_escaped(*each)).collect();
        let offsets = offsets_of(text, format, &pointers.iter().collect::<Vec<_>>());
        positions_of(text, &offsets).into_iter().map(|position| position.expect("a position")).collect()
    }

    #[test]
    fn pointers_are_found_in_json() {
        assert_eq!(
            places(Format::Json, TEXT, &["/c", "/a~1b/2/é", "/a~1b/1/x\"y", "", "/a~1b/0"]),
            [(4, 8), (3, 11), (2, 23), (1, 1), (2, 11)]
        );
    }

    #[test]
    fn a_dangling_pointer_stops_at_the_last_place_that_exists() {
        assert_eq!(places(Format::Json, TEXT, &["/a~1b/7", "/a~1b/1/none", "/c/d/e"]), [(2, 10), (2, 14), (4, 8)]);
    }

    #[test]
    fn of_duplicate_keys_the_last_one_is_found() {
        assert_eq!(places(Format::Json, "{\"a\": {\"b\": 1},\n\"a\": {\"b\": 2}}", &["/a/b"]), [(2, 12)]);
    }

    #[test]
    fn pointers_are_found_in_yaml() {
        let text = "a: 1\nb:\n  - x: é\n    y: {z: 2}\n  - &anchor\n    deep: 3\nc: *anchor\n";
        assert_eq!(
            places(Format::Yaml, text, &["", "/a", "/b", "/b/0/x", "/b/0/y/z", "/b/1/deep", "/c/deep", "/none"]),
            [(1, 1), (1, 4), (2, 1), (3, 8), (4, 12), (6, 11), (7, 4), (1, 1)]
        );
    }
}
