//! Words for symbols.

/// Operators of several symbols, in texts without letters.
const OPERATORS: &[(&str, &str)] = &[
    ("!==", "not identical"),
    ("===", "identical"),
    ("<=>", "compare"),
    ("...", "ellipsis"),
    ("<=", "less or equal"),
    (">=", "greater or equal"),
    ("!=", "not equal"),
    ("<>", "less or greater"),
    ("==", "equals"),
    ("=~", "matches"),
    ("!~", "not matches"),
    ("->", "to"),
    ("<-", "from"),
    ("**", "double star"),
];

/// Single symbols.
const SYMBOLS: &[(&[char], &str)] = &[
    (&['+'], "plus"),
    (&['-', '\u{2212}'], "minus"),
    (&['*'], "star"),
    (&['/'], "slash"),
    (&['\\'], "backslash"),
    (&['.'], "dot"),
    (&[','], "comma"),
    (&[':'], "colon"),
    (&[';'], "semicolon"),
    (&['<'], "less"),
    (&['>'], "greater"),
    (&['='], "equal"),
    (&['!'], "not"),
    (&['?'], "question"),
    (&['#'], "hash"),
    (&['$'], "dollar"),
    (&['%'], "percent"),
    (&['&'], "and"),
    (&['|'], "or"),
    (&['@'], "at"),
    (&['~'], "tilde"),
    (&['^'], "caret"),
    (&['(', ')'], "parenthesis"),
    (&['[', ']'], "bracket"),
    (&['{', '}'], "brace"),
    (&['"', '\'', '`'], "quote"),
    (&['_'], "underscore"),
    (&[' '], "space"),
    (&['\u{2264}'], "less or equal"),
    (&['\u{2265}'], "greater or equal"),
    (&['\u{2260}'], "not equal"),
    (&['\u{2190}', '\u{2b05}'], "left"),
    (&['\u{2192}', '\u{27a1}'], "right"),
    (&['\u{2191}', '\u{2b06}'], "up"),
    (&['\u{2193}', '\u{2b07}'], "down"),
];

/// How many symbols of a text without letters become part of its name.
const MOST: usize = 8;

/// The word for a symbol.
pub(super) fn word(symbol: char) -> Option<&'static str> {
    SYMBOLS.iter().find(|(symbols, _)| symbols.contains(&symbol)).map(|(_, word)| *word)
}

/// Spells out a text without letters, symbols without a word by their code points; `None` for an empty one.
pub(super) fn in_words(text: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next().filter(|_| words.len() < MOST) {
        let operator = OPERATORS.iter().find(|(operator, _)| rest.starts_with(operator));
        let taken = operator.map_or(next.len_utf8(), |(operator, _)| operator.len());
        match operator.map(|(_, word)| *word).or_else(|| word(next)) {
            Some(word) => words.push(word.to_owned()),
            // A variation selector only changes how the symbol before it looks.
            None if next == '\u{fe0f}' => {}
            None => words.push(format!("u{:x}", u32::from(next))),
        }
        rest = &rest[taken..];
    }
    (!words.is_empty()).then(|| words.join(" "))
}

/// Spells out the sign of a number: otherwise `+1` and `-1` would be the same.
pub(super) fn with_sign_in_words(text: &str) -> Option<String> {
    let sign = text.chars().next().filter(|first| matches!(first, '+' | '-' | '\u{2212}'))?;
    let number = &text[sign.len_utf8()..];
    let is_number = number.starts_with(|first: char| first.is_ascii_digit());
    word(sign).filter(|_| is_number).map(|word| format!("{word} {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_matched_before_single_symbols() {
        let of = |text: &str| in_words(text).unwrap_or_default();
        assert_eq!(["<", "<=", "!=", "=~"].map(of), ["less", "less or equal", "not equal", "matches"]);
        assert_eq!(["*", "**", "%", "''"].map(of), ["star", "double star", "percent", "quote quote"]);
        assert_eq!(["➡️", "🎲", " "].map(of), ["right", "u1f3b2", "space"]);
        assert_eq!(of(&"-".repeat(100)).split(' ').count(), MOST);
        assert_eq!((in_words(""), in_words("\u{fe0f}")), (None, None));
    }

    #[test]
    fn only_the_sign_of_a_number_is_spelled_out() {
        let of = |text| with_sign_in_words(text);
        assert_eq!(of("+1").as_deref(), Some("plus 1"));
        assert_eq!(of("-1.5").as_deref(), Some("minus 1.5"));
        assert_eq!((of("-created_at"), of("2020-01-01"), of("-")), (None, None, None));
    }
}
