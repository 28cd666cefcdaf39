//! Maps JSON pointers to spans in a text; done only for the diagnostics that are printed, for all of them in one pass.

use super::wanted::{Found, Wanted};
use super::{Format, yaml};
use crate::diag::{Part, Pointer};
use std::ops::Range;

/// The bytes of the values at pointers, or of the nearest enclosing values that exist.
pub(super) fn spans_of(text: &str, format: Format, places: &[(&Pointer, Part)]) -> Vec<Option<Range<usize>>> {
    let mut wanted = Wanted::of(places.iter().map(|(pointer, _)| *pointer));
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match format {
        Format::Json => {
            let mut walker = Walker { bytes: text.as_bytes(), at: start };
            walker.space();
            walker.value(&mut wanted, None);
        }
        Format::Yaml => yaml::locate(&text[start..], start, &mut wanted),
    }
    places.iter().map(|(pointer, part)| wanted.span(pointer, *part)).collect()
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
    fn value(&mut self, wanted: &mut Wanted, key: Option<Range<usize>>) {
        let start = self.at;
        let is_collection = matches!(self.peek(), b'{' | b'[');
        match self.peek() {
            b'{' if !wanted.is_leaf() => self.object(wanted),
            b'[' if !wanted.is_leaf() => self.array(wanted),
            _ => self.skip_value(),
        }
        let written = self.bytes.get(start..self.at).unwrap_or_default().trim_ascii_end().len();
        wanted.meet(Found { value: start..start + written, key, is_collection });
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
            let written = start..self.at;
            let key = self.bytes.get(start..self.at).and_then(|text| serde_json::from_slice::<String>(text).ok());
            self.space();
            self.at += 1;
            self.space();
            match key.and_then(|key| wanted.child(&key)) {
                Some(child) => self.value(child, Some(written)),
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
                Some(child) => self.value(child, None),
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

    /// The line of each place, and what is underlined there.
    fn places<'t>(format: Format, text: &'t str, pointers: &[(&str, Part)]) -> Vec<(usize, &'t str)> {
        let pointers: Vec<(Pointer, Part)> =
            pointers.iter().map(|(pointer, part)| (Pointer::from_escaped(pointer), *part)).collect();
        let spans =
            spans_of(text, format, &pointers.iter().map(|(pointer, part)| (pointer, *part)).collect::<Vec<_>>());
        let shown = |span: Option<Range<usize>>| {
            let span = span.expect("a span");
            (text[..span.start].matches('\n').count() + 1, &text[span])
        };
        spans.into_iter().map(shown).collect()
    }

    fn values<'t>(format: Format, text: &'t str, pointers: &[&str]) -> Vec<(usize, &'t str)> {
        places(format, text, &pointers.iter().map(|pointer| (*pointer, Part::Value)).collect::<Vec<_>>())
    }

    #[test]
    fn pointers_are_found_in_json() {
        assert_eq!(
            values(Format::Json, TEXT, &["/c", "/a~1b/2/é", "/a~1b/1/x\"y", "", "/a~1b/0", "/a~1b", "/a~1b/2"]),
            [(4, "2"), (3, "true"), (2, "\"],}\""), (1, "{"), (2, "1"), (2, "\"a/b\""), (3, "{")]
        );
        assert_eq!(places(Format::Json, TEXT, &[("/c", Part::Key), ("/a~1b/0", Part::Key)]), [(4, "\"c\""), (2, "1")]);
    }

    #[test]
    fn a_dangling_pointer_stops_at_the_last_place_that_exists() {
        assert_eq!(
            values(Format::Json, TEXT, &["/a~1b/7", "/a~1b/1/none", "/c/d/e"]),
            [(2, "\"a/b\""), (2, "{"), (4, "2")]
        );
    }

    #[test]
    fn of_duplicate_keys_the_last_one_is_found_and_the_first_on_request() {
        let both = [("/a/b", Part::Value), ("/a", Part::Key), ("/a", Part::FirstKey)];
        let json = "{\"a\": {\"b\": 1},\n\"a\": {\"b\": 2}}";
        assert_eq!(places(Format::Json, json, &both), [(2, "2"), (2, "\"a\""), (1, "\"a\"")]);
        assert_eq!(places(Format::Yaml, "a: {b: 1}\na: {b: 2}\n", &both), [(2, "2"), (2, "a"), (1, "a")]);
    }

    #[test]
    fn pointers_are_found_in_yaml() {
        let text = "a: 1\nb:\n  - x: é  # 1\n    y: {z: 2}\n  - &anchor\n    deep: |\n      3\n      4\nc: *anchor\n\"d e\": 'f g'\n";
        assert_eq!(
            values(Format::Yaml, text, &["/a", "/b", "/b/0/x", "/b/0/y/z", "/b/1/deep", "/c/deep", "/none", "/d e"]),
            [(1, "1"), (2, "b"), (3, "é"), (4, "2"), (7, "3\n      4"), (9, "*anchor"), (1, "a"), (10, "'f g'")]
        );
        assert_eq!(
            places(Format::Yaml, text, &[("/d e", Part::Key), ("/b/0/y", Part::Value)]),
            [(10, "\"d e\""), (4, "y")]
        );
    }
}
