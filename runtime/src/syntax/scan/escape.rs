//! Writes strings.

use super::plain::{plain_len, whole_plain_len};

/// Writes a JSON string with its quotes.
#[inline(never)]
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    out.push('"');
    push_between(text, out);
    out.push('"');
}

/// Writes the inside of a JSON string, without quotes.
#[inline(never)]
pub(crate) fn push_content(text: &str, out: &mut String) {
    push_between(text, out);
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "both of its callers are calls already")]
fn push_between(text: &str, out: &mut String) {
    let plain = whole_plain_len(text.as_bytes());
    if plain == text.len() {
        out.push_str(text);
    } else {
        push_in_pieces(text, plain, out);
    }
}

fn push_in_pieces(text: &str, plain: usize, out: &mut String) {
    let (mut plain, mut special) = text.split_at(plain);
    loop {
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            None => return,
            Some(character) => push_escape(character, out),
        }
        let rest = characters.as_str();
        (plain, special) = rest.split_at(plain_len(rest.as_bytes()));
    }
}

fn push_escape(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        control => {
            out.push_str("\\u00");
            for shift in [4, 0] {
                out.extend(char::from_digit((u32::from(control) >> shift) & 0xF, 16));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::push_escaped;
    use crate::syntax::scan::Scanner;

    #[test]
    fn everything_written_is_read_back() {
        let all: String = (0..0x300).filter_map(char::from_u32).chain("\u{2028}😀".chars()).collect();
        let mut text = String::new();
        push_escaped(&all, &mut text);
        assert_eq!(Scanner::new(&text).string().unwrap(), all);
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), all);
    }
}
